import Testing

@Suite struct `Words that the program does not know` {
    @Test(arguments: [
        ["queue", "ls", "--insecur"], ["status", "--bogus"],
        ["partner", "work", "ced", "--bogus", "--exec", "p", "--", "--credit"],
    ])
    func `are told of before an option that is missing`(words: [String])
        throws
    {
        let run = try ProgramRun(words)
        #expect(run.code == 64)
        #expect(run.words.contains("Unknown option '--"), "\(run.words)")
        #expect(!run.words.contains("say --insecure"), "\(run.words)")
    }

    @Test func `are not blamed when only --insecure is missing`() throws {
        let run = try ProgramRun(["queue", "ls"])
        #expect(run.code == 64)
        #expect(run.words.contains("say --insecure"), "\(run.words)")
    }

    @Test(arguments: [
        (["leg", "reroute", "RL-2026-000099-1/1", "ced"], "a digit may be wrong"),
        (["leg", "close", "RL-2026-000123-7", "--outcome", "other"], "/1 is missing"),
        (["case", "withdraw", "RL-2026-000123-8"], "a digit may be wrong"),
        (["dead", "replay", "nonsense"], "named as in RL-2026-000123-7/1"),
        (["queue", "pause", "CED"], "1 to 64 of a-z"),
        (["leg", "reroute", "RL-2026-000123-7/1", "CED!"], "1 to 64 of a-z"),
    ])
    func `as names are told what such a name looks like`(words: [String], said: String) throws {
        let run = try ProgramRun(words + ["--insecure", "--reason", "r"])
        #expect(run.code == 64)
        #expect(run.words.contains(said), "\(run.words)")
    }

    @Test func `have no help`() throws {
        for words in [["help", "nosuch"], ["help", "queue", "nosuch"]] {
            let run = try ProgramRun(words)
            #expect(run.code == 64)
            #expect(run.words.contains("there is no command nosuch"), "\(run.words)")
        }
        for words in [["help"], ["help", "queue", "ls"]] {
            let run = try ProgramRun(words)
            #expect(run.code == 0)
            #expect(run.output.contains("USAGE: relais"), "\(run.output)")
        }
    }
}
