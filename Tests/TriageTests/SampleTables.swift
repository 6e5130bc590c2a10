import Referrals
import Triage

/// A small table of three parts, for the directory and the deadlines of the small bundle.
enum SampleTables {
    static let triage = """
        crisis_lines:
          - {label: Help, number: '112', hours: mon-sun 0-24, source: a test}
        safety:
          - id: S1
            needs: [psychological]
            when: {screening: [L2, L3]}
            at_least: crisis
            adds: psychological.crisis
            says: {fr: a, nl: b, en: c}
            source: a test
          - id: S2
            needs: [psychological]
            when: {heard: [verify]}
            at_least: urgent
            adds: psychological.screening
            says: {fr: a, nl: b, en: c}
            source: a test
          - id: S3
            needs: [psychological]
            when: {heard: [crisis]}
            at_least: crisis
            adds: psychological.crisis
            show_lines: true
            says: {fr: a, nl: b, en: c}
            source: a test
          - id: S4
            needs: [treasury]
            when: {signals: [seizure_announced]}
            at_least: urgent
            says: {fr: a, nl: b, en: c}
            source: a test
          - id: X1
            when: {contradiction: [nothing_asked]}
            says: {fr: a, nl: b, en: c}
            source: a test
          - id: X2
            needs: [psychological]
            when: {contradiction: [crisis_denied]}
            at_least: crisis
            says: {fr: a, nl: b, en: c}
            source: a test
          - id: X3
            when: {contradiction: [consent_for_nobody]}
            at_least: soon
            says: {fr: a, nl: b, en: c}
            source: a test
          - id: X4
            needs: [treasury.loan, financing]
            when: {contradiction: [loan_of_bankrupt]}
            at_least: urgent
            says: {fr: a, nl: b, en: c}
            source: a test
        class:
          - id: C1
            needs: [psychological]
            class: quick
            urgency: urgent
            says: {fr: a, nl: b, en: c}
            source: a test
          - id: C2
            needs: [rebound]
            when: {bankrupt_days: [0-91, unknown]}
            class: standard
            urgency: urgent
            says: {fr: a, nl: b, en: c}
            source: a test
          - id: C3
            needs: [rebound]
            when: {bankrupt_days: [92+]}
            class: standard
            urgency: normal
            says: {fr: a, nl: b, en: c}
            source: a test
          - id: C9
            except: [psychological, rebound]
            class: standard
            urgency: normal
            says: {fr: a, nl: b, en: c}
            source: a test
        routing:
          - id: R1
            needs: [psychological]
            when: {language: [fr]}
            queues: [calm]
            says: {fr: a, nl: b, en: c}
            source: a test
          - id: R2
            needs: [treasury.vat]
            queues: [law, money]
            says: {fr: a, nl: b, en: c}
            source: a test
          - id: R3
            needs: [treasury.loan]
            queues: []
            when: {contradiction: [loan_of_bankrupt]}
            stops: true
            says: {fr: a, nl: b, en: c}
            source: a test
          - id: R4
            needs: [treasury]
            unless: {legal_state: [bankrupt], phase: [bankrupt]}
            queues: [web, money]
            says: {fr: a, nl: b, en: c}
            source: a test
          - id: R5
            needs: [rebound]
            queues: [hub.coaching]
            only_if: {followers: true}
            after: [social]
            says: {fr: a, nl: b, en: c}
            source: a test
          - id: R9
            queues: []
            says: {fr: a, nl: b, en: c}
            source: a test
        """

    static func bundle(_ text: String = triage) throws -> Bundle {
        var files = SampleFiles.all
        files["triage.yaml"] = text
        return try Bundle(files: files.mapValues(Outline.read), address: Sample.address)
    }

    /// The same table, the rows of one part in the opposite order.
    static func reversed(_ part: String) throws -> String {
        let parts = ["safety", "class", "routing"]
        var text = ""
        for section in triage.split(separator: "\n", omittingEmptySubsequences: false)
            .split(whereSeparator: { parts.contains(where: $0.hasPrefix) })
        {
            let place = text.isEmpty ? nil : text.count { $0 == "\u{1}" }
            if let place { text += "\(parts[place]):\n\u{1}" }
            var rows = section.joined(separator: "\n").components(before: "  - id: ")
            if let place, parts[place] == part { rows.reverse() }
            text += rows.joined(separator: "\n") + "\n"
        }
        return text.filter { $0 != "\u{1}" }
    }
}

extension String {
    /// The parts that begin with a text.
    fileprivate func components(before start: String) -> [String] {
        var parts: [String] = []
        for line in split(separator: "\n", omittingEmptySubsequences: true) {
            if line.hasPrefix(start) || parts.isEmpty {
                parts.append(String(line))
            } else {
                parts[parts.count - 1] += "\n" + line
            }
        }
        return parts
    }
}
