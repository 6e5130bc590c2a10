import ArgumentParser
import Referrals
import RelaisClient

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
            throw ValidationError(
                "say --insecure: keys cannot be given yet, and nothing is sent in the open unasked"
            )
        }
        if let endpoint, !ConnectionOptions.isLocal(endpoint) {
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

    /// How long to wait for an answer.
    var patience: Duration { .milliseconds(Int64(timeout * 1_000)) }
}

extension ConnectionOptions {
    /// Refuses an --as of another role while the command is read, so that its own usage is told.
    func mustSpeak(as role: String) throws {
        _ = try principal(of: role, default: "anybody")
    }

    /// Whether an endpoint is on this machine, so that nothing said to it can be overheard.
    ///
    /// The whole of it is read: `tcp://127.example.org:1` is a name that any machine may bear, and
    /// behind a semicolon libzmq takes a second address, to which it then connects.
    static func isLocal(_ endpoint: String) -> Bool {
        if endpoint.hasPrefix("ipc://") { return endpoint.utf8.count > 6 }
        guard endpoint.hasPrefix("tcp://"), let colon = endpoint.lastIndex(of: ":") else {
            return false
        }
        let host = endpoint[..<colon].dropFirst(6)
        let port = number(endpoint[colon...].dropFirst()) ?? 0
        return (1...65_535).contains(port) && isLoopback(host)
    }

    private static func isLoopback(_ host: Substring) -> Bool {
        if host == "localhost" || host == "[::1]" { return true }
        // So libzmq spells 127.0.0.1 where it speaks IPv6.
        let mapped = "[::ffff:"
        let isMapped = host.hasPrefix(mapped) && host.hasSuffix("]")
        let address = isMapped ? host.dropFirst(mapped.count).dropLast() : host
        let parts = address.split(separator: ".", omittingEmptySubsequences: false).map(number)
        return parts.count == 4 && parts[0] == 127
            && parts.allSatisfy { $0.map { $0 < 256 } ?? false }
    }

    /// A number in digits alone; nil if it is anything else.
    private static func number(_ text: Substring) -> Int? {
        text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
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
