import Exchange
import Journal
import Referrals
import Triage

/// A record as the version of the codec before this one wrote it, for the facts that it could write.
enum OldSpelling {
    /// The record in the old version; nil when that had no words for it.
    static func of(_ record: JournalRecord) -> JournalRecord? {
        do throws(CodecFault) {
            let fact = try FactCodec.decode(record.body, version: record.version)
            guard let body = body(of: fact, record.body),
                try FactCodec.decode(body, version: 1) == fact
            else { return nil }
            return JournalRecord(
                version: 1,
                body: body,
                contents: record.contents,
                lookups: record.lookups,
                event: record.event
            )
        } catch {
            return nil
        }
    }

    private static func body(of fact: Fact, _ bytes: [UInt8]) -> [UInt8]? {
        switch fact.matter {
        case .legOpened(let opened):
            guard opened.lane == .live, opened.after.isEmpty, opened.terms.clock == .wall,
                opened.terms.ladder.isEmpty, let place = clockPlace(in: fact, opened, bytes)
            else { return nil }
            return Array((bytes[..<place] + bytes[(place + 2)...]).dropLast(2))
        case .legPlaced(let placed):
            return placed.also.isEmpty && placed.due == nil ? bytes.dropLast() : nil
        case .accepted(let accepted): return accepted.day == nil ? bytes.dropLast() : nil
        case .ordered(let order): return order.subject.isEmpty ? bytes.dropLast() : nil
        case .lineHeld, .stepped, .queueSet, .surgeSet, .clockAccepted, .casesMerged, .died,
            .replayed, .caseErased, .erasureAsked, .legSharpened, .cessationTold, .bankruptcyTold,
            .partnersExcluded,
            .noteRead:
            return nil
        default: return bytes
        }
    }

    /// Where a leg's bytes tell which clock its deadlines run on: there the same leg on the other clock differs.
    private static func clockPlace(in fact: Fact, _ opened: LegOpened, _ bytes: [UInt8]) -> Int? {
        var other = opened
        other.terms.clock = .hours
        var turned = fact
        turned.matter = .legOpened(other)
        let differing = FactCodec.encode(turned)
        return bytes.indices.first { bytes[$0] != differing[$0] }
    }
}
