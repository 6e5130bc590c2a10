import Referrals
import Testing

@Suite struct `A contact window` {
    @Test(arguments: [
        ("mon-fri 9-17", UInt8(0b001_1111), UInt16(540), UInt16(1_020)),
        ("mon 9-17", 0b000_0001, 540, 1_020),
        ("sat-mon 08:30-12:15", 0b110_0001, 510, 735),
        ("mon-sun 0-24", 0b111_1111, 0, 1_440),
        ("sun-sun 23-24:00", 0b100_0000, 1_380, 1_440),
        ("tue-mon 0:00-0:01", 0b111_1111, 0, 1),
    ])
    func `has days and hours`(text: String, days: UInt8, from: UInt16, until: UInt16) {
        let window = Bytes.of(text) { ContactWindow($0) }
        #expect(window?.days == days)
        #expect(window?.from == from)
        #expect(window?.until == until)
    }

    @Test(arguments: [
        "", "mon", "mon ", " 9-17", "mon 9", "mon 17-9", "mon 9-9", "mon 9-25", "mon 24-25",
        "mon 9-24:01", "mon 9:60-10", "mon 9:5-10", "mon 009-10", "mon  9-17", "mon 9-17 ",
        "Mon 9-17", "mond 9-17", "mon-xyz 9-17", "mon- 9-17", "mon,tue 9-17", "mon-fri-sun 9-17",
        "maa 9-17", "mon 9h-17h", "mon -9-17", "mon ٩-17",
    ])
    func `is nothing else`(text: String) {
        #expect(Bytes.of(text) { ContactWindow($0) } == nil)
    }
}

@Suite struct `A telephone number` {
    @Test(arguments: [("+32470008585", UInt64(32_470_008_585)), ("+1234567", 1_234_567)])
    func `is a plus and its digits`(text: String, digits: UInt64) {
        #expect(Bytes.of(text) { PhoneNumber($0) }?.digits == digits)
    }

    @Test func `has at most fifteen digits`() {
        #expect(Bytes.of("+123456789012345") { PhoneNumber($0) } != nil)
        #expect(Bytes.of("+1234567890123456") { PhoneNumber($0) } == nil)
    }

    @Test(arguments: [
        "", "+", "+123456", "0470008585", "32470008585", "+0470008585", "+32 470008585",
        "+32470/008585", "++2470008585", "+3247000858a",
    ])
    func `is nothing else`(text: String) {
        #expect(Bytes.of(text) { PhoneNumber($0) } == nil)
    }
}

@Suite struct `A language` {
    @Test(arguments: ["fr", "nl", "en", "ar", "no", "zu"])
    func `is two letters of ISO 639-1`(text: String) {
        #expect(LanguageCode(text)?.description == text)
        #expect(Bytes.of(text) { LanguageCode($0) } == LanguageCode(text))
    }

    @Test(arguments: ["", "f", "fra", "FR", "xx", "f ", "é"])
    func `is nothing else`(text: String) {
        #expect(LanguageCode(text) == nil)
        #expect(Bytes.of(text) { LanguageCode($0) } == nil)
    }

    @Test func `of the Region has a name`() {
        #expect([LanguageCode.french, .dutch, .english].map(\.description) == ["fr", "nl", "en"])
    }
}

@Suite struct `What names a person` {
    private struct Note {
        var text: Confidential<String>
        var number: Confidential<UInt64>?
    }

    private let secret = Confidential("Étienne Brumazur")

    @Test func `prints as a dash`() {
        #expect("\(secret)" == "–")
        #expect(String(describing: secret) == "–")
        #expect(String(reflecting: secret) == "–")
    }

    @Test func `prints as a dash inside other values`() {
        let note = Note(text: secret, number: Confidential(32_470_006_646))
        for text in ["\(note)", "\([secret])", "\(["name": secret])", String(reflecting: note)] {
            #expect(!text.contains("Brumazur"))
            #expect(!text.contains("32470006646"))
        }
    }

    @Test func `shows nothing to a dump or a mirror`() {
        var text = ""
        dump(Note(text: secret, number: Confidential(32_470_006_646)), to: &text)
        #expect(!text.contains("Brumazur"))
        #expect(!text.contains("32470006646"))
        #expect(Mirror(reflecting: secret).children.isEmpty)
    }

    @Test func `is compared by what it covers`() {
        #expect(secret == Confidential("Étienne Brumazur"))
        #expect(secret != Confidential("Marianne Pseudonyme"))
        #expect(Set([secret, secret]).count == 1)
    }
}
