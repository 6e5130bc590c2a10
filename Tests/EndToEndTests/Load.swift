import Foundation
import Testing

/// Agencies that publish and partners that answer, and keep all that they are promised.
struct Load {
    /// What was counted, once every promise was seen to be kept.
    struct Counts: Decodable, Sendable {
        var receipts: Int
        var resent: Int
        var accepted: Int
        var completed: Int
        var late: Int
        var orders: Int
        var notices: Int
        var withdrawn: Int
        var steps: Int
    }

    private let program: Program

    /// What goes wrong in a test of the whole is often that nobody is served any more.
    private static let servedWithin = 50.0

    /// Begins to load an installation.
    ///
    /// - Parameters:
    ///   - installation: whose server is loaded.
    ///   - pauseMS: how long an agency waits between two events.
    ///   - endpoints: intake and desk to go through, if others than its own.
    ///   - calm: intake and desk at which the end is compared, if others than its own.
    /// - Throws: ``Unfit`` when there is no interpreter for it.
    init(
        _ installation: Installation,
        pauseMS: Int,
        through endpoints: [String]? = nil,
        calm: [String]? = nil
    ) throws {
        let own = [installation.intake, installation.desk]
        program = try installation.foreign(
            Repository.file("Tests/EndToEndTests/Foreign/load.py"),
            (endpoints ?? own) + (calm ?? own) + [installation.control, "\(pauseMS)"]
        )
    }

    /// Waits until everybody is served, and says after how many milliseconds that was.
    @discardableResult
    func awaitServed() throws -> Int {
        try program.say("served?\n")
        let line = program.line(within: Load.servedWithin)
        return try #require(line.flatMap { Int($0) }, "\(words)")
    }

    /// Whether no promise was broken so far.
    var isRunning: Bool { program.isRunning }

    /// What went wrong.
    var words: String { program.words }

    /// Goes on for a while, in which no promise may be broken.
    func run(for seconds: Double) throws {
        let early = program.ending(within: seconds)
        try #require(early == nil, "a promise was broken: \(words)")
    }

    /// Has everything settle, and what was promised compared with what the server says.
    func counts() throws -> Counts {
        try program.closeInput()
        let output = program.output(within: 120)
        try #require(program.ending(within: 10) == .exit(0), "\(words)")
        return try JSONDecoder().decode(Counts.self, from: Data(output.utf8))
    }
}
