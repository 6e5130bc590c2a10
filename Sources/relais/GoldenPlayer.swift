import Referrals
import Wire
import ZeroMQ

/// Plays golden conversations with a gateway, each on connections of its own, and says what came of it.
struct GoldenPlayer {
    /// What came of a conversation.
    enum Outcome: Equatable {
        /// All came as it must.
        case held
        /// On this line of the file something else was expected than came.
        case failed(line: Int, expected: String, came: String)
        /// It cannot be played here.
        case skipped(why: String)
    }

    /// Where agencies speak.
    let intake: GoldenPeer.Door
    /// Where partners speak; nil where nothing is to be stored.
    let desk: GoldenPeer.Door?
    /// The name of the agency, and of the partner that its cases reach.
    let names: (agency: String, partner: String)
    /// How long an answer may take.
    let patience: Duration

    private let context: Context
    /// Whether anything at all has come from the gateway.
    private(set) var wasHeard = false

    init(
        intake: GoldenPeer.Door,
        desk: GoldenPeer.Door?,
        names: (agency: String, partner: String),
        patience: Duration
    ) throws(ZeroMQFailure) {
        self.intake = intake
        self.desk = desk
        self.names = names
        self.patience = patience
        context = try Context()
    }

    /// Plays one conversation to its end, or to where it breaks.
    mutating func play(_ golden: GoldenScript.Case) throws(ZeroMQFailure) -> Outcome {
        if let why = reasonToSkip(golden) { return .skipped(why: why) }
        var scene = Scene(text: .fresh(agency: names.agency, partner: names.partner))
        if golden.usesCursor { scene.text["cursor"] = try newestCursor() }
        var outcome = Outcome.held
        for step in golden.steps where outcome == .held {
            do throws(Break) {
                try play(step, &scene)
            } catch {
                guard let expected = error.expected, let came = error.came else {
                    if let link = error.link { throw link }
                    continue
                }
                outcome = .failed(line: step.line, expected: expected, came: came)
            }
        }
        wasHeard = wasHeard || scene.wasHeard
        for (name, peer) in scene.peers where name.hasPrefix("partner") { try takeLeave(of: peer) }
        return outcome
    }

    /// What a conversation has so far.
    private struct Scene {
        var text: GoldenText
        var peers: [String: GoldenPeer] = [:]
        var wasHeard = false
    }

    /// Why a conversation does not go on.
    private struct Break: Error {
        var expected: String?
        var came: String?
        var link: ZeroMQFailure?

        init(_ expected: String, _ came: String) {
            self.expected = expected
            self.came = came
        }

        init(_ link: ZeroMQFailure) {
            self.link = link
        }
    }

    private func reasonToSkip(_ golden: GoldenScript.Case) -> String? {
        let isSecured = intake.claim == nil
        if golden.tags.contains(.secured), !isSecured { return "it needs keys" }
        if golden.tags.contains(.insecure), isSecured { return "it needs --insecure" }
        if desk == nil {
            if !golden.tags.contains(.dry) { return "it stores, and this is a dry run" }
            if golden.steps.contains(where: \.isOfPartner) { return "it needs a partner" }
        }
        return nil
    }

    private func play(_ step: GoldenScript.Step, _ scene: inout Scene) throws(Break) {
        switch step.matter {
        case .close: scene.peers[step.connection] = nil
        case .send(let lines, let times, let envelope):
            for number in 1...times {
                scene.text["n"] = "\(number)"
                try send(lines, envelope, on: step, &scene)
            }
        case .silence(let milliseconds):
            let peer = try peer(of: step, &scene)
            let found = try linked { () throws(ZeroMQFailure) in
                try peer.next(until: .now + .milliseconds(milliseconds)) { _ in true }
            }
            if let found { throw Break("nothing", GoldenPlayer.words(found)) }
        case .expect(let lines, let envelope):
            try expect(lines, envelope, on: step, &scene)
        }
    }

    private func send(
        _ lines: [String],
        _ envelope: [[UInt8]],
        on step: GoldenScript.Step,
        _ scene: inout Scene
    ) throws(Break) {
        let peer = try peer(of: step, &scene)
        scene.text["as"] = (step.isOfPartner ? desk : intake)?.asMember ?? ""
        let message: [UInt8]
        do throws(GoldenText.Unknown) {
            message = try scene.text.message(lines)
        } catch {
            throw Break("a name that is known", "{{\(error.name)}}")
        }
        let deadline = ContinuousClock.now + patience
        let isSent = try linked { () throws(ZeroMQFailure) in
            try peer.send(message, behind: envelope, until: deadline)
        }
        guard isSent else { throw Break("a link", "none within \(patience)") }
    }

