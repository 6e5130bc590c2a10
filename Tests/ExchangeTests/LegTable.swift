/// What follows of every move of a leg, wherever it stands.
enum LegTable {
    static func of(_ stand: LegStand) -> MoveTable {
        switch stand {
        case .queued: queued
        case .blocked: blocked
        case .behind: behind
        case .unrouted: unrouted
        case .outside: outside
        case .widened: widened
        case .offeredToSeveral: offeredToSeveral
        case .offered: offered
        case .cancelRequested: cancelRequested
        case .closed: closed
        case .accepted: accepted
        case .inProgress: inProgress
        case .waitlisted: waitlisted
        case .waitingClient: waitingClient
        case .heldByPartner: heldByPartner
        case .exhausted: exhausted
        case .raised: raised
        case .raisedBlocked: raisedBlocked
        case .dead: dead
        case .held: held
        case .offeredToDesk: offeredToDesk
        case .raisedOffered: raisedOffered
        case .deadOffered: deadOffered
        case .heldOffered: heldOffered
        case .acceptedByDesk: acceptedByDesk
        case .heldAccepted: heldAccepted
        }
    }
}
