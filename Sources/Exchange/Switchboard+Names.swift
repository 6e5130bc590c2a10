public import Referrals

/// One event of one case.
struct EventPlace: Shelved {
    /// The case's word times 65536, plus the number of the event.
    private let word: UInt64

    init(caseID: CaseID, event: UInt16) {
        word = caseID.place | UInt64(event)
    }

    var caseID: CaseID { CaseID(rawValue: word >> 16) }
    var event: UInt16 { UInt16(truncatingIfNeeded: word) }

    var shelf: Int { Int(word >> 16 & 255) }
    var spread: UInt64 { (word ^ word >> 24) &* 0x9E37_79B9_7F4A_7C15 }
}

extension CaseID {
    /// Its word times 65536: room for the number of a leg or an event in one word with it.
    var place: UInt64 {
        precondition(rawValue >> 48 == 0, "a year has at most sixteen bits")
        return rawValue << 16
    }
}

/// The keyed hashes that name cases: references for good, enterprises' numbers as long as an event says so.
extension Switchboard {
    /// Puts back a keyed hash that was read from the journal's tables.
    ///
    /// An enterprise's key may name several cases, and an event may name its case by another number than
    /// before: they are put back in the order in which they came.
    /// - Parameters:
    ///   - key: the keyed hash; nil = the event names its case by none any more.
    ///   - caseID: the case.
    ///   - event: the event that names it; nil = it is named so whatever becomes of its events.
    public mutating func restore(
        _ key: LookupKey?,
        names caseID: CaseID,
        by event: UInt16? = nil
    ) {
        guard let event else {
            if let key { name(caseID, by: key) }
            return
        }
        let place = EventPlace(caseID: caseID, event: event)
        let former = numbers[place]
        guard former != key else { return }
        numbers[place] = key
        if let former, !isNamed(caseID, by: former) { forget(former, of: caseID) }
        if let key, !names(key, caseID) { name(caseID, by: key) }
    }

    /// Whether a number names a case.
    func names(_ enterprise: LookupKey, _ caseID: CaseID) -> Bool {
        lookups[enterprise] == caseID || namesakes[enterprise]?.contains(caseID) == true
    }

    private mutating func name(_ caseID: CaseID, by key: LookupKey) {
        if let before = lookups[key], before != caseID {
            var all = namesakes[key] ?? [before]
            all.removeAll { $0 == caseID }
            namesakes[key] = all + [caseID]
        }
        lookups[key] = caseID
    }

    /// Whether some event still names a case by a number.
    private func isNamed(_ caseID: CaseID, by key: LookupKey) -> Bool {
        guard let file = cases[caseID] else { return false }
        return file.events.indices.contains { event in
            numbers[EventPlace(caseID: caseID, event: UInt16(event))] == key
        }
    }

    /// A key names a case no longer; the case that came to it last before has it.
    mutating func forget(_ key: LookupKey, of caseID: CaseID) {
        let left = (namesakes[key] ?? []).filter { $0 != caseID }
        namesakes[key] = left.count > 1 ? left : nil
        lookups[key] = left.last
    }
}
