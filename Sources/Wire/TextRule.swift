/// What a text may hold: a name or a code no control and no bidirectional formatting characters, a
/// text in someone's own words all but U+0000.
enum TextRule {
    /// Names and codes, which are compared, printed in tables and read out.
    case name
    /// Someone's own words, which have line breaks.
    case free

    /// Whether the bytes of a string keep the rule.
    func admits(_ bytes: UnsafeBufferPointer<UInt8>, isPlain: Bool, hasNUL: Bool) -> Bool {
        switch self {
        case .name: isPlain ? !bytes.contains(0x7F) : !Self.hasFormatting(bytes)
        case .free: !hasNUL || !bytes.contains(0)
        }
    }

    /// Whether there is a control character (C0, DEL, C1) or one that turns the direction of text:
    /// U+061C, U+200E, U+200F, U+202A to U+202E, U+2066 to U+2069.
    private static func hasFormatting(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        func byte(_ index: Int) -> UInt8 { index < bytes.count ? bytes[index] : 0 }
        for index in bytes.indices {
            switch bytes[index] {
            case ..<0x20, 0x7F:
                return true
            case 0xC2 where byte(index + 1) < 0xA0:
                return true
            case 0xD8 where byte(index + 1) == 0x9C:
                return true
            case 0xE2:
                switch (byte(index + 1), byte(index + 2)) {
                case (0x80, 0x8E...0x8F), (0x80, 0xAA...0xAE), (0x81, 0xA6...0xA9): return true
                default: continue
                }
            default:
                continue
            }
        }
        return false
    }
}
