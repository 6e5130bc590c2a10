import Referrals

extension Partner {
    /// Why a partner may not have a request at an instant: the first of what applies, in the order written here.
    ///
    /// What no later consent lifts comes before the consent, for the exchange asks for the consent again: what the
    /// person does not want, and what the partner cannot or will not do. The language comes last, because it is
    /// asked for again as well.
    ///
    /// What the directory does not know of a partner excludes nobody, and an interpreter bridges any
    /// language. A partner that serves certain communes only is not guessed to serve an enterprise
    /// whose commune is not known, unless the agency asked for it.
    func exclusion(for referral: Referral, at now: Moment) -> Exclusion? {
        if referral.excludedPartners.contains(name) { return .unwanted }
        if !communes.isEmpty {
            if let commune = referral.enterprise.place {
                if !communes.contains(commune) { return .commune }
            } else if referral.preferredPartner != name {
                return .commune
            }
        }
        if isDigitalOnly, referral.digitalAccess == false { return .digital }
        if let eligibility, !eligibility.admits(referral, at: now) { return .eligibility }
        if !referral.consent.admits(name) { return .consent }
        return speaks(referral.language, withInterpreter: referral.interpreterNeeded)
            ? nil : .language
    }
}
