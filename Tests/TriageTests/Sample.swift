import Referrals
import Triage

/// What the tests ask, and under which rules.
enum Sample {
    /// 23 March 2020, 13:56 in Brussels.
    static let now = Moment(seconds: 1_584_968_160)

    static let address = Digest(1, 2, 3, 4)

    static let agency = agency("1819")

    static func agency(_ name: String) -> AgencyID {
        guard let agency = AgencyID(name) else { preconditionFailure("an agency of the tests") }
        return agency
    }

    static func bundle() throws -> Bundle {
        try Bundle(files: SampleFiles.all.mapValues(Outline.read), address: address)
    }

    /// The mistakes in the files once one of them reads otherwise.
    static func faults(in file: String, with text: String?) -> [BundleFault] {
        var files = SampleFiles.all
        files[file] = text
        do throws(BundleFaults) {
            _ = try Bundle(files: files.mapValues(Outline.read), address: address)
            return []
        } catch {
            return error.faults
        }
    }

    /// A request in French of somebody in Etterbeek who agreed to everything.
    static func referral(
        _ needs: NeedClaim...,
        changed change: (inout Referral) -> Void = { _ in }
    ) -> Referral {
        var referral = Referral(
            agencyRef: Confidential("A-1"),
            channel: .phone,
            language: .french,
            reach: .phone,
            enterprise: Enterprise(commune: Commune(nis: 21_005)),
            needs: needs,
            consent: Consent(scope: everything, how: .oral, at: now)
        )
        change(&referral)
        return referral
    }

    static let everything = NeedFamily.allCases.reduce(into: FamilySet()) { set, family in
        set.formUnion(FamilySet(family))
    }

    static func partner(_ name: String) -> PartnerID {
        guard let partner = PartnerID(name) else { preconditionFailure("a partner of the tests") }
        return partner
    }

    static func language(_ letters: String) -> LanguageCode {
        guard let language = LanguageCode(letters) else {
            preconditionFailure("a language of the tests")
        }
        return language
    }
}

extension NeedVerdict {
    /// The queues by name, best first, those excluded after a minus.
    var ranked: [String] {
        candidates.map { ($0.exclusion == nil ? "" : "-") + $0.queue.description }
    }

    /// What excludes the candidate of a queue.
    func exclusion(of queue: String) -> Exclusion? {
        candidates.first { $0.queue.description == queue }?.exclusion
    }
}
