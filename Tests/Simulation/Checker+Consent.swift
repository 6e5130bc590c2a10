import Exchange
import Journal
import Referrals

extension Checker {
    /// Nothing is offered to a partner or accepted by it that what was said of consent does not carry.
    ///
    /// The desk of last resort is left out: what nobody may have comes to it.
    mutating func checkConsent() {
        var books: [CaseID: ConsentBook] = [:]
        var needs: [LegID: Need] = [:]
        var holders: [LegID: PartnerID] = [:]
        var correctedAt: (Moment, CaseID)?
        for fact in facts {
            switch fact.matter {
            case .requestStored(let stored):
                books[stored.caseID, default: ConsentBook()]
                    .said[stored.ordinal] = .asked(stored.consent)
            case .statusStored(let stored): books[stored.caseID]?.last = stored.ordinal
            case .consentGiven(let caseID, _, let consent):
                books[caseID]?.hear(.given(consent))
            case .consentWithdrawn(let caseID, let families, let partners):
                books[caseID]?.hear(.withdrawn(families, partners))
            case .corrected(let correction):
                let before = books[correction.caseID]?.said[correction.target]
                if before != correction.consent {
                    count(.consentCorrected)
                    correctedAt = (fact.at, correction.caseID)
                }
                books[correction.caseID]?.said[correction.target] = correction.consent
            case .legOpened(let opened): needs[opened.leg] = opened.need
            case .offered(let offer):
                holders[offer.leg] = offer.partner
                check(offer.leg, offer.partner, "offered", books, needs)
            case .accepted(let accepted):
                guard let partner = holders[accepted.leg] else { continue }
                check(accepted.leg, partner, "accepted", books, needs)
            case .assignmentEnded(let ended):
                guard let (at, caseID) = correctedAt, ended.reason == .recalled, at == fact.at,
                    caseID == ended.leg.caseID
                else { continue }
                count(.correctionRecalled)
            default: continue
            }
        }
        var named: Set<ConsentBook.Place> = []
        for row in disk.lookups {
            guard let event = row.event else { continue }
            let isNew = named.insert(ConsentBook.Place(caseID: row.caseID, event: event)).inserted
            if !isNew || row.key == nil { count(.numberCorrected) }
        }
    }

    private mutating func check(
        _ leg: LegID,
        _ partner: PartnerID,
        _ verb: String,
        _ books: [CaseID: ConsentBook],
        _ needs: [LegID: Need]
    ) {
        guard partner != Rules.partner("desk"), let need = needs[leg] else { return }
        if books[leg.caseID]?.carries(need.family) != true {
            fault("\(leg) was \(verb) to \(partner), and no consent carries it")
        }
    }
}

/// What was said of consent in one case, by the number of the event that said it.
private struct ConsentBook {
    var said: [UInt16: ConsentSaid.Matter] = [:]
    /// The number of the status stored last.
    var last: UInt16 = 0

    /// One event of one case.
    struct Place: Hashable {
        var caseID: CaseID
        var event: UInt16
    }

    mutating func hear(_ matter: ConsentSaid.Matter) { said[last] = matter }

    /// Whether some agency was given a consent for a family that was not withdrawn after.
    func carries(_ family: NeedFamily) -> Bool {
        said.contains { event, matter in
            guard let consent = matter.agreed, consent.scope.covers(family) else { return false }
            return !said.contains { later, other in
                later > event && other.withdraws(family)
            }
        }
    }
}

extension ConsentSaid.Matter {
    fileprivate var agreed: Consent? {
        switch self {
        case .asked(let consent), .given(let consent): consent
        case .withdrawn: nil
        }
    }

    fileprivate func withdraws(_ family: NeedFamily) -> Bool {
        guard case .withdrawn(let families, nil) = self else { return false }
        return families?.covers(family) ?? true
    }
}
