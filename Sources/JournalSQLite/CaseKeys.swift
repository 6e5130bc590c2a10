import Referrals

import struct Crypto.SymmetricKey

/// The keys of the cases that were used last, unwrapped, so that a case at work is not unwrapped each time.
///
/// Between ``generation`` and twice as many. The master key is in memory all the same; a case that is
/// erased is forgotten here at once.
struct CaseKeys {
    /// So many keys are gathered before the older ones are let go: 48 bytes each.
    static let generation = 4_096

    private var recent: [CaseID: SymmetricKey] = [:]
    private var older: [CaseID: SymmetricKey] = [:]

    subscript(caseID: CaseID) -> SymmetricKey? {
        recent[caseID] ?? older[caseID]
    }

    mutating func keep(_ key: SymmetricKey, of caseID: CaseID) {
        recent[caseID] = key
        guard recent.count >= CaseKeys.generation else { return }
        older = recent
        recent = [:]
        recent.reserveCapacity(CaseKeys.generation)
    }

    mutating func forget(_ caseID: CaseID) {
        recent[caseID] = nil
        older[caseID] = nil
    }
}
