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
        #expect(settings.objections == [])
        settings.desk = "tcp://0.0.0.0:1"
        settings.feed = "tcp://relais.brussels:1"
        #expect(
            settings.objections == [
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
            settings.objections
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
            settings.objections
                == ["an endpoint is tcp://HOST:PORT or ipc://PATH, not \(endpoint)"]
        )
    }

    @Test func `let no server start securely yet`() {
        var settings = insecure
        settings.isInsecure = false
        #expect(settings.objections.count == 2)
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
