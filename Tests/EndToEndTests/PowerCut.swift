import Foundation
import Testing

/// Cuts the power of a directory, an installation's data or another: what was not synced is kept or lost by a coin.
///
/// The server runs with a library preloaded that remembers what each file last was on disk.
final class PowerCut {
    private let installation: Installation
    private let directory: String
    private let state: String

    /// Builds the library and the program that cuts, into the installation's folder.
    init(_ installation: Installation, of directory: String? = nil) throws {
        self.installation = installation
        self.directory = directory ?? installation.data
        state = installation.folder + "/power.state"
        let source = Repository.file("Tests/EndToEndTests/Tools/powerloss.c")
        let folder = installation.folder
        for flags in [
            ["-fPIC", "-shared", "-o", folder + "/powerloss.so"],
            ["-DPL_MAIN", "-o", folder + "/plcut"],
        ] {
            let words = ["gcc", "-O2"] + flags + [source, "-ldl", "-lpthread"]
            let compiler = try Program("/usr/bin/env", words, in: folder)
            guard compiler.ending(within: 60) == .exit(0) else {
                throw Unfit("powerloss.c is not compiled: \(compiler.words)")
            }
        }
    }

    /// What a server is started with so that its power can be cut.
    var environment: [String: String] {
        [
            "LD_PRELOAD": installation.folder + "/powerloss.so",
            "PL_DIR": directory,
            "PL_STATE": state,
        ]
    }

    /// Cuts the power of a server that was killed; says how many sectors were lost.
    func cut(seed: Int) throws -> Int {
        let environment = ["PL_DIR": directory, "PL_STATE": state, "PL_SEED": "\(seed)"]
        let program = try Program(
            installation.folder + "/plcut",
            [],
            environment: environment,
            in: installation.folder
        )
        try #require(program.ending(within: 30) == .exit(0), "\(program.words)")
        let lost = program.words.split(separator: " ").last { $0.hasPrefix("lost=") }
        let digits = lost.map { $0.dropFirst(5).prefix { $0.isNumber } }
        return try #require(digits.flatMap { Int($0) }, "\(program.words)")
    }
}
