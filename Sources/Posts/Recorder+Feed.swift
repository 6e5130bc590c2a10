import Exchange
import Journal
import Referrals
import Wire

extension Recorder {
    /// Tells all who listen how the queues are.
    mutating func tellQueues(at instant: Instant) {
        hold(.feed(.queues(queueRows(at: instant).map(\.bytes), at: instant.wall)))
    }

    /// Tells all who listen of a fact, once it is on disk; when nobody does, it costs nothing.
    mutating func tell(_ fact: Fact, at position: Position) {
        guard isHeard else { return }
        let row = historyRow(PositionedFact(position: position, fact: fact))
        hold(.feed(.fact(name: fact.word, row.bytes)))
    }
}
