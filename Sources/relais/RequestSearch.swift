import Configuration
import Exchange
import Posts
import Referrals
import Triage
import Wire

/// The requests of a journal that a reference names, found in a copy beside whoever writes it.
struct RequestSearch {
    /// What names a request.
    enum Reference: Equatable {
        /// A case: all its requests.
        case file(CaseID)
        /// A leg: the request that opened it.
        case leg(LegID)
        /// An agency's own reference.
        case agency(String)

        /// The reference in this text: of a case or a leg where it has that form, else an agency's.
        init(_ text: String) {
            if let leg = LegID(text) {
                self = .leg(leg)
            } else if let caseID = CaseID(text) {
                self = .file(caseID)
            } else {
                self = .agency(text)
            }
        }
    }

    /// A request that was found.
    struct Found {
        /// What the journal tells of it.
        let past: PastRequest
        /// All that the agency sent; nil where it is erased.
        let sent: Referral?
        /// The files of the bundle that judged it.
        let files: BundleFiles
    }

    private let journal: PastJournal
    private var bundles: [Digest: BundleFiles] = [:]
    private var last: BundleFiles?
    private var found: [(past: PastRequest, sent: Referral?, last: BundleFiles?)] = []

    /// - Throws: ``Trouble`` where there is no journal, or it cannot be opened.
    init(_ place: PastJournal.Place) throws { journal = try PastJournal(place) }

    /// The requests that a reference names, in the order in which they came.
    ///
    /// All of the journal is gone through: its facts say which case a request belongs to, and only what an
    /// agency sent says how that agency calls it.
    mutating func requests(_ reference: Reference) throws -> [Found] {
        var requests = PastRequests()
        var lots = try journal.lots()
        while case let facts = try lots.next(), !facts.isEmpty {
            for fact in facts {
                if let past = requests.take(fact) { try look(at: past, for: reference) }
                guard case .bundleActivated(let files) = fact.matter else { continue }
                bundles[files.address] = files
                last = files
            }
        }
        if let past = requests.takeLast() { try look(at: past, for: reference) }
        return try found.map { past, sent, last in
            let files = past.legs.first.flatMap { bundles[$0.opened.bundle] } ?? last
            guard let files else {
                throw Trouble(.inputOutput, "the journal has not the rules that judged the request")
            }
            return Found(past: past, sent: sent, files: files)
        }
    }

    /// Keeps a request that the reference names.
    private mutating func look(at past: PastRequest, for reference: Reference) throws {
        switch reference {
        case .file(let caseID):
            guard past.stored.caseID == caseID else { return }
            found.append((past, try sent(past), last))
        case .leg(let leg):
            guard past.legs.contains(where: { $0.opened.leg == leg }) else { return }
            found.append((past, try sent(past), last))
        case .agency(let text):
            guard let sent = try sent(past), sent.agencyRef == Confidential(text) else { return }
            found.append((past, sent, last))
        }
    }

    private func sent(_ past: PastRequest) throws -> Referral? {
        try journal.content(of: past).flatMap { EventDecoder.request(sealed: $0) }
    }
}

extension ExplanationSheet {
    /// Why a request of the journal was judged as it was: judged anew by the rules of then, and compared.
    ///
    /// No word of a note is told, though the note is read where it is still there.
    ///
    /// - Throws: ``Trouble`` where neither what was sent nor the codes are left to judge it on, or the rules
    ///   of then are none that are read today.
    init(_ found: RequestSearch.Found) throws {
        let past = found.past
        guard let referral = found.sent ?? past.coded else {
            throw Trouble(
                .dataRefused,
                "\(past.stored.caseID): what was sent is erased, and its needs joined other legs"
            )
        }
        guard case .good(_, let bundle) = BundleFolder.judge(found.files) else {
            throw Trouble(.configuration, "the rules of then are none that are read today")
        }
        let trial = bundle.trial(
            of: referral,
            hearing: found.sent.map(bundle.reading) ?? past.reading,
            from: past.stored.agency,
            at: past.at
        )
        var explanation = Explanation(trial, by: bundle.judge)
        for (place, need) in trial.verdict.needs.enumerated() {
            guard let leg = past.legs.first(where: { $0.opened.need == need.need }),
                let placed = leg.placed
            else { continue }
            explanation.needs[place].record(
                placed.queue,
                waitingFor: placed.hold,
                passingOver: placed.passedOver,
                of: leg.opened.candidates,
                bankruptDays: referral.legal.bankruptDays(at: past.at)
            )
        }
        explanation.comparison = Explanation.Comparison(
            basis: found.sent == nil ? .codes : .content,
            differences: past.differences(of: trial.verdict, under: bundle)
                + past.differences(from: trial.verdict.reading)
        )
        self.init(explanation: explanation, bundle: bundle)
        count(referral.legal, from: past.stored.agency, at: past.at)
    }
}

extension PastRequest {
    /// How what is heard in the note now differs from what was heard then.
    fileprivate func differences(from heard: NoteReading?) -> [TriageCase.Difference] {
        let (stored, now) = (reading ?? NoteReading(), heard ?? NoteReading())
        guard stored != now else { return [] }
        return [
            TriageCase.Difference(about: "heard", expected: stored.brief, found: now.brief)
        ]
    }
}

extension NoteReading {
    /// What was heard in codes, in one line.
    fileprivate var brief: String {
        let needs = needs.map(\.name).joined(separator: " ")
        let families = families.families.map(\.name).joined(separator: " ")
        return "danger \(danger.name), needs [\(needs)], families [\(families)], "
            + "\(signs.count) signs"
    }
}

extension PastRequest {
    /// What of a verdict of today is not as it was recorded.
    fileprivate func differences(
        of verdict: Verdict,
        under bundle: Bundle
    ) -> [TriageCase.Difference] {
        let stored = Verdict(
            bundle: legs.first?.opened.bundle ?? verdict.bundle,
            needs: legs.map { leg in
                NeedVerdict(
                    need: leg.opened.need,
                    evidence: leg.opened.evidence,
                    urgency: leg.opened.urgency,
                    terms: leg.opened.terms,
                    rule: leg.opened.rule,
                    candidates: leg.opened.candidates
                )
            },
            isCrisis: false
        )
        // Needs that joined a leg of the case have none of their own.
        let areAllOpened = stored.needs.count >= self.stored.legs.count
        var today = verdict
        if !areAllOpened {
            today.needs.removeAll { need in !stored.needs.contains { $0.need == need.need } }
        }
        var differences = today.differences(from: stored)
        for leg in legs {
            guard let need = today.needs.first(where: { $0.need == leg.opened.need }) else {
                continue
            }
            let due = bundle.due(of: need, from: self.stored.agency, at: at)
            guard due != leg.opened.due else { continue }
            differences.append(
                TriageCase.Difference(
                    about: "\(need.need.name) due",
                    expected: leg.opened.due.rfc3339,
                    found: due.rfc3339
                )
            )
        }
        return differences
    }
}
