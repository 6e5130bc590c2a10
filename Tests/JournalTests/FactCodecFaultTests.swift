import Exchange
import Journal
import Referrals
import Testing
import Triage

@Suite struct `The fact codec, given bytes that are no fact,` {
    /// What decoding meets, and that a fact it does find is spelled in one way only.
    private func fault(_ bytes: [UInt8]) -> CodecFault? {
        do throws(CodecFault) {
            let fact = try FactCodec.decode(bytes, version: FactCodec.version)
            #expect(FactCodec.encode(fact) == bytes)
            return nil
        } catch {
            return error
        }
    }

    private func closed() -> [UInt8] {
        FactCodec.encode(
            Fact(
                at: FactCodecSamples.at,
                by: .relais,
                matter: .legClosed(LegClosed(leg: FactCodecSamples.leg, outcome: .other))
            )
        )
    }

    @Test func `finds every fact that was cut short`() throws {
        for sample in try FactCodecSamples.all() {
            let bytes = FactCodec.encode(sample.fact)
            for count in 0..<bytes.count {
                #expect(fault(Array(bytes[..<count])) != nil, "\(sample.name) cut to \(count)")
            }
        }
    }

    @Test func `survives every flipped bit`() throws {
        for sample in try FactCodecSamples.all() {
            let bytes = FactCodec.encode(sample.fact)
            for place in bytes.indices {
                for bit in 0..<8 {
                    var flipped = bytes
                    flipped[place] ^= 1 << UInt8(bit)
                    let fault = fault(flipped)
                    #expect(fault.map { $0.offset <= bytes.count } ?? true)
                }
            }
        }
    }

    @Test func `survives bytes drawn at random`() {
        var chance = FactCodecChance(seed: 20)
        for _ in 0..<5_000 {
            var bytes: [UInt8] = [UInt8(chance.below(FactCodecChance.kindCount + 9))]
            for _ in 0..<chance.below(80) { bytes.append(UInt8(chance.number() & 0xFF)) }
            let fault = fault(bytes)
            #expect(fault.map { $0.offset <= bytes.count } ?? true)
        }
    }

    @Test func `names another version`() {
        #expect(throws: CodecFault(offset: 0, expected: .version(2))) {
            try FactCodec.decode(closed(), version: 3)
        }
    }

    @Test(arguments: [UInt8(0), 90, 255])
    func `names an unknown kind`(kind: UInt8) {
        var bytes = closed()
        bytes[0] = kind
        #expect(fault(bytes) == CodecFault(offset: 0, expected: .code(of: "Kind")))
    }

    @Test func `names an unknown code and where it stands`() {
        var bytes = closed()
        bytes[bytes.count - 2] = 200
        let expected = CodecFault(offset: bytes.count - 2, expected: .code(of: "Outcome"))
        #expect(fault(bytes) == expected)
        #expect("\(expected)" == "byte \(bytes.count - 2): expected a code of Outcome")
    }

    @Test func `refuses what follows the end`() {
        let bytes = closed()
        #expect(fault(bytes + [0]) == CodecFault(offset: bytes.count, expected: .end))
    }

    @Test func `refuses a number that is longer than it need be`() {
        // Kind, instant and author take ten bytes; then the term, 1, in two bytes.
        let started = FactCodec.encode(
            Fact(at: FactCodecSamples.at, by: .relais, matter: .recorderStarted(Term(1)))
        )
        let bytes = Array(started.dropLast()) + [0x81, 0x00]
        #expect(fault(bytes) == CodecFault(offset: 10, expected: .number(atMost: .max)))
    }

    @Test func `refuses text that is not UTF-8`() throws {
        let ordered = Ordered(verb: "x", reason: "", key: "")
        var bytes = FactCodec.encode(
            Fact(at: FactCodecSamples.at, by: .relais, matter: .ordered(ordered))
        )
        bytes[11] = 0xC3
        #expect(fault(bytes) == CodecFault(offset: 10, expected: .text))
    }

    @Test func `makes no room for a list longer than the bytes that are left`() {
        let opened = FactCodec.encode(
            Fact(
                at: FactCodecSamples.at,
                by: .relais,
                matter: .bundleActivated(BundleFiles(address: .zero, files: []))
            )
        )
        let bytes = Array(opened.dropLast()) + [0xFF, 0xFF, 0xFF, 0xFF, 0x0F]
        #expect(fault(bytes) == CodecFault(offset: 42, expected: .number(atMost: 0)))
    }

    /// A leg opened for one candidate, to which a rule gave days 7 to 9.
    private func conditional() throws -> (bytes: [UInt8], place: Int) {
        let sample = try #require(
            try FactCodecSamples.conditions().first { $0.name.contains("bankruptcy") }
        )
        guard case .legOpened(var opened) = sample.fact.matter else { throw Absence() }
        opened.candidates = [
            Candidate(
                queue: try FactCodecSamples.queue(),
                partner: try FactCodecSamples.partner(),
                onlyIf: StandingCondition(bankruptDays: DaySpans([7...9]))
            )
        ]
        let fact = Fact(at: sample.fact.at, by: sample.fact.by, matter: .legOpened(opened))
        let bytes = FactCodec.encode(fact)
        let mark: [UInt8] = [0x40, 0, 1, 7, 9]
        let place = bytes.indices.first { bytes[$0...].starts(with: mark) }
        return (bytes, try #require(place))
    }

    private struct Absence: Error {}

    @Test(arguments: [UInt8(0x30), 0x70, 0x80, 0xF0])
    func `refuses a condition of no case`(mark: UInt8) throws {
        var (bytes, place) = try conditional()
        bytes[place] = mark
        #expect(
            fault(bytes) == CodecFault(offset: place, expected: .code(of: "StandingCondition"))
        )
    }

    @Test func `refuses days that end before they begin`() throws {
        var (bytes, place) = try conditional()
        bytes[place + 3] = 10
        #expect(fault(bytes) == CodecFault(offset: place + 3, expected: .number(atMost: 9)))
    }
}
