import ArgumentParser
import Referrals
import RelaisClient
import Triage
import Wire
import ZeroMQ

/// `relais conform gateway`: plays the golden conversations with a gateway, ours or another's.
struct ConformGatewayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gateway",
        abstract: "Plays the golden conversations with a gateway, ours or another's.",
        discussion: """
            Each conversation is played on connections of its own, under ids that no run before \
            had, as the agency `test`, whose cases reach the partner `test` and nobody else. What \
            an earlier run left with that partner is ended first. With --dry-run only those are \
            played that store nothing.

            A row says of each conversation whether it held, and else what was expected and what \
            came; the line of the file is named on stderr.

            EXAMPLES
              relais conform tcp://127.0.0.1:5570 --desk tcp://127.0.0.1:5571 --insecure
              relais conform --insecure --dry-run
              relais conform --insecure --case publish-repeated -o json
              relais conform --key a.key_secret --partner-key p.key_secret \\
                --server-key g.key

            Ends with 0 when all held; 76 when any did not; 69 when no gateway answered at all.
            """
    )

    @Argument(help: "Where the gateway listens for agencies; --endpoint says the same.")
    var intake: String?

    @Option(help: "Where the gateway listens for partners.")
    var desk = DefaultEndpoint.desk

    @Flag(help: "Play only what stores nothing; no partner is needed.")
    var dryRun = false

    @Option(
        name: .customLong("case"),
        help: ArgumentHelp("Play this conversation; may be said again.", valueName: "name")
    )
    var cases: [String] = []

    @Option(help: ArgumentHelp("The folder of the golden conversations.", valueName: "folder"))
    var golden = "config/schemas/golden"

    @Option(help: "The agency: its cases must reach the partner alone.")
    var agency = "test"

    @Option(help: "The partner.")
    var partner = "test"

    @Option(
        help: ArgumentHelp(
            "The partner's secret key; --key is the agency's.",
            valueName: "file"
        )
    )
    var partnerKey: String?

    @OptionGroup var connection: ConnectionOptions

    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard connection.principal == nil else {
            throw ValidationError("--agency and --partner say who speaks here, not --as")
        }
        guard AgencyID(agency) != nil, PartnerID(partner) != nil else {
            throw ValidationError("--agency and --partner are names: 1-32 of a-z 0-9 -")
        }
        guard intake == nil || connection.endpoint == nil else {
            throw ValidationError("say where agencies connect once")
        }
        for endpoint in [intake, desk].compactMap({ $0 }) {
            guard let place = Endpoint(endpoint), !place.isWildcard else {
                throw ValidationError("an endpoint is tcp://HOST:PORT or ipc://PATH")
            }
            guard place.isLocal || !connection.insecure else {
                throw ValidationError(
                    "--insecure is for tcp://127.0.0.1:PORT, tcp://[::1]:PORT and ipc://"
                )
            }
        }
        guard connection.insecure || dryRun || partnerKey != nil else {
            throw ValidationError(
                "give --partner-key as well, or --dry-run, which needs no partner"
            )
        }
    }

    func run() throws {
        let scripts = try GoldenScript.folder(golden)
        let known = scripts.flatMap(\.cases).map(\.name)
        for name in cases where !known.contains(name) {
            throw Trouble(
                .usage,
                "no conversation is called \(name): \(known.joined(separator: " "))"
            )
        }
        do {
            var player = try GoldenPlayer(
                intake: try door(
                    intake ?? connection.endpoint(or: DefaultEndpoint.intake),
                    as: "agency:\(agency)",
                    key: nil
                ),
                desk: dryRun
                    ? nil : try door(desk, as: "partner:\(partner)", key: partnerKey),
                names: (agency, partner),
                patience: connection.patience
            )
            try play(scripts, with: &player)
        } catch let failure as ZeroMQFailure {
            throw GatewayCall.trouble(.link(failure))
        }
    }

    /// A door, with the keys of whoever speaks there, or with the name that is claimed.
    private func door(
        _ endpoint: String,
        as name: String,
        key: String?
    ) throws -> GoldenPeer.Door {
        switch try connection.identity(by: key) {
        case .keys(let keys, let serverKey):
            let security = Security.curveClient(keys: keys, serverKey: serverKey)
            return GoldenPeer.Door(endpoint: endpoint, security: security, claim: nil)
        case .claimed, .account, nil:
            guard connection.insecure else {
                throw ValidationError(ConnectionOptions.wanting)
            }
            return GoldenPeer.Door(endpoint: endpoint, security: .none, claim: Principal(name))
        }
    }

    private func play(_ scripts: [GoldenScript], with player: inout GoldenPlayer) throws {
        var rows: [Row] = []
        var broken = 0
        var words = try player.clear().map { "\(desk): the partner cannot work: \($0)" }
        if words != nil { try requireHeard(player, words) }
        for script in scripts {
            for golden in script.cases where cases.isEmpty || cases.contains(golden.name) {
                let outcome = try player.play(golden)
                if case .failed(let line, let expected, let came) = outcome {
                    broken += 1
                    Words.line("\(golden.name) (\(script.name):\(line))")
                    Words.line("  expected \(expected)")
                    Words.line("  came     \(came)")
                    words = try player.clear()
                }
                rows += ConformGatewayCommand.row(golden, in: script, outcome).map { [$0] } ?? []
            }
        }
        try requireHeard(player, words)
        var output = StandardOutput()
        try output.write(
            Listing(columns: ConformGatewayCommand.columns, rows: rows)
                .text(as: self.output.format, width: Terminal.width)
        )
        try output.flush()
        guard broken == 0 else {
            throw Trouble(.protocolBroken, "\(broken) of \(rows.count) did not hold")
        }
    }

    /// Whoever never answers breaks no contract: nobody is there.
    private func requireHeard(_ player: GoldenPlayer, _ words: String?) throws {
        guard player.wasHeard else {
            throw GatewayCall.trouble(.silent(endpoint: player.intake.endpoint))
        }
        if let words { throw Trouble(.protocolBroken, words) }
    }

    private static let columns = [
        Column("case", "CONVERSATION"), Column("result", "RESULT"), Column("says", "WHAT IT SHOWS"),
    ]

    /// What came of a conversation, as a row.
    static func row(
        _ golden: GoldenScript.Case,
        in script: GoldenScript,
        _ outcome: GoldenPlayer.Outcome
    ) -> Row? {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("case", golden.name)
        switch outcome {
        case .held: writer.member("result", "held")
        case .failed: writer.member("result", "failed")
        case .skipped: writer.member("result", "skipped")
        }
        writer.member("says", golden.says)
        switch outcome {
        case .held: break
        case .failed(let line, let expected, let came):
            writer.member("at", "\(script.name):\(line)")
            writer.member("expected", expected)
            writer.member("came", came)
        case .skipped(let why): writer.member("why", why)
        }
        writer.endObject()
        return Row(writer.bytes)
    }
}
