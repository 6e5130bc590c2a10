import Exchange
import Journal
import Referrals
import Triage
import Wire

/// A receipt in the making: finished at the end of the turn, when it is known what was handed out.
struct Draft: Sendable {
    var ticket: Ticket
    var lines: [Line]

    /// One event's receipt in the making.
    struct Line: Sendable {
        var line: Int
        var id: String?
        var isCrisis: Bool
        var outcome: Outcome
    }

    enum Outcome: Sendable {
        case stored(TakenID, code: Int)
        case erased
        case held(TakenID, code: Int)
        case wouldStore
        case refused(EventRefusal)
    }
}

/// A message whose events are being stored, one after the other.
struct Publishing: Sendable {
    var put: Put
    var agency: AgencyID
    var isDryRun: Bool
    var lane: Lane
    var verdict: WorkVerdict
    var draft: Draft
    /// The content of the event that the next line corrects, once it was unsealed.
    var target: CaseContent?
    /// Whether that content was asked for and does not exist any more.
    var isTargetGone = false
}

extension Recorder {
    /// Stores the events of one message, in order; judged under another bundle, it is given back.
    mutating func publish(
        _ put: Put,
        _ inquiry: PublishInquiry,
        _ verdict: WorkVerdict,
        at now: Moment
    ) -> [Effect] {
        guard case .agency(let agency) = put.principal else {
            preconditionFailure("only agencies come in by the intake")
        }
        if behind[agency] != nil {
            behind[agency]?.append(put)
            return []
        }
        guard isInOrder(put.ticket, of: agency, under: verdict.bundle) else {
            return [.judgeAgain(put.ticket)]
        }
        let publishing = Publishing(
            put: put,
            agency: agency,
            isDryRun: inquiry.isDryRun,
            lane: inquiry.lane,
            verdict: verdict,
            draft: Draft(ticket: put.ticket, lines: []),
            target: nil
        )
        guard let known = inquiry.known else { return proceed(publishing, at: now) }
        switch witness(known) {
        case .held:
            return proceed(publishing, at: now)
        case .behind:
            tellBehind(put)
            return []
        case .asked:
            behind[agency] = []
            return [.journal(.readHead(read(.witnessed(publishing, known)), known.position))]
        }
    }

    /// What an agency sent while a message of its own waited for the journal goes on, in order.
    mutating func goOn(behind agency: AgencyID, at now: Moment) -> [Effect] {
        guard !behind.isEmpty, let waiting = behind.removeValue(forKey: agency) else { return [] }
        var rest = waiting[...]
        var effects: [Effect] = []
        while let put = rest.popFirst() {
            guard case .publish(let inquiry, let verdict) = put.ask else {
                preconditionFailure("only what is published has an order")
            }
            effects += publish(put, inquiry, verdict, at: now)
            if let later = behind[agency] {
                behind[agency] = later + rest
                break
            }
        }
        return effects
    }

    /// Whether a message may be decided now: judged under the bundle in force, and none before it given back.
    private mutating func isInOrder(
        _ ticket: Ticket,
        of agency: AgencyID,
        under bundle: Digest
    ) -> Bool {
        var waiting = givenBack[agency] ?? []
        waiting.remove(ticket)
        let isLater = waiting.contains { $0 < ticket }
        let isIn = bundle == board.bundle.address && !isLater
        if !isIn { waiting.insert(ticket) }
        givenBack[agency] = waiting.isEmpty ? nil : waiting
        return isIn
    }

    /// Goes on with a message until its end, or until a correction needs content that is sealed.
    ///
    /// Whatever the agency sends after it waits behind it: an agency's events are decided in its order.
    mutating func proceed(_ publishing: Publishing, at now: Moment) -> [Effect] {
        var publishing = publishing
        while publishing.draft.lines.count < publishing.verdict.lines.count {
            let judged = publishing.verdict.lines[publishing.draft.lines.count]
            if let sealed = sealedTarget(of: judged, publishing) {
                behind[publishing.agency] = behind[publishing.agency] ?? []
                return [.journal(.unseal(read(.correction(publishing)), [sealed]))]
            }
            let line = settle(judged, publishing, now)
            count(line)
            publishing.draft.lines.append(line)
            publishing.target = nil
            publishing.isTargetGone = false
        }
        unanswered.append(publishing.draft)
        return goOn(behind: publishing.agency, at: now)
    }

    private mutating func count(_ line: Draft.Line) {
        switch line.outcome {
        case .stored(_, 200), .held(_, 200): counts.stored += 1
        case .stored, .held, .erased: counts.repeated += 1
        case .wouldStore: break
        case .refused: counts.refused += 1
        }
    }

    private mutating func settle(
        _ judged: JudgedLine,
        _ publishing: Publishing,
        _ now: Moment
    ) -> Draft.Line {
        switch judged.outcome {
        case .event(let event, let judgement):
            let verdict = inForce(judgement, of: event, publishing, now)
            var line = Draft.Line(
                line: judged.line,
                id: event.id,
                isCrisis: verdict?.isCrisis ?? false,
                outcome: .wouldStore
            )
            settle(event, verdict, publishing, now, in: &line)
            return line
        case .refused(let refusal):
            return Draft.Line(
                line: judged.line,
                id: refusal.id,
                isCrisis: refusal.crisisReadable,
                outcome: settle(refusal, from: publishing.agency)
            )
        case .poison(let bytes):
            return Draft.Line(
                line: judged.line,
                id: nil,
                isCrisis: false,
                outcome: keep(
                    bytes,
                    from: publishing.agency,
                    isDryRun: publishing.isDryRun,
                    now
                )
            )
        }
    }

