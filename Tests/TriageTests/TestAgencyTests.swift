import Referrals
import Testing

@testable import Triage

@Suite struct `A test agency` {
    private let bundle: Bundle
    private let tester = Sample.agency("tester")

    init() throws {
        bundle = try Bundle(
            files: Trial.files().mapValues(Outline.read),
            address: Sample.address
        )
    }

    @Test(arguments: [Need.psychologicalDistress, .treasuryVat, .coachingFinance, .other])
    func `has nobody but the test partner for a candidate, whatever it asks`(need: Need) throws {
        let verdict = bundle.verdict(
            for: Sample.referral(NeedClaim(need: need)),
            from: tester,
            at: Sample.now
        )
        #expect(verdict.needs.map(\.ranked) == [["trial-desk"]])
    }

    @Test func `cannot prefer another partner`() {
        let referral = Sample.referral(NeedClaim(need: .treasuryVat)) {
            $0.preferredPartner = Sample.partner("law")
        }
        let verdict = bundle.verdict(for: referral, from: tester, at: Sample.now)
        #expect(verdict.needs.map(\.ranked) == [["trial-desk"]])
    }

    @Test func `is judged by the same rules and times as any other`() {
        let referral = Sample.referral(NeedClaim(need: .psychologicalCrisis))
        let real = bundle.verdict(for: referral, from: Sample.agency, at: Sample.now)
        let trial = bundle.verdict(for: referral, from: tester, at: Sample.now)
        #expect(trial.needs.map(\.rule) == real.needs.map(\.rule))
        #expect(trial.needs.map(\.terms) == real.needs.map(\.terms))
        #expect(trial.isCrisis)
    }

    @Test func `has the test partner for its last resort too`() {
        #expect(bundle.lastResort(for: tester).description == "trial-desk")
        #expect(bundle.lastResort(for: Sample.agency).description == "desk")
        #expect(bundle.lastResort(for: nil).description == "desk")
    }

    @Test func `may connect like any other`() {
        #expect(bundle.access.admits(.agency(tester)))
        #expect(bundle.access.testAgencies == [tester])
    }
}

@Suite struct `A test partner` {
    @Test func `is no candidate for a real agency, even where it is asked for`() throws {
        let bundle = try Bundle(
            files: Trial.files().mapValues(Outline.read),
            address: Sample.address
        )
        let referral = Sample.referral(NeedClaim(need: .treasuryVat)) {
            $0.preferredPartner = Sample.partner("trial")
        }
        let verdict = bundle.verdict(for: referral, from: Sample.agency, at: Sample.now)
        #expect(!verdict.needs.flatMap(\.ranked).contains("trial-desk"))
    }

    @Test func `is named by no rule`() {
        let files = Trial.files(changing: "triage.yaml", "queues: [law", to: "queues: [trial-desk")
        let faults = Trial.faults(files)
        #expect(faults.contains { $0.found == "\"trial-desk\"" }, "\(faults)")
    }

    @Test func `is required where there is a test agency`() {
        let files = Trial.files(changing: "directory.yaml", "    test: true\n", to: "")
        let faults = Trial.faults(files)
        let wanted = "a partner with test: true in directory.yaml"
        #expect(faults.map(\.expected) == [wanted])
        #expect(faults.map(\.path) == ["agencies[2]"])
    }

    @Test func `must be let in where there is a test agency`() {
        let line = "  - {name: trial, queues: [trial-desk]}\n"
        let faults = Trial.faults(Trial.files(changing: "access.yaml", line, to: ""))
        #expect(faults.map(\.expected) == ["the test partner, trial, with its queue"])
    }

    @Test func `is one, with one queue, and not the desk of last resort`() {
        let second = """
              - name: other
                label: Other
                needs: []
                queues: [o1, o2]
                hours: ['mon-fri 9-17']
                people: nobody
                desk: true
                test: true
                source: a test

            """
        var files = Trial.files()
        files["directory.yaml"]?.append(second)
        let expected = Set(Trial.faults(files).map(\.expected))
        let wanted = [
            "one test partner", "one queue for the test partner", "desk or test, not both",
        ]
        #expect(expected.isSuperset(of: wanted), "\(expected)")
    }
}

/// The sample files with a test agency and its partner.
private enum Trial {
    static func files(
        changing file: String? = nil,
        _ right: String = "",
        to wrong: String = ""
    ) -> [String: String] {
        var files = SampleFiles.all
        files["access.yaml"] =
            files["access.yaml"]?
            .replacing("['1819', ced]", with: "['1819', ced, {name: tester, test: true}]")
            .replacing(
                "supervisors:",
                with: "  - {name: trial, queues: [trial-desk]}\nsupervisors:"
            )
        files["directory.yaml"]?.append(
            """

              - name: trial
                label: Trial
                queues: [trial-desk]
                needs: []
                test: true
                source: a test

            """
        )
        if let file, let text = files[file] {
            precondition(text.contains(right), "the text to change stands in the file")
            files[file] = text.replacing(right, with: wrong)
        }
        return files
    }

    static func faults(_ files: [String: String]) -> [BundleFault] {
        do throws(BundleFaults) {
            _ = try Bundle(files: files.mapValues(Outline.read), address: Sample.address)
            return []
        } catch {
            return error.faults
        }
    }
}

extension String {
    fileprivate func replacing(_ right: String, with wrong: String) -> String {
        guard let range = firstRange(of: right) else { return self }
        return self[..<range.lowerBound] + wrong + self[range.upperBound...]
    }
}
