public import Referrals

extension Ordered {
    /// The cases that it names, each once: itself, or by one of their legs.
    public var cases: [CaseID] {
        var cases: [CaseID] = []
        for word in subject.split(separator: " ") {
            guard let caseID = CaseID(String(word)) ?? LegID(String(word))?.caseID,
                !cases.contains(caseID)
            else { continue }
            cases.append(caseID)
        }
        return cases
    }

    /// What it asks for, by which the same key given again is told from another use of it.
    public var meaning: String { subject.isEmpty ? verb : verb + " " + subject }
}
