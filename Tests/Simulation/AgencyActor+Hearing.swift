import Referrals
import Wire

extension AgencyActor {
    /// What an answer means for the outbox.
    mutating func hear(_ reply: Reply, at now: Moment) -> [Client.Effect] {
        guard let seq = reply.re else { return [] }
        if asked.removeValue(forKey: seq) != nil {
            return read(reply)
        }
        guard let parcel = underWay.removeValue(forKey: seq) else { return [] }
        if reply.kind == "error" {
            let error = reply.text("error") ?? ""
            let wait = Span.milliseconds(Int64(reply.integer("retry_after_ms") ?? 1_000))
            for place in parcel.places where outbox[place].stage == .underWay {
                outbox[place].stage = .waiting(now + wait)
            }
            let isExpected = ["window", "draining", "not_ready"].contains(error)
            return isExpected ? [] : [.saw(.fault("\(name) was answered \(error) on a publish"))]
        }
        guard reply.kind == "receipt", reply.lines.count == parcel.places.count else {
            return [.saw(.fault("\(name) published and was answered \(reply.kind)"))]
        }
        var effects: [Client.Effect] = []
        for (index, line) in reply.lines.enumerated() {
            let place = parcel.places[index]
            let seen = receipt(line, place, seq, parcel.lane, index)
            effects.append(.saw(.receipt(seen)))
            if seen.error == "disk_full" { effects.append(.saw(.rarity(.diskFull))) }
            if let point = seen.point, point.position > known?.position ?? .origin { known = point }
            settle(place, seen, line.integer("retry_after_ms"), at: now, &effects)
        }
        return effects
    }

    /// What became of its cases, as far as it asked.
    private mutating func read(_ reply: Reply) -> [Client.Effect] {
        var effects: [Client.Effect] = []
        for line in reply.lines {
            guard let cursor = line.text("cursor"), let place = UInt64(cursor) else { continue }
            effects.append(.saw(.told(Position(place))))
            guard isRepeating, reply.kind == "progress" else { continue }
            if let before = self.cursor.flatMap({ UInt64($0) }), before >= place {
                effects.append(.saw(.fault("\(name) is told twice what happened at \(place)")))
            }
            self.cursor = cursor
            let leg = line.text("leg") ?? ""
            effects.append(.saw(.progress(name, type: line.text("type") ?? "", leg: leg)))
        }
        if isRepeating, reply.kind == "progress", reply.lines.isEmpty { hasRead = true }
        return effects
    }

    private mutating func settle(
        _ place: Int,
        _ seen: ReceiptSeen,
        _ retryAfter: Int?,
        at now: Moment,
        _ effects: inout [Client.Effect]
    ) {
        if case .settled = outbox[place].stage { return }
        switch seen.code {
        case 300..<400, 500...:
            outbox[place].deferrals += 1
            let isHopeless = isHealed && outbox[place].deferrals > 8
            let wait = Span.milliseconds(Int64(retryAfter ?? 5_000))
            outbox[place].stage =
                isHopeless ? .settled(code: seen.code) : .waiting(now + min(wait, .seconds(20)))
        default:
            if seen.code == 200, outbox[place].deferrals > 0 {
                effects.append(.saw(.rarity(.deferredThenStored)))
            }
            outbox[place].stage = .settled(code: seen.code)
            // A forgetful outbox sends once more what it has a receipt for.
            if swarm.has(.repeating), !isHealed, chance.percent(20) {
                outbox[place].stage = .waiting(
                    now + chance.span(from: .seconds(1), mean: .minutes(3))
                )
            }
        }
    }

    private func receipt(
        _ line: JSONDocument,
        _ place: Int,
        _ seq: Int,
        _ lane: Lane,
        _ index: Int
    ) -> ReceiptSeen {
        var first = ""
        if let node = line.member("first", of: line.root), let file = line.member("case", of: node)
        {
            first = line.string(file) ?? ""
            if let legs = line.member("legs", of: node) {
                for leg in line.items(of: legs) {
                    first += " " + (line.member("leg", of: leg).flatMap { line.string($0) } ?? "")
                }
            }
        }
        var point: JournalPoint?
        if let node = line.member("journal", of: line.root),
            let position = line.member("position", of: node).flatMap({ line.integer($0) }),
            let head = line.member("head", of: node).flatMap({ line.string($0) })
                .flatMap({ Digest(hexadecimal: $0) })
        {
            point = JournalPoint(
                journal: ModelDisk.journal,
                position: Position(UInt64(position)),
                head: head
            )
        }
        return ReceiptSeen(
            agency: name,
            seq: seq,
            lane: lane,
            id: outbox[place].id,
            line: outbox[place].line,
            place: index,
            code: line.integer("code") ?? 0,
            error: line.text("error"),
            isHeld: line.text("status") == "held",
            isErased: line.member("erased", of: line.root).map { line.bool($0) == true } ?? false,
            first: first,
            point: point,
            isRepeat: isRepeating
        )
    }
}
