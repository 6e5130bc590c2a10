import Referrals
import Triage

/// How names stand in a packed case: by their number.
extension SharedValues {
    mutating func write(_ agency: AgencyID, to output: inout PackWriter) {
        output.write(count: enter(agency))
    }

    mutating func write(_ partner: PartnerID, to output: inout PackWriter) {
        output.write(count: partners.enter(partner))
    }

    mutating func write(_ queue: QueueID, to output: inout PackWriter) {
        output.write(count: queues.enter(queue))
    }

    mutating func write(_ all: [AgencyID], to output: inout PackWriter) {
        output.write(count: all.count)
        for agency in all { write(agency, to: &output) }
    }

    mutating func write(_ all: [PartnerID], to output: inout PackWriter) {
        output.write(count: all.count)
        for partner in all { write(partner, to: &output) }
    }

    mutating func write(_ all: [QueueID], to output: inout PackWriter) {
        output.write(count: all.count)
        for queue in all { write(queue, to: &output) }
    }

    /// A queue, a partner and the name under which its session works: the number of that plus one, or 0 and the
    /// name itself.
    mutating func write(
        _ queue: QueueID,
        _ partner: PartnerID,
        consumer: String,
        to output: inout PackWriter
    ) {
        let place = queues.enter(queue)
        let numbers = enter(partner, consumer, outOf: place)
        output.write(count: place)
        output.write(count: numbers.partner)
        if let number = numbers.consumer { return output.write(count: number + 1) }
        output.write(count: 0)
        output.write(text: consumer)
    }

    func readAgency(_ input: inout PackReader) -> AgencyID { agencies[input.readCount()] }

    func readPartner(_ input: inout PackReader) -> PartnerID { partners[input.readCount()] }

    func readQueue(_ input: inout PackReader) -> QueueID { queues[input.readCount()] }

    func readAgencies(_ input: inout PackReader) -> [AgencyID] {
        let count = input.readCount()
        if count == 1 { return alone[input.readCount()] }
        var all: [AgencyID] = []
        all.reserveCapacity(count)
        for _ in 0..<count { all.append(readAgency(&input)) }
        return all
    }

    func readPartners(_ input: inout PackReader) -> [PartnerID] {
        let count = input.readCount()
        var all: [PartnerID] = []
        all.reserveCapacity(count)
        for _ in 0..<count { all.append(readPartner(&input)) }
        return all
    }

    func readQueues(_ input: inout PackReader) -> [QueueID] {
        let count = input.readCount()
        var all: [QueueID] = []
        all.reserveCapacity(count)
        for _ in 0..<count { all.append(readQueue(&input)) }
        return all
    }

    func readConsumer(_ input: inout PackReader) -> String {
        let number = input.readCount()
        return number == 0 ? input.readText() : consumers[number - 1]
    }
}
