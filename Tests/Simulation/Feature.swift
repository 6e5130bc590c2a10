/// A kind of fault or of behaviour that a world has or has not; each seed has about half of them.
public enum Feature: UInt8, CaseIterable, Comparable, Sendable {
    /// The server dies between any two effects.
    case crash
    /// The server dies while a batch is written.
    case crashWhileWriting
    /// The power fails: what was not made durable is gone, and the steady clock begins anew.
    case powerCut
    /// The server stands still for a while, and goes on.
    case pause
    /// Links break, and the last of what is on them is lost.
    case reset
    /// Messages are long on their way.
    case delay
    /// One direction of a link stands still, the other does not.
    case oneWay
    /// Links stand still.
    case partition
    /// Links stand still one after the other, and are freed in another order.
    case swizzle
    /// The stations are processes of their own.
    case apart
    /// Stations die one by one, and the link between them breaks.
    case stationFaults
    /// Commits take long.
    case slowDisk
    /// The disk is full at times.
    case fullDisk
    /// A write fails, and may be seen until the power is cut.
    case diskError
    /// A bit of what is stored changes.
    case bitFlip
    /// Starts go on from a snapshot.
    case snapshot
    /// The journal holds facts as the version before wrote them.
    case oldVersion
    /// The wall clock is set.
    case clockStep
    /// The wall clock runs too fast or too slow.
    case clockDrift
    /// The wall clock is set wrong by more than can be believed.
    case clockLeap
    /// Other rules come into force.
    case activation
    /// Deadlines are so short that some pass before anybody could answer.
    case haste
    /// Lines kill the dispatchers that open them.
    case killer
    /// Ids are used twice, for other content.
    case conflict
    /// Agencies send again what has a receipt.
    case repeating
    /// Agencies send all they have at once.
    case storm
    /// Agencies send what was cut off or mangled.
    case garbage
    /// Agencies report, withdraw, and tell what the person agrees to.
    case status
    /// Agencies correct what they sent.
    case correction
    /// Agencies send in the bulk lane too.
    case bulk
    /// Partners fall silent and come back.
    case silence
    /// Partners mislay offers, send lines twice, and answer what they no longer have.
    case careless
    /// Partners answer when the time is nearly over, or is.
    case late
    /// Partners answer an offer twice.
    case twice
    /// Partners decline much, and name whom they would ask.
    case suggestion
    /// Partners accept and are never heard of again.
    case ghost
    /// Supervisors give orders.
    case order
    /// The journal is the production store, on a disk of sectors: in one world of fifty.
    case realStore
    /// Two more supervisors have closed cases erased.
    case erasure
    /// Some legs kill the program of whoever opens them; it is back within the grace and remembers nothing.
    case deadly
    /// People say whom they do not want.
    case wish
    /// Partners have hours and days on which they are closed, and classes of times count by them.
    case hours
    /// Partners take so many at a time and a day, and no more.
    case limits
    /// Enterprises ceased to pay on a day that agencies tell, and the law presses.
    case law
    /// Partners and people do not all speak the same language.
    case tongues
    /// Needs are asked for again, and are more urgent then.
    case sharper

    /// The first of those that a seed draws apart, so that what it drew before they were there stays as it was.
    static let firstDrawnApart = Feature.hours

    /// Whether the left one comes first in the list.
    public static func < (left: Feature, right: Feature) -> Bool { left.rawValue < right.rawValue }

    /// Its name on the command line.
    public var name: String { "\(self)" }

    /// The feature of this name.
    public init?(named name: String) {
        guard let feature = Feature.allCases.first(where: { $0.name == name }) else { return nil }
        self = feature
    }
}

/// Some of the features.
public struct FeatureSet: Hashable, Sendable {
    private var bits: UInt64 = 0

    /// These features.
    public init(_ features: some Sequence<Feature>) {
        for feature in features { insert(feature) }
    }

    /// Whether one is among them.
    public func has(_ feature: Feature) -> Bool { bits & (1 << UInt64(feature.rawValue)) != 0 }

    /// Adds one.
    public mutating func insert(_ feature: Feature) { bits |= 1 << UInt64(feature.rawValue) }

    /// Takes one away.
    public mutating func remove(_ feature: Feature) { bits &= ~(1 << UInt64(feature.rawValue)) }

    /// All of them, in the order of the list.
    public var all: [Feature] { Feature.allCases.filter(has) }
}
