extension JSONParser {
    /// Refuses a key that stands already in the innermost object.
    mutating func refuseDuplicate(_ key: Int, at offset: Int) throws(JSONFault) {
        let container = open[depth - 1]
        var other = container.index + 1
        for _ in 1..<container.count {
            if isSame(tape[other], tape[key]) {
                throw JSONFault(.duplicateKey, at: offset, pointer: pointer())
            }
            other = Int(tape[other + 1].next)
        }
    }

    /// Refuses an object of many members of which two have the same key, naming the earliest repeat.
    mutating func refuseDuplicatesAmongMany() throws(JSONFault) {
        let container = open[depth - 1]
        var keys: [Int] = []
        keys.reserveCapacity(container.count)
        var key = container.index + 1
        for _ in 0..<container.count {
            keys.append(key)
            key = Int(tape[key + 1].next)
        }
        keys.sort { first, second in
            switch order(tape[first], tape[second]) {
            case 0: first < second
            case let order: order < 0
            }
        }
        var repeated: Int?
        for (first, second) in zip(keys, keys.dropFirst())
        where isSame(tape[first], tape[second]) {
            repeated = min(repeated ?? second, second)
        }
        guard let repeated else { return }
        open[depth - 1].key = repeated
        throw JSONFault(.duplicateKey, at: tape[repeated].start - 1, pointer: pointer())
    }

    /// The pointer of the member in hand.
    private func pointer() -> String {
        var pointer = JSONPointer()
        for level in 0..<depth {
            let container = open[level]
            if container.isObject {
                let key = tape[container.key]
                let bytes = UnsafeBufferPointer(start: base + key.start, count: key.count)
                pointer = pointer.member(String(decoding: bytes, as: UTF8.self))
            } else {
                pointer = pointer.item(container.count - 1)
            }
        }
        return pointer.description
    }

    @inline(__always)
    private func isSame(_ first: JSONDocument.Record, _ second: JSONDocument.Record) -> Bool {
        first.count == second.count && order(first, second) == 0
    }

    @inline(__always)
    private func order(_ first: JSONDocument.Record, _ second: JSONDocument.Record) -> Int {
        let shared = min(first.count, second.count)
        for offset in 0..<shared {
            let difference =
                Int(base[first.start + offset]) - Int(base[second.start + offset])
            if difference != 0 { return difference }
        }
        return first.count - second.count
    }
}
