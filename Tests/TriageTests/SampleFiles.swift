/// The five files of a small bundle in which every kind of rule and of exclusion occurs.
enum SampleFiles {
    static let all = [
        "access.yaml": access,
        "calendars.yaml": calendars,
        "deadlines.yaml": deadlines,
        "directory.yaml": directory,
        "triage.yaml": triage,
    ]

    static let access = """
        agencies: ['1819', ced]
        partners:
          - {name: desk, queues: [desk]}
          - {name: hub, queues: [hub.coaching]}
        supervisors:
          - pole
        """

    static let calendars = """
        zones:
          - name: Nowhere/Summer
            source: a test
            offset_minutes: 60
            changes:
              - {at: '2026-03-29T01:00:00Z', offset_minutes: 120}
            then: fixed
        calendars:
          - name: office
            says: An office.
            source: a test
            hours: ['mon-fri 9-12', 'mon-fri 13-17']
          - name: region
            says: A service of the Region.
            source: a test
            zone: Europe/Brussels
            hours: ['mon-thu 9-17']
            holidays: regional
            replacement: year_end
            replaced:
              - {holiday: '2026-08-15', by: '2026-08-14'}
            closed: ['2026-07-20/2026-08-07', '2026-12-24']
            special:
              - {on: '2026-12-23', hours: ['9-12']}
          - name: summer
            says: A country without winter.
            source: a test
            zone: Nowhere/Summer
            hours: ['mon-sun 0-24']
            holidays: none
        """

    static let deadlines = """
        classes:
          - name: quick
            says: A person in distress.
            source: a test
            crisis: {due_minutes: 15, answer_minutes: 5, handle_minutes: 15, report_every_minutes: 60}
            urgent: {due_minutes: 360, answer_minutes: 120, handle_minutes: 360, report_every_minutes: 60}
            soon: {due_minutes: 720, answer_minutes: 240, handle_minutes: 720, report_every_minutes: 60}
            normal: {due_minutes: 720, answer_minutes: 480, handle_minutes: 720, report_every_minutes: 60}
          - name: standard
            says: All else.
            source: a test
            crisis: {due_minutes: 20, answer_minutes: 10, handle_minutes: 20, report_every_minutes: 90}
            urgent: {due_minutes: 1000, answer_minutes: 200, handle_minutes: 1000, report_every_minutes: 90}
            soon: {due_minutes: 2000, answer_minutes: 400, handle_minutes: 2000, report_every_minutes: 90}
            normal: {due_minutes: 3000, answer_minutes: 600, handle_minutes: 3000, report_every_minutes: 90}
          - name: office
            says: What waits for an office to open.
            source: a test
            clock: hours
            ladder:
              - {at: 25, do: remind}
              - {at: 60, do: widen}
              - {at: 100, do: desk}
            crisis: {due_minutes: 15, answer_minutes: 5, handle_minutes: 15, report_every_minutes: 60}
            urgent: {due_minutes: 240, answer_minutes: 60, handle_minutes: 240, report_every_minutes: 60, clock: wall}
            soon: {due_minutes: 480, answer_minutes: 120, handle_minutes: 480, report_every_minutes: 60}
            normal: {due_minutes: 960, answer_minutes: 240, handle_minutes: 960, report_every_minutes: 60}
        legal:
          - name: bankruptcy
            says: A month to file.
            source: a test
            from: cessation_date
            needs: [insolvency, treasury.vat]
            unless_state: [bankrupt]
            months: 1
            late_days: 30
            steps:
              - {days_before: 14, at_least: soon, due_minutes: 900}
              - {days_before: 7, at_least: urgent, due_minutes: 480}
              - {days_before: 2, at_least: urgent, due_minutes: 120}
        """

