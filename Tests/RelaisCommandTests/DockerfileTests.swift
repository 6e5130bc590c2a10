import ArgumentParser
import Foundation
import Testing

@testable import relais

/// What a Dockerfile says, an instruction a line, grouped by stage.
struct Dockerfile {
    struct Stage {
        var base: String
        var name: String?
        var instructions: [(word: String, rest: String)] = []
    }

    private(set) var stages: [Stage] = []

    init(_ text: String) throws {
        let lines = text.split(separator: "\n").filter { !$0.drop { $0 == " " }.hasPrefix("#") }
        let whole = lines.joined(separator: "\n").replacing("\\\n", with: " ")
        for line in whole.split(separator: "\n") {
            let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
            let rest = parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : ""
            if parts[0] == "FROM" {
                let words = rest.split(separator: " ").map(String.init)
                stages.append(Stage(base: words[0], name: words.count == 3 ? words[2] : nil))
            } else {
                try #require(!stages.isEmpty, "it begins with FROM")
                stages[stages.count - 1].instructions.append((parts[0], rest))
            }
        }
    }

    /// What follows an instruction of the last stage, the last time it stands there.
    func last(_ word: String) -> String? {
        stages.last?.instructions.last { $0.word == word }?.rest
    }

    /// The words of an instruction in its form of a JSON list.
    func list(_ word: String) throws -> [String] {
        try JSONDecoder().decode([String].self, from: Data((last(word) ?? "[]").utf8))
    }
}

@Suite struct `The Dockerfile` {
    private let file: Dockerfile
    private let compose: ComposeFile

    init() throws {
        let path = ComposeFile.path("Dockerfile")
        file = try Dockerfile(try String(contentsOfFile: path, encoding: .utf8))
        compose = try ComposeFile()
    }

    /// What `apt-get install` is told.
    private func packages(of stage: Dockerfile.Stage) -> Set<String> {
        var found: Set<String> = []
        for (word, rest) in stage.instructions where word == "RUN" {
            for command in rest.split(separator: "&&") {
                let words = command.split(separator: " ").map(String.init)
                guard words.prefix(2) == ["apt-get", "install"] else { continue }
                found.formUnion(words.dropFirst(2).filter { !$0.hasPrefix("-") })
            }
        }
        return found
    }

    @Test func `builds on the Swift and the Debian that Relais is built with`() {
        #expect(file.stages.map(\.base) == ["swift:6.3-bookworm", "debian:12-slim"])
    }

    @Test func `installs what the program loads, and leaves out what it was built with`() throws {
        #expect(packages(of: file.stages[1]) == ["libjemalloc2", "libsqlite3-0", "libzmq5"])
        let built = packages(of: file.stages[0])
        let install = try String(contentsOfFile: ComposeFile.path("install"), encoding: .utf8)
        for package in built { #expect(install.contains(package), "\(package)") }
        #expect(built.contains("libzmq3-dev"))
    }

    @Test func `copies files that are there, and that its context has`() throws {
        let ignored = try String(
            contentsOfFile: ComposeFile.path("Dockerfile.dockerignore"),
            encoding: .utf8
        )
        let context = ignored.split(separator: "\n").map(String.init)
        #expect(context.first == "*")
        var count = 0
        for stage in file.stages {
            for (_, rest) in stage.instructions.filter({ $0.word == "COPY" }) {
                let words = rest.split(separator: " ").map(String.init)
                if let from = words.first(where: { $0.hasPrefix("--from=") }) {
                    #expect(file.stages.contains { $0.name == String(from.dropFirst(7)) })
                    continue
                }
                for source in words.dropLast().filter({ !$0.hasPrefix("--") }) {
                    let path = ComposeFile.path("../" + source)
                    #expect(FileManager.default.fileExists(atPath: path), "\(source)")
                    #expect(context.contains("!" + source), "\(source) is not in the context")
                    count += 1
                }
            }
        }
        #expect(count == 6)
    }

    @Test func `copies every folder that the package names`() throws {
        let package = try String(
            contentsOfFile: ComposeFile.path("../Package.swift"),
            encoding: .utf8
        )
        let copied = file.stages[0].instructions.filter { $0.word == "COPY" }
            .compactMap { $0.rest.split(separator: " ").first.map(String.init) }
        let named = package.split(separator: "\n").compactMap { line -> String? in
            let parts = line.split(separator: "path: \"")
            guard parts.count == 2 else { return nil }
            return parts[1].split(separator: "/").first.map(String.init)
        }
        #expect(named.contains("Tests"))
        for folder in Set(named).union(["Sources"]) {
            #expect(copied.contains(folder), "\(folder)")
        }
    }

    @Test func `ends as the user of the compose file, who is not root`() throws {
        let user = try #require(file.last("USER"))
        #expect(user == "10001:10001")
        #expect(compose.services.allSatisfy { $0.text("user") == user })
    }

    @Test func `starts the program, in words that it takes`() throws {
        #expect(try file.list("ENTRYPOINT") == [ComposeFile.program])
        let command = try Relais.command(from: try file.list("CMD"))
        #expect("\(type(of: command))" == "HelpCommand")
    }

    @Test func `has a folder of the user for each that a new volume is mounted over`() throws {
        let made = file.stages[1].instructions.filter { $0.word == "RUN" }.map(\.rest)
        let line = try #require(made.first { $0.hasPrefix("install --directory --owner relais") })
        let folders = Set(line.split(separator: " ").map(String.init))
        for service in compose.services {
            for volume in service.volumes where compose.volumes.contains(volume.source) {
                #expect(folders.contains(volume.target), "\(volume.target)")
            }
        }
    }

    @Test func `has the script that the first start runs`() throws {
        let start = try compose.service("init").texts("entrypoint")
        let copies = file.stages[1].instructions.filter { $0.word == "COPY" }.map(\.rest)
        let program = try #require(start.first)
        #expect(copies.contains { $0.hasSuffix("compose/make-installation " + program) })
        let path = ComposeFile.path("make-installation")
        #expect(FileManager.default.isExecutableFile(atPath: path))
    }
}
