import Foundation
import Testing

@Suite struct `The source tree` {
    @Test func `imports one way only`() throws {
        try expectNone { Layering.complaints(about: $0) }
    }

    @Test func `uses nothing that is banned`() throws {
        try expectNone { file in Ban.all.flatMap { $0.complaints(about: file) } }
    }

    @Test func `has files and functions of a readable length`() throws {
        try expectNone { Measure.complaints(about: $0) }
    }

    @Test func `has shells that are thin`() throws {
        expectNone(Measure.complaints(aboutTargetsOf: try SourceFile.all()))
    }

    @Test func `names things, not drawers, and files after their types`() throws {
        try expectNone { Naming.complaints(about: $0) }
    }

    @Test func `is exempt from the compiler's checks only where it is written`() throws {
        let files = try SourceFile.all()
        expectNone(files.flatMap { Exemptions.complaints(about: $0) })
        expectNone(files.flatMap { Exemptions.unexplained(in: $0) })
        #expect(
            Exemptions.count(in: files) == Exemptions.counts,
            "remove the exemption, or write the new number into Exemptions.counts"
        )
    }

    @Test func `holds no reminders and no paths of a machine`() throws {
        let folders = ["Sources", "Tests", "Examples", "config", "compose", ".ci"]
        let paths = folders.flatMap(Repository.files) + ["README.md", "Package.swift"]
        let texts = paths.filter { path in
            ![".so", ".jsonl", ".pyc"].contains { path.hasSuffix($0) }
        }
        var complaints: [Complaint] = []
        for path in texts {
            guard let text = try? Repository.text(path) else { continue }
            complaints += Leftovers.complaints(about: path, text)
        }
        expectNone(complaints)
    }

    @Test func `has at its top only what the README speaks of`() throws {
        let welcome: Set<String> = [
            "Package.swift", "Sources", "Tests", "Examples", "config", "compose", "README.md",
            ".ci", "LICENSE",
            ".swift-format", ".gitignore",
        ]
        let made: Set<String> = [".git", ".build", ".swiftpm", "Package.resolved"]
        let found = try FileManager.default.contentsOfDirectory(atPath: Repository.root.path)
        for name in found where !name.hasPrefix(".build-") {
            #expect(
                welcome.contains(name) || made.contains(name),
                "\(name): put it into Sources, Tests, config or compose"
            )
        }
    }

    private func expectNone(_ check: (SourceFile) -> [Complaint]) throws {
        let files = try SourceFile.all()
        #expect(!files.isEmpty)
        expectNone(files.flatMap(check))
    }

    private func expectNone(_ complaints: [Complaint]) {
        for complaint in complaints {
            Issue.record("\(complaint)")
        }
    }
}
