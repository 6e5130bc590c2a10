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
        "queue pause --insecure --reason r", "queue pause ced --insecure",
        "queue pause CED --insecure --reason r",
        "queue pause ced --insecure --reason r --until tomorrow",
        "queue drain ced --insecure --reason r --key a\u{7F}b",
        "leg close RL-2026-000123-7/1 --insecure --reason r",
        "leg close RL-2026-000123-7/1 --insecure --reason r --outcome gone",
        "leg reroute RL-2026-000123-8/1 ced --insecure --reason r",
        "case merge RL-2026-000123-7 RL-2026-000123-7 --insecure --reason r",
        "dead replay --insecure --reason r", "dead replay --all --insecure",
        "dead replay --all --cause held --insecure --reason r",
        "dead replay --all --rate 0 --insecure --reason r",
        "dead ls --cause flu --insecure", "dead ls --after noon --insecure",
        "dead resolve --all --insecure --reason r", "surge --insecure --reason r up",
        "partner report RL-2026-000123-7/1 complete --insecure --as partner:ced",
        "partner report RL-2026-000123-7/1 start --insecure",
        "partner report RL-2026-000123-7/1 sleep --insecure --as partner:ced",
        "desk ls --insecure --as partner:desk",
        "partner report RL-2026-000123-7/1 start --insecure --as partner:ced --id a\u{7F}b",
        "partner legs --insecure", "partner legs --insecure --as agency:1819",
        "partner open RL-2026-000123-7/1 --insecure --as partner:ced",
        "partner open RL-2026-000123-8/1 --by kim --insecure --as partner:ced",
        "case lookup RL-2026-000123-7 --insecure",
        "case lookup RL-2026-000123-8 --insecure --as agency:1819",
        "case lookup --insecure --as agency:1819",
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
        "queue pause ced --insecure --reason r --until 2026-03-02T18:00:00+01:00 --dry-run",
        "queue drain hub.coaching --insecure --reason r --order-key k-1",
        "queue resume ced --insecure --reason r",
        "leg reroute rl-2026-000123-7/1 ced --insecure --reason r",
        "leg withdraw RL-2026-000123-7/1 --insecure --reason r",
        "leg close RL-2026-000123-7/1 --insecure --reason r --outcome helped_full",
        "case withdraw RL-2026-000123-7 --insecure --reason r",
        "dead ls --insecure -o csv", "dead show RL-2026-000123-7/1 --insecure",
        "dead replay --all --insecure --reason r --rate 5 --dry-run",
        "dead replay RL-2026-000123-7/1 --again --insecure --reason r",
        "dead resolve --cause held --outcome duplicate --insecure --reason r",
        "surge on --insecure --reason r", "surge off --insecure --reason r",
        "desk ls --insecure",
        "partner report RL-2026-000123-7/1 redirect --to ced --outcome redirected --insecure"
            + " --as partner:desk",
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
