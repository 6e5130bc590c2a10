public import Referrals

extension Bundle {
    /// The files a bundle is made of, in the order of their names.
    public static let fileNames = (ruleNames + NoteJudge.fileNames).sorted()

    /// The files of its rules, in the order of their names; ``NoteJudge/fileNames`` are all others.
    public static let ruleNames = [
        "access.yaml", "calendars.yaml", "deadlines.yaml", "directory.yaml", "triage.yaml",
    ]

    /// The files that bundles from before them have not: a journal keeps those for ever.
    static let later: Set<String> = ["calendars.yaml"]

    /// Makes a bundle of its files, or tells every mistake in them.
    ///
    /// - Parameters:
    ///   - files: what each file of the rules became, by its name; one that is missing is a mistake.
    ///   - judge: what its other files became; nil where it has none of them.
    ///   - address: the digest of the names and bytes of all its files.
    /// - Throws: ``BundleFaults``, in the order of file and line.
    public init(
        files: [String: Tree],
        judge: NoteJudge? = nil,
        address: Digest
    ) throws(BundleFaults) {
        var faults: [BundleFault] = []
        for name in Bundle.ruleNames where files[name] == nil && !Bundle.later.contains(name) {
            faults.append(
                BundleFault(file: name, line: 1, column: 1, expected: "this file", found: "none")
            )
        }
        for name in files.keys.sorted() where !Bundle.ruleNames.contains(name) {
            let expected = TreeReader.choice(Bundle.fileNames)
            faults.append(
                BundleFault(file: name, line: 1, column: 1, expected: expected, found: name)
            )
        }
        let calendars = Bundle.read("calendars.yaml", of: files, &faults) { tree, reader in
            Calendars.read(tree, &reader)
        }
        let directory = Bundle.read("directory.yaml", of: files, &faults) { tree, reader in
            Directory.read(tree, calendars, &reader)
        }
        let deadlines = Bundle.read("deadlines.yaml", of: files, &faults) { tree, reader in
            Deadlines.read(tree, &reader)
        }
        let table = Bundle.read("triage.yaml", of: files, &faults) { tree, reader in
            DecisionTable.read(tree, directory, deadlines, &reader)
        }
        let access = Bundle.read("access.yaml", of: files, &faults) { tree, reader in
            Access.read(tree, directory, &reader)
        }
        guard faults.isEmpty, let table = table ?? nil, let deadlines, let access,
            let directory = directory?.directory
        else { throw BundleFaults(faults) }
        self.init(
            address: address,
            table: table,
            directory: directory,
            deadlines: Deadlines(classes: deadlines.classes, legal: deadlines.legal),
            access: access,
            calendars: calendars?.made ?? Calendars(),
            judge: judge
        )
    }

    private static func read<Part>(
        _ name: String,
        of files: [String: Tree],
        _ faults: inout [BundleFault],
        _ part: (Tree, inout TreeReader) -> Part
    ) -> Part? {
        guard let tree = files[name] else { return nil }
        var reader = TreeReader(file: name)
        let read = part(tree, &reader)
        faults += reader.faults
        return read
    }
}
