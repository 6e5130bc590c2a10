// Rendered from config/vocabulary.yaml: change that file and render again.

/// What a supervisor can order.
public enum OrderVerb: UInt8, CaseIterable, Sendable, Hashable {
    /// The files of the bundle are read and put in force.
    case activate = 1
    /// A queue hands nothing out; what is out stays.
    case pause = 2
    /// A queue takes and hands out again.
    case resume = 3
    /// Nothing new comes to a queue and what waits in it goes elsewhere.
    case drain = 4
    /// A leg goes to a queue that the supervisor names.
    case reroute = 5
    /// An offer is taken back, or all that a case still asks for.
    case withdraw = 6
    /// A leg ends with an outcome, whoever has it.
    case close = 7
    /// A leg that is dead or found no partner is placed anew.
    case replay = 8
    /// A dead or held leg ends with an outcome.
    case resolve = 9
    /// The rules for a rush of requests begin or end.
    case surge = 10
    /// The wall clock as it is now is believed again.
    case clockAccept = 11
    /// A case goes on in another, of the same enterprise or person.
    case merge = 12
    /// A closed case is erased, once a second supervisor orders the same.
    case caseErase = 13

    /// The word on the wire.
    public var name: String {
        switch self {
        case .activate: "activate"
        case .pause: "pause"
        case .resume: "resume"
        case .drain: "drain"
        case .reroute: "reroute"
        case .withdraw: "withdraw"
        case .close: "close"
        case .replay: "replay"
        case .resolve: "resolve"
        case .surge: "surge"
        case .clockAccept: "clock_accept"
        case .merge: "merge"
        case .caseErase: "case_erase"
        }
    }

    /// Finds the value that bears a word on the wire.
    public init?(name: String) {
        for value in Self.allCases where value.name == name {
            self = value
            return
        }
        return nil
    }

    /// Finds the value whose word these bytes of UTF-8 spell.
    public init?(bytes: UnsafeRawBufferPointer) {
        for value in Self.allCases where Vocabulary.spells(bytes, value.name) {
            self = value
            return
        }
        return nil
    }
}

extension Vocabulary {
    /// The lists of this file.
    static var orders: [List] {
        [List("order_verb", OrderVerb.allCases.map(\.name))]
    }
}
