public import Triage

/// The folder of a bundle, of which only what reads free text is read: the lexicons and the small model.
public struct SignalFolder: Sendable {
    /// Where it is.
    public let path: String

    /// The folder at this path.
    public init(path: String) {
        self.path = path
    }

    /// The judges of free text that the folder has; a judge of which no file is there is none.
    ///
    /// - Throws: ``Faults`` with every mistake, in lines as compilers write them.
    public func judge() throws(Faults) -> NoteJudge {
        var lines: [String] = []
        let lexicon = part(&lines) { () throws -> SignalLexicon? in
            var trees: [String: Tree] = [:]
            for language in SignalLanguage.allCases {
                guard let bytes = try bytes(of: language.fileName) else { continue }
                trees[language.fileName] = try YAMLTree.read(bytes, file: language.fileName)
            }
            return trees.isEmpty ? nil : try SignalLexicon(files: trees)
        }
        let model = part(&lines) { () throws -> NoteModel? in
            guard let weights = try bytes(of: NoteModel.fileName) else { return nil }
            let concepts = try bytes(of: NoteConcepts.fileName).map { bytes in
                try NoteConcepts(bytes: bytes)
            }
            return try NoteModel(bytes: weights, concepts: concepts ?? NoteConcepts())
        }
        guard lines.isEmpty else { throw Faults(lines: lines) }
        return NoteJudge(lexicon: lexicon ?? nil, model: model ?? nil)
    }

    /// What is wrong in the files, a line each.
    public struct Faults: Error, Equatable, Sendable {
        /// The lines, at least one.
        public let lines: [String]
    }

    private func bytes(of name: String) throws(StationFailure) -> [UInt8]? {
        try ConfigFile.bytes(of: path + "/" + name)
    }

    private func part<Part>(_ lines: inout [String], _ read: () throws -> Part) -> Part? {
        do {
            return try read()
        } catch let faults as BundleFaults {
            lines += faults.faults.map { "\(path)/\($0)" }
        } catch {
            lines.append("\(error)")
        }
        return nil
    }
}
