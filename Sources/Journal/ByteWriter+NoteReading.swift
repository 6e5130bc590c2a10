internal import Referrals
package import Triage

/// How what was heard in a note stands in facts and in verdicts; ``FactCodec`` describes the layout.
extension ByteWriter {
    package mutating func write(_ reading: NoteReading) {
        write(byte: reading.danger.rawValue)
        write(byte: reading.weighed)
        write(reading.families)
        write(count: reading.needs.count)
        for need in reading.needs { write(byte: need.rawValue) }
        let signs = reading.signs.prefix(NoteReading.signsMax)
        write(count: signs.count)
        for sign in signs {
            write(sign.entry)
            write(byte: sign.qualifier.rawValue)
        }
    }
}

extension ByteReader {
    package mutating func readNoteReading() throws(CodecFault) -> NoteReading {
        let danger = try readCode(Danger.self)
        let weighed = try readByte()
        var reading = NoteReading(
            families: try readFamilies(),
            danger: danger,
            weighed: weighed
        )
        for _ in 0..<(try readCount()) { reading.needs.append(try readCode(Need.self)) }
        for _ in 0..<(try readNumber(atMost: UInt64(NoteReading.signsMax))) {
            let entry = try readUInt16()
            let qualifier = try readCode(Qualifier.self)
            reading.signs.append(NoteReading.Sign(entry: entry, qualifier: qualifier))
        }
        return reading
    }
}
