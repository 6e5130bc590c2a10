import Referrals

extension Condition {
    /// Reads `when` or `unless`; nothing for a branch that is not there.
    ///
    /// - Parameters:
    ///   - branch: the map of keys.
    ///   - keys: those that a row of this table may ask about.
    ///   - isOlder: whether the table is of the older form, in which `unknown` is a code like any other and
    ///     what is not said meets nothing.
    ///   - reader: where mistakes are told.
    /// - Returns: the conditions, in the order of the keys.
    static func read(
        _ branch: Branch?,
        among keys: [Key],
        isOlder: Bool = false,
        _ reader: inout TreeReader
    ) -> [Condition] {
        guard let branch else { return [] }
        let fields = reader.fields(branch, optional: keys.map(\.rawValue))
        if fields.isEmpty, case .map(let entries) = branch.tree.content, entries.isEmpty {
            let words = TreeReader.choice(keys.map(\.rawValue))
            reader.fault(branch, expected: "at least one of \(words)")
        }
        return keys.compactMap { key in
            guard let field = fields[key.rawValue] else { return nil }
            var condition = one(key, field, &reader)
            if isOlder { condition.bits &= ~RequestFacts.unknown }
            return condition
        }
    }

    /// Reads the values of one key.
    static func one(_ key: Key, _ branch: Branch, _ reader: inout TreeReader) -> Condition {
        var condition = Condition(key: key)
        condition.read(branch, &reader)
        return condition
    }

    private mutating func read(_ branch: Branch, _ reader: inout TreeReader) {
        if key != .nace { reader.notEmpty(branch, "at least one value") }
        switch key {
        case .language:
            values = reader.values(branch, key.expected) { LanguageCode($0) }
                .map { UInt32($0.letters) }
        case .declared, .heard: readNeeds(branch, &reader)
        case .legalDays, .cessationDays, .bankruptDays, .jobsAtStake:
            readRanges(branch, &reader)
        case .workers: readBands(branch, &reader)
        case .commune: readPlaces(branch, &reader)
        case .sector: readSectors(branch, of: nil, &reader)
        case .nace:
            let lists = reader.fields(branch, optional: NaceVersion.allCases.map(\.name))
            if lists.isEmpty { reader.fault(branch, expected: "2008, 2025 or both") }
            for version in NaceVersion.allCases {
                guard let list = lists[version.name] else { continue }
                reader.notEmpty(list, "at least one value")
                readSectors(list, of: version, &reader)
            }
        case .interpreter, .channel, .digitalAccess, .urgency, .signals, .legalState, .phase,
            .noBCE, .screening, .consent, .contradiction:
            bits = readCodes(branch, &reader)
        }
    }

    private func readCodes(_ branch: Branch, _ reader: inout TreeReader) -> UInt64 {
        let codes = key.codes
        let words = reader.values(branch, key.expected, among: codes.map(\.word)) { text in
            codes.contains { $0.word == text } ? text : nil
        }
        return codes.reduce(0) { words.contains($1.word) ? $0 | $1.bit : $0 }
    }

    private mutating func readNeeds(_ branch: Branch, _ reader: inout TreeReader) {
        let codes = key.codes
        let known = codes.map(\.word) + Need.allCases.map(\.name)
        let words = reader.values(branch, key.expected, among: known) { text in
            known.contains(text) ? text : nil
        }
        bits = codes.reduce(0) { words.contains($1.word) ? $0 | $1.bit : $0 }
        needs = NeedSet(named: words.compactMap { Need(name: $0) })
    }

    private mutating func readRanges(_ branch: Branch, _ reader: inout TreeReader) {
        for range in ranges(branch, &reader) { values += [range.lowerBound, range.upperBound] }
    }

