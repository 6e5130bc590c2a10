import Configuration
import Exchange
import Foundation
import Keyring
import Referrals
import Testing
import Triage
import Wire
import ZeroMQ

@testable import relais

@Suite struct `A new installation` {
    private let room: KeyRoom
    private let path: String

    init() throws {
        room = try KeyRoom()
        path = room("relais")
    }

    private func keys() throws -> KeyFolder.Contents {
        try KeyFolder(path: path + "/keys.d").read(at: WallClock.now())
    }

    @Test func `has settings, rules, and keys for its stations and one supervisor`() throws {
        let run = try ProgramRun(["init", path])
        #expect(run.code == 0, "\(run.words)")
        #expect(
            try room.names(in: "relais") == ["bundle", "keys.d", "relais.yaml", "run", "secrets"]
        )
        let contents = try keys()
        #expect(contents.faults.isEmpty)
        #expect(
            contents.registry.cards.map(\.userID) == [
                "supervisor:pole#1", "dispatcher:1#1", "dispatcher:2#1", "gateway:main#1",
                "recorder:main#1",
            ]
        )
        for card in contents.registry.cards {
            let name = SecretFile.name(of: card.owner, card.name)
            let own = try SecretFile(path: "\(path)/secrets/\(name)").read()
            let secret = try #require(CurveSecretKey(z85: Array(own.secretKey.revealed.utf8)))
            #expect(try CurveKeyPair(of: secret).publicKey.z85 == card.key.description)
        }
    }

    @Test func `has the rules that were shipped, byte for byte`() throws {
        _ = try ProgramRun(["init", path])
        for name in Triage.Bundle.fileNames {
            let shipped = URL(filePath: #filePath).resolvingSymlinksInPath()
                .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
                .appending(path: "config/bundle/" + name)
            #expect(
                try Data(contentsOf: shipped)
                    == Data(contentsOf: URL(filePath: "\(path)/bundle/\(name)"))
            )
        }
    }

    @Test func `is closed where it must be, whatever the mask of the process`() throws {
        _ = try ProgramRun(["init", path])
        #expect(try room.permissions(of: "relais") == 0o755)
        #expect(try room.permissions(of: "relais/secrets") == 0o700)
        #expect(try room.permissions(of: "relais/run") == 0o700)
        for name in try room.names(in: "relais/secrets") {
            #expect(try room.permissions(of: "relais/secrets/" + name) == 0o600)
        }
    }

    @Test func `tells what was made, a row each, and what to do next`() throws {
        let run = try ProgramRun(["init", path, "-o", "jsonl"])
        let files = run.output.split(separator: "\n").compactMap { Row(String($0))?.string("file") }
        #expect(files.count == 21)
        for file in files {
            #expect(FileManager.default.fileExists(atPath: "\(path)/\(file)"), "\(file)")
        }
        #expect(run.words.contains("relais serve --config \(path)"))
    }

    @Test func `has a key for everybody of the rules, if that is wanted`() throws {
        let run = try ProgramRun(["init", path, "--everyone"])
        #expect(run.code == 0, "\(run.words)")
        let access = try BundleSource.shipped().bundle.access
        let owners = try Set(keys().registry.cards.map(\.owner.description))
        for agency in access.agencies { #expect(owners.contains("agency:\(agency)")) }
        for partner in access.partners.keys { #expect(owners.contains("partner:\(partner)")) }
        for name in access.supervisors { #expect(owners.contains("supervisor:\(name)")) }
        #expect(
            owners.count
                == access.agencies.count + access.partners.count + access.supervisors.count + 4
        )
    }

    @Test func `takes the rules of a folder, and its supervisor`() throws {
        try copyRules()
        let access = try room.text(of: "rules/access.yaml").replacing("- pole", with: "- anne")
        try room.write(access, to: "rules/access.yaml")
        let run = try ProgramRun(["init", path, "--bundle", room("rules"), "--supervisor", "anne"])
        #expect(run.code == 0, "\(run.words)")
        #expect(try keys().registry.cards.map(\.userID).contains("supervisor:anne#1"))
        #expect(try room.text(of: "relais/bundle/access.yaml") == access)
        #expect(try room.text(of: "relais/relais.yaml").contains("\(getuid()): anne"))
    }

    @Test func `is not made with rules that have mistakes, which are all named`() throws {
        try copyRules()
        try room.write("agencies: []\n", to: "rules/access.yaml")
        let run = try ProgramRun(["init", path, "--bundle", room("rules")])
        #expect(run.code == 78)
        #expect(run.words.contains("\(room("rules"))/access.yaml:1:"))
        #expect(try room.names(in: "") == ["keys.d", "rules"])
    }

    @Test func `is not made without rules, nor for a supervisor whom they do not name`() throws {
        #expect(try ProgramRun(["init", path, "--bundle", room("nothing")]).code == 78)
        let run = try ProgramRun(["init", path, "--supervisor", "nobody"])
        #expect(run.code == 65)
        #expect(run.words.contains("only: pole"))
        #expect(try room.names(in: "") == ["keys.d"])
    }

    @Test func `fills a folder that is empty`() throws {
        try room.make("relais")
        let run = try ProgramRun(["init", path])
        #expect(run.code == 0, "\(run.words)")
        #expect(
            try room.names(in: "relais") == ["bundle", "keys.d", "relais.yaml", "run", "secrets"]
        )
    }

    @Test func `leaves a folder alone that holds anything, also what is hidden`() throws {
        try room.make("relais")
        try room.write("mine", to: "relais/.profile")
        let run = try ProgramRun(["init", path])
        #expect(run.code == 73)
        #expect(try room.names(in: "relais") == [".profile"])
        #expect(try room.names(in: "") == ["keys.d", "relais"])
    }

    @Test func `does not take the place of a file, and makes no folders above itself`() throws {
        try room.write("mine", to: "relais")
        #expect(try ProgramRun(["init", path]).code == 73)
        #expect(try room.text(of: "relais") == "mine")
        #expect(try ProgramRun(["init", room("above/relais")]).code == 66)
        #expect(try room.names(in: "") == ["keys.d", "relais"])
    }

    @Test func `has settings that a start takes, and that name what is there`() throws {
        _ = try ProgramRun(["init", path])
        let settings = try Settings(config: path, data: "d", masterKeyFile: "k")
        #expect(settings.objections(to: .all) == [])
        #expect(settings.cards == path + "/keys.d")
        let own = try SecretFile(path: #require(settings.secretKey)).read()
        #expect(try ServerKey.read(#require(settings.gatewayKey)) == own.publicKey)
        #expect(settings.users == [getuid(): SupervisorID("pole")])
        #expect(settings.controlIPC == "ipc://\(path)/run/control.sock")
        let usual = Settings(config: path, data: "d", masterKey: "k")
        #expect(
            [settings.intake, settings.desk, settings.control, settings.feed, settings.work]
                + [settings.record]
                == [usual.intake, usual.desk, usual.control, usual.feed, usual.work, usual.record]
        )
    }

    @Test func `has no socket whose path the system could not hold`() throws {
        let long = room(String(repeating: "a", count: 100))
        #expect(try ProgramRun(["init", long]).code == 0)
        let text = try String(contentsOfFile: long + "/relais.yaml", encoding: .utf8)
        #expect(text.contains("  # control_ipc: "))
        #expect(!text.contains("\n  control_ipc: "))
    }

    private func copyRules() throws {
        try room.make("rules")
        try room.make("rules/signals")
        for file in try BundleSource.shipped().files {
            try Data(file.bytes).write(to: URL(filePath: room("rules/" + file.name)))
        }
    }
}