    /// The verdict by the bundle in force, which another may have become while the message waited.
    private func inForce(
        _ verdict: Verdict?,
        of event: AgencyEvent,
        _ publishing: Publishing,
        _ now: Moment
    ) -> Verdict? {
        guard publishing.verdict.bundle != board.bundle.address,
            case .referral(let referral) = event.matter
        else { return verdict }
        return board.bundle.verdict(for: referral, from: event.agency, at: now)
    }

    private mutating func settle(
        _ event: AgencyEvent,
        _ verdict: Verdict?,
        _ publishing: Publishing,
        _ now: Moment,
        in line: inout Draft.Line
    ) {
        let mark = fingerprint(event.id, event.content, from: event.agency)
        if let known = board.takenID(mark.key) {
            line.outcome = answer(known, mark)
            return
        }
        guard hasRoom else {
            line.outcome = .refused(EventRefusal(.diskFull, detail: noRoom))
            return
        }
        do throws(EventRefusal) {
            let command = try command(for: event, verdict, mark, publishing, now)
            line.isCrisis = line.isCrisis || command.isCrisis
            let facts: [Fact]
            do throws(Refusal) {
                facts = try board.decide(command, at: now)
            } catch {
                throw EventRefusal(error, of: event)
            }
            guard !publishing.isDryRun else { return }
            record(facts)
            guard let taken = board.takenID(mark.key) else {
                preconditionFailure("a stored event takes its id")
            }
            line.outcome = .stored(taken, code: 200)
        } catch {
            line.outcome = .refused(error)
        }
    }

    private func command(
        for event: AgencyEvent,
        _ verdict: Verdict?,
        _ mark: Fingerprint,
        _ publishing: Publishing,
        _ now: Moment
    ) throws(EventRefusal) -> Command {
        switch event.matter {
        case .referral(let referral):
            guard let verdict else { preconditionFailure("a request comes with its verdict") }
            return .request(
                RequestCommand(
                    agency: event.agency,
                    event: mark,
                    referral: referral,
                    verdict: verdict,
                    reference: reference(referral.agencyRef, of: event.agency),
                    enterprise: referral.enterprise.number.map { enterprise($0) },
                    content: event.content,
                    lane: publishing.lane
                )
            )
        case .status(let report):
            let name: LookupKey? =
                switch report.subject {
                case .reference: nil
                case .agencyRef(let text): reference(text, of: event.agency)
                case .enterprise(let number): enterprise(number)
                }
            return .status(
                StatusCommand(
                    agency: event.agency,
                    event: mark,
                    time: clock.isBelieved ? event.time : nil,
                    report: report,
                    name: name,
                    content: event.content
                )
            )
        case .correction(let correction):
            return try correct(correction, event, mark, publishing, now)
        }
    }

    /// What was stored wins over what today's rules make of the same event.
    private func settle(_ refusal: EventRefusal, from agency: AgencyID) -> Draft.Outcome {
        guard let id = refusal.id else { return .refused(refusal) }
        let key = eventKey(id, from: agency)
        guard let known = board.takenID(key), let content = refusal.content else {
            return .refused(refusal)
        }
        return answer(known, Fingerprint(key: key, sameness: sameness.sameness(of: content)))
    }

    private func answer(_ known: TakenID, _ mark: Fingerprint) -> Draft.Outcome {
        guard known.caseID != nil else { return .erased }
        guard known.says(mark.sameness) else {
            return .refused(EventRefusal(.idReused, field: "/id", detail: idReused))
        }
        return .stored(known, code: 202)
    }

    /// Keeps a line that no dispatcher survived, under the digest of its bytes.
    private mutating func keep(
        _ bytes: Confidential<[UInt8]>,
        from agency: AgencyID,
        isDryRun: Bool,
        _ now: Moment
    ) -> Draft.Outcome {
        let key = lookups.lookupKey(.event, of: bytes, sender: agency.description)
        let mark = Fingerprint(key: key, sameness: sameness.sameness(of: bytes))
        if let known = board.takenID(key) { return .held(known, code: 202) }
        guard hasRoom else { return .refused(EventRefusal(.diskFull, detail: noRoom)) }
        guard !isDryRun else { return .wouldStore }
        let command = HoldCommand(agency: agency, event: mark, content: bytes)
        do throws(Refusal) {
            record(try board.decide(.hold(command), at: now))
        } catch {
            return .refused(EventRefusal(error.name, detail: error.name.says))
        }
        guard let taken = board.takenID(key) else {
            preconditionFailure("a held line takes its digest")
        }
        return .held(taken, code: 200)
    }

    func eventKey(_ id: String, from agency: AgencyID) -> LookupKey {
        lookups.lookupKey(
            .event,
            of: Confidential(Array(id.utf8)),
            sender: agency.description
        )
    }

    func fingerprint(
        _ id: String,
        _ content: Confidential<[UInt8]>,
        from agency: AgencyID
    ) -> Fingerprint {
        Fingerprint(
            key: eventKey(id, from: agency),
            sameness: sameness.sameness(of: content)
        )
    }

    func reference(_ text: Confidential<String>, of agency: AgencyID) -> LookupKey {
        lookups.lookupKey(
            .agencyReference,
            of: Confidential(Array(text.exposed.utf8)),
            sender: agency.description
        )
    }

    func enterprise(_ number: EnterpriseNumber) -> LookupKey {
        lookups.lookupKey(.enterprise, of: Confidential(Array(number.description.utf8)))
    }
}

private let noRoom = "the disk is full: send the same again later; what is stored is safe"
private let idReused = "this id was used for another content: take a new id"
