public import Referrals

/// What a test agency sends goes the whole way, and reaches nobody but the test partner.
///
/// Whoever writes a client must be able to try it against the real installation: a trial is stored, triaged,
/// offered and answered like any case. It never meets a real one: triage ranks nobody but the test partner,
/// whose desk is also its last resort, no real leg goes there, and no enterprise's number joins the two.
extension Bundle {
    /// Whether the cases of an agency are trials.
    public func isTest(_ agency: AgencyID) -> Bool {
        access.testAgencies.contains(agency)
    }

    /// The queue that owns what nobody else does, of what this agency sent.
    public func lastResort(for agency: AgencyID?) -> QueueID {
        guard let agency, isTest(agency), let test = directory.testDesk else {
            return directory.desk
        }
        return test
    }

    /// Whether a partner may have to do with what this agency sent: trials and real cases are kept apart.
    public func keepsApart(_ partner: Partner, from agency: AgencyID?) -> Bool {
        keepsApart(isTest: partner.isTest, from: agency)
    }

    /// Whether a partner that is the test partner, or another, may not have to do with what this agency sent.
    public func keepsApart(isTest isTestPartner: Bool, from agency: AgencyID?) -> Bool {
        guard let agency else { return isTestPartner }
        return isTestPartner != isTest(agency)
    }
}
