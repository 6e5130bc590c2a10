import Exchange
import Journal
import Posts
import Referrals
import Testing
import Triage
import Wire

@Suite struct `What is heard in a note` {
    private static let weights = """
        = psychological -1000 0 -500
        = treasury -1000 0 -500
        = insolvency -1000 0 -500
        = crisis -1000 0 -500
        = alarm -1000 0 -500
        16 512 0 0 512 512 w:adieu
        16 0 512 0 0 0 w:loyer
        """

    /// The rules of the other tests, under which notes are read.
    private static func hearing(_ address: Digest = SampleBundle.bundle.address) throws -> Bundle {
        let model = try NoteModel(bytes: Array(weights.utf8), concepts: NoteConcepts())
        let judge = NoteJudge(lexicon: nil, model: model, address: Digest(7, 7, 7, 7))
        return SampleBundle.make(address: address, judge: judge)
    }

    private static func scene() throws -> RecorderScene {
        var scene = RecorderScene(linked: false)
        scene.recorder = RecorderScene.start(Switchboard(bundle: try hearing()), at: .origin)
        scene.step(.linked)
        return scene
    }

    private static func request(_ note: String) -> String {
        SampleEvents.request("e1", more: #","note":"\#(note)""#)
    }

    private static func heard(_ scene: RecorderScene) -> [NoteRead] {
        scene.facts.compactMap { positioned in
            guard case .noteRead(let read) = positioned.fact.matter else { return nil }
            return read
        }
    }

    private static func rows(_ scene: inout RecorderScene) throws -> [String] {
        let file = RecorderScene.file.description
        let condition = AskInquiry.Condition(field: "case", test: .equal(file))
        let ask = AskInquiry(what: "journey", conditions: [condition])
        guard case .told(let rows, _, _, _) = try scene.ask("supervisor:chief", .ask(ask)) else {
            Issue.record("the reply is no list of rows")
            return []
        }
        return rows.map { String(decoding: $0, as: UTF8.self) }
    }

    @Test func `is written down after the request`() throws {
        var scene = try Self.scene()
        try scene.publish(under: Self.hearing(), Self.request("adieu"))
        let read = try #require(Self.heard(scene).first)
        #expect(read.caseID == RecorderScene.file)
        #expect(read.event == 0)
        #expect(read.bundle == SampleBundle.bundle.address)
        #expect(read.reading.danger == .crisis)
        #expect(scene.facts.map(\.fact.by)[2] == .relais)
        guard case .requestStored = scene.facts[1].fact.matter,
            case .noteRead = scene.facts[2].fact.matter
        else {
            Issue.record("it follows the request")
            return
        }
        #expect(scene.recorder.board.checkInvariants() == [])
    }

    @Test func `is not written down where it is nothing`() throws {
        var scene = try Self.scene()
        try scene.publish(under: Self.hearing(), Self.request("bonjour"))
        #expect(Self.heard(scene).isEmpty)
        #expect(scene.facts.count == 4)
    }

    @Test func `is written down again when a correction changes the note`() throws {
        var scene = try Self.scene()
        let bundle = try Self.hearing()
        try scene.publish(under: bundle, Self.request("le loyer"))
        let correction = SampleEvents.correction("c1", of: "e1", patch: #"{"note":"adieu"}"#)
        try scene.publish(under: bundle, correction)
        #expect(Self.heard(scene).map(\.event) == [0, 0])
        #expect(Self.heard(scene).map(\.reading.danger) == [.none, .crisis])
        let last = scene.facts.lastIndex { fact in
            if case .corrected = fact.fact.matter { true } else { false }
        }
        let place = try #require(last)
        guard case .noteRead = scene.facts[place + 1].fact.matter else {
            Issue.record("it follows the correction")
            return
        }
    }

    @Test func `is told in the journey, and no word of the note`() throws {
        var scene = try Self.scene()
        try scene.publish(under: Self.hearing(), Self.request("adieu loyer Ada"))
        let rows = try Self.rows(&scene)
        let told = try #require(rows.first { $0.contains(#""what":"note_read""#) })
        #expect(told.contains(#""danger":"crisis""#))
        #expect(told.contains(#""families":"psychological treasury""#))
        #expect(!rows.contains { $0.contains("adieu") || $0.contains("loyer") })
    }

    @Test func `is told by no feed, but that there was something`() throws {
        var scene = try Self.scene()
        scene.step(.listening(true))
        try scene.publish(under: Self.hearing(), Self.request("adieu"))
        let texts = scene.fed.map { String(decoding: $0, as: UTF8.self) }
        let told = try #require(texts.first { $0.contains(#""what":"note_read""#) })
        #expect(!told.contains("crisis") && !told.contains("psychological"))
    }

    @Test func `is heard again by another bundle that has come into force`() throws {
        var scene = try Self.scene()
        let other = try Self.hearing(Digest(5, 6, 7, 8))
        scene.folder = .good(BundleFiles(address: other.address, files: []), other)
        scene.step(.reload)
        scene.turn()
        try scene.publish(under: other, Self.request("adieu"))
        #expect(Self.heard(scene).map(\.bundle) == [other.address])
    }

    @Test func `goes from a dispatcher to the recorder with the verdict`() throws {
        let bundle = try Self.hearing()
        for note in ["adieu loyer", "bonjour"] {
            let letter = try `A message that goes on to a recorder elsewhere`.letter([
                Self.request(note)
            ]) { work in
                SampleEvents.judge(work, under: bundle)
            }
            let here = SampleEvents.judge(
                SampleEvents.work([Self.request(note)], ticket: 1),
                under: bundle
            )
            guard case .publish(_, let verdict) = try #require(letter.read()).put.ask,
                case .event(_, let there?) = try Self.first(of: verdict),
                case .event(_, let judged?) = try Self.first(of: here)
            else {
                Issue.record("it is a judged request")
                return
            }
            #expect(there.reading == judged.reading)
            #expect(there.reading != nil)
        }
    }

    private static func first(of verdict: WorkVerdict) throws -> JudgedLine.Outcome {
        try #require(verdict.lines.first).outcome
    }
}

@Suite struct `The files of a bundle` {
    private static let weights = """
        = psychological 0 0 0
        = treasury 0 0 0
        = insolvency 0 0 0
        = crisis 0 0 0
        = alarm 0 0 0
        """
    private static let files = BundleFiles(of: [
        BundleFiles.File(name: NoteModel.fileName, bytes: Array(weights.utf8))
    ])

    private static func fail(_ bytes: [UInt8], _ name: String) throws(BundleFaults) -> Tree {
        throw BundleFaults([
            BundleFault(file: name, line: 1, column: 1, expected: "a tree", found: "this")
        ])
    }

    @Test func `of what reads notes are read where a judge of others is known`() throws {
        let other = NoteJudge(lexicon: nil, model: nil, address: Digest(1, 1, 1, 1))
        let judge = try #require(
            try NoteJudge.read(Self.files, knowing: other, by: Self.fail)
        )
        #expect(judge.model != nil)
        #expect(judge.address == Self.files.address)
    }

    @Test func `of what reads notes are not read again where their judge is known`() throws {
        let known = NoteJudge(lexicon: nil, model: nil, address: Self.files.address)
        #expect(try NoteJudge.read(Self.files, knowing: known, by: Self.fail) === known)
    }

    @Test func `of what reads notes are told with their mistakes beside those of the rules`() {
        var files = Self.files.files
        files[0].bytes = Array("what".utf8)
        files.append(BundleFiles.File(name: "triage.yaml", bytes: []))
        guard case .faulty(let lines) = BundleReading(of: BundleFiles(of: files), by: Self.fail)
        else {
            Issue.record("they have mistakes")
            return
        }
        #expect(lines.contains { $0.hasPrefix("signals/weights.txt:1:1: ") }, "\(lines)")
        #expect(lines.contains("triage.yaml:1:1: expected a tree, found this"))
    }

    @Test func `of what reads notes are left aside where only the rules are wanted`() {
        var files = Self.files.files
        files[0].bytes = Array("what".utf8)
        guard
            case .faulty(let lines) = BundleReading(
                of: BundleFiles(of: files),
                .rules,
                by: Self.fail
            )
        else {
            Issue.record("its rules are missing")
            return
        }
        #expect(!lines.contains { $0.hasPrefix("signals/") }, "\(lines)")
    }
}
