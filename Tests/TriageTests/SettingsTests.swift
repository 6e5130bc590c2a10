import Testing
import Triage

@Suite struct `The settings of a start` {
    private var insecure: Settings {
        var settings = Settings(config: "c", data: "d", masterKey: "k")
        settings.isInsecure = true
        return settings
    }

    @Test func `let a server start on loopback and ipc only`() {
        var settings = insecure
        settings.intake = "tcp://127.0.0.1:*"
        settings.desk = "tcp://[::1]:1"
        settings.control = "ipc://c"
        settings.feed = "tcp://localhost:1"
        #expect(settings.objections(to: .all) == [])
        settings.desk = "tcp://0.0.0.0:1"
        settings.feed = "tcp://relais.brussels:1"
        #expect(
            settings.objections(to: .all) == [
                "--insecure is for loopback and ipc only, not for tcp://0.0.0.0:1, tcp://relais.brussels:1"
            ]
        )
    }

    @Test(arguments: [
        "tcp://127.example.org:1", "tcp://localhost.example.org:1", "tcp://[::1].example.org:1",
        "tcp://*:1", "tcp://127.0.0.1.example.org:1", "tcp://127.0.0.256:1",
    ])
    func `let no server start where others may hear`(endpoint: String) {
        var settings = insecure
        settings.control = endpoint
        #expect(
            settings.objections(to: .all)
                == ["--insecure is for loopback and ipc only, not for \(endpoint)"]
        )
    }

    @Test(arguments: [
        "", "foo", "udp://127.0.0.1:1", "inproc://a", "ipc://", "tcp://127.0.0.1", "tcp://:1",
        "tcp://127.0.0.1:65536", "tcp://127.0.0.1:x", "tcp://127.0.0.1:0;10.0.0.1:5570",
        "ipc://" + String(repeating: "a", count: 108),
    ])
    func `let no server start at what is no endpoint`(endpoint: String) {
        var settings = insecure
        settings.feed = endpoint
        #expect(
            settings.objections(to: .all)
                == ["an endpoint is tcp://HOST:PORT or ipc://PATH, not \(endpoint)"]
        )
    }

    @Test func `let nobody start without keys who says which users may come in`() {
        var settings = insecure
        settings.controlIPC = "ipc:///run/relais/control.sock"
        let words = settings.objections(to: .all)
        #expect(words.count == 1)
        #expect(words.first?.hasPrefix("relais.yaml sets control_ipc, ") == true)
    }

    @Test func `let nobody start without keys who does not say that they want none`() {
        let settings = Settings(config: "c", data: "d", masterKey: "k")
        #expect(settings.objections(to: .all).count == 2)
        #expect(settings.objections(to: .recorder).count == 3)
    }

    @Test func `let a station that connects start only where it knows the gateway's key`() {
        var settings = Settings(config: "c", data: "d", masterKey: "k")
        settings.secretKey = "s"
        #expect(settings.objections(to: .gateway) == [])
        #expect(settings.objections(to: .dispatcher).count == 1)
        settings.gatewayKey = "g"
        #expect(settings.objections(to: .dispatcher) == [])
    }

    @Test func `ask of a station only what it needs`() {
        var settings = insecure
        settings.intake = "tcp://0.0.0.0:1"
        #expect(settings.objections(to: .gateway).count == 1)
        #expect(settings.objections(to: .dispatcher) == [])
        settings.work = "tcp://10.0.0.1:1"
        #expect(settings.objections(to: .dispatcher).count == 1)
        #expect(settings.objections(to: .recorder) == [])
    }

    @Test func `know users over ipc only, and not where there are no keys`() {
        var settings = Settings(config: "c", data: "d", masterKey: "k")
        settings.secretKey = "s"
        settings.controlIPC = "tcp://127.0.0.1:1"
        #expect(settings.objections(to: .all).count == 1)
        settings.controlIPC = "ipc:///run/relais/control"
        #expect(settings.objections(to: .all) == [])
        settings.isInsecure = true
        #expect(settings.objections(to: .all).count == 1)
    }

    @Test func `name the nearest key for a misspelt one`() throws {
        var settings = insecure
        let mark = Tree(line: 1, column: 10, content: .text("1000"))
        let entry = Tree.Entry(key: "ping_mz", line: 1, column: 1, value: mark)
        let tree = Tree(line: 1, column: 1, content: .map([entry]))
        let faults = #expect(throws: BundleFaults.self) {
            try settings.read(tree, file: "relais.yaml")
        }
        #expect(
            faults?.faults.first?.description.contains("perhaps ping_ms") == true,
            "\(faults?.description ?? "")"
        )
    }
}
