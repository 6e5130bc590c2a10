import Foundation
import Referrals
import Testing
import Wire

/// An instant after everything in the corpus.
private let afterwards = Moment(rfc3339: "2021-04-03T09:00:00+02:00")

@Suite struct `The corpus` {
    @Test func `has 623 requests, all of which are read`() throws {
        let now = try #require(afterwards)
        #expect(WireFiles.requests.count == 623)
        for line in WireFiles.requests {
            let agency = try #require(try WireFiles.agency(line))
            let event = try EventDecoder.decode(line[...], from: agency, at: now)
            guard case .referral = event.matter else {
                Issue.record("\(event.id) is no request")
                continue
            }
        }
    }

    @Test func `has 967 statuses, all of which are read`() throws {
        let now = try #require(afterwards)
        #expect(WireFiles.statuses.count == 967)
        for line in WireFiles.statuses {
            let agency = try #require(try WireFiles.agency(line))
            let event = try EventDecoder.decode(line[...], from: agency, at: now)
            guard case .status = event.matter else {
                Issue.record("\(event.id) is no status")
                continue
            }
        }
    }

    @Test func `has 60 bad lines, each of which gets the code and field it expects`() throws {
        let now = try #require(afterwards)
        let records = try WireFiles.records("../Corpus/bad-2020.jsonl")
        #expect(records.count == 60)
        // What only the journal can tell, and what is stored, is read without a fault.
        let later = [200, 404, 409]
        for record in records {
            let why = record["why"] as? String ?? ""
            let expected = try #require(record["expect"] as? [String: Any])
            let name = (record["as"] as? String ?? "").dropFirst("agency:".count)
            let agency = try #require(AgencyID(String(name)))
            let line = WireFiles.raw(record)
            if later.contains(expected["code"] as? Int ?? 0) {
                _ = try EventDecoder.decode(line[...], from: agency, at: now)
                continue
            }
            let refusal = #expect(throws: EventRefusal.self, "\(why)") {
                try EventDecoder.decode(line[...], from: agency, at: now)
            }
            #expect(refusal?.code == expected["code"] as? Int, "\(why)")
            #expect(refusal?.field == expected["field"] as? String, "\(why)")
        }
    }

    @Test func `has the same content when Foundation writes it in another way`() throws {
        let now = try #require(afterwards)
        for line in WireFiles.requests.prefix(100) {
            let agency = try #require(try WireFiles.agency(line))
            let object = try JSONSerialization.jsonObject(with: Data(line))
            let other = try JSONSerialization.data(
                withJSONObject: object,
                options: [.prettyPrinted, .sortedKeys]
            )
            let one = try EventDecoder.decode(line[...], from: agency, at: now)
            let same = try EventDecoder.decode([UInt8](other)[...], from: agency, at: now)
            #expect(one == same)
        }
    }
}

@Suite struct `Any bytes` {
    private func read(_ line: ArraySlice<UInt8>, _ agency: AgencyID, _ now: Moment) -> Bool {
        do throws(EventRefusal) {
            _ = try EventDecoder.decode(line, from: agency, at: now)
            return true
        } catch {
            return false
        }
    }

    @Test func `that a line begins with are answered, and none but the whole is good`() throws {
        let now = try #require(afterwards)
        for line in WireFiles.requests.prefix(20) {
            let agency = try #require(try WireFiles.agency(line))
            for length in line.indices {
                #expect(!read(line[..<length], agency, now))
            }
            #expect(read(line[...], agency, now))
        }
    }

    @Test func `with one byte changed are answered`() throws {
        let now = try #require(afterwards)
        let values: [UInt8] = [0x00, 0x22, 0x5C, 0x7B, 0x5D, 0x2C, 0x39, 0x80, 0xC3, 0xF4, 0xFF]
        var answered = 0
        for line in WireFiles.requests.prefix(4) + WireFiles.statuses.prefix(1) {
            let agency = try #require(try WireFiles.agency(line))
            for place in line.indices {
                for value in values {
                    var changed = line
                    changed[place] = value
                    _ = read(changed[...], agency, now)
                    answered += 1
                }
                var flipped = line
                flipped[place] ^= 1 << UInt8(place % 8)
                _ = read(flipped[...], agency, now)
            }
        }
        #expect(answered > 30_000)
    }

    @Test func `drawn at random from those of JSON are answered`() throws {
        let now = try #require(afterwards)
        let agency = try #require(AgencyID("1819"))
        let alphabet = Array("{}[]\":,\\u0dDeE-+.1 ntf\u{1}é😀".utf8)
        var state: UInt64 = 2020
        for _ in 0..<20_000 {
            var line: [UInt8] = []
            for _ in 0..<24 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                line.append(alphabet[Int(state >> 33) % alphabet.count])
            }
            #expect(!read(line[...], agency, now))
        }
    }
}