    /// Numbers of workers, which are known by bands only: a range takes whole bands.
    private mutating func readBands(_ branch: Branch, _ reader: inout TreeReader) {
        let bands: [(SizeBand, ClosedRange<UInt32>)] = [
            (.none, 0...0), (.upToFive, 1...5), (.upToNine, 6...9), (.upToFortyNine, 10...49),
            (.fiftyAndMore, 50...UInt32.max),
        ]
        for item in reader.items(branch) {
            guard let range = range(item, &reader) else { continue }
            let within = bands.filter { range.contains($0.1.lowerBound) }
            guard within.first?.1.lowerBound == range.lowerBound,
                within.last?.1.upperBound == range.upperBound
            else {
                reader.fault(item, expected: "whole bands of 0, 1-5, 6-9, 10-49 and 50+")
                continue
            }
            for (band, _) in within { bits |= 1 << UInt64(band.rawValue) }
        }
    }

    private mutating func ranges(
        _ branch: Branch,
        _ reader: inout TreeReader
    ) -> [ClosedRange<UInt32>] {
        var ranges: [ClosedRange<UInt32>] = []
        for item in reader.items(branch) {
            if let range = range(item, &reader) { ranges.append(range) }
        }
        return ranges
    }

    /// A range; nil for `unknown`, which sets its bit, and for what is none.
    private mutating func range(
        _ item: Branch,
        _ reader: inout TreeReader
    ) -> ClosedRange<UInt32>? {
        guard let text = reader.text(item, key.expected) else { return nil }
        if text == "unknown" {
            bits |= RequestFacts.unknown
            return nil
        }
        let isOpen = text.last == "+"
        let ends = (isOpen ? text.dropLast() : text[...])
            .split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
            .map { part in part.utf8.allSatisfy { 0x30...0x39 ~= $0 } ? UInt32(part) : nil }
        guard let first = ends.first ?? nil, let last = isOpen ? .max : ends.last ?? nil,
            !isOpen || ends.count == 1, first <= last, isOpen || last <= 100_000
        else {
            reader.fault(item, expected: key.expected)
            return nil
        }
        return first...last
    }

    private mutating func readPlaces(_ branch: Branch, _ reader: inout TreeReader) {
        let codes = key.codes
        let words = reader.values(branch, key.expected, among: codes.map(\.word)) { text in
            if codes.contains(where: { $0.word == text }) { return text }
            guard text.utf8.count == 5, let nis = UInt32(text), Commune(nis: nis) != nil else {
                return nil
            }
            return text
        }
        bits = codes.reduce(0) { words.contains($1.word) ? $0 | $1.bit : $0 }
        values = words.compactMap { UInt32($0) }
    }

    private mutating func readSectors(
        _ branch: Branch,
        of version: NaceVersion?,
        _ reader: inout TreeReader
    ) {
        let words = reader.values(branch, key.expected) { text in
            let isCode =
                (2...5).contains(text.utf8.count) && text.utf8.allSatisfy { 0x30...0x39 ~= $0 }
            return isCode || version == nil && text == "unknown" ? text : nil
        }
        for word in words {
            guard let number = UInt32(word) else {
                bits |= RequestFacts.unknown
                continue
            }
            values.append(
                Sector(version: version, length: word.utf8.count, number: number).packed
            )
        }
    }
}

extension Condition.Key {
    /// What a value of it is, as a mistake tells it.
    var expected: String {
        switch self {
        case .language: "a code of ISO 639-1"
        case .interpreter: "true or false"
        case .channel: "a channel"
        case .digitalAccess: "true, false or unknown"
        case .urgency: "crisis, urgent, soon, normal or unknown"
        case .declared: "a need, a family or none"
        case .signals: "an alarm signal or none"
        case .heard: "crisis, verify, a need, a family or none"
        case .legalState: "a legal state"
        case .legalDays, .cessationDays, .bankruptDays: "days such as 0-91 or 92+, or unknown"
        case .sector: "2 to 5 digits of NACE, or unknown"
        case .nace: "2 to 5 digits of NACE"
        case .workers: "workers such as 0, 1-5 or 50+, or unknown"
        case .commune: "a NIS code of 5 digits, region, outside or unknown"
        case .phase: "a phase of an enterprise"
        case .noBCE: "a reason for no enterprise number"
        case .screening: "negative, L1, L2, L3 or not_done"
        case .consent: "a family, vital_interest or none"
        case .jobsAtStake: "jobs such as 0-9 or 10+, or unknown"
        case .contradiction:
            TreeReader.choice(Contradiction.allCases.map(\.name))
        }
    }
}
