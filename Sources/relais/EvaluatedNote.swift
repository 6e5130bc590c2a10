import Referrals
import Triage
import Wire

/// A line of a file of notes: the note, and what it deserves where that is written.
struct EvaluatedNote {
    /// Longer lines are refused.
    static let lineMax = 1 << 20

    /// Why a line is no note.
    struct Fault: Error, Equatable {
        /// What was expected, as the whole of a sentence.
        let words: String
    }

    /// Its name.
    let id: String
    /// Its words.
    let text: String
    /// The families it deserves; nil where that is not written.
    let families: FamilySet?
    /// The danger it deserves; nil where that is not written.
    let danger: Danger?

    /// Reads a line.
    init(_ line: EventFile.Line) throws(Fault) {
        guard line.count <= EvaluatedNote.lineMax else {
            throw Fault(words: "a line of at most \(EvaluatedNote.lineMax) bytes was expected")
        }
        let document: JSONDocument
        do throws(JSONFault) {
            document = try JSONDocument(parsing: line.bytes)
        } catch {
            let byte = error.offset + 1
            throw Fault(words: "one JSON object a line was expected; byte \(byte) is wrong")
        }
        guard document.kind(of: document.root) == .object else {
            throw Fault(words: "one JSON object a line was expected")
        }
        guard let id = document.member("id", of: document.root).flatMap({ document.string($0) })
        else { throw Fault(words: "id was expected to be a string") }
        guard let text = document.member("note", of: document.root).flatMap({ document.string($0) })
        else { throw Fault(words: "note was expected to be a string") }
        self.id = id
        self.text = text
        families = try EvaluatedNote.families(document)
        danger = try EvaluatedNote.danger(document)
    }

    /// What was said of it, as a line of the same shape.
    func line(saying opinion: NoteJudge.Opinion) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("id", id)
        writer.key("needs")
        writer.beginArray()
        for family in opinion.families.families { writer.string(family.name) }
        writer.endArray()
        writer.member("crisis", opinion.danger.name)
        writer.endObject()
        return writer.bytes + [UInt8(ascii: "\n")]
    }

    private static func families(_ document: JSONDocument) throws(Fault) -> FamilySet? {
        guard let needs = document.member("needs", of: document.root),
            document.kind(of: needs) != .null
        else { return nil }
        guard document.kind(of: needs) == .array else {
            throw Fault(words: "needs was expected to be a list of families")
        }
        var families: FamilySet = []
        for item in document.items(of: needs) {
            let name = document.string(item) ?? ""
            let family =
                NeedFamily.allCases.first { $0.name == name } ?? Need(name: name)?.family
            guard let family else {
                let known = NeedFamily.allCases.map(\.name).joined(separator: ", ")
                throw Fault(words: "needs was expected to name families: \(known)")
            }
            families.insert(FamilySet(family))
        }
        return families
    }

    private static func danger(_ document: JSONDocument) throws(Fault) -> Danger? {
        guard let crisis = document.member("crisis", of: document.root),
            document.kind(of: crisis) != .null
        else { return nil }
        guard let name = document.string(crisis),
            let danger = Danger.allCases.first(where: { $0.name == name })
        else { throw Fault(words: "crisis was expected to be none, verify or crisis") }
        return danger
    }
}
