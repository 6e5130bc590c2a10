import Referrals

/// The needs of a request, read row by row of the table and not need by need, so that the first row
/// with a fault is answered.
enum NeedFields {
    private static let known: [StaticString] = ["code", "urgency", "evidence", "since", "note"]

    /// The needs, which may be none if there is a note.
    static func read(_ data: FieldObject) throws(FieldFault) -> [NeedClaim] {
        let items = try data.list("needs", max: 8) ?? []
        if items.isEmpty, !hasNote(data) {
            throw data.fault(.needsOrNote, "needs", "needs or a note is required")
        }
        var needs: [FieldObject] = []
        needs.reserveCapacity(items.count)
        for (index, item) in items.enumerated() {
            try data.expect(.object, item, "needs", item: index)
            needs.append(FieldObject(data.document, item, at: "/data/needs", index: index))
        }
        var claims: [NeedClaim] = []
        claims.reserveCapacity(items.count)
        for need in needs {
            let code = try need.requiredWord("code", of: EventWords.needs)
            if claims.contains(where: { $0.need == code }) {
                throw need.fault(.twice, "code", "each need is named once")
            }
            claims.append(NeedClaim(need: code))
        }
        for (index, need) in needs.enumerated() {
            claims[index].urgency = try need.word("urgency", of: EventWords.urgencies)
        }
        for (index, need) in needs.enumerated() {
            claims[index].evidence =
                try need.word("evidence", of: EventWords.evidence) ?? .declared
        }
        for (index, need) in needs.enumerated() {
            claims[index].since = try need.date("since")
        }
        for (index, need) in needs.enumerated() {
            let note = try need.words("note", max: ReferralFields.noteMax)
            if let note, data.document.utf8Count(note) > 0 {
                claims[index].note = data.document.string(note).map { Confidential($0) }
            }
        }
        for need in needs { try need.refuseUnknown(besides: known) }
        return claims
    }

    /// Whether there is a note that says something; one of another type is refused in its own row.
    private static func hasNote(_ data: FieldObject) -> Bool {
        guard let note = data.document.member("note", of: data.node) else { return false }
        return data.document.kind(of: note) != .string || data.document.utf8Count(note) > 0
    }
}
