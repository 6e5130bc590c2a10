internal import Exchange
internal import Referrals

/// What an event told of consent, by its number in the journal.
private enum SaidCode: UInt8 {
    case asked = 1
    case given = 2
    case withdrawn = 3
}

extension ByteWriter {
    mutating func write(_ said: ConsentSaid.Matter) {
        switch said {
        case .asked(let consent):
            write(byte: SaidCode.asked.rawValue)
            write(consent)
        case .given(let consent):
            write(byte: SaidCode.given.rawValue)
            write(consent)
        case .withdrawn(let families, let partners):
            write(byte: SaidCode.withdrawn.rawValue)
            write(flags: families != nil, partners != nil)
            if let families { write(families) }
            if let partners { write(partners) }
        }
    }
}

extension ByteReader {
    mutating func readConsentSaid() throws(CodecFault) -> ConsentSaid.Matter {
        switch try readCode(SaidCode.self) {
        case .asked: return .asked(try readConsent())
        case .given: return .given(try readConsent())
        case .withdrawn:
            let flags = try readFlags(2)
            return .withdrawn(
                flags[0] ? try readFamilies() : nil,
                flags[1] ? try readPartners() : nil
            )
        }
    }
}
