public import Referrals

/// Whom a partner serves, besides the needs, languages and communes that the directory gives it.
///
/// It says only what a source says: where nothing stands, nobody is excluded, and neither is a request that
/// does not tell what is asked about. One copy stands behind all copies of a partner.
public final class Eligibility: Equatable, Sendable {
    /// The phases of an enterprise that it serves; empty = not known, so all.
    public let stages: [Phase]
    /// How many people an enterprise that it serves may employ; empty = not known, so any number.
    public let sizes: [SizeBand]
    /// What else it asks for, in the order of the file.
    public let conditions: [EligibilityCondition]
    /// The first day in Brussels on which it helps; nil = not known, so always before ``validUntil``.
    public let validFrom: CalendarDate?
    /// The last day in Brussels on which it helps; nil = not known, so no last day.
    public let validUntil: CalendarDate?

    /// The conditions of these parts.
    public init(
        stages: [Phase] = [],
        sizes: [SizeBand] = [],
        conditions: [EligibilityCondition] = [],
        validFrom: CalendarDate? = nil,
        validUntil: CalendarDate? = nil
    ) {
        self.stages = stages
        self.sizes = sizes
        self.conditions = conditions
        self.validFrom = validFrom
        self.validUntil = validUntil
    }

    /// Whether it helps on a day at all.
    public func isValid(on date: CalendarDate) -> Bool {
        if let validFrom, date < validFrom { return false }
        if let validUntil, validUntil < date { return false }
        return true
    }

    /// The first reason why a request does not fit, on a day; nil when nothing that is known speaks against it.
    public func obstacle(for referral: Referral, on date: CalendarDate) -> Obstacle? {
        guard isValid(on: date) else { return .validity }
        if !stages.isEmpty {
            let known = referral.stages
            if !known.isEmpty, !known.contains(where: stages.contains) { return .stage }
        }
        if let size = referral.enterprise.size, !sizes.isEmpty, !sizes.contains(size) {
            return .size
        }
        for (place, condition) in conditions.enumerated() where condition.fails(for: referral) {
            return .condition(place)
        }
        return nil
    }

    /// Whether a request fits, as far as is known, on the day of an instant.
    func admits(_ referral: Referral, at now: Moment) -> Bool {
        // Most partners have no dates, and the day of an instant is dear to work out.
        let date =
            validFrom == nil && validUntil == nil
            ? Eligibility.anyDay : BrusselsTime.date(at: now)
        return obstacle(for: referral, on: date) == nil
    }

    private static let anyDay = CalendarDate(daysSince1970: 0)

    /// Whether both ask for the same.
    public static func == (left: Eligibility, right: Eligibility) -> Bool {
        left === right
            || left.stages == right.stages && left.sizes == right.sizes
                && left.conditions == right.conditions && left.validFrom == right.validFrom
                && left.validUntil == right.validUntil
    }

    /// Why a request does not fit.
    public enum Obstacle: Equatable, Sendable {
        /// The partner does not help on that day.
        case validity
        /// The enterprise is in another phase.
        case stage
        /// The enterprise employs too many, or too few.
        case size
        /// The condition at this place of ``Eligibility/conditions`` does not hold.
        case condition(Int)
    }
}

/// One thing that a partner asks for, and who helps where it is not so.
public struct EligibilityCondition: Equatable, Sendable {
    /// What must be so; without a test, the sentence alone counts and excludes nobody.
    public var only: EligibilityTest
    /// What must not be so.
    public var never: EligibilityTest
    /// The condition as a sentence.
    public var says: Saying
    /// Who helps instead, which is told and never done by itself; nil = not known.
    public var instead: PartnerID?

    /// A condition of these parts.
    public init(
        only: EligibilityTest = EligibilityTest(),
        never: EligibilityTest = EligibilityTest(),
        says: Saying,
        instead: PartnerID? = nil
    ) {
        self.only = only
        self.never = never
        self.says = says
        self.instead = instead
    }

    /// Whether it is words alone, which people read and no program judges.
    public var isWords: Bool { only.isEmpty && never.isEmpty }

    /// Whether a request is known not to meet it; what a request does not tell is no reason.
    public func fails(for referral: Referral) -> Bool {
        only.isMissed(by: referral) || never.isMet(by: referral)
    }
}
