import Exchange
import Foundation
import Journal
import Referrals
import Testing

/// Facts as each version wrote them: what a journal of that version holds must be read for ever.
///
/// `RELAIS_RENDER=1 swift test --filter golden` writes the file of the present version anew, which is
/// right only as long as no journal of that version exists.
@Suite struct `The golden facts` {
    private struct Line: Codable {
        var name: String
        var hex: String
    }

    @Test func `of version 1 mean what they meant`() throws {
        let samples = try FactCodecSamples.first()
        let lines = try golden(1)
        #expect(lines.map(\.name) == samples.map(\.name))
        for (line, sample) in zip(lines, samples) {
            let bytes = try #require(unspelled(line.hex), "\(line.name)")
            #expect(try FactCodec.decode(bytes, version: 1) == sample.fact, "\(line.name)")
        }
    }

    @Test func `of the present version mean what they meant and are written as they were`() throws {
        let samples = try FactCodecSamples.all()
        if ProcessInfo.processInfo.environment["RELAIS_RENDER"] == "1" { try render(samples) }
        let lines = try golden(FactCodec.version)
        #expect(lines.map(\.name) == samples.map(\.name))
        for (line, sample) in zip(lines, samples) {
            let bytes = try #require(unspelled(line.hex), "\(line.name)")
            #expect(
                try FactCodec.decode(bytes, version: FactCodec.version) == sample.fact,
                "\(line.name)"
            )
            #expect(FactCodec.encode(sample.fact) == bytes, "\(line.name)")
        }
    }

    @Test func `show every kind of fact`() throws {
        let kinds = try golden(FactCodec.version).map { String($0.hex.prefix(2)) }
        #expect(Set(kinds).count == FactCodecChance.kindCount)
    }

    /// The file as it stands in the sources, so that what was just rendered is what is read.
    private func file(_ version: UInt16) -> URL {
        URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "Golden/facts-v\(version).jsonl"
        )
    }

    private func golden(_ version: UInt16) throws -> [Line] {
        try Data(contentsOf: file(version)).split(separator: UInt8(ascii: "\n")).map { line in
            try JSONDecoder().decode(Line.self, from: line)
        }
    }

    private func render(_ samples: [FactCodecSamples.Sample]) throws {
        let lines = samples.map { sample in
            let hex = FactCodec.encode(sample.fact).map { byte in
                String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
            }
            return "{\"name\":\"\(sample.name)\",\"hex\":\"\(hex.joined())\"}\n"
        }
        try Data(lines.joined().utf8).write(to: file(FactCodec.version))
    }

    private func unspelled(_ hex: String) -> [UInt8]? {
        let digits = hex.compactMap(\.hexDigitValue)
        guard digits.count == hex.count, digits.count.isMultiple(of: 2) else { return nil }
        return stride(from: 0, to: digits.count, by: 2).map { place in
            UInt8(digits[place] << 4 | digits[place + 1])
        }
    }
}
