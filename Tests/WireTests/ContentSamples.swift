import Referrals
import Wire

/// Content as it was sealed, for the tests of what a partner is told.
enum ContentSamples {
    /// A request with needs of two families, each with its note.
    static let mixed = sealed(
        """
        "consent":{"at":"2026-03-02T21:40:00+01:00","by":"op-7","how":"oral","scope":["treasury"]},\
        "enterprise":{"bce":"0999001119","name":"Hibou","workers":4,"x_score":9},"language":"fr",\
        "needs":[{"code":"psychological.distress","note":"Dort mal."},\
        {"code":"treasury.vat","note":"TVA."}],"note":"De tout.",\
        "person":{"name":"Odile","phone":"+32470008585"}
        """
    )

    /// A later request for one need only, which gives another number.
    static let single = sealed(
        """
        "consent":{"at":"2026-03-03T09:00:00+01:00","how":"written","scope":["treasury"]},\
        "needs":[{"code":"treasury.vat"}],"note":"Rappeler \\"vite\\".\\n",\
        "person":{"phone":"+32470008586"}
        """
    )

    static var line: ContentLine {
        get throws { content(of: .treasuryVat, [try part(mixed), try part(single)]) }
    }

    static func part(_ content: [UInt8], isHeld: Bool = false) throws -> ContentLine.Part {
        ContentLine.Part(
            agency: try MessageSamples.named("1819", AgencyID.init),
            at: MessageSamples.at,
            content: Confidential(content),
            isHeld: isHeld
        )
    }

    static func content(of need: Need, _ parts: [ContentLine.Part]) -> ContentLine {
        ContentLine(revision: 2, leg: MessageSamples.leg, need: need, parts: parts)
    }

    /// The line that a partner gets.
    static func sent(_ need: Need, _ parts: [ContentLine.Part]) -> String {
        let bytes = Message.content(content(of: need, parts)).encode(re: 1)
        return String(decoding: bytes.split(separator: 0x0A).dropFirst().joined(), as: UTF8.self)
    }

    private static func sealed(_ data: String) -> [UInt8] {
        Array("{\"data\":{\(data)},\"type\":\"brussels.relais.referral.requested.v1\"}".utf8)
    }
}
