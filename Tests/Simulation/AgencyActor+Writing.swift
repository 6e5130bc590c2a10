import Referrals
import Wire

extension AgencyActor {
    /// What stands in every event that names a person: nobody but an accepting partner may ever read it.
    static let secret = "Zazie"

    /// A line that kills every dispatcher that opens it.
    static let killer = "x_kills"

    /// Puts the next event into the outbox, and now and then a bad twin of an older one.
    mutating func write(with lot: inout Chance, at now: Moment) {
        if swarm.has(.conflict), lot.percent(10), let old = outbox.last {
            let other = request(old.id, reference(isNew: true, &lot), &lot, at: now)
            return put(other, old.id, &lot)
        }
        let id = "e\(made)"
        if swarm.has(.status), lot.percent(35) {
            // A status may overtake its request.
            let isEarly = references.isEmpty || lot.percent(25)
            let reference = isEarly ? "r\(references.count)" : lot.pick(references)
            put(status(id, reference, &lot, at: now), id, &lot)
            guard isEarly else { return }
            let late = id + "r"
            put(request(late, self.reference(isNew: true, &lot), &lot, at: now), late, &lot)
        } else if swarm.has(.correction), lot.percent(25), let old = outbox.first {
            // What was sent lately is with a partner more often than not.
            let target = lot.percent(60) ? lot.pick(Array(outbox.suffix(3))) : old
            put(correction(id, target.id, &lot, at: now), id, &lot)
        } else {
            let reference = reference(isNew: lot.percent(swarm.has(.sharper) ? 45 : 75), &lot)
            put(request(id, reference, &lot, at: now), id, &lot)
        }
    }

    private mutating func put(_ line: String, _ id: String, _ lot: inout Chance) {
        let lane: Lane = swarm.has(.bulk) && lot.percent(40) ? .bulk : .live
        outbox.append(Outgoing(id: id, line: Array(line.utf8), lane: lane))
    }

    private mutating func reference(isNew: Bool, _ lot: inout Chance) -> String {
        if !isNew, !references.isEmpty { return lot.pick(references) }
        references.append("r\(references.count)")
        return references[references.count - 1]
    }

    private func event(_ id: String, _ type: EventType, _ data: String, at now: Moment) -> String {
        """
        {"specversion":"1.0","id":"\(id)","source":"urn:relais:agency:\(name)",\
        "type":"\(type.name)","time":"\(now.rfc3339)","data":{\(data)}}
        """
    }

    private func request(
        _ id: String,
        _ reference: String,
        _ lot: inout Chance,
        at now: Moment
    ) -> String {
        let codes = [
            "treasury.vat", "treasury.rent", "psychological.distress", "legal.lease", "info",
        ]
        var chosen = [lot.pick(codes)]
        if lot.percent(35) { chosen.append(lot.pick(codes.filter { $0 != chosen[0] })) }
        let needs = chosen.map { code in
            let urgency = lot.pick(urgencies)
            return #"{"code":"\#(code)","urgency":"\#(urgency)","note":"\#(AgencyActor.secret) n"}"#
        }
        let scope = lot.percent(85) ? #""treasury","psychological","legal","info""# : #""info""#
        var enterprise = ""
        if lot.percent(50) { enterprise = "\"enterprise\":{\"bce\":\"\(number(&lot))\"}," }
        let kills = swarm.has(.killer) && lot.percent(12)
        var wish = ""
        if swarm.has(.wish), lot.percent(40) {
            wish = "\"exclude_partners\":[\"\(lot.pick(["alfa", "bravo", "charlie"]))\"],"
        }
        var language = "\"fr\""
        if swarm.has(.tongues) {
            language = lot.pick(["\"fr\"", "\"nl\"", "\"en\""])
            if lot.percent(20) { language += ",\"interpreter_needed\":true" }
        }
        let legal = swarm.has(.law) && lot.percent(60) ? "\"legal\":\(legal(&lot, at: now))," : ""
        return event(
            id,
            .referral,
            """
            "agency_ref":"\(reference)","channel":"phone","language":\(language),\(legal)\
            \(kills ? "\"\(AgencyActor.killer)\":1," : "")\
            "person":{"name":"\(AgencyActor.secret) \(index)","phone":"+32470008585"},\(enterprise)\
            \(wish)"needs":[\(needs.joined(separator: ","))],\
            "consent":{"scope":[\(scope)],"how":"oral","at":"\(now.rfc3339)"}
            """,
            at: now
        )
    }

