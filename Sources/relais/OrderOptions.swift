import ArgumentParser
import Glibc
import Referrals
import RelaisClient
import Wire

/// The options that every order has: why, under which key, and whether it is only asked what it would do.
struct OrderOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Why; the journal keeps it for good: name nobody.", valueName: "text")
    )
    var reason: String

    @Option(
        help: ArgumentHelp(
            "The order's own name: the same key is done once.",
            discussion: """
                Whoever does not know whether an order was carried out gives it again under its \
                key. Without it, one is made from the process and the time, and told when the \
                answer does not come.
                """,
            valueName: "key"
        )
    )
    var orderKey: String?

    @Flag(help: "Only say what would change.")
    var dryRun = false

    func validate() throws {
        guard (1...500).contains(reason.unicodeScalars.count) else {
            throw ValidationError("--reason is 1 to 500 characters")
        }
        guard orderKey.map(OrderOptions.isKey) ?? true else {
            throw ValidationError("--order-key is 1 to 40 visible ASCII characters")
        }
    }

    /// Short enough for the name of a leg to follow it: an order for many legs is one order for each.
    private static func isKey(_ key: String) -> Bool {
        (1...40).contains(key.utf8.count) && key.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }

    /// The key that was given, or one of this process and this instant.
    func keyOrNew() -> String { orderKey ?? OrderOptions.newKey() }

    /// A key of this process and this instant.
    static func newKey() -> String {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return "cli-\(getpid())-\(now.tv_sec)-\(now.tv_nsec / 1_000)"
    }

    /// Gives an order and says what it changed, or would.
    func give(_ order: SupervisorOrder, over connection: ConnectionOptions) throws {
        let key = keyOrNew()
        let inquiry = OrderInquiry(order, reason: reason, key: key, isDryRun: dryRun)
        let done: SupervisorClient.Done
        do {
            done = try Question(connection).supervisor().order(inquiry)
        } catch let failure as ClientFailure {
            throw trouble(failure, key: key)
        }
        for sentence in done.words { Words.line(sentence) }
        Words.say(OrderOptions.ending(done, isDryRun: dryRun))
    }

    /// Why an order was not answered well; with its key where it may have been carried out.
    private func trouble(_ failure: ClientFailure, key: String) -> Trouble {
        let trouble = GatewayCall.trouble(failure)
        guard trouble.code == .tryAgain, !dryRun else { return trouble }
        let hint =
            "it may have been carried out: the same command with --order-key \(key) tells, and does"
            + " nothing twice"
        return Trouble(trouble.code, lines: trouble.words + [hint])
    }

    /// What became of an order, in a sentence.
    static func ending(_ done: SupervisorClient.Done, isDryRun: Bool) -> String {
        if done.code == 202 { return "this was done before, under the same key" }
        if isDryRun { return done.hasChanged ? "nothing was changed" : "nothing would change" }
        return done.hasChanged ? "done" : "it was so already; the order is written down"
    }
}

/// The option of an order that ends of itself.
struct UntilOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "When it ends of itself, as in 2026-03-02T18:00:00+01:00; else by an order.",
            valueName: "time"
        )
    )
    var until: String?

    func validate() throws {
        _ = try moment()
    }

    /// The time; nil if none was given.
    func moment() throws -> Moment? {
        guard let until else { return nil }
        guard let moment = Moment(rfc3339: until) else {
            throw ValidationError(
                "--until is a time with its offset, as in 2026-03-02T18:00:00+01:00"
            )
        }
        return moment
    }
}
