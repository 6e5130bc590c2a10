import Foundation
import Referrals
import Testing
import Triage
import Wire

@testable import Posts

@Suite struct `A directory for Open Referral` {
    private static let golden = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Golden/directory.hsds.json")

    private static let day = CalendarDate(daysSince1970: 20_514)

    private func export(on day: CalendarDate = day) throws -> [UInt8] {
        HSDSExport(of: try Self.directory(), on: day).bytes
    }

    @Test func `is the one that was read and found good`() throws {
        let bytes = try export()
        if ProcessInfo.processInfo.environment["RELAIS_RENDER"] == "1" {
            try Data(bytes).write(to: Self.golden)
        }
        #expect(try Data(bytes) == Data(contentsOf: Self.golden))
    }

    @Test func `has the members and kinds of values that HSDS 3 asks for`() throws {
        let document = try JSONDocument(parsing: try export())
        var form = HSDSForm(document: document)
        let services = Array(document.items(of: document.root))
        #expect(services.count == 3)
        for service in services { form.check(service, as: "service") }
        #expect(form.faults == [])
    }

    @Test func `finds the fault in a service without a name`() throws {
        let document = try JSONDocument(parsing: Array(#"{"id":"1","status":"open"}"#.utf8))
        var form = HSDSForm(document: document)
        form.check(document.root, as: "service")
        #expect(
            form.faults == [
                "service.id is no uuid", "service.name is missing", "service.status is open",
            ]
        )
    }

    @Test func `names a thing alike whenever it is exported`() throws {
        #expect(HSDSIdentifier("service/ced") == HSDSIdentifier("service/ced"))
        #expect(HSDSIdentifier("service/ced") != HSDSIdentifier("service/hub"))
        #expect(try export() == (try export()))
    }

    @Test func `has a version and a variant in its identifiers`() {
        #expect(
            HSDSIdentifier("service/ced").text.wholeMatch(
                of: /[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/
            ) != nil
        )
    }

    @Test func `leaves out the test partner`() throws {
        let text = String(decoding: try export(), as: UTF8.self)
        #expect(!text.contains("Trials"))
    }

    @Test func `calls a service inactive once its last day has passed`() throws {
        let late = Self.day.advanced(by: 365)
        let text = String(decoding: try export(on: late), as: UTF8.self)
        #expect(text.contains(#""name":"Calm","description":"Psychological help.","url""#))
        #expect(text.contains(#""status":"inactive""#))
        #expect(!String(decoding: try export(), as: UTF8.self).contains("inactive"))
    }

    private static func directory() throws -> Directory {
        let hours = Array("mon-fri 8:30-17".utf8).withUnsafeBytes { ContactWindow($0) }
        let calendar = try BusinessCalendar(CalendarRules(hours: [try #require(hours)]))
        let calm = partner("calm")
        let law = partner("law")
        let partners = [
            Partner(
                name: calm,
                queues: [queue("calm")],
                needs: [
                    Service(need: .psychological, level: .expert),
                    Service(need: .socialRights, level: .generalist),
                ],
                languages: [.french, .dutch],
                communes: [21_001, 21_005].compactMap { Commune(nis: $0) },
                calendar: calendar,
                eligibility: Eligibility(
                    stages: [.difficulty],
                    sizes: [.upToFive],
                    conditions: [
                        EligibilityCondition(
                            says: Saying(french: "a", dutch: "b", english: "The person agrees."),
                            instead: law
                        )
                    ],
                    validFrom: CalendarDate("2026-01-01"),
                    validUntil: CalendarDate("2026-12-31")
                )
            ),
            Partner(name: law, queues: [], needs: [Service(need: .insolvency, level: .expert)]),
            Partner(name: partner("desk"), queues: [queue("desk")], needs: [], isDesk: true),
            Partner(name: partner("try"), queues: [queue("try")], needs: [], isTest: true),
        ]
        let cards = [
            PartnerCard(
                name: calm,
                label: "Calm",
                family: .psychological,
                says: Saying(french: "a", dutch: "b", english: "Psychological help."),
                contact: Contact(
                    phone: "0800 300 25",
                    email: "us@calm.example",
                    site: "calm.example",
                    address: "rue du Midi 118"
                ),
                contacts: [NeedContact(need: .socialRights, contact: Contact(phone: "1819"))],
                cost: Saying(french: "gratuit", dutch: "gratis", english: "free"),
                source: "a test",
                assured: AssuredDate("2026-01")
            ),
            PartnerCard(name: law, label: "Law", source: "a test"),
            PartnerCard(name: partner("try"), label: "Trials", source: "a test"),
        ]
        return Directory(partners: partners, desk: queue("desk"), cards: cards)
    }
}
