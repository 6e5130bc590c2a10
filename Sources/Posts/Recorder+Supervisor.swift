import Exchange
import Journal
import Referrals
import Triage
import Wire

extension Recorder {
    /// Where a case is, as an agency may see it.
    mutating func lookup(_ put: Put, _ name: CaseName, after: String?, at instant: Instant) {
        guard case .agency(let agency) = put.principal else {
            preconditionFailure("only agencies come in by the intake")
        }
        let file: Case? =
            switch name {
            case .reference(let caseID): board.cases[caseID]
            case .agencyRef(let text):
                board.lookups[reference(text, of: agency)].flatMap { board.cases[$0] }
            case .enterprise(let number):
                board.openCases(named: enterprise(number)).first { $0.isVisible(to: agency) }
            }
        guard let file, file.isVisible(to: agency) else {
            let detail = "there is no such case, or it is not yours"
            return reply(put.ticket, .error(ErrorMessage(.notFound, detail: detail)))
        }
        do throws(QuestionFault) {
            let legs = board.journey(of: file.id, for: agency)
            let page = try LegPage(legs, after: after) {
                LegLine(board.view(of: $0, at: instant.wall))
            }
            reply(put.ticket, .journey(page.lines, next: page.next))
        } catch {
            reply(put.ticket, .error(error.message))
        }
    }

    /// Puts a bundle in force that was read without a mistake; a faulty one changes nothing.
    mutating func activate(_ id: ReadID, _ reading: BundleReading, at instant: Instant) -> [Effect]
    {
        guard case .activation(let activation) = reads.removeValue(forKey: id) else {
            preconditionFailure("an answer of the folder belongs to a question")
        }
        if let activation, board.orders[activation.command.key] != nil {
            // The same order came again while the files were read.
            reply(activation.ticket, .done(code: 202, isChanged: false, words: []))
            return []
        }
        switch reading {
        case .faulty(let words):
            guard let activation else { return [.alarm(words)] }
            reply(activation.ticket, .done(code: 422, isChanged: false, words: words))
        case .good(let files, let bundle):
            let isNew = files.address != board.bundleAddress
            if activation?.isDryRun != true {
                let author = activation.map { Author.supervisor($0.command.supervisor) } ?? .relais
                if let command = activation?.command { record([command.fact(at: instant.wall)]) }
                if isNew {
                    let told = board.rulesChanged(under: bundle, at: instant.wall)
                    let matter = Fact.Matter.bundleActivated(files)
                    record([Fact(at: instant.wall, by: author, matter: matter)] + told)
                    board.bundle = bundle
                    hold(.bundle(files, bundle))
                    assignQueues()
                }
            }
            if let activation {
                reply(activation.ticket, .done(code: 200, isChanged: isNew, words: []))
            } else {
                let rules = isNew ? "a new bundle is in force" : "the bundle is the one in force"
                hold(.word("read anew: \(rules), \(files.address.hexadecimal)"))
            }
        }
        return []
    }

    /// The sessions that are there take from the queues that the rules in force give their partners.
    ///
    /// What they have in hand stays theirs. One whose partner is no longer admitted takes from none, and
    /// the gateway ends it.
    private mutating func assignQueues() {
        for consumer in board.presence.consumers.values.sorted(by: { $0.session < $1.session }) {
            var queues = board.bundle.access.queues(of: consumer.partner)
            if let allowed = sessionQueues[consumer.session] {
                queues = queues.filter(allowed.contains)
            }
            guard queues != consumer.queues else { continue }
            board.presence.attach(
                consumer.session,
                partner: consumer.partner,
                name: consumer.name,
                queues: queues
            )
        }
    }
}
