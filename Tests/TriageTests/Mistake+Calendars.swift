extension Mistake {
    static let ofCalendars = [
        Mistake(
            file: "calendars.yaml",
            right: "hours: ['mon-fri 9-12', 'mon-fri 13-17']",
            wrong: "hours: []",
            path: "calendars[0].hours",
            expected: "at least one of days and hours",
            found: "an empty list"
        ),
        Mistake(
            file: "calendars.yaml",
            right: "'mon-fri 13-17'",
            wrong: "'mon-fri 17-13'",
            path: "calendars[0].hours[1]",
            expected: "days and hours such as mon-fri 9-17",
            found: "\"mon-fri 17-13\""
        ),
        Mistake(
            file: "calendars.yaml",
            right: "'2026-07-20/2026-08-07'",
            wrong: "'2026-07-20/2028-09-07'",
            path: "calendars[1].closed",
            expected: "closures of at most 400 days in a row",
            found: "a longer one from 2026-12-24 on"
        ),
        Mistake(
            file: "calendars.yaml",
            right: "'2026-07-20/2026-08-07'",
            wrong: "'2026-08-07/2026-07-20'",
            path: "calendars[1].closed[0]",
            expected: "a day YYYY-MM-DD, or two with a slash between them",
            found: "\"2026-08-07/2026-07-20\""
        ),
        Mistake(
            file: "calendars.yaml",
            right: "holiday: '2026-08-15'",
            wrong: "holiday: '2026-08-16'",
            path: "calendars[1].replaced[0].holiday",
            expected: "a holiday of this calendar",
            found: "\"2026-08-16\""
        ),
        Mistake(
            file: "calendars.yaml",
            right: "holidays: regional",
            wrong: "holidays: region",
            path: "calendars[1].holidays",
            expected: "none, legal or regional",
            found: "\"region\""
        ),
        Mistake(
            file: "calendars.yaml",
            right: "replacement: year_end",
            wrong: "replacement: later",
            path: "calendars[1].replacement",
            expected: "none, next_working_day or year_end",
            found: "\"later\""
        ),
        Mistake(
            file: "calendars.yaml",
            right: "zone: Europe/Brussels",
            wrong: "zone: Europe/Brusels",
            path: "calendars[1].zone",
            expected: "a zone of this file, perhaps Europe/Brussels",
            found: "\"Europe/Brusels\""
        ),
        Mistake(
            file: "calendars.yaml",
            right: "hours: ['9-12']",
            wrong: "hours: ['wed 9-12']",
            path: "calendars[1].special[0].hours[0]",
            expected: "hours such as 9-12",
            found: "\"wed 9-12\""
        ),
        Mistake(
            file: "calendars.yaml",
            right: "- name: summer",
            wrong: "- name: office",
            path: "calendars[2].name",
            expected: "each name once",
            found: "\"office\" again"
        ),
        Mistake(
            file: "calendars.yaml",
            right: "      - {at: '2026-03-29T01:00:00Z', offset_minutes: 120}\n",
            wrong: "      - {at: '2026-03-29T01:00:00Z', offset_minutes: 120}\n"
                + "      - {at: '2026-03-29T01:00:00Z', offset_minutes: 60}\n",
            below: 1,
            path: "zones[0].changes[1]",
            expected: "a change after the one before it",
            found: "a map"
        ),
        Mistake(
            file: "calendars.yaml",
            right: "offset_minutes: 60",
            wrong: "offset_minutes: 3600",
            path: "zones[0].offset_minutes",
            expected: "whole minutes from -1080 to 1080",
            found: "\"3600\""
        ),
        Mistake(
            file: "directory.yaml",
            right: "    calendar: region",
            wrong: "    calendar: regio",
            path: "partners[2].calendar",
            expected: "a calendar of calendars.yaml, perhaps region",
            found: "\"regio\""
        ),
        Mistake(
            file: "directory.yaml",
            right: "closed: ['2026-09-28']",
            wrong: "closed: ['2026-09-31']",
            path: "partners[2].closed[0]",
            expected: "a day YYYY-MM-DD, or two with a slash between them",
            found: "\"2026-09-31\""
        ),
        Mistake(
            file: "directory.yaml",
            right: "closed: ['2026-05-15']",
            wrong: "closed: ['2026-05-15/2028-05-15']",
            path: "partners[6].closed",
            expected: "closures of at most 400 days in a row",
            found: "a longer one from 2026-05-15 on"
        ),
    ]

    static let ofLadders = [
        Mistake(
            file: "deadlines.yaml",
            right: "clock: hours",
            wrong: "clock: office",
            path: "classes[2].clock",
            expected: "wall or hours",
            found: "\"office\""
        ),
        Mistake(
            file: "deadlines.yaml",
            right: "  - {days_before: 7, at_least: urgent,",
            wrong: "  - {days_before: 7, at_least: crisis,",
            path: "legal[0].steps[1].at_least",
            expected: "urgent, soon or normal",
            found: "\"crisis\""
        ),
        Mistake(
            file: "deadlines.yaml",
            right: "handle_minutes: 20, report_every_minutes: 90}",
            wrong: "handle_minutes: 20, report_every_minutes: 90, clock: hours}",
            path: "classes[1].crisis.clock",
            expected: "wall: a crisis runs day and night",
            found: "\"hours\""
        ),
        Mistake(
            file: "deadlines.yaml",
            right: "handle_minutes: 480, report_every_minutes: 60}",
            wrong: "handle_minutes: 480, report_every_minutes: 60, ladder: []}",
            path: "classes[2].soon.ladder",
            expected: "one step of the desk, the last, at 100",
            found: "none"
        ),
        Mistake(
            file: "deadlines.yaml",
            right: "{at: 60, do: widen}",
            wrong: "{at: 25, do: widen}",
            path: "classes[2].ladder[1].at",
            expected: "more than the 25 of the step before",
            found: "\"25\""
        ),
        Mistake(
            file: "deadlines.yaml",
            right: "{at: 60, do: widen}",
            wrong: "{at: 60, do: widne}",
            path: "classes[2].ladder[1].do",
            expected: "remind, widen, offer_to_several or desk, perhaps widen",
            found: "\"widne\""
        ),
        Mistake(
            file: "deadlines.yaml",
            right: "{at: 60, do: widen}",
            wrong: "{at: 60, do: desk}",
            below: -1,
            path: "classes[2].ladder",
            expected: "one step of the desk, the last, at 100",
            found: "another before it"
        ),
        Mistake(
            file: "deadlines.yaml",
            right: "handle_minutes: 960, report_every_minutes: 60}",
            wrong: "handle_minutes: 960, report_every_minutes: 60, clock: wall}",
            path: "classes[2].normal.clock",
            expected: "the clock of the next more urgent, hours",
            found: "wall, which is sooner"
        ),
        Mistake(
            file: "deadlines.yaml",
            right: "from: cessation_date",
            wrong: "from: summons_date",
            path: "legal[0].from",
            expected: "cessation_date, the only date there is",
            found: "\"summons_date\""
        ),
        Mistake(
            file: "deadlines.yaml",
            right: "{days_before: 2, ",
            wrong: "{days_before: 7, ",
            path: "legal[0].steps[2].days_before",
            expected: "fewer than the 7 before it",
            found: "\"7\""
        ),
        Mistake(
            file: "deadlines.yaml",
            right: "due_minutes: 120}",
            wrong: "due_minutes: 481}",
            path: "legal[0].steps[2].due_minutes",
            expected: "at most the 480 before it",
            found: "\"481\""
        ),
        Mistake(
            file: "deadlines.yaml",
            right: "{days_before: 2, at_least: urgent,",
            wrong: "{days_before: 2, at_least: soon,",
            path: "legal[0].steps[2].at_least",
            expected: "urgent or sooner, as before it",
            found: "\"soon\""
        ),
        Mistake(
            file: "deadlines.yaml",
            right: "months: 1",
            wrong: "months: 0",
            path: "legal[0].months",
            expected: "whole months from 1 to 24",
            found: "\"0\""
        ),
    ]
}
