import GatewayDouble
import Testing

@Suite struct `A worker for a queue` {
    @Test func `does not work for a queue that the partner does not have`() throws {
        let gateway = try deskOffering([], queues: ["hub.coaching", "hub.digital"])
        let run = try ProgramRun(
            [
                "partner", "work", "hub.nope", "--insecure", "--accept-all", "--idle", "0.1",
                "--endpoint", gateway.endpoint,
            ]
        )
        #expect(run.code == 64)
        #expect(
            run.words
                == "relais: whoever speaks here has no queue hub.nope; it has hub.coaching and"
                + " hub.digital\n"
        )
        #expect(gateway.hears("bye"))
    }

    @Test(arguments: ["un-pass", "hu", "ced.coaching"])
    func `does not take for a queue what is offered to another`(name: String) throws {
        let gateway = try deskOffering(["ced"], queues: ["ced", "hub.coaching"])
        let run = try ProgramRun(
            [
                "partner", "work", name, "--insecure", "--accept-all", "--once", "--endpoint",
                gateway.endpoint,
            ]
        )
        #expect(run.code == 64)
        #expect(run.words.contains("has no queue \(name); it has ced and hub.coaching"))
        #expect(run.output == "")
        #expect(!gateway.kinds.contains("take"))
    }

    @Test func `takes from all queues of a partner that is named`() throws {
        let gateway = try deskOffering(["hub.digital"], queues: ["hub.coaching", "hub.digital"])
        let run = try ProgramRun(
            [
                "partner", "work", "hub", "--insecure", "--accept-all", "--once", "--endpoint",
                gateway.endpoint,
            ]
        )
        #expect(run.code == 0, "\(run.words)")
        #expect(run.output.contains("\"verb\":\"accept\""))
    }
}