    private func expect(
        _ lines: [String],
        _ envelope: [[UInt8]],
        on step: GoldenScript.Step,
        _ scene: inout Scene
    ) throws(Break) {
        let peer = try peer(of: step, &scene)
        let header = try pattern(lines[0], scene.text)
        let deadline = ContinuousClock.now + patience
        var wanted = LineSearch(lines.dropFirst().map { $0 })
        while true {
            let found = try linked { () throws(ZeroMQFailure) in
                try peer.next(until: deadline) { message in
                    guard let reply = Reply(message.bytes) else { return true }
                    guard header.re == nil else { return reply.re == header.re }
                    return reply.re == nil && reply.kind == header.kind
                }
            }
            guard let found else {
                let others = peer.leftOver.map { "; but \($0)" } ?? ""
                throw Break(lines[0], "nothing within \(patience)\(others)")
            }
            scene.wasHeard = true
            guard let reply = Reply(found.bytes) else {
                throw Break("lines of JSON", GoldenPlayer.words(found))
            }
            guard found.envelope == envelope else {
                throw Break("the envelope \(envelope)", "\(found.envelope)")
            }
            do throws(GoldenPattern.Mismatch) {
                try header.match(reply.header, &scene.text)
                let isPush = header.re == nil && reply.kind != "error"
                if try wanted.take(reply.lines, isPush: isPush, &scene.text) { return }
            } catch {
                throw Break(error.expected, error.came + " in " + GoldenPlayer.words(found))
            }
        }
    }

    private func pattern(_ line: String, _ text: GoldenText) throws(Break) -> GoldenPattern {
        do throws(GoldenPattern.Mismatch) {
            return try LineSearch.pattern(line, text)
        } catch {
            throw Break(error.expected, error.came)
        }
    }

    private func peer(
        of step: GoldenScript.Step,
        _ scene: inout Scene
    ) throws(Break) -> GoldenPeer {
        if let peer = scene.peers[step.connection] { return peer }
        let door = step.isOfPartner ? desk ?? intake : intake
        let peer = try linked { () throws(ZeroMQFailure) in try GoldenPeer(door, in: context) }
        scene.peers[step.connection] = peer
        return peer
    }

    private func linked<Value>(_ body: () throws(ZeroMQFailure) -> Value) throws(Break) -> Value {
        do throws(ZeroMQFailure) {
            return try body()
        } catch {
            throw Break(error)
        }
    }

    private static func words(_ message: GoldenPeer.Incoming) -> String {
        String(decoding: message.bytes.prefix(2_000), as: UTF8.self)
    }
}

extension GoldenPlayer {
    /// Ends a partner's session, so that none of its credit takes what a later conversation waits for.
    private func takeLeave(of peer: GoldenPeer) throws(ZeroMQFailure) {
        let member = desk?.asMember ?? ""
        let deadline = ContinuousClock.now + .seconds(1)
        for kind in ["bye", "ping"] {
            let header = "{\"v\":1,\(member)\"kind\":\"\(kind)\",\"seq\":9007199254740991}\n"
            guard try peer.send(Array(header.utf8), behind: [], until: deadline) else { return }
        }
        // The answer to the ping, 401, says that the session has ended.
        _ = try peer.next(until: deadline) { Reply($0.bytes)?.re == 9_007_199_254_740_991 }
    }

    /// The cursor behind all that has become of the agency's cases so far.
    private func newestCursor() throws(ZeroMQFailure) -> String? {
        let peer = try GoldenPeer(intake, in: context)
        var cursor: String?
        for seq in 1... {
            let after = cursor.map { ",\"after\":\"\($0)\"" } ?? ""
            let header =
                "{\"v\":1,\(intake.asMember)\"kind\":\"follow\",\"seq\":\(seq),\"max\":256\(after)}\n"
            let deadline = ContinuousClock.now + patience
            guard try peer.send(Array(header.utf8), behind: [], until: deadline),
                let message = try peer.next(until: deadline, where: { Reply($0.bytes)?.re == seq }),
                let last = Reply(message.bytes)?.lines.last?.text("cursor")
            else { break }
            cursor = last
        }
        return cursor
    }

    /// Ends whatever earlier conversations have left with the partner; says what stood in the way.
    mutating func clear() throws(ZeroMQFailure) -> String? {
        guard let desk else { return nil }
        let peer = try GoldenPeer(desk, in: context)
        var clearing = GoldenClearing(peer: peer, door: desk, patience: patience)
        let trouble = try clearing.clear()
        wasHeard = wasHeard || clearing.wasHeard
        try takeLeave(of: peer)
        return trouble
    }
}
