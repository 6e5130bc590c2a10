import Referrals

extension Capacity {
    /// The most that may be said: more at a time, or a day, is no limit any more.
    static let most: Int64 = 100_000

    /// The keys that say how much is taken.
    static let keys = ["max_open", "max_per_day"]

    /// Reads `max_open` and `max_per_day`, where they stand.
    static func read(_ fields: [String: Branch], _ reader: inout TreeReader) -> Capacity {
        Capacity(
            maxOpen: reader.whole(fields["max_open"], 1...most).map(Int.init),
            maxPerDay: reader.whole(fields["max_per_day"], 1...most).map(Int.init)
        )
    }
}

extension QueueCapacity {
    /// Reads `queue_limits`: of a partner's own queues, each once and with a limit.
    static func read(
        _ branch: Branch?,
        among queues: [QueueID],
        _ reader: inout TreeReader
    ) -> [QueueCapacity] {
        var read: [QueueCapacity] = []
        var seen: Set<String> = []
        for item in reader.items(branch) {
            let fields = reader.fields(item, required: ["queue"], optional: Capacity.keys)
            let queue = reader.value(
                fields["queue"],
                "one of the partner's queues",
                among: queues.map(\.description)
            ) { text in queues.first { $0.description == text } }
            reader.once(&seen, fields["queue"], queue?.description)
            let capacity = Capacity.read(fields, &reader)
            if fields["queue"] != nil, Capacity.keys.allSatisfy({ fields[$0] == nil }) {
                reader.fault(item, expected: TreeReader.choice(Capacity.keys), found: "neither")
            }
            if let queue { read.append(QueueCapacity(queue: queue, capacity: capacity)) }
        }
        return read
    }
}
