import Testing

@Suite struct `The check of a file of events` {
    private func event(_ status: String, bce: String, at: String = "2026-03-02T21:45:00+01:00")
        -> String
    {
        """
        {"specversion":"1.0","id":"a","source":"urn:relais:agency:1819",\
        "type":"brussels.relais.status.reported.v1","time":"\(at)",\
        "data":{"bce":"\(bce)","status":"\(status)","at":"\(at)"}}
        """
    }

    private func check(_ lines: [String], _ more: String...) throws -> ProgramRun {
        try ProgramRun(["check", "-"] + more, stdin: lines.joined(separator: "\n"))
    }

    @Test func `ends with 0 and says nothing on stdout when all are good`() throws {
        let run = try check([event("contacted", bce: "0999.001.119"), ""])
        #expect(run.code == 0)
        #expect(run.output.isEmpty)
        #expect(run.words == "relais: 1 read: 1 good, 0 bad\n")
    }

    @Test func `names line, code, error, field and what to do, and ends with 65`() throws {
        let run = try check(
            [event("contacted", bce: "0999.001.119"), "", event("contacted", bce: "0999.001.118")],
            "-o",
            "jsonl"
        )
        #expect(run.code == 65)
        #expect(
            run.output == """
                {"line":3,"id":"a","code":422,"error":"bce_check_digits","field":"/data/bce",\
                "detail":"0999.001.118: the last two digits should be 19"}

                """
        )
        #expect(run.words == "relais: 2 read: 1 good, 1 bad\n")
    }

    @Test func `tells of a line that is too long how long it is`() throws {
        let run = try check([String(repeating: "x", count: 70_000)], "-o", "csv")
        #expect(run.code == 65)
        #expect(
            run.output.contains("413,too_large,,\"a line has at most 65536 bytes, this one 70000\"")
        )
    }

    @Test func `judges as another agency and at another time when it is told to`() throws {
        let line = event("contacted", bce: "0999.001.119")
        let foreign = try check([line], "--as", "agency:hub", "-o", "jsonl")
        #expect(foreign.output.contains("\"error\":\"source_not_yours\""))
        let early = try check([line], "--at", "2026-03-02T21:00:00+01:00", "-o", "jsonl")
        #expect(early.output.contains("\"code\":300,\"error\":\"time_in_future\""))
    }

    @Test(arguments: [["--as", "partner:ced"], ["--as", "1819"], ["--at", "yesterday"]])
    func `is called wrongly with another role or a time that is none`(words: [String]) throws {
        #expect(try ProgramRun(["check", "-"] + words).code == 64)
    }
}
