import Configuration
import Foundation
import Referrals
import Testing
import Triage

@Suite struct `The file of settings` {
    @Test func `that is shipped says what the program does without it`() throws {
        let shipped = try Settings(config: try shipped(""), data: "d", masterKeyFile: "k")
        #expect(shipped == Settings(config: shipped.config, data: "d", masterKey: "k"))
    }

    @Test func `sets what it names`() throws {
        let settings = try read(
            """
            endpoints:
              intake: ipc:///tmp/intake
            dispatchers: 3
            ping_ms: 1000
            reserve_mb: 8
            """
        )
        #expect(settings.intake == "ipc:///tmp/intake")
        #expect(settings.dispatchers == 3)
        #expect(settings.ping == Span.seconds(1))
        #expect(settings.reserveBytes == 8 << 20)
    }

    @Test(arguments: [
        ("ping_ms: 1000\ndispatchers: many\n", "relais.yaml:2:"),
        ("dispatchers: 17\n", "relais.yaml:1:"),
        ("ping_ms: 999\n", "relais.yaml:1:"),
        ("reserve_mb: 7\n", "relais.yaml:1:"),
        ("retention_days: 29\n", "relais.yaml:1:"),
        ("endpoints:\n  intake: http://here\n", "relais.yaml:2:"),
        ("endpoints:\n  feed: tcp://127.0.0.1\n", "relais.yaml:2:"),
        ("endpoints:\n  inlet: tcp://127.0.0.1:1\n", "relais.yaml:2:"),
        ("pings: 1\n", "relais.yaml:1:"),
        ("- a list\n", "relais.yaml:1:"),
        ("dispatchers: [1\n", "relais.yaml:"),
        ("# nothing\n", "relais.yaml:1:"),
        (
            "ping_ms: 1000\nping_ms: 2000\n",
            "relais.yaml:1:1: expected each key once, found ping_ms twice"
        ),
    ])
    func `names file and line of a mistake`(text: String, place: String) throws {
        let fault = #expect(throws: StartFault.self) { try read(text) }
        #expect(fault?.exitStatus == 78)
        #expect(fault?.description.contains("/" + place) == true, "\(fault?.description ?? "")")
    }

    @Test func `names every mistake`() throws {
        let fault = #expect(throws: StartFault.self) { try read("ping_ms: no\nreserve_mb: no\n") }
        #expect(fault?.lines.count == 2)
    }

    @Test func `may be missing`() throws {
        let folder = try TemporaryFolder()
        let settings = try Settings(config: folder.path, data: "d", masterKeyFile: "k")
        #expect(settings == Settings(config: folder.path, data: "d", masterKey: "k"))
    }

    @Test func `is not missing when its folder is`() throws {
        let path = try TemporaryFolder().path + "/config"
        let fault = #expect(throws: StartFault.self) {
            try Settings(config: path, data: "d", masterKeyFile: "k")
        }
        #expect(fault?.exitStatus == 78)
        #expect(fault?.lines == ["the folder \(path): No such file or directory (2)"])
    }

    @Test func `is not missing when it is a folder`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/relais.yaml"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        let fault = #expect(throws: StartFault.self) {
            try Settings(config: folder.path, data: "d", masterKeyFile: "k")
        }
        #expect(fault?.exitStatus == 78)
        #expect(fault?.lines == ["\(path) cannot be read: Is a directory (21)"])
    }

    private func read(_ text: String) throws -> Settings {
        let folder = try TemporaryFolder()
        try folder.write(text, to: "relais.yaml")
        return try Settings(config: folder.path, data: "d", masterKeyFile: "k")
    }
}
