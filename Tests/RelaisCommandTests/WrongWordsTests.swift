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
