import ArgumentParser
import Referrals
import RelaisClient
import Triage

/// The options that every command has that speaks to a gateway.
struct ConnectionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Where the gateway listens.",
            discussion: """
                The default is the gateway's own on this machine: tcp://127.0.0.1:5570 for \
                agencies, 5571 for partners, 5572 for supervisors, 5573 for the feed.
                """,
            valueName: "endpoint"
        )
    )
    var endpoint: String?

    @Flag(
        help: ArgumentHelp(
            "Speak without keys: on loopback and ipc only.",
            discussion: "The gateway then believes whatever name --as gives."
        )
    )
    var insecure = false

    @Option(
        name: .customLong("as"),
        help: ArgumentHelp(
            "Who speaks: agency:NAME, partner:NAME or supervisor:NAME; with --insecure only.",
            valueName: "role:name"
        )
    )
    var principal: String?

    @Option(
        help: ArgumentHelp(
            "How long to wait for an answer, in seconds.",
            valueName: "seconds"
        )
    )
    var timeout = 10.0

    /// What is said to whoever does not say --insecure.
    static let wanting =
        "say --insecure: keys cannot be given yet, and nothing is sent in the open unasked"

    func validate() throws {
        guard timeout > 0, timeout <= 86_400 else {
            throw ValidationError("--timeout is a number of seconds above 0 and at most 86400")
        }
        if let principal, Principal(principal) == nil {
            throw ValidationError(
                "--as is agency:NAME, partner:NAME or supervisor:NAME, NAME 1-32 of a-z 0-9 -"
            )
        }
        guard insecure else {
            if principal != nil {
                throw ValidationError("--as goes with --insecure: a key says who speaks otherwise")
            }
            throw ValidationError(ConnectionOptions.wanting)
        }
        if let endpoint, !isOnThisMachine(endpoint) {
            throw ValidationError(
                "--insecure is for tcp://127.0.0.1:PORT, tcp://[::1]:PORT and ipc://"
            )
        }
    }

    /// Who speaks: whom --as names, which must be of the role, or this principal.
    func principal(of role: String, default name: String) throws -> Principal {
        let named = principal ?? "\(role):\(name)"
        guard named.hasPrefix("\(role):"), let principal = Principal(named) else {
            throw ValidationError(
                "\(PlainText.clean(named)) is no \(role):NAME, which must speak here"
            )
        }
        return principal
    }

    private func isOnThisMachine(_ endpoint: String) -> Bool {
        Endpoint(endpoint).map { $0.isLocal && !$0.isWildcard } ?? false
    }

    /// How long to wait for an answer.
    var patience: Duration { .milliseconds(Int64(timeout * 1_000)) }
}

extension ConnectionOptions {
    /// Refuses an --as of another role while the command is read, so that its own usage is told.
    func mustSpeak(as role: String) throws {
        _ = try principal(of: role, default: "anybody")
    }
}

/// Where a gateway of this machine listens unless it is told otherwise.
enum DefaultEndpoint {
    /// For agencies.
    static let intake = "tcp://127.0.0.1:5570"
    /// For partners.
    static let desk = "tcp://127.0.0.1:5571"
    /// For supervisors.
    static let control = "tcp://127.0.0.1:5572"
    /// The metrics, each second.
    static let feed = "tcp://127.0.0.1:5573"
}
