public import Referrals

extension NoteJudge {
    /// The files of the bundle that it is made of, in the order of their names; a bundle may have none of them.
    public static let fileNames = (treeNames + [NoteConcepts.fileName, NoteModel.fileName]).sorted()

    /// Those of its files that are trees, one a language: with one there must be all.
    public static let treeNames = SignalLanguage.allCases.map(\.fileName)

    /// Makes a judge of its files, or tells every mistake in them.
    ///
    /// - Parameters:
    ///   - trees: what each of ``treeNames`` became that there is.
    ///   - texts: the bytes of its other files that there are.
    ///   - address: the digest of the names and bytes of all of them.
    /// - Returns: nil where there is none of its files.
    /// - Throws: ``BundleFaults``, in the order of file and line.
    public static func read(
        trees: [String: Tree],
        texts: [String: [UInt8]],
        address: Digest
    ) throws(BundleFaults) -> NoteJudge? {
        guard !trees.isEmpty || !texts.isEmpty else { return nil }
        var faults: [BundleFault] = []
        var lexicon: SignalLexicon?
        if !trees.isEmpty {
            do throws(BundleFaults) {
                lexicon = try SignalLexicon(files: trees)
            } catch {
                faults += error.faults
            }
        }
        var model: NoteModel?
        if !texts.isEmpty {
            do throws(BundleFaults) {
                model = try NoteJudge.model(of: texts)
            } catch {
                faults += error.faults
            }
        }
        guard faults.isEmpty else { throw BundleFaults(faults) }
        return NoteJudge(lexicon: lexicon, model: model, address: address)
    }

    private static func model(of texts: [String: [UInt8]]) throws(BundleFaults) -> NoteModel {
        let concepts = try texts[NoteConcepts.fileName].map { bytes throws(BundleFaults) in
            try NoteConcepts(bytes: bytes)
        }
        guard let weights = texts[NoteModel.fileName] else {
            throw BundleFaults([
                BundleFault(
                    file: NoteModel.fileName,
                    line: 1,
                    column: 1,
                    expected: "this file",
                    found: "none"
                )
            ])
        }
        return try NoteModel(bytes: weights, concepts: concepts ?? NoteConcepts())
    }
}