    static let directory = """
        # Partners of no town.
        partners:
          - name: desk
            label: The desk of last resort
            needs: [{code: info, level: expert}]
            languages: [fr, nl, en]
            hours: ['mon-fri 9-17']
            desk: true
            people: the advisers
            source: a test
          - name: calm
            label: Calm
            family: psychological
            needs:
              - {code: psychological, level: expert}
            languages: [fr]
            source: a test
            assured_date: '2020-03'
          - name: law
            label: Law
            needs:
              - {code: insolvency, level: expert}
              - {code: treasury.vat, level: generalist}
            contact:
              phone: '1819'
              site: law.example
            calendar: region
            closed: ['2026-09-28']
            cost: free
            source: a test
          - name: money
            label: Money
            needs: [{code: treasury, level: expert}]
            languages: [fr, nl]
            hours: ['mon-sun 0-24']
            max_open: 30
            max_per_day: 12
            source: a test
            assured_date: '2021-06-03'
          - name: hub
            label: Hub
            queues: [hub.coaching, hub.digital]
            needs: [{code: coaching, level: expert}]
            queue_limits:
              - {queue: hub.digital, max_open: 4}
            source: a test
          - name: north
            label: North
            needs: [{code: coaching, level: generalist}]
            communes: ['21001']
            calendar: office
            hours: ['tue 14-16']
            source: a test
          - name: south
            label: South
            needs: [{code: coaching, level: generalist}]
            communes: ['21004', '21005']
            hours: ['mon-fri 9-17']
            closed: ['2026-05-15']
            source: a test
          - name: web
            label: Web
            needs: []
            digital_only: true
            source: a test
          - name: leaflet
            label: An address without a queue
            queues: []
            needs: [{code: info, level: expert}]
            source: a test
        """

    static let triage = """
        crisis_lines:
          - label: Listening
            number: 0800 32 123
            language: fr
            hours: mon-sun 0-24
            source: a test
          - {label: Help, number: '112', hours: mon-sun 0-24, source: a test}
        rules:
          - id: T01
            needs: [psychological.crisis]
            queues: [calm]
            urgency: crisis
            at_least: crisis
            class: quick
            says: {fr: Tout de suite., nl: Meteen., en: At once.}
            source: a test
          - id: T02
            needs: [psychological]
            when:
              language: [fr]
            queues: [calm]
            urgency: urgent
            class: quick
            says: {fr: En français., nl: In het Frans., en: In French.}
            source: a test
          - id: T03
            needs: [psychological]
            queues: []
            urgency: urgent
            class: quick
            says: {fr: Personne., nl: Niemand., en: Nobody.}
            source: a test
          - id: T04
            needs: [insolvency.bankruptcy, insolvency.summons]
            queues: [law]
            urgency: urgent
            at_least: urgent
            class: standard
            says: {fr: Un délai court., nl: Er loopt een termijn., en: A term runs.}
            source: a test
          - id: T04.state
            needs: [treasury]
            when:
              legal_state: [bankruptcy_summoned, bankruptcy_filed]
              language: [fr, nl]
            queues: [law]
            urgency: urgent
            at_least: urgent
            class: standard
            says: {fr: Citée., nl: Gedagvaard., en: Summoned.}
            source: a test
          - id: T05
            needs: [treasury.vat]
            queues: [law, money]
            urgency: soon
            class: standard
            says: {fr: La TVA., nl: De btw., en: VAT.}
            source: a test
          - id: T06
            needs: [treasury]
            queues: [money, law]
            urgency: soon
            class: standard
            says: {fr: Un prêt., nl: Een lening., en: A loan.}
            source: a test
          - id: T12
            needs: [coaching]
            when:
              phase: [pre_creation, creation]
            queues: [north, south, hub.coaching]
            urgency: normal
            class: standard
            says: {fr: La commune., nl: De gemeente., en: The commune.}
            source: a test
          - id: T14
            needs: [digital, coaching.digital]
            queues: [hub.digital, web]
            urgency: normal
            class: standard
            says: {fr: En ligne., nl: Online., en: Online.}
            source: a test
          - id: T15
            needs: [social]
            when:
              no_bce: [manager_only]
            queues: [law]
            urgency: normal
            class: standard
            says: {fr: Un gérant., nl: Een zaakvoerder., en: A manager.}
            source: a test
          - id: T16
            needs: [hr]
            queues: [law]
            urgency: soon
            class: office
            says: {fr: Aux heures., nl: In de uren., en: In hours.}
            source: a test
          - id: T99
            queues: []
            urgency: normal
            class: standard
            says: {fr: Une personne., nl: Iemand., en: A person.}
            source: a test
        """
}
