import GatewayDouble
import Referrals
import Testing
import Wire
import ZeroMQ

private let welcome = Message.welcome(
    WelcomeMessage(
        session: "1",
        epoch: 1,
        now: Moment(seconds: 1_772_456_531),
        windowMessages: 16,
        windowBytes: 1 << 20,
        ping: .seconds(5)
    )
)

private func health(_ endpoint: String, _ more: String...) throws -> ProgramRun {
    try ProgramRun(["health", "--insecure", "--endpoint", endpoint, "--timeout", "2"] + more)
}

@Suite struct `A probe of health` {
    @Test(arguments: ["supervisor:pole", "agency:1819", "partner:ced"])
    func `ends with 0 when the gateway welcomes it, and takes its leave`(name: String) throws {
        let gateway = try FakeGateway { heard in
            if case .hello? = heard.header.inquiry { return [.answer(welcome)] }
            return []
        }
        let run = try health(gateway.endpoint, "--as", name)
        #expect(run.code == 0, "\(run.words)")
        #expect(run.words.contains("\(gateway.endpoint) answers"))
        let heard = gateway.heard.map { $0.header.inquiry?.kind.description }
        #expect(heard.first == "hello")
        #expect(gateway.heard.first?.header.speaker?.description == name)
    }

    @Test func `ends with 69 when nobody answers`() throws {
        let gateway = try FakeGateway { _ in [] }
        let run = try health(gateway.endpoint)
        #expect(run.code == 69, "\(run.words)")
    }

    @Test func `ends with 75 when the gateway cannot say yet who asks`() throws {
        let gateway = try FakeGateway { _ in
            [.answer(.error(ErrorMessage(.notReady, detail: "no recorder is there")))]
        }
        let run = try health(gateway.endpoint)
        #expect(run.code == 75, "\(run.words)")
    }
}

@Suite struct `A door that is another's` {
    @Test func `is answered with whose it is`() throws {
        let gateway = try FakeGateway { _ in
            [.answer(.error(ErrorMessage(.notAllowed, detail: "ask is not for this socket")))]
        }
        let run = try ProgramRun(["status", "--insecure", "--endpoint", gateway.endpoint])
        #expect(run.code == 77)
        #expect(run.words.contains("supervisors at the control (5572)"), "\(run.words)")
    }
}
