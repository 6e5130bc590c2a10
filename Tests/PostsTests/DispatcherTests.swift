import Posts
import Referrals
import Testing
import Triage
import Wire

@Suite struct `A dispatcher` {
    private static let good = SampleEvents.request("e1")

    private static func digest(of line: String) -> UInt64 { LineDigest.of(Array(line.utf8)[...]) }

    @Test func `marks each line before it opens it, and clears when all are judged`() {
        var dispatcher = Dispatcher(bundle: SampleBundle.bundle, poisoned: [])
        let work = SampleEvents.work([Self.good, "garbage"], ticket: 1)
        var seen = dispatcher.step(.request(work)).map(\.brief)
        seen += dispatcher.step(.marked).map(\.brief)
        seen += dispatcher.step(.marked).map(\.brief)
        #expect(
            seen == [
                "mark \(Self.digest(of: Self.good))", "mark \(Self.digest(of: "garbage"))", "clear",
                "verdict 1: event, 400",
            ]
        )
    }

    @Test func `has each digest written before the line is opened, and 0 before the verdict`() {
        var dispatcher = Dispatcher(bundle: SampleBundle.bundle, poisoned: [])
        var written: [UInt64] = []
        let work = SampleEvents.work([Self.good, "garbage"], ticket: 1)
        let verdicts = dispatcher.verdicts(on: .request(work)) { written.append($0) }
        #expect(written == [Self.digest(of: Self.good), Self.digest(of: "garbage"), 0])
        #expect(verdicts.map { $0.lines.map(\.brief) } == [["event", "400"]])
        #expect(dispatcher.verdicts(on: .bundle(SampleBundle.other)) { _ in }.isEmpty)
    }

    @Test func `hands a line that has killed on as it came, and never opens it`() {
        var dispatcher = Dispatcher(
            bundle: SampleBundle.bundle,
            poisoned: [Self.digest(of: Self.good)]
        )
        let seen = dispatcher.step(.request(SampleEvents.work([Self.good], ticket: 1)))
        #expect(seen.map(\.brief) == ["clear", "verdict 1: poison"])
    }

    @Test func `judges the lines around one that has killed`() {
        let work = SampleEvents.work([Self.good, "deadly", Self.good], ticket: 1)
        let verdict = SampleEvents.judge(work, poisoned: [Self.digest(of: "deadly")])
        #expect(verdict.lines.map(\.brief) == ["event", "poison", "event"])
        #expect(verdict.lines.map(\.line) == [1, 2, 3])
    }

    @Test func `counts empty lines in the numbers of the others`() {
        let verdict = SampleEvents.judge(SampleEvents.work([Self.good, "", "x"], ticket: 1))
        #expect(verdict.lines.map(\.line) == [1, 3])
    }

    @Test func `tells under which bundle it judged`() {
        let verdict = SampleEvents.judge(
            SampleEvents.work([Self.good], ticket: 1),
            under: SampleBundle.other
        )
        #expect(verdict.bundle == SampleBundle.other.address)
    }

    @Test func `judges by another bundle from the next message on`() {
        var dispatcher = Dispatcher(bundle: SampleBundle.bundle, poisoned: [])
        #expect(dispatcher.step(.bundle(SampleBundle.other)).isEmpty)
        _ = dispatcher.step(.request(SampleEvents.work([Self.good], ticket: 1)))
        guard case .verdict(let verdict) = dispatcher.step(.marked).last else {
            Issue.record("no verdict came")
            return
        }
        #expect(verdict.bundle == SampleBundle.other.address)
    }

    @Test func `answers a message without lines`() {
        var dispatcher = Dispatcher(bundle: SampleBundle.bundle, poisoned: [])
        let seen = dispatcher.step(.request(SampleEvents.work([], ticket: 1)))
        #expect(seen.map(\.brief) == ["clear", "verdict 1: "])
    }

    @Test func `refuses a line of more than 64 KiB alone`() {
        let head = Self.good.dropLast(2)
        let filling = String(repeating: "x", count: 65_536 - head.utf8.count - 11)
        let most = head + #","x_y":""# + filling + #""}}"#
        #expect(most.utf8.count == 65_536)
        let over = head + #","x_y":"x"# + filling + #""}}"#
        let verdict = SampleEvents.judge(
            SampleEvents.work([String(most), String(over), Self.good], ticket: 1)
        )
        #expect(verdict.lines.map(\.brief) == ["event", "413", "event"])
    }

    @Test func `knows a line by its bytes alone`() {
        #expect(Self.digest(of: "a") != Self.digest(of: "b"))
        #expect(Self.digest(of: "") != 0)
    }
}

extension Dispatcher.Effect {
    /// What is to be done, in a few words.
    fileprivate var brief: String {
        switch self {
        case .mark(let digest): "mark \(digest)"
        case .clear: "clear"
        case .verdict(let verdict):
            "verdict \(verdict.ticket.number): "
                + verdict.lines.map(\.brief).joined(separator: ", ")
        }
    }
}

extension JudgedLine {
    /// What became of it, in a word.
    fileprivate var brief: String {
        switch outcome {
        case .event: "event"
        case .refused(let refusal): String(refusal.code)
        case .poison: "poison"
        }
    }
}
