import Exchange
import Journal
import Referrals
import Testing

@Suite struct `The fact codec` {
    @Test(arguments: 0..<FactCodecChance.kindCount)
    func `gives back every kind of fact`(kind: Int) throws {
        var chance = FactCodecChance(seed: UInt64(kind) + 1)
        for _ in 0..<200 {
            let fact = try chance.fact(ofKind: kind)
            let bytes = FactCodec.encode(fact)
            #expect(try FactCodec.decode(bytes, version: FactCodec.version) == fact)
        }
    }

    @Test func `gives every kind a number of its own`() throws {
        var chance = FactCodecChance(seed: 7)
        var numbers: Set<UInt8> = []
        for kind in 0..<FactCodecChance.kindCount {
            numbers.insert(try #require(FactCodec.encode(chance.fact(ofKind: kind)).first))
        }
        #expect(numbers.count == FactCodecChance.kindCount)
    }

    @Test func `leaves out what stands beside a fact`() throws {
        let bare = Fact(
            at: FactCodecSamples.at,
            by: .relais,
            matter: .caseClosed(FactCodecSamples.caseID)
        )
        var fact = bare
        fact.beside = Beside(
            content: Beside.Content(ordinal: 0, bytes: Confidential([1, 2, 3])),
            lookups: [LookupKey(high: 1, low: 2)]
        )
        #expect(FactCodec.encode(fact) == FactCodec.encode(bare))
    }

    @Test func `keeps a usual request under a hundred bytes`() throws {
        let samples = try FactCodecSamples.all()
        let request = try #require(samples.first { $0.name == "request stored" })
        #expect(FactCodec.encode(request.fact).count < 100)
    }

    @Test func `keeps instants that lie as far apart as can be`() throws {
        let leg = FactCodecSamples.leg
        let accepted = Accepted(leg: leg, lease: LeaseID(1), handleBy: .distantFuture)
        let fact = Fact(at: .distantPast, by: .relais, matter: .accepted(accepted))
        let bytes = FactCodec.encode(fact)
        #expect(try FactCodec.decode(bytes, version: FactCodec.version) == fact)
    }

    @Test func `knows no kind of fact before the version that brought it`() throws {
        for sample in try FactCodecSamples.orders().dropFirst() {
            let bytes = FactCodec.encode(sample.fact)
            #expect(throws: CodecFault.self) { try FactCodec.decode(bytes, version: 1) }
        }
    }
}
