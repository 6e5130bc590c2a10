/// One step on the way from the record of a leg to its `due`, taken while nobody has accepted.
public struct LadderStep: Equatable, Hashable, Sendable {
    /// When it is taken: the part of the time to `due` that has passed, 1 to 100 in a hundred.
    public var percent: UInt8
    /// What is done.
    public var action: LadderAction

    /// `action` at `percent` of the time.
    public init(percent: UInt8, action: LadderAction) {
        self.percent = percent
        self.action = action
    }

    /// The steps of a class that names none: remind at half, ask several at 80, the desk at the end.
    public static let usual = [
        LadderStep(percent: 50, action: .remind),
        LadderStep(percent: 80, action: .offerToSeveral),
        LadderStep(percent: 100, action: .desk),
    ]
}

/// What a step of the ladder does.
public enum LadderAction: UInt8, CaseIterable, Sendable {
    /// The partner whose queue has the leg is told that time runs.
    case remind = 1
    /// The leg stands in the next candidate's queue too.
    case widen = 2
    /// The leg stands in the queues of all candidates that may have it; the first to accept has it.
    case offerToSeveral = 3
    /// The desk of last resort has it.
    case desk = 4
}

/// The clock by which the times of a class are measured.
public enum DeadlineClock: UInt8, CaseIterable, Sendable {
    /// Nights and holidays count.
    case wall = 1
    /// Only the hours count in which the one who must act works.
    case hours = 2
}
