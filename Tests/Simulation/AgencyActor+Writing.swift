import Referrals
import Wire

extension AgencyActor {
    /// What stands in every event that names a person: nobody but an accepting partner may ever read it.
    static let secret = "Zazie"

    /// A line that kills every dispatcher that opens it.
    static let killer = "x_kills"

    /// Puts the next event into the outbox, and now and then a bad twin of an older one.
    mutating func write(at now: Moment) {
        if swarm.hasConflicts, chance.percent(10), let old = outbox.last {
            return put(request(old.id, reference(isNew: true), at: now), old.id)
        }
        let id = "e\(made)"
        if swarm.hasStatuses, chance.percent(35) {
            // A status may overtake its request.
            let isEarly = references.isEmpty || chance.percent(25)
            let reference = isEarly ? "r\(references.count)" : chance.pick(references)
            put(status(id, reference, at: now), id)
            guard isEarly else { return }
            put(request(id + "r", self.reference(isNew: true), at: now), id + "r")
        } else if swarm.hasCorrections, chance.percent(25), let old = outbox.first {
            // What was sent lately is with a partner more often than not.
            let target = chance.percent(60) ? chance.pick(Array(outbox.suffix(3))) : old
            put(correction(id, target.id, at: now), id)
        } else {
            put(request(id, reference(isNew: chance.percent(75)), at: now), id)
        }
    }

    private mutating func put(_ line: String, _ id: String) {
        let lane: Lane = swarm.hasBulk && chance.percent(40) ? .bulk : .live
        outbox.append(Outgoing(id: id, line: Array(line.utf8), lane: lane))
    }

    private mutating func reference(isNew: Bool) -> String {
        if !isNew, !references.isEmpty { return chance.pick(references) }
        references.append("r\(references.count)")
        return references[references.count - 1]
    }

    private func event(_ id: String, _ type: EventType, _ data: String, at now: Moment) -> String {
        """
        {"specversion":"1.0","id":"\(id)","source":"urn:relais:agency:\(name)",\
        "type":"\(type.name)","time":"\(now.rfc3339)","data":{\(data)}}
        """
    }

    private mutating func request(_ id: String, _ reference: String, at now: Moment) -> String {
        let codes = [
            "treasury.vat", "treasury.rent", "psychological.distress", "legal.lease", "info",
        ]
        var chosen = [chance.pick(codes)]
        if chance.percent(35) { chosen.append(chance.pick(codes.filter { $0 != chosen[0] })) }
        let needs = chosen.map { code in
            let urgency = chance.pick(["urgent", "soon", "normal"])
            return #"{"code":"\#(code)","urgency":"\#(urgency)","note":"\#(AgencyActor.secret) n"}"#
        }
        let scope = chance.percent(85) ? #""treasury","psychological","legal","info""# : #""info""#
        var enterprise = ""
        if chance.percent(50) { enterprise = "\"enterprise\":{\"bce\":\"\(number())\"}," }
        let kills = swarm.hasKillers && chance.percent(12)
        return event(
            id,
            .referral,
            """
            "agency_ref":"\(reference)","channel":"phone","language":"fr",\
            \(kills ? "\"\(AgencyActor.killer)\":1," : "")\
            "person":{"name":"\(AgencyActor.secret) \(index)","phone":"+32470008585"},\(enterprise)\
            "needs":[\(needs.joined(separator: ","))],\
            "consent":{"scope":[\(scope)],"how":"oral","at":"\(now.rfc3339)"}
            """,
            at: now
        )
    }

    /// One of a few enterprise numbers, so that cases are found again.
    private mutating func number() -> String {
        let head = 9_990_010 + chance.below(6)
        let check = 97 - head % 97
        return "0\(head)" + (check < 10 ? "0\(check)" : "\(check)")
    }

    private mutating func status(_ id: String, _ reference: String, at now: Moment) -> String {
        let kinds = [
            #""contacted","result":"reached""#, #""contacted","result":"no_answer""#,
            #""withdrawn","reason":"no_longer_needed""#, #""consent_withdrawn""#,
            #""consent_given","scope":["treasury","psychological","legal"],"how":"oral""#,
            #""closed","outcome":"no_longer_needed""#, #""phase","phase":"difficulty""#,
        ]
        let data =
            #""agency_ref":"\#(reference)","at":"\#(now.rfc3339)","status":\#(chance.pick(kinds))"#
        return event(id, .status, data, at: now)
    }

    private mutating func correction(_ id: String, _ target: String, at now: Moment) -> String {
        let patches = [
            #"{"language":"nl"}"#, #"{"note":"\#(AgencyActor.secret) again"}"#,
            #"{"needs":[{"code":"treasury.rent"},{"code":"info"}]}"#, "null",
            #"{"language":"xx9"}"#, #"{"consent":{"scope":["info"]}}"#,
            #"{"consent":{"scope":["treasury","psychological","legal","info"]}}"#,
            #"{"consent":{"scope":["legal"]}}"#, #"{"consent":{"scope":["psychological"]}}"#,
            #"{"scope":["treasury"]}"#, #"{"enterprise":{"bce":"\#(number())"}}"#,
            #"{"enterprise":null}"#,
        ]
        let data = #""of":"\#(target)","patch":\#(chance.pick(patches)),"reason":"typo""#
        return event(id, .correction, data, at: now)
    }
}
