import Foundation
import Testing
import Wire

@testable import relais

/// A folder of cards and one of secret keys for a test, gone afterwards, and the commands run on them.
final class KeyRoom {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "relais-\(UUID())").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        try make("keys.d/agency", "keys.d/partner", "keys.d/gateway", "keys.d/supervisor")
    }

    deinit {
        // What is left in the temporary folder does no harm.
        try? FileManager.default.removeItem(atPath: path)
    }

    /// The path of a name in it.
    func callAsFunction(_ name: String) -> String { path + "/" + name }

    func make(_ folders: String...) throws {
        for folder in folders {
            try FileManager.default.createDirectory(
                atPath: self(folder),
                withIntermediateDirectories: true
            )
        }
    }

    /// Runs `relais key` with these words on the folders of this room.
    func key(_ words: String...) throws -> ProgramRun {
        let makes = ["new", "rotate"].contains(words.first)
        let secrets = makes ? ["--secrets", self("secrets")] : []
        return try ProgramRun(["key"] + words + ["--keys", self("keys.d")] + secrets)
    }

    /// The rows that the cards make now.
    func rows() throws -> [Row] {
        let run = try key("ls", "-o", "jsonl")
        return run.output.split(separator: "\n").compactMap { Row(String($0)) }
    }

    func names(in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: self(folder)).sorted()
    }

    func text(of name: String) throws -> String {
        try String(contentsOfFile: self(name), encoding: .utf8)
    }

    func write(_ text: String, to name: String) throws {
        try text.write(toFile: self(name), atomically: false, encoding: .utf8)
    }

    func permissions(of name: String) throws -> Int? {
        let attributes = try FileManager.default.attributesOfItem(atPath: self(name))
        return (attributes[.posixPermissions] as? NSNumber)?.intValue
    }
}
