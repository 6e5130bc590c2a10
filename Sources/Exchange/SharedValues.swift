import Referrals
import Triage

/// Values that very many cases have in common, each kept once and called by its number.
struct Register<Value: Hashable & Sendable>: Sendable {
    private var values: [Value] = []
    private var numbers: [Value: Int] = [:]
    /// The number that was asked for last: the values of one case are mostly the same few.
    private var last = 0

    /// How many values it has.
    var count: Int { values.count }

    /// The value of this number.
    subscript(number: Int) -> Value { values[number] }

    /// The number of a value; nil when it was never entered.
    func number(of value: Value) -> Int? { numbers[value] }

    /// The number of a value that is mostly the one of a guess.
    mutating func enter(_ value: Value, guess: Int) -> Int {
        guess < values.count && values[guess] == value ? guess : enter(value)
    }

    /// The number of a value, the next one when it is new.
    mutating func enter(_ value: Value) -> Int {
        if last < values.count, values[last] == value { return last }
        if let number = numbers[value] {
            last = number
            return number
        }
        numbers[value] = values.count
        values.append(value)
        return values.count - 1
    }
}

/// What the cases of a book have in common.
struct SharedValues: Sendable {
    var agencies = Register<AgencyID>()
    var partners = Register<PartnerID>()
    var queues = Register<QueueID>()
    var consumers = Register<String>()
    /// What bundles made of needs, each by its number, which it knows.
    private(set) var judged: [Judged] = []
    private var judgedNumbers: [Judged: Int] = [:]
    /// Each agency in a list of its own, by its number: most legs and cases have one, and share its list.
    private(set) var alone: [[AgencyID]] = []
    /// The numbers of what was out with each queue last, by the queue's number: it is mostly the same again.
    private var latest: [(partner: Int, consumer: Int)] = []

    /// The instant that those of the openings of cases are measured from: that of the first that was packed.
    private(set) var epoch: Moment?

    /// How many names of sessions are kept; partners choose them, and the names after these stand in each leg.
    static let consumersMax = 4_096

    /// The instant that those of the openings of cases are measured from, this where there was none.
    mutating func epoch(or moment: Moment) -> Moment {
        let known = epoch ?? moment
        epoch = known
        return known
    }

    /// The number of what was made of a need.
    ///
    /// What was read from a book is in it and knows its number, so that only new legs are searched for.
    mutating func enter(_ new: Judged) -> Int {
        if let number = new.number, number < judged.count, judged[number] === new { return number }
        if let number = judgedNumbers[new] { return number }
        let kept = new.numbered(judged.count)
        judged.append(kept)
        judgedNumbers[kept] = judged.count - 1
        return judged.count - 1
    }

    /// The number of an agency.
    mutating func enter(_ agency: AgencyID) -> Int {
        let number = agencies.enter(agency)
        if number == alone.count { alone.append([agency]) }
        return number
    }

    /// The numbers of the partner and of the session's name with which something of a queue is out; nil for a
    /// name of which there is no room.
    mutating func enter(
        _ partner: PartnerID,
        _ consumer: String,
        outOf queue: Int
    ) -> (partner: Int, consumer: Int?) {
        while latest.count <= queue { latest.append((0, 0)) }
        let guess = latest[queue]
        let partner = partners.enter(partner, guess: guess.partner)
        latest[queue].partner = partner
        guard consumers.count < SharedValues.consumersMax else {
            return (partner, consumers.number(of: consumer))
        }
        let number = consumers.enter(consumer, guess: guess.consumer)
        latest[queue].consumer = number
        return (partner, number)
    }
}
