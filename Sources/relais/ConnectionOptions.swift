import ArgumentParser
import Glibc
import Referrals
import RelaisClient
import Triage

/// The options that every command has that speaks to a gateway.
struct ConnectionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Where the gateway listens.",
            discussion: """
                Without it, RELAIS_ENDPOINT says so, and else it is the gateway's own on this \
                machine: tcp://127.0.0.1:5570 for agencies, 5571 for partners, 5572 for \
                supervisors, 5573 for the feed. Over ipc:// a supervisor needs no key: the gateway \
                knows the account.
                """,
            valueName: "endpoint"
        )
    )
    var endpoint: String?

    @Option(
        help: ArgumentHelp(
            "One's own secret key (*.key_secret), which says who speaks.",
            discussion: "Without it, RELAIS_KEY names the file, except over ipc://.",
            valueName: "file"
        )
    )
    var key: String?

    @Option(
        help: ArgumentHelp(
            "The gateway's public key: its card (*.key), or the 40 characters.",
            discussion: "Without it, RELAIS_SERVER_KEY says so.",
            valueName: "file-or-key"
        )
    )
    var serverKey: String?

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

    /// What is said to whoever gives no keys and does not say --insecure.
    static let wanting =
        "give --key and --server-key (or RELAIS_KEY and RELAIS_SERVER_KEY); or say --insecure, and"
        + " nothing is encrypted"

    func validate() throws {
        guard timeout > 0, timeout <= 86_400 else {
            throw ValidationError("--timeout is a number of seconds above 0 and at most 86400")
        }
        if let principal, Principal(principal) == nil {
            throw ValidationError(
                "--as is agency:NAME, partner:NAME or supervisor:NAME, NAME 1-32 of a-z 0-9 -"
            )
        }
        let place = try place()
        if insecure {
            guard key == nil, serverKey == nil else {
                throw ValidationError("say either --insecure or --key and --server-key")
            }
            if let place, !place.isLocal {
                throw ValidationError(
                    "--insecure is for tcp://127.0.0.1:PORT, tcp://[::1]:PORT and ipc://"
                )
            }
            return
        }
        if principal != nil {
            throw ValidationError("--as goes with --insecure: a key says who speaks otherwise")
        }
        switch (ownKey, gatewayKey) {
        case (.some, .some): return
        case (.some, nil):
            throw ValidationError(
                "--key goes with --server-key, so that nobody can pose as the gateway"
            )
        case (nil, .some): throw ValidationError("--server-key goes with --key")
        case (nil, nil):
            guard place?.text.hasPrefix("ipc://") ?? false else {
                throw ValidationError(ConnectionOptions.wanting)
            }
        }
    }

    /// Where the gateway listens, as it was said; nil if it was not.
    private func place() throws -> Endpoint? {
        guard let text = endpointSaid else { return nil }
        guard let place = Endpoint(text), !place.isWildcard else {
            throw ValidationError(
                "--endpoint is tcp://HOST:PORT or ipc://PATH"
                    + (insecure ? ": --insecure is for tcp://127.0.0.1:PORT and ipc://" : "")
            )
        }
        return place
    }

    private var endpointSaid: String? { endpoint ?? ConnectionOptions.variable("RELAIS_ENDPOINT") }
    private var ownKey: String? { key ?? variable("RELAIS_KEY") }
    private var gatewayKey: String? { serverKey ?? variable("RELAIS_SERVER_KEY") }

    /// A key that the environment names: none over ipc, where the account says who speaks, unless a key
    /// is typed.
    private func variable(_ name: String) -> String? {
        let isIPC = endpointSaid?.hasPrefix("ipc://") ?? false
        return isIPC && key == nil ? nil : ConnectionOptions.variable(name)
    }

    private static func variable(_ name: String) -> String? {
        guard let value = getenv(name) else { return nil }
        let text = String(cString: value)
        return text.isEmpty ? nil : text
    }

    /// Where the gateway listens: as it was said, or else there.
    func endpoint(or standard: String) -> String { endpointSaid ?? standard }

    /// How the gateway knows who speaks: by keys, by the account, or by what --as says, else by this.
    func identity(of role: String, default name: String) throws -> Identity {
        if insecure { return .claimed(try principal(of: role, default: name)) }
        return try identity() ?? .account
    }

    /// How the gateway knows who speaks, if it does not have to be told; by the key of another file where
    /// one is named.
    func identity(by file: String? = nil) throws -> Identity? {
        guard !insecure, let ownKey = file ?? ownKey, let gatewayKey else { return nil }
        return try ConnectionOptions.keys(ownKey, serverKey: gatewayKey)
    }

    /// By the keys in these files.
    static func keys(_ file: String, serverKey: String) throws -> Identity {
        do throws(KeyFileRefusal) {
            return try Identity(keyFile: file, serverKey: serverKey)
        } catch {
            throw Trouble(error)
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
