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
