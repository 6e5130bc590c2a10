/// What the small model says of a note, each as a sum of weights against a threshold.
public enum NoteJudgement: Int, CaseIterable, Sendable {
    /// The person needs psychological help.
    case psychological
    /// Money is short or owed.
    case treasury
    /// The enterprise may fail, or is failing.
    case insolvency
    /// A life is in danger: a human now.
    case crisis
    /// A life may be in danger: `crisis` or somebody must ask.
    case alarm

    /// Its bit in ``NoteReading/weighed``.
    public var bit: UInt8 { 1 << UInt8(rawValue) }

    /// Its name in the file of the weights.
    public var name: String {
        switch self {
        case .psychological: "psychological"
        case .treasury: "treasury"
        case .insolvency: "insolvency"
        case .crisis: "crisis"
        case .alarm: "alarm"
        }
    }
}

/// What a note weighs for each judgement, in thousandths; 0 is where training drew the line.
public struct NoteScores: Equatable, Sendable {
    private var psychological: Int32 = 0
    private var treasury: Int32 = 0
    private var insolvency: Int32 = 0
    private var crisis: Int32 = 0
    private var alarm: Int32 = 0

    /// A score of 0 for each judgement.
    public init() {}

    /// The score for a judgement.
    public subscript(judgement: NoteJudgement) -> Int32 {
        get {
            switch judgement {
            case .psychological: psychological
            case .treasury: treasury
            case .insolvency: insolvency
            case .crisis: crisis
            case .alarm: alarm
            }
        }
        set {
            switch judgement {
            case .psychological: psychological = newValue
            case .treasury: treasury = newValue
            case .insolvency: insolvency = newValue
            case .crisis: crisis = newValue
            case .alarm: alarm = newValue
            }
        }
    }
}
