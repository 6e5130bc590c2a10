import Foundation
import Referrals
import Triage
import Wire

/// A note of the corpus and what a careful operator makes of it.
struct LabelledNote {
    /// Its name; what stands before the hyphen says who wrote it.
    let id: String
    /// The language it says it is in.
    let language: String
    /// What it says.
    let text: String
    /// Its words.
    let prose: Prose
    /// The families an operator would tick.
    let families: FamilySet
    /// Whether a life may be in danger.
    let danger: Danger

    /// Who wrote it.
    var hand: String { String(id.prefix { $0 != "-" }) }

    /// Whether a judgement is right to say yes.
    func deserves(_ judgement: NoteJudgement) -> Bool {
        switch judgement {
        case .psychological: families.covers(.psychological)
        case .treasury: families.covers(.treasury)
        case .insolvency: families.covers(.insolvency)
        case .crisis: danger == .crisis
        case .alarm: danger > .none
        }
    }

    /// How much it teaches of a judgement.
    ///
    /// An alarm is first of all for those in danger; of what is only doubtful operators think differently.
    func weight(for judgement: NoteJudgement) -> Double {
        guard judgement == .alarm else { return 1 }
        return switch danger {
        case .none: 1
        case .verify: 0.3
        case .crisis: 2
        }
    }

    /// The notes of a file of JSON lines.
    ///
    /// - Throws: ``TrainingFault`` with the first line that is no labelled note.
    static func read(_ path: String) throws -> [LabelledNote] {
        let bytes = Array(try Data(contentsOf: URL(filePath: path)))
        return try bytes.split(separator: UInt8(ascii: "\n")).enumerated().map { index, line in
            guard let note = LabelledNote(line) else {
                throw TrainingFault("\(path): line \(index + 1) is no labelled note")
            }
            return note
        }
    }

    private init?(_ line: ArraySlice<UInt8>) {
        guard let document = try? JSONDocument(parsing: line),
            let id = document.member("id", of: document.root).flatMap({ document.string($0) }),
            let note = document.member("note", of: document.root).flatMap({ document.string($0) }),
            let crisis = document.member("crisis", of: document.root)
                .flatMap({ document.string($0) }),
            let danger = Danger.allCases.first(where: { $0.name == crisis }),
            let needs = document.member("needs", of: document.root)
        else { return nil }
        var families: FamilySet = []
        for item in document.items(of: needs) {
            guard let name = document.string(item),
                let family = NeedFamily.allCases.first(where: { $0.name == name })
            else { return nil }
            families.insert(FamilySet(family))
        }
        self.id = id
        language =
            document.member("lang", of: document.root).flatMap { document.string($0) } ?? "?"
        text = note
        prose = Prose(note)
        self.families = families
        self.danger = danger
    }
}

/// Why training cannot go on.
struct TrainingFault: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
