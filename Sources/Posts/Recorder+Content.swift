import Exchange
import Journal
import Referrals
import Wire

extension Recorder {
    /// The content a partner may have for a leg: the requests that ask for it, as they are now.
    ///
    /// What an agency wrote goes with that agency's own word: one that has withdrawn, or for which no consent
    /// admits the partner any more, is no reason for it to read what that one told, whoever else asks.
    func contentIDs(for id: LegID, to partner: PartnerID, at now: Moment) -> [ContentID] {
        guard let leg = board.leg(id), let file = board.cases[id.caseID],
            leg.state.engagement?.partner == partner
        else { return [] }
        return leg.requests.compactMap { request in
            let event = file.events[Int(request)]
            guard let content = event.content, leg.askedBy.contains(event.agency),
                file.admits(partner, to: leg, for: event.agency, at: now)
            else { return nil }
            return ContentID(caseID: file.id, ordinal: content)
        }
    }

    /// What a partner that has accepted is told: who it is, how to reach them, and the note of this need.
    ///
    /// A referral's own note goes along only if all its needs are of one family, or to the psychological
    /// leg: nobody reads what they need not. Whether the partner may have it is asked again, for it may
    /// have changed while the content was unsealed.
    func contentLine(
        for id: LegID,
        to partner: PartnerID,
        _ contents: [CaseContent],
        _ now: Moment
    ) -> ContentLine? {
        let ids = contentIDs(for: id, to: partner, at: now)
        guard let leg = board.leg(id), let file = board.cases[id.caseID] else { return nil }
        var parts: [ContentLine.Part] = []
        for request in leg.requests {
            let event = file.events[Int(request)]
            guard
                let content = contents.first(where: { content in
                    content.id.caseID == file.id && content.id.ordinal == event.content
                        && ids.contains(content.id)
                })
            else { continue }
            parts.append(
                ContentLine.Part(
                    agency: event.agency,
                    at: event.at,
                    content: content.bytes,
                    isHeld: event.kind == .held
                )
            )
        }
        guard !parts.isEmpty else { return nil }
        return ContentLine(revision: Int(file.revision), leg: id, need: leg.need, parts: parts)
    }
}

extension Case {
    /// Whether a partner may have what an agency wrote of a leg.
    ///
    /// The desk of last resort has what came to it because nobody else could take it, where the person
    /// agreed to help of that kind at all; a line that nothing could read is its alone.
    fileprivate func admits(
        _ partner: PartnerID,
        to leg: Leg,
        for agency: AgencyID,
        at now: Moment
    ) -> Bool {
        switch leg.hold {
        case .held: return true
        case .unrouted, .outOfRegion, .dead, .paused:
            return consentCovers(leg.need, askedBy: [agency], at: now)
        case nil, .awaitingAnswer, .noPartnerOpen, .allFull, .noConsumerConnected,
            .rateLimited, .blockedByConsent, .agencyDataMissing, .waitsForOtherLeg, .bulkLane:
            return consentAdmits(partner, need: leg.need, askedBy: [agency], at: now)
        }
    }
}
