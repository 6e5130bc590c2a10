import Referrals

extension Checker {
    /// What can be told from what the clients saw alone, without a look at the journal.
    mutating func checkClients() {
        checkAcceptances()
        checkProgress()
        checkRefusals()
    }

    /// Nobody else is told that it has a leg before whoever had it is told, or says, that it has it no more.
    private mutating func checkAcceptances() {
        let ends = ["complete", "fail", "redirect", "declineLate", "confirmCancel"]
        var all: [String: [PartnerID]] = [:]
        for seen in ledger.answers where seen.verb == "accept" && seen.code / 100 == 2 {
            if all[seen.leg]?.last != seen.partner {
                all[seen.leg, default: []].append(seen.partner)
            }
        }
        for leg in all.keys.sorted() {
            for partner in (all[leg] ?? []).dropLast() {
                let hasEnded = ledger.answers.contains { seen in
                    seen.isReport && seen.leg == leg && seen.partner == partner
                        && seen.code / 100 == 2 && ends.contains(seen.verb)
                }
                let wasTold = ledger.notices.contains {
                    $0.partner == partner && $0.leg == leg && $0.kind != "erased"
                }
                if !hasEnded, !wasTold {
                    fault("\(partner) has \(leg) and was never told that another has it")
                }
            }
        }
    }

    /// Whoever reads to the end what became of its cases reads of every leg that its receipts name.
    private mutating func checkProgress() {
        let told = Set(ledger.progress.map(\.leg))
        for (seen, _) in ledger.receipts where seen.isRepeat && seen.code / 100 == 2 && !seen.isHeld
        {
            let names = seen.first.split(separator: " ")
            // What was erased is told to nobody any more.
            guard let file = names.first.flatMap({ CaseID(String($0)) }), !erased.contains(file)
            else { continue }
            for leg in names.dropFirst() where !told.contains(String(leg)) {
                fault("\(seen.agency) was never told what became of \(leg)")
            }
        }
    }

    /// What was refused for good was refused for a reason that its sender gave.
    private mutating func checkRefusals() {
        for (seen, _) in ledger.receipts where seen.error == "id_reused" {
            let others = ledger.sent.filter { $0.agency == seen.agency && $0.id == seen.id }
            if others.allSatisfy({ $0.line == seen.line }) {
                fault("\(seen.agency) \(seen.id) was never used for anything else")
            }
        }
        let referral = Array("referral.requested".utf8)
        var expected = ["id_reused", "enterprise_differs"]
        if ledger.counts[.clockLeapt] != nil { expected += ["time_in_future", "too_far_ahead"] }
        for (seen, _) in ledger.receipts where (400..<500).contains(seen.code) {
            let isReferral = seen.line.indices.contains { seen.line[$0...].starts(with: referral) }
            if isReferral, !expected.contains(seen.error ?? "") {
                fault("\(seen.agency) \(seen.id) was refused: \(seen.code) \(seen.error ?? "")")
            }
        }
    }
}
