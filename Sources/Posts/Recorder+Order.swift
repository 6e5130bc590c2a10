import Exchange
import Referrals
import Triage
import Wire

/// An order to put other rules in force.
struct Activation: Sendable {
    var ticket: Ticket
    var command: OrderCommand
    var isDryRun: Bool
}

extension Recorder {
    /// A supervisor's order: decided by the exchange, but for the rules, whose files are read first.
    mutating func order(_ put: Put, _ inquiry: OrderInquiry, at instant: Instant) -> [Effect] {
        guard case .supervisor(let supervisor) = put.principal else {
            preconditionFailure("only supervisors come in by the control")
        }
        let command: OrderCommand
        do throws(OrderFault) {
            command = OrderCommand(
                supervisor: supervisor,
                order: try inquiry.order(),
                reason: inquiry.reason,
                key: inquiry.key
            )
        } catch {
            reply(put.ticket, .error(error.message))
            return []
        }
        do throws(Refusal) {
            let facts = try board.decide(.order(command), at: instant.wall)
            guard !facts.isEmpty else {
                carryOut(facts, put.ticket, isDryRun: inquiry.isDryRun)
                return []
            }
            if command.order == .activate {
                let activation = Activation(
                    ticket: put.ticket,
                    command: command,
                    isDryRun: inquiry.isDryRun
                )
                return [.readBundle(read(.activation(activation)))]
            }
            if case .activateAgain(let bundle) = command.order {
                let activation = Activation(
                    ticket: put.ticket,
                    command: command,
                    isDryRun: inquiry.isDryRun
                )
                activateAgain(bundle, activation)
                return []
            }
            if command.order == .acceptClock {
                acceptClock(put.ticket, ordered: facts[0], isDryRun: inquiry.isDryRun)
                return []
            }
            if case .erase(let caseID) = command.order {
                // Who has words of it only the journal knows.
                let erasure = Reading.erasure(put.ticket, command, isDryRun: inquiry.isDryRun)
                hold(.journal(.readAt(read(erasure), history(of: caseID))))
                return []
            }
            carryOut(facts, put.ticket, isDryRun: inquiry.isDryRun)
        } catch {
            reply(put.ticket, .error(ErrorMessage(error, of: command.order)))
        }
        return []
    }

    /// Has the files of a bundle that was in force before read out of the journal.
    private mutating func activateAgain(_ bundle: EarlierBundle, _ activation: Activation) {
        do throws(Switchboard.NoSuchBundle) {
            let position = try board.activation(of: bundle).position
            hold(.journal(.readAt(read(.activation(activation)), [position])))
        } catch {
            let detail =
                switch error {
                case .unknown: "no such bundle was ever in force: relais triage bundles lists them"
                case .ambiguous(let count): "\(count) bundles begin so: give more digits"
                }
            reply(
                activation.ticket,
                .error(ErrorMessage(.notFound, detail: detail, field: "/bundle"))
            )
        }
    }

    /// Has the files of a bundle judged that the journal has told.
    mutating func judge(_ activation: Activation?, _ facts: [PositionedFact]) -> [Effect] {
        guard let fact = facts.first?.fact, case .bundleActivated(let files) = fact.matter else {
            preconditionFailure("the journal tells of a bundle where one came into force")
        }
        return [.readBundle(read(.activation(activation)), files)]
    }

    /// Goes on with an erasure, now that the facts of its journey are known.
    mutating func erase(
        _ command: OrderCommand,
        knowing facts: [PositionedFact],
        _ ticket: Ticket,
        isDryRun: Bool,
        at now: Moment
    ) {
        var command = command
        command.known = facts.map(\.fact)
        if case .erase(let caseID) = command.order {
            // What has come meanwhile, another case of the journey perhaps, may tell of others who have words of it.
            let history = history(of: caseID)
            guard Set(history).isSubset(of: facts.map(\.position)) else {
                let erasure = Reading.erasure(ticket, command, isDryRun: isDryRun)
                return hold(.journal(.readAt(read(erasure), history)))
            }
        }
        do throws(Refusal) {
            carryOut(try board.decide(.order(command), at: now), ticket, isDryRun: isDryRun)
        } catch {
            reply(ticket, .error(ErrorMessage(error, of: command.order)))
        }
    }

    /// Where the facts of a case's whole journey stand, each place once: a merge is told of both cases.
    private func history(of caseID: CaseID) -> [Position] {
        Set(board.journey(of: caseID).flatMap(\.history)).sorted()
    }

    /// Does what was decided on an order, or only tells what it would be.
    private mutating func carryOut(_ facts: [Fact], _ ticket: Ticket, isDryRun: Bool) {
        guard !facts.isEmpty else {
            return reply(ticket, .done(code: 202, isChanged: false, words: []))
        }
        let words = OrderWords(board: board, isDryRun: isDryRun).sentences(on: facts)
        if !isDryRun { record(facts) }
        reply(ticket, .done(code: 200, isChanged: facts.count > 1, words: words))
    }
}

extension ErrorMessage {
    /// What the exchange refused of an order, with the argument it concerns and what can be done.
    init(_ refusal: Refusal, of order: SupervisorOrder) {
        let field: String?
        let detail: String
        switch refusal {
        case .queueUnknown:
            field = order.verb == .reroute ? "/to" : "/queue"
            detail = "the directory has no such queue: relais queue ls shows them all"
        case .lastResort:
            field = "/queue"
            detail =
                "what nobody else takes waits here: it is never closed; end its workers instead"
        case .untilPassed:
            field = "/until"
            detail = "until has passed: name a time ahead, or leave it out"
        case .queueDrains:
            field = "/to"
            detail = "that queue takes nothing at the moment: resume it first, or name another"
        case .noConsent:
            field = "/to"
            detail = "the person's consent does not admit that partner: the agency must ask first"
        case .unwanted(let partner):
            field = "/to"
            detail = "the person asked that \(partner) not get it: name another"
        case .refusedBefore:
            field = "/to"
            detail = "that partner has refused this leg: name another, or replay it with again"
        case .notNow(let state, let allowed):
            field = "/leg"
            let verbs = allowed.map(\.name).joined(separator: " ")
            detail =
                "it is \(state.name); what may be ordered of it: \(verbs.isEmpty ? "nothing" : verbs)"
        case .idReused:
            field = "/key"
            detail = "the key stands for another order, which was carried out: take a new one"
        case .legUnknown:
            field = "/leg"
            detail = "there is no such leg: relais case show shows those of a case"
        case .caseUnknown:
            field = "/case"
            detail = "there is no such case, or it was erased"
        case .legsOpen:
            field = "/case"
            detail = "a leg of it is open: withdraw the case first, or close the leg"
        case .cannotMerge:
            field = "/into"
            detail = "they are one case, or one is a trial, or the first goes on elsewhere already"
        case .enterpriseDiffers:
            field = "/into"
            detail =
                "they are of different enterprises: look at both again; if they are one journey all the"
                + " same, order it with different, and no leg of one ends for the other's"
        case .referenceNotYetKnown, .referenceUnknown, .ambiguous,
            .eventUnknown, .notCorrectable, .leaseLost, .wrongState, .partnerUnknown, .caseFull,
            .holdTooLong:
            field = nil
            detail = refusal.name.says
        }
        self.init(refusal.name, detail: detail, field: field)
    }
}
