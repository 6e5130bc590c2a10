import Exchange
import Referrals
import Triage
import Wire

/// The requests with which a bench fills an exchange: judged once, then asked again and again by others.
///
/// Of a hundred cases 46 have one need, 35 two, 15 three and 4 four, as in the corpus of 2020; six of a
/// hundred requests are of an enterprise that was heard of before. The keys are random, as keyed hashes are.
struct BenchRequests {
    /// How many of a hundred requests are of an enterprise that was heard of before.
    private static let returning: UInt64 = 6

    private struct Sample {
        let agency: AgencyID
        let referral: Referral
        let verdict: Verdict
    }

    private var samples: [Sample] = []
    private var enterprises: [LookupKey] = []
    private var state: UInt64

    /// Requests that these rules judge, at this time.
    init(under bundle: Bundle, at now: Moment, seed: UInt64) throws(EventRefusal) {
        state = seed
        for number in 0..<100 {
            let agency = BenchRequests.agencies[number % BenchRequests.agencies.count]
            let name = agency.description
            let line = BenchRequests.line(number, of: name, at: now.rfc3339)
            let event = try EventDecoder.decode(line[...], from: agency, at: now)
            guard case .referral(let referral) = event.matter else { continue }
            let verdict = bundle.verdict(for: referral, from: agency, at: now)
            samples.append(Sample(agency: agency, referral: referral, verdict: verdict))
        }
    }

    /// The next request, given at this time.
    mutating func next(at now: Moment) -> Command {
        let sample = samples[Int(draw() % UInt64(samples.count))]
        let isReturning = !enterprises.isEmpty && draw() % 100 < BenchRequests.returning
        var enterprise = key()
        if isReturning {
            enterprise = enterprises[Int(draw() % UInt64(enterprises.count))]
        } else if enterprises.count < 4_096 {
            enterprises.append(enterprise)
        } else {
            enterprises[Int(draw() % 4_096)] = enterprise
        }
        var referral = sample.referral
        referral.consent.at = now
        return .request(
            RequestCommand(
                agency: sample.agency,
                event: fingerprint(),
                referral: referral,
                verdict: sample.verdict,
                reference: key(),
                enterprise: enterprise,
                content: Confidential(Array(repeating: 0x20, count: 64))
            )
        )
    }

    /// What stands for an id that nobody used.
    mutating func fingerprint() -> Fingerprint {
        Fingerprint(key: key(), sameness: Digest(draw(), draw(), draw(), draw()))
    }

    private mutating func key() -> LookupKey { LookupKey(high: draw(), low: draw()) }

    /// The next random number.
    mutating func draw() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}

extension BenchRequests {
    private static let agencies = ["1819", "ced", "hub", "beci"].compactMap { AgencyID($0) }

    private static let needs = [
        "psychological.distress", "treasury.liquidity", "treasury.vat", "treasury.rent",
    ]

    private static let urgencies = ["soon", "soon", "normal", "urgent"]

    private static func line(_ number: Int, of agency: String, at time: String) -> [UInt8] {
        let count = number < 46 ? 1 : number < 81 ? 2 : number < 96 ? 3 : 4
        let chosen = (0..<count).map { index in
            let code = needs[(number + index) % needs.count]
            let urgency = urgencies[(number / 4 + index) % urgencies.count]
            return "{\"code\":\"\(code)\",\"urgency\":\"\(urgency)\",\"evidence\":\"declared\"}"
        }
        let stem = 15_000_000 + number
        let check = 97 - stem % 97
        let enterprise = "\(stem)\(check < 10 ? "0" : "")\(check)"
        return Array(
            """
            {"specversion":"1.0","id":"bench-\(number)","source":"urn:relais:agency:\(agency)",\
            "type":"brussels.relais.referral.requested.v1","time":"\(time)","data":{"agency_ref":\
            "B-\(number)","channel":"phone","language":"\(number % 3 == 0 ? "nl" : "fr")",\
            "digital_access":true,"person":{"name":"Françoise Chimérique","phone":"+32470008585",\
            "leave_message":false},"enterprise":{"bce":"\(enterprise)","nace":{"version":\
            "2008","code":"47770"},"workers":2,"postcode":"1060"},"needs":\
            [\(chosen.joined(separator: ","))],"legal":{"state":"normal","cessation_date":null},\
            "consent":{"scope":["psychological","treasury"],"how":"oral","at":"\(time)"},\
            "note":"Demande de l'aide."}}
            """.utf8
        )
    }
}
