import Referrals
import Testing
import Triage

/// Small directories, written as in `directory.yaml`.
enum SampleDirectory {
    /// A Monday.
    static let day = CalendarDate(daysSince1970: 20_514)

    /// A directory of these partners and a desk, which the partners stand below.
    static func read(_ partners: String) throws -> Directory {
        let files = [
            "access.yaml": """
            agencies: ['1819']
            partners:
              - {name: desk, queues: [desk]}
            supervisors: []
            """,
            "deadlines.yaml": SampleFiles.deadlines,
            "calendars.yaml": SampleFiles.calendars,
            "directory.yaml": desk + "\n" + partners,
            "triage.yaml": """
            crisis_lines:
              - {label: Help, number: '112', hours: mon-sun 0-24, source: a test}
            rules:
              - id: T99
                queues: []
                urgency: normal
                class: standard
                says: {fr: Une personne., nl: Iemand., en: A person.}
                source: a test
            """,
        ]
        return try Bundle(files: files.mapValues(Outline.read), address: .zero).directory
    }

    private static let desk = """
        partners:
          - name: desk
            label: The desk
            needs: [{code: info, level: expert}, {code: other, level: generalist}]
            languages: [fr, nl]
            hours: ['mon-sun 0-24']
            contact: {phone: '1819'}
            cost: free
            desk: true
            people: the advisers
            source: a test
            assured_date: '2026-01-01'
        """

    /// Partners of which much is known, and little.
    static let partners = """
          - name: calm
            label: Calm *of* Brussels
            family: psychological
            says: {fr: Aide psychologique., nl: Psychologische hulp., en: Psychological help.}
            needs:
              - {code: psychological, level: expert}
            languages: [fr]
            hours: ['mon-fri 8:30-17']
            contact: {phone: 0800 300 25, site: calm.example, address: rue du Midi 118}
            cost: {fr: 'gratuit, quatre séances', nl: 'gratis, vier sessies', en: 'free, four sessions'}
            sizes: ['0', '1-5']
            eligibility:
              - says: {fr: La personne est d'accord., nl: De persoon gaat akkoord., en: The person agrees.}
                instead: law
            source: calm.example
            assured_date: '2026-01-17'
            valid_until: '2026-12-31'
          - name: law
            label: Law
            family: legal
            queues: [law.debts, law.court]
            needs:
              - {code: insolvency, level: expert, contact: {phone: 02 533 40 90}}
              - {code: treasury.vat, level: generalist}
              - {code: treasury.rent, level: generalist}
            communes: ['21001', '21019']
            hours: ['mon-fri 9-12', 'mon-thu 13-17', 'sat 9-12']
            stages: [difficulty, bankrupt]
            cost: free
            max_open: 5
            source: a test
            assured_date: '2021-06'
            valid_from: '2020-01-01'
          - name: silent
            label: Silent
            needs: []
            source: a test
        """
}
