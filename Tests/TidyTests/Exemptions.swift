/// Where the compiler's checks are switched off: counted, so that no use goes unnoticed.
///
/// Each use has its reason on the line above.
enum Exemptions {
    /// How many uses a target has; all others have none.
    static let counts: [String: Int] = ["Stations": 1]

    /// The only targets that may have any: those that hold handles of C or threads.
    static let targets: Set<String> = ["ZeroMQ", "JournalSQLite", "Stations"]

    static let pattern = #"@unchecked\s+Sendable|nonisolated\(unsafe\)"#

    static func complaints(about file: SourceFile) -> [Complaint] {
        guard file.isTest || !targets.contains(file.target) else { return [] }
        return file.lines(matching: pattern).map { line in
            let sentence =
                "use a value, or a value in a Mutex: only \(targets.sorted()) may be exempt"
            return Complaint(path: file.path, line: line, sentence: sentence)
        }
    }

    /// The uses without a comment on the line above.
    static func unexplained(in file: SourceFile) -> [Complaint] {
        let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false)
        return file.lines(matching: pattern).compactMap { line in
            let above = line >= 2 ? lines[line - 2].drop(while: { $0 == " " }) : ""
            guard !above.hasPrefix("//") else { return nil }
            let sentence = "say on the line above why the compiler need not check this"
            return Complaint(path: file.path, line: line, sentence: sentence)
        }
    }

    static func count(in files: [SourceFile]) -> [String: Int] {
        var counts: [String: Int] = [:]
        for file in files where !file.isTest {
            let uses = file.lines(matching: pattern).count
            if uses > 0 { counts[file.target, default: 0] += uses }
        }
        return counts
    }
}
