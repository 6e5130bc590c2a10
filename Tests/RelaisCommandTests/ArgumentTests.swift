import ArgumentParser
import Referrals
import Testing

@testable import relais

@Suite struct `The arguments` {
    @Test(arguments: [
        "", "nonsense", "publish", "publish f", "publish f --insecure --lane fast",
        "publish f --as agency:1819", "publish f --insecure --as 1819",
        "publish f --insecure --as agency:NOBODY", "publish f --insecure --known 1:2",
        "publish f --insecure --endpoint tcp://10.0.0.1:5570", "publish f --insecure --timeout 0",
        "publish f --insecure --endpoint tcp://127.example.org:5570",
        "publish f --insecure --endpoint tcp://127.0.0.1:0;10.0.0.1:5570",
        "publish f --insecure --endpoint tcp://127.0.0.1", "publish f --insecure --endpoint ipc://",
        "publish f --insecure --endpoint tcp://127.0.0.1:99999",
        "partner work ced --insecure", "partner work ced --insecure --accept-all --exec p",
        "partner work ced --accept-all", "partner work ced --insecure --accept-all -o table",
        "partner work ced --insecure --accept-all --max 0",
        "partner work ced --insecure --accept-all --once --max 2",
        "partner work ced --insecure --accept-all --credit 0",
        "partner work ced --insecure --accept-all --consumer a\u{7F}b",
        "partner work ced --insecure --accept-all -- word", "partner work",
        "partner work CED --insecure --accept-all",
        "partner work ced --insecure --accept-all --as partner:un-pass",
        "publish f --insecure --as supervisor:pole", "queue ls --insecure --as agency:1819",
        "serve --insecure --intake foo", "serve --insecure --feed udp://127.0.0.1:1",
        "queue ls", "queue ls --insecure -o xml", "queue ls --insecure extra",
        "case show --insecure", "case show RL-2026-000123-8 --insecure",
        "publish --insecure", "publish --outbox o --insecure",
        "publish --outbox o --insecure --as agency:1819 --dry-run",
        "publish f --key k", "publish f --server-key s", "publish f --insecure --key k",
        "publish f --key k --server-key s --as agency:1819",
        "publish f --key k --server-key s --endpoint tcp://gateway.example",
        "case show 0403019262 --insecure", "status", "top", "activate", "errors a b", "vocab a b",
    ])
    func `that are wrong end the program with 64`(line: String) {
        let words = line.split(separator: " ").map(String.init)
        #expect(code(of: words) == 64)
    }

    @Test(arguments: [
        "publish f --insecure", "publish - --insecure --as agency:1819 --lane bulk --dry-run",
        "publish f --insecure --endpoint ipc:///tmp/x --timeout 0.5",
        "publish f --insecure --endpoint tcp://localhost:5570",
        "publish f --insecure --endpoint tcp://127.0.0.2:1",
        "publish f --insecure --endpoint tcp://[::1]:65535",
        "partner work ced --insecure --accept-all --max 3 --idle 1 --credit 1 -o jsonl",
        "partner work hub.coaching --insecure --exec ./p -- --lang fr",
        "publish f --key k --server-key s --endpoint tcp://gateway.example:5570",
        "publish --outbox o --insecure --as agency:1819 --lane bulk",
        "publish --outbox o --key k --server-key s",
        "queue ls --endpoint ipc:///run/relais/control.sock",
        "queue ls --insecure -o csv", "case show RL-2026-000123-7 --insecure",
        "case show rl-2026-000123-7 --insecure", "case show 0403.019.261 --insecure",
        "status --insecure -o json", "top --insecure --once", "activate --insecure --dry-run",
        "errors", "errors window -o jsonl", "vocab need", "version",
    ])
    func `that are right are taken`(line: String) throws {
        _ = try Relais.parseAsRoot(line.split(separator: " ").map(String.init))
    }

    @Test func `let nobody speak as another role`() throws {
        let options = try ConnectionOptions.parse(["--insecure", "--as", "partner:ced"])
        #expect(throws: ValidationError.self) {
            try options.principal(of: "supervisor", default: "pole")
        }
        #expect(try options.principal(of: "partner", default: "x").description == "partner:ced")
    }

    @Test func `after two dashes belong to the program`() throws {
        let words = ["partner", "work", "ced", "--insecure", "--exec", "p", "--", "--credit", "0"]
        let command = try #require(try Relais.parseAsRoot(words) as? PartnerWorkCommand)
        #expect(command.arguments == ["--credit", "0"])
        #expect(command.queue == "ced")
    }

    @Test(arguments: ["--help", "--version", "queue ls --help"])
    func `that ask for words end with 0`(line: String) {
        #expect(code(of: line.split(separator: " ").map(String.init)) == 0)
    }

    /// The exit code that parsing and validating end with; a command without subcommand asks for help.
    private func code(of words: [String]) -> Int32 {
        do {
            var command = try Relais.parseAsRoot(words)
            if words.isEmpty { return 64 }
            try command.run()
            return 0
        } catch {
            return Relais.exitCode(for: error).rawValue
        }
    }
}
