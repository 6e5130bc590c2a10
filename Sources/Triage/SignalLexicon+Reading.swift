extension SignalLexicon {
    /// Makes a lexicon of its files, or tells every mistake in them.
    ///
    /// - Parameter files: what each file became, by the name ``SignalLanguage/fileName`` gives it; one that is
    ///   missing is a mistake.
    /// - Throws: ``BundleFaults``, in the order of file and line.
    public init(files: [String: Tree]) throws(BundleFaults) {
        var faults: [BundleFault] = []
        var draft = Draft()
        for language in SignalLanguage.allCases {
            let name = language.fileName
            guard let tree = files[name] else {
                faults.append(
                    BundleFault(
                        file: name,
                        line: 1,
                        column: 1,
                        expected: "this file",
                        found: "none"
                    )
                )
                continue
            }
            var reader = TreeReader(file: name)
            draft.read(tree, language, &reader)
            faults += reader.faults
        }
        guard faults.isEmpty else { throw BundleFaults(faults) }
        entries = draft.entries
        automaton = SignalAutomaton(draft.phrases, apart: draft.apart)
    }

    /// What the files say so far.
    private struct Draft {
        var entries: [SignalEntry] = []
        var phrases: [(sequence: SignalPhrase.Sequence, owner: Int32)] = []
        var apart: Set<[UInt8]> = []
        var names: Set<String> = []

        mutating func read(
            _ tree: Tree,
            _ language: SignalLanguage,
            _ reader: inout TreeReader
        ) {
            let root = reader.fields(
                Branch(root: tree),
                required: ["language", "entries"],
                optional: ["lists", "apart", "cues"]
            )
            reader.value(root["language"], "the language of the file, \(language.rawValue)") {
                $0 == language.rawValue ? language : nil
            }
            let lists = lists(root["lists"], &reader)
            for item in reader.items(root["apart"]) {
                let word = reader.value(item, "one word") { text -> [UInt8]? in
                    let prose = Prose(text)
                    return prose.words.count == 1 ? Array(prose.letters(of: prose.words[0])) : nil
                }
                if let word { apart.insert(word) }
            }
            cues(root["cues"], lists, &reader)
            for item in reader.items(root["entries"]) { entry(item, language, lists, &reader) }
        }

        private mutating func lists(
            _ branch: Branch?,
            _ reader: inout TreeReader
        ) -> [String: [SignalPhrase.Sequence]] {
            var lists: [String: [SignalPhrase.Sequence]] = [:]
            var seen: Set<String> = []
            for item in reader.items(branch) {
                let fields = reader.fields(item, required: ["name", "words"])
                let name = reader.value(
                    fields["name"],
                    "1 to 32 of a-z, 0-9, _ and -",
                    Calendars.plainName
                )
                reader.once(&seen, fields["name"], name)
                reader.notEmpty(fields["words"], "at least one word")
                var all: [SignalPhrase.Sequence] = []
                for word in reader.items(fields["words"]) {
                    all += phrase(word, lists, &reader)
                }
                if let name { lists[name] = SignalPhrase.merged(all) }
            }
            return lists
        }

        private mutating func cues(
            _ branch: Branch?,
            _ lists: [String: [SignalPhrase.Sequence]],
            _ reader: inout TreeReader
        ) {
            guard let branch else { return }
            let fields = reader.fields(branch, optional: Cue.allCases.map(\.name))
            for cue in Cue.allCases {
                for item in reader.items(fields[cue.name]) {
                    for sequence in phrase(item, lists, &reader) {
                        phrases.append((sequence, cue.rawValue))
                    }
                }
            }
        }

        private mutating func entry(
            _ branch: Branch,
            _ language: SignalLanguage,
            _ lists: [String: [SignalPhrase.Sequence]],
            _ reader: inout TreeReader
        ) {
            let fields = reader.fields(
                branch,
                required: ["id", "signals", "phrases", "source", "example"],
                optional: ["unless", "beside", "covers", "fixed", "counter"]
            )
            let id = reader.value(
                fields["id"],
                "\(language.rawValue)- and 1 to 29 of a-z, 0-9, _ and -"
            ) { text in
                text.hasPrefix("\(language.rawValue)-") ? Calendars.plainName(text) : nil
            }
            reader.once(&names, fields["id"], id)
            reader.notEmpty(fields["signals"], "at least one sign")
            let signals = reader.values(
                fields["signals"],
                "L1, L2, L3, verify, bereavement, screening_negative, nothing or a need",
                { SignalMeaning(name: $0) }
            )
            reader.notEmpty(fields["phrases"], "at least one phrase")
            let owner = Int32(entries.count * 2)
            for item in reader.items(fields["phrases"]) {
                phrases += phrase(item, lists, &reader).map { ($0, owner) }
            }
            for item in reader.items(fields["unless"]) {
                phrases += phrase(item, lists, &reader).map { ($0, owner + 1) }
            }
            let source = reader.text(fields["source"], "P, H, C, own or where it was read")
            let example = reader.text(fields["example"], "a sentence in which it is found")
            entries.append(
                SignalEntry(
                    id: id ?? "",
                    language: language,
                    signals: signals,
                    source: source ?? "",
                    example: example ?? "",
                    counter: reader.text(fields["counter"]) ?? "",
                    isBeside: reader.flag(fields["beside"]) ?? false,
                    covers: reader.flag(fields["covers"]) ?? signals.contains(.nothing),
                    isFixed: reader.flag(fields["fixed"]) ?? false
                )
            )
        }

        private func phrase(
            _ branch: Branch,
            _ lists: [String: [SignalPhrase.Sequence]],
            _ reader: inout TreeReader
        ) -> [SignalPhrase.Sequence] {
            guard let text = reader.text(branch, "a phrase") else { return [] }
            do throws(SignalPhrase.Mistake) {
                return try SignalPhrase.sequences(text, lists: lists)
            } catch {
                reader.fault(branch, expected: error.expected)
                return []
            }
        }
    }
}
