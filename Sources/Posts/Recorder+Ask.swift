import Exchange
import Journal
import Referrals
import Wire

extension Recorder {
    /// A supervisor's question.
    mutating func ask(_ put: Put, _ inquiry: AskInquiry, at instant: Instant) {
        do throws(QuestionFault) {
            let question = try RowQuestion(inquiry)
            if question.list == .journey {
                guard let file = caseMeant(by: inquiry) else { throw .noCase }
                hold(.journal(.readAt(read(.history(put.ticket, question)), file.history)))
            } else {
                let page = try page(question) { key, take in
                    eachRow(of: question.list, inquiry, after: key, at: instant, take)
                }
                reply(put.ticket, told(page, at: instant))
            }
        } catch {
            reply(put.ticket, .error(error.message))
        }
    }

    /// A case's history, which the journal told in its order.
    mutating func tellHistory(
        _ ticket: Ticket,
        _ question: RowQuestion,
        _ facts: [PositionedFact],
        at instant: Instant
    ) {
        do throws(QuestionFault) {
            let page = try page(question) { key, take in
                let rest = facts.lazy.filter { fact in
                    key.map { $0 < .number(fact.position.number) } ?? true
                }
                for fact in rest {
                    guard take(journeyRow(fact)) else { return }
                }
            }
            reply(ticket, told(page, at: instant))
        } catch {
            reply(ticket, .error(error.message))
        }
    }

    /// Rows with the state they were made from.
    private func told(_ page: RowPage, at instant: Instant) -> Message {
        .told(page.rows, asOf: board.position, at: instant.wall, next: page.next)
    }

    /// A page of the rows that `each` gives, in the order of their keys and behind a key, until it is told
    /// to stop.
    private func page(
        _ question: RowQuestion,
        _ each: (RowKey?, (Row) -> Bool) -> Void
    ) throws(QuestionFault) -> RowPage {
        guard question.order.isEmpty else {
            var sieve = RowSieve(question)
            each(nil) { row in
                sieve.take(row)
                return true
            }
            return try sieve.page()
        }
        var page = RowPage(question)
        each(question.cursor?.key) { page.take($0) }
        return page
    }

    /// The case that a question names by its reference or by an enterprise number.
    private func caseMeant(by inquiry: AskInquiry) -> Case? {
        if let text = inquiry.value(of: "case"), let caseID = CaseID(text) {
            return board.cases[caseID]
        }
        guard let text = inquiry.value(of: "bce"), let number = EnterpriseNumber(text) else {
            return nil
        }
        let key = enterprise(number)
        return board.openCases(named: key).first ?? board.lookups[key].flatMap { board.cases[$0] }
    }

    /// The rows of a list behind a key, in the order of their keys.
    private func eachRow(
        of list: RowList,
        _ inquiry: AskInquiry,
        after key: RowKey?,
        at instant: Instant,
        _ take: (Row) -> Bool
    ) {
        switch list {
        case .status: each([statusRow(at: instant)], after: key, take)
        case .queues: each(queueRows(at: instant), after: key, take)
        case .partners: each(partnerRows(), after: key, take)
        case .agencies: each(agencyRows(), after: key, take)
        case .sessions: each(sessionRows(), after: key, take)
        case .cases:
            for file in board.cases where key.map({ $0 < .file(file.id) }) ?? true {
                guard take(caseRow(file, at: instant.wall)) else { return }
            }
        case .legs:
            if let text = inquiry.value(of: "case") {
                let legs = CaseID(text).flatMap { board.cases[$0] }?.legs ?? []
                each(legs.map { legRow($0, at: instant) }, after: key, take)
            } else {
                eachOpenLeg(after: key) { take(legRow($0, at: instant)) }
            }
        case .dead:
            board.eachDeadLeg(after: key?.legID) { take(deadRow($0, at: instant.wall)) }
        case .alarms: board.eachLateLeg(after: key?.legID) { take(legRow($0, at: instant)) }
        case .bundles: each(bundleRows(), after: key, take)
        case .journey: preconditionFailure("the journal tells the history of a case")
        }
    }

    private func each(_ rows: [Row], after key: RowKey?, _ take: (Row) -> Bool) {
        for row in rows.sorted(by: { $0.key < $1.key }) where key.map({ $0 < row.key }) ?? true {
            guard take(row) else { return }
        }
    }

    /// The open legs behind a key, in order, until `each` wants no more.
    private func eachOpenLeg(after key: RowKey?, _ each: (Leg) -> Bool) {
        for file in board.cases.whileOpen {
            for leg in file.legs where !leg.state.isClosed {
                guard key.map({ $0 < .leg(leg.id) }) ?? true else { continue }
                guard each(leg) else { return }
            }
        }
    }
}
