import Exchange
import Journal
import Referrals
import Testing

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
}
