import Exchange
import Referrals
import Wire

extension Recorder {
    /// How often the alarm rings while the wall is not believed: whoever comes to work hears it, and it does not
    /// bury what else is told.
    static let clockAlarmEvery = Span.minutes(10)

    /// Both clocks were read: told is what is to be said of it.
    mutating func heed(_ reading: Instant) -> [Effect] {
        switch clock.read(reading) {
        case .doubted:
            clockRingsAt = reading.steady + Recorder.clockAlarmEvery
            return [.clock(timeOfRecord), .alarm([clockWords])]
        case .cameBack:
            clockRingsAt = .distantPast
            return [.clock(timeOfRecord), .word("the clock says again what was counted")]
        case nil:
            guard !clock.isBelieved, reading.steady >= clockRingsAt else { return [] }
            clockRingsAt = reading.steady + Recorder.clockAlarmEvery
            return [.alarm([clockWords])]
        }
    }

    /// What the gateway is told of the time.
    var timeOfRecord: TimeOfRecord {
        TimeOfRecord(at: clock.time, isBelieved: clock.isBelieved)
    }

    /// A supervisor says that the wall is right, by an order that is written down before.
    ///
    /// What the clock would have decided meanwhile it decides now, by the wall; where it is believed anyway
    /// nothing changes.
    mutating func acceptClock(_ ticket: Ticket, ordered: Fact, isDryRun: Bool) {
        let wall = clock.reading.wall
        let words =
            clock.isBelieved
            ? "the clock is believed: it is \(clock.time.rfc3339)"
            : "the time \(isDryRun ? "would be" : "is") \(wall.rfc3339) from now on;"
                + " \(clock.time.rfc3339) was counted"
        let isChanged = !clock.isBelieved
        if !isDryRun {
            record([ordered])
            if let believed = clock.accept() {
                let accepted = ClockAccepted(believed: believed, wall: wall)
                record([Fact(at: wall, by: ordered.by, matter: .clockAccepted(accepted))])
                clockRingsAt = .distantPast
                hold(.clock(timeOfRecord))
                hold(.word(words))
            }
        }
        reply(ticket, .done(code: 200, isChanged: isChanged, words: [words]))
    }

    /// What a row of the status tells of the clock.
    func setClock(in row: inout Row) {
        row.set("clock", clock.isBelieved ? "believed" : "doubted")
        row.set("clock_doubted_since", clock.doubtedSince?.rfc3339)
        row.set("wall", clock.reading.wall.rfc3339)
    }

    private var clockWords: String {
        let wall = clock.reading.wall.rfc3339
        return "the clock says \(wall) and is not believed: \(clock.time.rfc3339) was counted."
            + " Set it right, or tell that it is: relais clock accept"
    }
}
