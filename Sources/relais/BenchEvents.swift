/// Writes the events of a bench: requests as agencies send them, of about 900 bytes, each new.
///
/// Enterprise numbers begin with 15, which the Crossroads Bank has not given out; their check digits
/// are right. Six of a hundred are of an enterprise that was heard of before, and two thirds name one
/// need, the others two.
struct BenchEvents {
    /// How many of a hundred events are of an enterprise that was heard of before.
    static let returning: UInt64 = 6

    private let time: String
    private let milliseconds: UInt64
    private var state: UInt64
    private var enterprises: UInt64
    private var count: UInt64

    /// Events of this time that come after so many others: their references and new enterprises are new.
    init(time: String, milliseconds: UInt64, seed: UInt64, after count: UInt64 = 0) {
        self.time = time
        self.milliseconds = milliseconds
        self.count = count
        enterprises = count
        state = seed
    }

    /// Appends one event, ended by a line feed.
    mutating func append(of agency: String, to bytes: inout [UInt8]) {
        count += 1
        bytes += "{\"specversion\":\"1.0\",\"id\":\"".utf8
        appendID(to: &bytes)
        bytes += "\",\"source\":\"urn:relais:agency:".utf8
        bytes += agency.utf8
        bytes += "\",\"type\":\"brussels.relais.referral.requested.v1\",\"time\":\"".utf8
        bytes += time.utf8
        bytes += "\",\"data\":{\"agency_ref\":\"B-".utf8
        append(count, digits: 10, to: &bytes)
        bytes += BenchEvents.person
        append(enterprise(), digits: 10, to: &bytes)
        bytes += BenchEvents.enterprise
        bytes += BenchEvents.needs[Int(next() % UInt64(BenchEvents.needs.count))]
        bytes += BenchEvents.consent
        bytes += time.utf8
        bytes += BenchEvents.note
    }

    private mutating func enterprise() -> UInt64 {
        let isReturning = enterprises > 0 && next() % 100 < BenchEvents.returning
        let chosen = isReturning ? next() % enterprises : enterprises
        if !isReturning { enterprises += 1 }
        let stem = 15_000_000 + chosen % 4_999_999
        return stem * 100 + (97 - stem % 97)
    }

    /// An id that grows with time, as a ULID does.
    private mutating func appendID(to bytes: inout [UInt8]) {
        let letters = BenchEvents.letters
        let stamp = milliseconds + count / 10
        for shift in stride(from: UInt64(45), through: 0, by: -5) {
            bytes.append(letters[Int(stamp >> shift & 31)])
        }
        var random = next()
        for place in 0..<16 {
            if place == 8 { random = next() }
            bytes.append(letters[Int(random & 31)])
            random >>= 5
        }
    }

    private func append(_ value: UInt64, digits: Int, to bytes: inout [UInt8]) {
        var rest = value
        let end = bytes.count
        for _ in 0..<digits { bytes.append(UInt8(ascii: "0")) }
        for place in stride(from: end + digits - 1, through: end, by: -1) {
            bytes[place] = UInt8(ascii: "0") + UInt8(rest % 10)
            rest /= 10
        }
    }

    private mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}

extension BenchEvents {
    private static let letters = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    private static let person = Array(
        """
        ","channel":"phone","language":"fr","digital_access":true,"person":{"name":"Françoise \
        Chimérique","phone":"+32470008585","contact_windows":["mon-fri 9-17"],"leave_message":\
        false},"enterprise":{"bce":"
        """.utf8
    )

    private static let enterprise = Array(
        """
        ","name":"Bijouterie du Nuage à Bretelles SRL","nace":{"version":"2008","code":"47770"},\
        "workers":2,"postcode":"1060"},"needs":[
        """.utf8
    )

    private static let needs: [[UInt8]] = [
        need("psychological.distress"),
        need("psychological.distress"),
        need("treasury.liquidity"),
        need("treasury.vat"),
        need("psychological.distress") + [UInt8(ascii: ",")] + need("treasury.vat"),
        need("psychological.distress") + [UInt8(ascii: ",")] + need("treasury.rent"),
    ]

    private static let consent = Array(
        """
        ],"legal":{"state":"normal","cessation_date":null},"consent":{"scope":["psychological",\
        "treasury"],"how":"oral","at":"
        """.utf8
    )

    private static let note = Array(
        """
        "},"note":"Gérante d'une bijouterie à Saint-Gilles. N'en peut plus, ne dort plus. Demande \
        de l'aide pour un plan de trésorerie. Compte-courant TVA en négatif de 5.500 €."}}

        """.utf8
    )

    private static func need(_ code: String) -> [UInt8] {
        Array("{\"code\":\"\(code)\",\"urgency\":\"soon\",\"evidence\":\"declared\"}".utf8)
    }
}
