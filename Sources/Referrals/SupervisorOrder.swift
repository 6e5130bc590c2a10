/// What a supervisor orders, with its arguments.
public enum SupervisorOrder: Equatable, Sendable {
    /// The files of the bundle are put in force.
    case activate
    /// A bundle that was in force before is put in force again, as the journal keeps it.
    case activateAgain(EarlierBundle)
    /// A queue hands nothing out, until an instant or until it is told to go on.
    case pause(QueueID, until: Moment?)
    /// A queue takes and hands out again.
    case resume(QueueID)
    /// A queue takes nothing new and what waits in it goes elsewhere.
    case drain(QueueID, until: Moment?)
    /// A leg goes to this queue.
    case reroute(LegID, to: QueueID)
    /// The open offer of a leg is taken back.
    case withdraw(LegID)
    /// All that a case still asks for is withdrawn, as its agencies would.
    case withdrawCase(CaseID, Outcome)
    /// A leg ends, whoever has it.
    case close(LegID, Outcome)
    /// A leg that is dead or found no partner is placed anew; `again`: also with those that refused it.
    case replay(LegID, again: Bool)
    /// A dead or held leg ends.
    case resolve(LegID, Outcome)
    /// The rules for a rush begin, until an instant or until they are ended, or end.
    case surge(isOn: Bool, until: Moment?)
    /// The wall clock is believed again.
    case acceptClock
    /// A case goes on in another; `areDifferent`: though they are of two enterprises or persons.
    case merge(CaseID, into: CaseID, areDifferent: Bool = false)
    /// A case is erased, with those that have gone on in it.
    case erase(CaseID)

    /// The order by its name on the wire.
    public var verb: OrderVerb {
        switch self {
        case .activate, .activateAgain: .activate
        case .pause: .pause
        case .resume: .resume
        case .drain: .drain
        case .reroute: .reroute
        case .withdraw, .withdrawCase: .withdraw
        case .close: .close
        case .replay: .replay
        case .resolve: .resolve
        case .surge: .surge
        case .acceptClock: .clockAccept
        case .merge: .merge
        case .erase: .caseErase
        }
    }

    /// The arguments in codes, as the journal keeps them: equal only for the same order.
    public var subject: String {
        switch self {
        case .activate, .acceptClock: ""
        case .activateAgain(let bundle): "\(bundle)"
        case .pause(let queue, let until), .drain(let queue, let until):
            "\(queue)\(SupervisorOrder.end(until))"
        case .resume(let queue): "\(queue)"
        case .reroute(let leg, let queue): "\(leg) \(queue)"
        case .withdraw(let leg): "\(leg)"
        case .withdrawCase(let caseID, let outcome): "\(caseID) \(outcome.name)"
        case .close(let leg, let outcome), .resolve(let leg, let outcome):
            "\(leg) \(outcome.name)"
        case .replay(let leg, let again): again ? "\(leg) again" : "\(leg)"
        case .surge(let isOn, let until): (isOn ? "on" : "off") + SupervisorOrder.end(until)
        case .merge(let caseID, let other, let areDifferent):
            areDifferent ? "\(caseID) \(other) different" : "\(caseID) \(other)"
        case .erase(let caseID): "\(caseID)"
        }
    }

    private static func end(_ until: Moment?) -> String {
        until.map { " until \($0.rfc3339)" } ?? ""
    }
}

/// A bundle that was in force before, as a supervisor names it.
public enum EarlierBundle: Equatable, Sendable, CustomStringConvertible {
    /// The last that was another than the one in force.
    case previous
    /// The one whose address begins with these hexadecimal digits, 8 to 64 of them, in small letters.
    case address(String)

    /// Reads `previous` or the first digits of an address; nil for anything else.
    public init?(_ text: String) {
        if text == "previous" {
            self = .previous
            return
        }
        let digits = text.lowercased()
        guard (8...64).contains(digits.utf8.count), digits.allSatisfy(\.isHexDigit),
            digits.utf8.count == digits.count
        else { return nil }
        self = .address(digits)
    }

    /// As it is written.
    public var description: String {
        switch self {
        case .previous: "previous"
        case .address(let digits): digits
        }
    }
}
