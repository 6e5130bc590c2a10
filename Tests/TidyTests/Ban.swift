/// Something that the code does not use, where it does not, and what to use instead.
struct Ban: Sendable {
    /// A regular expression over the code, without comments and literals.
    let pattern: String

    /// What to do instead.
    let instead: String

    /// Whether it holds in a file.
    let holds: @Sendable (SourceFile) -> Bool

    func complaints(about file: SourceFile) -> [Complaint] {
        guard holds(file) else { return [] }
        return file.lines(matching: pattern).map { line in
            Complaint(path: file.path, line: line, sentence: instead)
        }
    }
}

extension Ban {
    static let all: [Ban] =
        inPureTargets + everywhere + inTests + [inMachines, confidential, printing]

    private static let inPureTargets: [Ban] = [
        Ban(
            pattern: #"\bDate\("#,
            instead: "a pure target reads no clock: take a Moment",
            holds: isPure
        ),
        Ban(
            pattern: #"\b(Continuous|Suspending|UTC)?Clock\b"#,
            instead: "a pure target reads no clock: take a Moment",
            holds: isPure
        ),
        Ban(
            pattern: #"\.random\b|\bRandomNumberGenerator\b|\.shuffled\(|\.randomElement\("#,
            instead: "a pure target draws nothing: take the bytes that were drawn",
            holds: isPure
        ),
        Ban(
            pattern: #"\bUUID\("#,
            instead: "a pure target draws nothing: take the id",
            holds: isPure
        ),
        Ban(
            pattern: #"\basync\b|\bawait\b"#,
            instead: "a pure target does not wait: return an effect that a station carries out",
            holds: isPure
        ),
    ]

    private static let everywhere: [Ban] = [
        Ban(
            pattern: #"\bTask\s*(<[^>]*>)?\s*[({]|\bTask\.detached\b"#,
            instead: "nobody awaits a free task: use a child task, a service or a thread",
            holds: always
        ),
        Ban(
            pattern: #"\bfatalError\(\s*(?!\s*")|\bpreconditionFailure\(\s*(?!\s*")"#,
            instead: "say in a sentence what cannot be",
            holds: always
        ),
        Ban(
            pattern: #"\btry!"#,
            instead: "throw, or answer with a refusal; `try #require` in tests",
            holds: always
        ),
        Ban(
            pattern: #"\bas!"#,
            instead: "use `as?` with an answer for nil, or a type that needs no cast",
            holds: always
        ),
    ]

    private static let inTests: [Ban] = [
        Ban(
            pattern: #"\b\w*[sS]leep\s*\("#,
            instead: "a test does not sleep: pass the time in, or wait on what will happen",
            holds: { $0.isTest }
        )
    ]

    /// The machines switch over our own enums alone: what is parsed byte by byte stands elsewhere.
    private static let inMachines = Ban(
        pattern: #"(?m)^[ \t]*(@unknown[ \t]+)?default[ \t]*:"#,
        instead: "name every case, so that a new one makes the compiler list the work",
        holds: { file in
            !file.isTest && ["Exchange", "Posts"].contains(file.target)
        }
    )

    private static let confidential = Ban(
        pattern: #"\.exposed\b"#,
        instead: "what names a person is exposed in codecs alone: pass the Confidential on",
        holds: { file in
            let open: Set<String> = ["Wire", "Journal", "JournalSQLite", "Posts", "RelaisClient"]
            // In triage, notes are uncovered in one place, which keeps no word of them; the bench reads invented ones.
            let files: Set<String> = ["Confidential", "Bundle+Hearing", "BenchTriage"]
            return !file.isTest && !open.contains(file.target) && !files.contains(file.name)
        }
    )

    private static let printing = Ban(
        pattern: #"(?<![.\w])print\("#,
        instead: "only the command line prints: log, or return the words",
        // Simulation and the tests of the whole tell what they have measured.
        holds: { file in
            !["relais", "EndToEndTests"].contains(file.target)
                && !file.target.hasPrefix("Simulation")
        }
    )

    @Sendable private static func isPure(_ file: SourceFile) -> Bool {
        !file.isTest && Layering.pure.contains(file.target)
    }

    @Sendable private static func always(_ file: SourceFile) -> Bool { true }
}
