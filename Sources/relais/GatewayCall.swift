import ArgumentParser
import Referrals
import RelaisClient
import ZeroMQ

/// What the failures of a client mean to whoever called a command.
enum GatewayCall {
    /// Runs what speaks to a gateway; its failures become words and an exit code.
    static func run<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let failure as ClientFailure {
            throw trouble(failure)
        }
    }

    /// A failure as words and an exit code.
    static func trouble(_ failure: ClientFailure) -> Trouble {
        switch failure {
        case .silent(let endpoint):
            Trouble(
                .unavailable,
                "no gateway answered at \(endpoint); is relais serve running, and listening there?"
            )
        case .notLetIn(let fault, let endpoint): notLetIn(fault, endpoint)
        case .cut(let endpoint):
            Trouble(.tryAgain, "the link to \(endpoint) broke before an answer came; try again")
        case .unanswered(let endpoint):
            Trouble(
                .tryAgain,
                "the gateway at \(endpoint) has the order, and did not answer in time"
            )
        case .refused(let error): refused(error)
        case .journalBehind(let point):
            Trouble(
                .tryAgain,
                "the gateway's journal ends at \(point.position.number), before what was receipted:"
                    + " send again what has been receipted since"
            )
        case .sessionEnded: Trouble(.tryAgain, "the session has ended; try again")
        case .unreadable(let words): Trouble(.bug, "the gateway's answer cannot be used: \(words)")
        case .outbox(let failure): Trouble(code(of: failure), failure.words)
        case .link(let failure) where failure.call.hasPrefix("zmq_connect"):
            Trouble(.usage, "no endpoint: \(failure)")
        case .link(let failure): Trouble(.bug, "libzmq: \(failure)")
        }
    }

    private static func notLetIn(_ fault: HandshakeFault, _ endpoint: String) -> Trouble {
        let words = "no link to \(endpoint): \(fault.words)"
        let areKeysDoubted =
            switch fault {
            case .serverKeyUnproven, .keysNotTaken: true
            case .keyRefused, .keysWanted, .brokenOff, .undecided, .stranger: false
            }
        guard areKeysDoubted, endpoint.hasPrefix("ipc://") else {
            return Trouble(code(of: fault), words)
        }
        let hint = "a supervisor needs no key over ipc://: leave --key and --server-key out"
        return Trouble(code(of: fault), words, hint)
    }

    private static func code(of fault: HandshakeFault) -> ExitCode {
        switch fault {
        case .serverKeyUnproven, .keyRefused, .keysWanted, .brokenOff,
            .keysNotTaken:
            .noPermission
        case .undecided: .tryAgain
        case .stranger: .unavailable
        }
    }

    private static func code(of failure: OutboxFailure) -> ExitCode {
        switch failure {
        case .inUse: .tryAgain
        case .ofAnother, .openToOthers: .noPermission
        case .full, .damaged, .system: .inputOutput
        case .newer: .configuration
        }
    }

    private static func refused(_ error: GatewayError) -> Trouble {
        let sentence =
            error.detail.isEmpty
            ? "refused: \(error.name) (\(error.code))"
            : "refused: \(error.detail) (\(error.name), \(error.code))"
        let code: ExitCode =
            error.isPassing ? .tryAgain : error.code == 403 ? .noPermission : .dataRefused
        return Trouble(code, lines: error.words + [sentence] + hint(error))
    }

    /// What is said besides to whoever is not let in, as who that is may be right and the door wrong.
    private static func hint(_ error: GatewayError) -> [String] {
        if error.detail.hasSuffix("is not for this socket") { return [doors] }
        guard error.detail.hasSuffix("is not for this principal") else { return [] }
        return ["the rules may know nobody of that name; or else, \(doors)"]
    }

    /// What is said to whoever came in by the door of another role.
    private static let doors =
        "agencies speak at the intake (5570), partners at the desk (5571), supervisors at the control"
        + " (5572): --endpoint says where, and the key, or --as, says as whom"
}
