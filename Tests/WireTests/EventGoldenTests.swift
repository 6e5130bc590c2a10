import Referrals
import Testing
import Wire

/// The instant at which the golden events arrive.
private let arrival = Moment(rfc3339: "2026-03-02T22:00:00+01:00")

@Suite struct `The golden events` {
    @Test func `that are good are read, and have the canonical bytes written down`() throws {
        let agency = try #require(AgencyID("1819"))
        let now = try #require(arrival)
        let records = try WireFiles.records("Golden/events/good.jsonl")
        #expect(records.count == 20)
        for record in records {
            let why = record["why"] as? String ?? ""
            let event = try EventDecoder.decode(WireFiles.raw(record)[...], from: agency, at: now)
            let content = String(decoding: event.content.exposed, as: UTF8.self)
            #expect(content == record["canonical"] as? String, "\(why)")
        }
    }

    @Test func `that are bad get the code, the name and the field written down`() throws {
        let agency = try #require(AgencyID("1819"))
        let now = try #require(arrival)
        for record in try WireFiles.records("Golden/events/refused.jsonl") {
            let why = record["why"] as? String ?? ""
            let refusal = #expect(throws: EventRefusal.self, "\(why)") {
                try EventDecoder.decode(WireFiles.raw(record)[...], from: agency, at: now)
            }
            #expect(refusal?.code == record["code"] as? Int, "\(why)")
            #expect(refusal?.error.name == record["error"] as? String, "\(why)")
            #expect(refusal?.field == record["field"] as? String, "\(why)")
        }
    }

    @Test func `that are bad cover every refusal of an event`() throws {
        let records = try WireFiles.records("Golden/events/refused.jsonl")
        let names = Set(records.compactMap { $0["error"] as? String })
        let refusals: [ErrorName] = [
            .badJson, .duplicateKey, .tooDeep, .missingField, .wrongType, .notADate, .specversion,
            .badId, .oneReference, .sourceNotYours, .unknownField, .unknownType, .textControl,
            .tooLong, .tooMany, .badValue, .outOfRange, .bceFormat, .bceCheckDigits, .phoneFormat,
            .contactWindow, .noContact, .needsOrNote, .oneEnterprise, .twice, .detailRequired,
            .fieldRequired, .notApplicable, .consentAfterTime, .dataBase64, .tooFarAhead,
            .timeInFuture,
        ]
        #expect(names == Set(refusals.map(\.name)))
    }

    @Test func `that are bad tell nothing of the person`() throws {
        let agency = try #require(AgencyID("1819"))
        let now = try #require(arrival)
        for record in try WireFiles.records("Golden/events/refused.jsonl") {
            do throws(EventRefusal) {
                _ = try EventDecoder.decode(WireFiles.raw(record)[...], from: agency, at: now)
            } catch {
                let told = "\(error)"
                for secret in ["Odile", "32470008585", "0470 00", "bijouterie", "Namur"] {
                    #expect(!told.contains(secret))
                }
            }
        }
    }
}
