public import Referrals

/// A stored event with a correction applied to it.
public enum Revision {
    /// Applies a patch to the content of a stored event and validates the result as a new event.
    ///
    /// Faults are named by their place in the correction's line, `/data/patch/…`.
    /// - Parameters:
    ///   - patch: the patch of a ``Correction``, as its bytes.
    ///   - content: the stored event's canonical bytes of `type` and `data`.
    ///   - time: the `time` of the correction, which no consent may lie after.
    ///   - now: our clock; nil, as where it is not believed, leaves times unjudged.
    /// - Returns: the canonical bytes of the new content and what it says.
    /// - Throws: ``EventRefusal``, if the result is no good event or changes what may not change.
    public static func apply(
        _ patch: Confidential<[UInt8]>,
        to content: Confidential<[UInt8]>,
        time: Moment,
        at now: Moment?
    ) throws(EventRefusal) -> (content: Confidential<[UInt8]>, matter: AgencyEvent.Matter) {
        let old: JSONDocument
        let patching: JSONDocument
        do throws(JSONFault) {
            old = try JSONDocument(parsing: content.exposed)
            patching = try JSONDocument(parsing: patch.exposed)
        } catch {
            throw EventRefusal(error)
        }
        do throws(FieldFault) {
            return try apply(patching, to: old, time: time, now: now)
        } catch {
            throw EventRefusal(error.error, field: inPatch(error.field), detail: error.detail)
        }
    }

    private static func apply(
        _ patching: JSONDocument,
        to old: JSONDocument,
        time: Moment,
        now: Moment?
    ) throws(FieldFault) -> (content: Confidential<[UInt8]>, matter: AgencyEvent.Matter) {
        guard let typeNode = old.member("type", of: old.root),
            let type = EventType.allCases.first(where: { old.matches(typeNode, $0.name) }),
            let oldData = old.member("data", of: old.root), type != .correction
        else {
            let detail = "only a request or a status can be corrected"
            throw FieldFault(error: .notCorrectable, field: "/data/of", detail: detail)
        }
        let merged = MergePatch.apply(patching.root, of: patching, to: oldData, of: old)
        guard merged.count <= EventDecoder.lineMax else {
            let detail = "the corrected data would be longer than a line may be"
            throw FieldFault(error: .tooLarge, field: "/data/patch", detail: detail)
        }
        let document: JSONDocument
        do throws(JSONFault) {
            document = try JSONDocument(parsing: wrap(merged, type))
        } catch {
            // Two good values merge into one, so this does not happen; it must not trap if it does.
            throw FieldFault(error: .badJson, field: "/data/patch", detail: error.sentence)
        }
        guard let data = document.member("data", of: document.root),
            let newType = document.member("type", of: document.root)
        else { preconditionFailure("what was wrapped has its members") }
        let fields = FieldObject(document, data, at: "/data")
        try refuseFixed(old, oldData, fields)
        let matter = try EventDecoder.matter(type, fields, time: time, now: now)
        let content = CanonicalJSON.content(type: newType, data: data, in: document)
        return (Confidential(content), matter)
    }

    private static func wrap(_ data: [UInt8], _ type: EventType) -> [UInt8] {
        var writer = JSONWriter(reserving: data.count + 80)
        writer.beginObject()
        writer.key("data")
        writer.raw(data)
        writer.key("type")
        writer.string(type.name)
        writer.endObject()
        return writer.bytes
    }

    /// Refuses a change of what an event is about; to name it again as it was is no change.
    private static func refuseFixed(
        _ old: JSONDocument,
        _ oldData: JSONDocument.Node,
        _ new: FieldObject
    ) throws(FieldFault) {
        let fixed: [StaticString] = ["agency_ref", "case", "status"]
        for name in fixed {
            let before = old.member(name, of: oldData).map { CanonicalJSON.bytes(of: $0, in: old) }
            let after = new.document.member(name, of: new.node).map {
                CanonicalJSON.bytes(of: $0, in: new.document)
            }
            if before != after {
                throw new.fault(.notCorrectable, name, "\(name) cannot be corrected")
            }
        }
    }

    /// The place in the patch of a fault in the result; the needs are merged, so their places differ.
    private static func inPatch(_ field: String) -> String {
        guard field.hasPrefix("/data/"), !field.hasPrefix("/data/of"),
            !field.hasPrefix("/data/patch")
        else { return field }
        if field.hasPrefix("/data/needs/") { return "/data/patch/needs" }
        return "/data/patch" + field.dropFirst("/data".count)
    }
}
