public import Referrals
import Triage

extension Leg {
    /// The offers of it that are out, in the order in which they were made; one, unless it was widened.
    public var openOffers: [OpenOffer] {
        switch state {
        case .waiting(let waiting): waiting.offers
        case .offered(let assignment, let answerBy):
            [OpenOffer(assignment: assignment, answerBy: answerBy)]
        case .accepted, .inProgress, .onHold, .cancelRequested, .closed: []
        }
    }

    /// The offer of this number, while it is out.
    public func openOffer(under lease: LeaseID) -> OpenOffer? {
        switch state {
        case .waiting(let waiting): waiting.offers.first { $0.assignment.lease == lease }
        case .offered(let assignment, let answerBy):
            assignment.lease == lease
                ? OpenOffer(assignment: assignment, answerBy: answerBy) : nil
        case .accepted, .inProgress, .onHold, .cancelRequested, .closed: nil
        }
    }

    /// The queues that have it before anybody has accepted: those it stands in and those it is offered from.
    public var queues: [QueueID] { state.queues }
}

extension Leg.State {
    /// The queues that have the leg before anybody has accepted.
    var queues: [QueueID] {
        switch self {
        case .waiting(let waiting):
            var queues = waiting.queue.map { [$0] } ?? []
            queues += waiting.also
            for offer in waiting.offers where !queues.contains(offer.assignment.queue) {
                queues.append(offer.assignment.queue)
            }
            return queues
        case .offered(let assignment, _): return [assignment.queue]
        case .accepted, .inProgress, .onHold, .cancelRequested, .closed: return []
        }
    }
}
