import Foundation
import RelaisClient
import Testing
import Wire

/// A partner that has offers, and is not heard any more: it is dead, or stands still.
struct SilentPartner {
    /// What it is told when it answers all the same.
    private struct Told: Decodable {
        var first: Int?
        var states: [String]
        var codes: [Int]
    }

    /// How long its offers stay with it at least: nearly the grace, since it might come back.
    private static let patience = 40.0
    /// When they are with others: its session ends after three pings of a second, the grace is 45 s.
    private static let end = 3.0 + 45.0
    /// How late they may be: what is due is looked for four times a second, on a machine with other work.
    private static let slack = 3.0

    private let program: Program
    private let legs: Set<String>

    init(_ installation: Installation) throws {
        program = try installation.foreign(
            Repository.file("Tests/EndToEndTests/Foreign/holder.py"),
            [installation.desk, installation.intake]
        )
        let line = try #require(program.line(within: 30), "\(program.words)")
        legs = Set(try JSONDecoder().decode([String].self, from: Data(line.utf8)))
    }

    /// Is killed, or stands still: its legs go back when its session is over and the grace, and not before.
    func fallSilent(killed isKilled: Bool, at server: RunningServer) throws {
        let begun = ContinuousClock.now
        program.signal(isKilled ? SIGKILL : SIGSTOP)
        _ = server.program.ending(within: Self.patience)
        let early = legs.subtracting(try offered(at: server))
        try #require(early.isEmpty, "a lease ended before its grace was over: \(early)")
        let until = begun + .seconds(Self.end + Self.slack)
        while try !offered(at: server).isDisjoint(with: legs) {
            try #require(.now < until, "a dead session keeps its legs: \(legs)")
            _ = server.program.ending(within: 0.2)
        }
        guard !isKilled else { return }
        program.signal(SIGCONT)
        try program.closeInput()
        let output = program.output(within: 30)
        try #require(program.ending(within: 10) == .exit(0), "\(program.words)")
        let told = try JSONDecoder().decode(Told.self, from: Data(output.utf8))
        #expect(told.first == 401)
        #expect(Set(told.states) == ["lost"])
        #expect(told.codes == legs.map { _ in 410 })
    }

    /// The legs that somebody has an offer of.
    private func offered(at server: RunningServer) throws -> Set<String> {
        let connection = try Connection(
            to: server.ready.control,
            identity: server.installation.identity(of: "supervisor:pole")
        )
        let state = AskInquiry.Condition(field: "state", test: .equal("offered"))
        let rows = try SupervisorClient(connection).ask("legs", where: [state]).rows
        return Set(try rows.compactMap { try JSONDocument(parsing: $0[...]).text("leg") })
    }
}
