/// A language by its two letters in ISO 639-1, lower case.
public struct LanguageCode: Comparable, Hashable, Sendable, CustomStringConvertible {
    /// The two ASCII letters, the first in the high byte.
    public let letters: UInt16

    /// French.
    public static let french = LanguageCode(letters: 0x6672)
    /// Dutch.
    public static let dutch = LanguageCode(letters: 0x6E6C)
    /// English.
    public static let english = LanguageCode(letters: 0x656E)

    /// The language that these two letters name; nil when ISO 639-1 has none such.
    public init?(_ text: UnsafeRawBufferPointer) {
        guard text.count == 2 else { return nil }
        letters = UInt16(text[0]) << 8 | UInt16(text[1])
        guard LanguageCode.known.contains(letters) else { return nil }
    }

    /// The language that these two letters name; nil when ISO 639-1 has none such.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 2 else { return nil }
        letters = UInt16(bytes[0]) << 8 | UInt16(bytes[1])
        guard LanguageCode.known.contains(letters) else { return nil }
    }

    /// The language with these letters, as the journal keeps them.
    public init(letters: UInt16) {
        self.letters = letters
    }

    /// The two letters.
    public var description: String {
        String(decoding: [UInt8(letters >> 8), UInt8(letters & 0xFF)], as: UTF8.self)
    }

    /// Whether the left code comes first in the alphabet.
    public static func < (left: LanguageCode, right: LanguageCode) -> Bool {
        left.letters < right.letters
    }

    /// The 183 codes of ISO 639-1 (Library of Congress, registration authority of ISO 639-2).
    private static let known: Set<UInt16> = {
        let codes = """
            aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy \
            da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht \
            hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky \
            la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny \
            oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss \
            st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo \
            za zh zu
            """
        return Set(
            codes.utf8.split(separator: UInt8(ascii: " ")).map { code in
                code.reduce(UInt16(0)) { $0 << 8 | UInt16($1) }
            }
        )
    }()
}
