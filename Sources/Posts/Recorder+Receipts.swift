import Exchange
import Referrals
import Triage
import Wire

extension Recorder {
    /// Finishes the receipts of the turn: `now` tells what was handed out in it.
    mutating func settleDrafts(at instant: Instant) {
        guard !unanswered.isEmpty else { return }
        for draft in unanswered {
            var lines: [ReceiptLine] = []
            lines.reserveCapacity(draft.lines.count)
            for line in draft.lines { lines.append(receiptLine(line, at: instant.wall)) }
            held.append(
                Held(position: board.position, outgoing: .receipt(draft.ticket, lines))
            )
        }
        unanswered.removeAll(keepingCapacity: true)
    }

    private func receiptLine(_ line: Draft.Line, at now: Moment) -> ReceiptLine {
        var receipt: ReceiptLine
        switch line.outcome {
        case .stored(let taken, let code):
            receipt = ReceiptLine(line: line.line, id: line.id, code: code, status: .stored)
            tell(taken, in: &receipt, at: now)
        case .held(let taken, let code):
            receipt = ReceiptLine(line: line.line, id: line.id, code: code, status: .held)
            tell(taken, in: &receipt, at: now)
        case .erased:
            receipt = ReceiptLine(line: line.line, id: line.id, code: 202, status: .stored)
            receipt.isErased = true
        case .wouldStore:
            receipt = ReceiptLine(line: line.line, id: line.id, code: 200, status: .wouldStore)
        case .refused(let refusal):
            receipt = ReceiptLine(line: line.line, refusing: refusal)
            receipt.id = line.id
        }
        if line.isCrisis { receipt.showNow = board.bundle.table.crisisLines.map { CrisisLine($0) } }
        return receipt
    }

    private func tell(_ taken: TakenID, in receipt: inout ReceiptLine, at now: Moment) {
        guard let caseID = taken.caseID, let file = board.cases[caseID],
            Int(taken.event) < file.events.count
        else {
            // Erased before, or in the very turn in which it was stored or sent again.
            receipt.isErased = true
            return
        }
        let legs = file.events[Int(taken.event)].legs.compactMap { file.leg($0) }
        receipt.first = ReceiptFirst(
            caseID: caseID,
            legs: legs.map { (leg: $0.id, need: $0.need) }
        )
        receipt.now = legs.map { nowLine($0, at: now) }
    }

    private func nowLine(_ leg: Leg, at now: Moment) -> NowLine {
        let view = board.view(of: leg, at: now)
        return NowLine(
            leg: leg.id,
            queue: view.queue,
            answerBy: leg.state.isClosed ? nil : view.answerBy,
            waiting: view.waiting,
            opensAt: view.opensAt
        )
    }
}

extension CrisisLine {
    /// A number of the decision table.
    init(_ number: CrisisNumber) {
        self.init(
            label: number.label,
            number: number.number,
            language: number.language,
            hours: number.hours
        )
    }
}
