import Foundation
import Testing

/// A proxy before one socket of a server, that resets, delays and cuts by a seed.
final class FaultProxy {
    /// Where peers connect to go through it.
    let endpoint: String
    private let program: Program

    init(_ installation: Installation, to socket: String, seed: Int) throws {
        program = try installation.foreign(
            Repository.file("Tests/EndToEndTests/Tools/faultproxy.py"),
            ["0", socket.replacing("tcp://", with: ""), "\(seed)"]
        )
        endpoint = "tcp://127.0.0.1:" + (try #require(program.line(within: 10), "\(program.words)"))
    }

    /// From now on links through it hold.
    func heal() throws {
        try program.say("heal\n")
    }

    /// Ends it, and says how many links it has reset.
    func resets() throws -> Int {
        try program.closeInput()
        let line = try #require(program.line(within: 10), "\(program.words)")
        return try #require(Int(line))
    }
}
