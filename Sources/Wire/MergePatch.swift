/// A merge patch (RFC 7396) on the `data` of an event, as a correction carries it.
///
/// One member differs from the RFC, which replaces arrays whole: an array `needs` on the outermost
/// level is merged by need code. An item of the patch takes the place of the item with the same
/// `code`; those with codes not yet there follow, in the patch's order; what the patch does not
/// name stays as it was. So `null` takes away all needs and a single one cannot be taken away:
/// that is what a `withdrawn` status is for. A patch that names a code twice gives a result that
/// names it twice, which is then refused as such.
public enum MergePatch {
    /// The bytes of the patched value, its members in the order they had, new ones after.
    public static func apply(
        _ patch: JSONDocument.Node,
        of patching: JSONDocument,
        to target: JSONDocument.Node,
        of document: JSONDocument
    ) -> [UInt8] {
        var merge = Merge(patching: patching, document: document)
        merge.write(patch, onto: target, isOutermost: true)
        return merge.writer.bytes
    }

    /// A patch under way.
    private struct Merge {
        let patching: JSONDocument
        let document: JSONDocument
        var writer: JSONWriter

        init(patching: JSONDocument, document: JSONDocument) {
            self.patching = patching
            self.document = document
            writer = JSONWriter(reserving: document.text.count + patching.text.count)
        }

        /// Writes the target as the patch makes it; the target is nil where there was none.
        mutating func write(
            _ patch: JSONDocument.Node,
            onto target: JSONDocument.Node?,
            isOutermost: Bool
        ) {
            guard patching.kind(of: patch) == .object else {
                return writer.raw(CanonicalJSON.bytes(of: patch, in: patching))
            }
            writer.beginObject()
            let old = target.flatMap { document.kind(of: $0) == .object ? $0 : nil }
            if let old {
                for (key, value) in document.members(of: old) {
                    writeOld(key, value, patch, isOutermost)
                }
            }
            for (key, value) in patching.members(of: patch) where !patching.isNull(value) {
                if let old, document.member(utf8: patching.utf8(key), of: old) != nil { continue }
                writer.key(utf8: patching.utf8(key))
                write(value, onto: nil, isOutermost: false)
            }
            writer.endObject()
        }

        private mutating func writeOld(
            _ key: JSONDocument.Node,
            _ value: JSONDocument.Node,
            _ patch: JSONDocument.Node,
            _ isOutermost: Bool
        ) {
            guard let change = patching.member(utf8: document.utf8(key), of: patch) else {
                writer.key(utf8: document.utf8(key))
                return writer.raw(CanonicalJSON.bytes(of: value, in: document))
            }
            if patching.isNull(change) { return }
            writer.key(utf8: document.utf8(key))
            if isOutermost, document.matches(key, "needs"),
                document.kind(of: value) == .array, patching.kind(of: change) == .array
            {
                writeNeeds(value, change)
            } else {
                write(change, onto: value, isOutermost: false)
            }
        }

        private mutating func writeNeeds(_ old: JSONDocument.Node, _ change: JSONDocument.Node) {
            writer.beginArray()
            var rest = Array(patching.items(of: change))
            for item in document.items(of: old) {
                let code = document.member("code", of: item).map { document.utf8($0) }
                let place = rest.firstIndex { other in
                    code != nil
                        && patching.member("code", of: other).map { patching.utf8($0) } == code
                }
                if let place {
                    let item = rest.remove(at: place)
                    writer.raw(CanonicalJSON.bytes(of: item, in: patching))
                } else {
                    writer.raw(CanonicalJSON.bytes(of: item, in: document))
                }
            }
            for item in rest {
                writer.raw(CanonicalJSON.bytes(of: item, in: patching))
            }
            writer.endArray()
        }
    }
}
