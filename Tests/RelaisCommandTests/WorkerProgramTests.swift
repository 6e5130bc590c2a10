import Foundation
import GatewayDouble
import Referrals
import Testing
import Wire

@Suite struct `The program at work for a partner` {
    @Test func `works as a partner until it has answered enough`() throws {
        let gateway = try deskOffering(["ced", "ced"])
        let run = try ProgramRun(
            [
                "partner", "work", "ced", "--insecure", "--accept-all", "--by", "kim", "--max", "2",
                "--endpoint", gateway.endpoint,
            ]
        )
        #expect(run.code == 0, "\(run.words)")
        let lines = run.output.split(separator: "\n")
        #expect(lines.count == 4)
        #expect(lines.count { $0.hasPrefix("{\"event\":\"offer\",\"n\":") } == 2)
        #expect(
            lines.contains { $0.contains("\"verb\":\"accept\"") && $0.contains("\"code\":200") }
        )
        #expect(gateway.hears("bye"))
        let answers = gateway.heard.filter { $0.header.inquiry?.kind.description == "answer" }
        #expect(
            answers.flatMap(\.lines).allSatisfy {
                String(decoding: $0, as: UTF8.self).contains("kim")
            }
        )
    }

    @Test func `has a program answer`() throws {
        let gateway = try deskOffering(["ced"])
        let run = try ProgramRun(
            [
                "partner", "work", "ced", "--insecure", "--once", "--endpoint", gateway.endpoint,
                "--exec", "/bin/sh", "--", "-c",
                "grep -q un_need && echo '{\"verb\":\"decline\",\"reason\":\"at_capacity\"}'",
            ]
        )
        #expect(run.code == 0, "\(run.words)")
        #expect(run.output.contains("\"verb\":\"decline\""))
    }

    @Test func `answers again, and asks the program once, when the gateway was away`() throws {
        let gateway = try deskOffering(["ced"], silences: 1)
        let run = try ProgramRun(
            [
                "partner", "work", "ced", "--insecure", "--once", "--endpoint", gateway.endpoint,
                "--timeout", "0.3", "--exec", "/bin/sh", "--", "-c",
                "echo '{\"verb\":\"return\"}'; echo asked >&2",
            ]
        )
        #expect(run.code == 0, "\(run.words)")
        #expect(run.words.split(separator: "\n").count { $0 == "asked" } == 1)
        #expect(run.output.contains("\"event\":\"answered\""))
        let attaches = gateway.heard.compactMap { heard -> [String]? in
            guard case .attach(let attach)? = heard.header.inquiry else { return nil }
            return attach.leases
        }
        #expect(attaches == [[], ["L1"]])
    }

    @Test(arguments: [("hub.coaching", ["hub.coaching"]), ("ced", nil)])
    func `asks for its own queue of several`(queue: String, named: [String]?) throws {
        let gateway = try deskOffering([queue])
        let run = try ProgramRun(
            [
                "partner", "work", queue, "--insecure", "--accept-all", "--once", "--endpoint",
                gateway.endpoint,
            ]
        )
        #expect(run.code == 0, "\(run.words)")
        guard case .attach(let attach)? = gateway.heard.dropFirst().first?.header.inquiry else {
            Issue.record("a worker attaches after its hello")
            return
        }
        #expect(attach.queues?.map(\.description) == named)
    }

    @Test func `gives back the offers of other queues where a gateway cannot choose`() throws {
        let gateway = try deskOffering(["hub.digital", "hub.coaching"])
        let run = try ProgramRun(
            [
                "partner", "work", "hub.coaching", "--insecure", "--accept-all", "--max", "2",
                "--endpoint", gateway.endpoint,
            ]
        )
        #expect(run.code == 0, "\(run.words)")
        #expect(run.output.contains("\"leg\":\"leg-1\",\"verb\":\"return\""))
        #expect(run.output.contains("\"leg\":\"leg-2\",\"verb\":\"accept\""))
    }

    @Test(arguments: [SIGINT, SIGTERM])
    func `lets a worker that is to stop answer what is in hand`(signal: Int32) throws {
        let gateway = try deskOffering(["ced"])
        let run = try ProgramRun(
            [
                "partner", "work", "ced", "--insecure", "--endpoint", gateway.endpoint, "--exec",
                "/bin/sh", "--", "-c", "echo '{\"verb\":\"accept\",\"by\":\"kim\"}'",
            ]
        ) { process in
            #expect(gateway.hears("take"))
            kill(process, signal)
        }
        #expect(run.code == 0, "\(run.words)")
        #expect(gateway.hears("bye"))
    }

    @Test func `stops a worker whose program keeps failing`() throws {
        let gateway = try deskOffering(["ced", "ced", "ced", "ced"])
        let run = try ProgramRun(
            [
                "partner", "work", "ced", "--insecure", "--endpoint", gateway.endpoint, "--credit",
                "4", "--exec", "/bin/false",
            ]
        )
        #expect(run.code == 75)
        #expect(run.words.contains("it ended with 1; the offer is given back"))
    }
}
