import Foundation

/// The program itself, run with arguments, and what came of it.
struct ProgramRun {
    let code: Int32
    let output: String
    let words: String

    /// Runs the program that was built beside the tests, and meanwhile a closure with its number.
    init(
        _ arguments: [String],
        stdin: String = "",
        environment: [String: String] = [:],
        meanwhile: (Int32) throws -> Void = { _ in }
    ) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
            .deletingLastPathComponent().appending(path: "relais")
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let files = try Files(stdin: stdin)
        defer { files.remove() }
        process.standardInput = try FileHandle(forReadingFrom: files.input)
        process.standardOutput = try FileHandle(forWritingTo: files.output)
        process.standardError = try FileHandle(forWritingTo: files.words)
        try process.run()
        try meanwhile(process.processIdentifier)
        process.waitUntilExit()
        code = process.terminationStatus
        output = try String(contentsOf: files.output, encoding: .utf8)
        words = try String(contentsOf: files.words, encoding: .utf8)
    }

    /// Files instead of pipes: nothing can be full, and nothing has to be read meanwhile.
    private struct Files {
        let folder = FileManager.default.temporaryDirectory.appending(path: "relais-\(UUID())")
        var input: URL { folder.appending(path: "in") }
        var output: URL { folder.appending(path: "out") }
        var words: URL { folder.appending(path: "words") }

        init(stdin: String) throws {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(stdin.utf8).write(to: input)
            try Data().write(to: output)
            try Data().write(to: words)
        }

        func remove() {
            // What is left in the temporary folder does no harm.
            try? FileManager.default.removeItem(at: folder)
        }
    }
}