    /// How urgent a need may be: where it becomes so, it is a matter of life now and then.
    private var urgencies: [String] {
        swarm.has(.sharper)
            ? ["normal", "normal", "soon", "urgent", "crisis", "crisis"]
            : ["urgent", "soon", "normal"]
    }

    /// Where an enterprise stands before the law, and mostly when it ceased to pay: about a month ago.
    private func legal(_ lot: inout Chance, at now: Moment) -> String {
        let day = BrusselsTime.date(at: now).advanced(by: -Int64(lot.within(22...34)))
        let state = lot.pick(["alarm_signals", "alarm_signals", "normal", "bankrupt"])
        let month = (day.month < 10 ? "-0" : "-") + "\(day.month)"
        let text = "\(day.year)\(month)" + (day.day < 10 ? "-0" : "-") + "\(day.day)"
        let date = lot.percent(80) ? ",\"cessation_date\":\"\(text)\"" : ""
        let since = state == "bankrupt" ? ",\"as_of\":\"\(text)\"" : ""
        return "{\"state\":\"\(state)\"\(date)\(since)}"
    }

    /// One of a few enterprise numbers, so that cases are found again.
    private func number(_ lot: inout Chance) -> String {
        let head = 9_990_010 + lot.below(6)
        let check = 97 - head % 97
        return "0\(head)" + (check < 10 ? "0\(check)" : "\(check)")
    }

    private func status(
        _ id: String,
        _ reference: String,
        _ lot: inout Chance,
        at now: Moment
    ) -> String {
        let kinds = [
            #""contacted","result":"reached""#, #""contacted","result":"no_answer""#,
            #""withdrawn","reason":"no_longer_needed""#, #""consent_withdrawn""#,
            #""consent_given","scope":["treasury","psychological","legal"],"how":"oral""#,
            #""closed","outcome":"no_longer_needed""#, #""phase","phase":"difficulty""#,
        ]
        let data =
            #""agency_ref":"\#(reference)","at":"\#(now.rfc3339)","status":\#(lot.pick(kinds))"#
        return event(id, .status, data, at: now)
    }

    private func correction(
        _ id: String,
        _ target: String,
        _ lot: inout Chance,
        at now: Moment
    ) -> String {
        var patches = [
            #"{"language":"nl"}"#, #"{"note":"\#(AgencyActor.secret) again"}"#,
            #"{"needs":[{"code":"treasury.rent"},{"code":"info"}]}"#, "null",
            #"{"language":"xx9"}"#, #"{"consent":{"scope":["info"]}}"#,
            #"{"consent":{"scope":["treasury","psychological","legal","info"]}}"#,
            #"{"consent":{"scope":["legal"]}}"#, #"{"consent":{"scope":["psychological"]}}"#,
            #"{"scope":["treasury"]}"#, #"{"enterprise":{"bce":"\#(number(&lot))"}}"#,
            #"{"enterprise":null}"#,
        ]
        if swarm.has(.sharper) {
            patches += [
                #"{"needs":[{"code":"treasury.vat","urgency":"crisis"}]}"#,
                #"{"needs":[{"code":"info","urgency":"urgent"},{"code":"legal.lease","urgency":"crisis"}]}"#,
            ]
        }
        if swarm.has(.law) {
            patches += [
                "{\"legal\":\(legal(&lot, at: now))}", #"{"legal":{"state":"bankrupt"}}"#,
            ]
        }
        let data = #""of":"\#(target)","patch":\#(lot.pick(patches)),"reason":"typo""#
        return event(id, .correction, data, at: now)
    }
}
