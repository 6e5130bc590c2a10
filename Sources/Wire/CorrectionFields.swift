import Referrals

/// The `data` of a correction; what its patch makes of the event is seen when it is applied.
enum CorrectionFields {
    static func read(_ data: FieldObject) throws(FieldFault) -> Correction {
        let document = data.document
        let of = try data.required("of")
        try data.expect(.string, of, "of")
        guard let event = EventEnvelope.readableID(of, in: document) else {
            let detail = "of must be the id of an event: 1 to 64 visible ASCII characters"
            throw data.fault(.badValue, "of", detail)
        }
        guard let patch = document.member("patch", of: data.node) else {
            throw data.fault(.missingField, "patch", "patch is required, or null")
        }
        let isVoid = document.isNull(patch)
        if !isVoid { try data.expect(.object, patch, "patch") }
        let reason = try data.words("reason", max: 500)
        if isVoid, reason.map({ document.utf8Count($0) }) ?? 0 == 0 {
            throw data.fault(.detailRequired, "reason", "an event entered in error needs a reason")
        }
        try data.refuseUnknown(besides: ["of", "patch", "reason"])
        let bytes = isVoid ? nil : CanonicalJSON.bytes(of: patch, in: document)
        return Correction(event: event, patch: bytes.map { Confidential($0) })
    }
}
