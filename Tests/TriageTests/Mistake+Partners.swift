extension Mistake {
    static let ofPartners = [
        Mistake(
            file: "directory.yaml",
            right: "  - name: law",
            wrong: "  - name: calm",
            path: "partners[2].name",
            expected: "each name once",
            found: "\"calm\" again"
        ),
        Mistake(
            file: "directory.yaml",
            right: "  - name: law",
            wrong: "  - name: Law & Order",
            path: "partners[2].name",
            expected: "1 to 32 of a-z, 0-9 and -",
            found: "\"Law & Order\""
        ),
        Mistake(
            file: "directory.yaml",
            right: "queues: [hub.coaching, hub.digital]",
            wrong: "queues: [hub.coaching, law]",
            path: "partners[4].queues[1]",
            expected: "each name once",
            found: "\"law\" again"
        ),
        Mistake(
            file: "directory.yaml",
            right: "    desk: true\n",
            wrong: "",
            below: -5,
            path: "partners",
            expected: "a partner with desk: true, the desk of last resort",
            found: "none"
        ),
        Mistake(
            file: "directory.yaml",
            right: "  - name: calm\n",
            wrong: "  - name: calm\n    desk: true\n    people: us\n    hours: ['mon 9-10']\n",
            path: "partners[1]",
            expected: "one desk of last resort",
            found: "another beside desk"
        ),
        Mistake(
            file: "directory.yaml",
            right: "    desk: true",
            wrong: "    desk: 'true'",
            path: "partners[0].desk",
            expected: "true or false",
            found: "\"true\""
        ),
        Mistake(
            file: "directory.yaml",
            right: "  - name: desk\n",
            wrong: "  - name: desk\n    queues: [desk, window]\n",
            path: "partners[0]",
            expected: "one queue for the desk of last resort",
            found: "2"
        ),
        Mistake(
            file: "directory.yaml",
            right: "    people: the advisers\n",
            wrong: "",
            below: -6,
            path: "partners[0]",
            expected: "people for the desk of last resort",
            found: "none"
        ),
        Mistake(
            file: "directory.yaml",
            right: "    hours: ['mon-fri 9-17']\n",
            wrong: "",
            below: -4,
            path: "partners[0]",
            expected: "hours for the desk of last resort",
            found: "none"
        ),
        Mistake(
            file: "directory.yaml",
            right: "['mon-fri 9-17']",
            wrong: "['mon-fri 17-9']",
            path: "partners[0].hours[0]",
            expected: "days and hours such as mon-fri 9-17",
            found: "\"mon-fri 17-9\""
        ),
        Mistake(
            file: "directory.yaml",
            right: "{code: psychological, level: expert}",
            wrong: "{code: psycological, level: expert}",
            path: "partners[1].needs[0].code",
            expected: "a need or a family, perhaps psychological",
            found: "\"psycological\""
        ),
        Mistake(
            file: "directory.yaml",
            right: "{code: treasury.vat, level: generalist}",
            wrong: "{code: treasury.vat, level: good}",
            path: "partners[2].needs[1].level",
            expected: "expert or generalist",
            found: "\"good\""
        ),
        Mistake(
            file: "directory.yaml",
            right: "languages: [fr, nl]",
            wrong: "languages: [fr, be-nl]",
            path: "partners[3].languages[1]",
            expected: "a code of ISO 639-1",
            found: "\"be-nl\""
        ),
        Mistake(
            file: "directory.yaml",
            right: "communes: ['21001']",
            wrong: "communes: ['62063']",
            path: "partners[5].communes[0]",
            expected: "a NIS code of the Region, 21001 to 21019",
            found: "\"62063\""
        ),
        Mistake(
            file: "directory.yaml",
            right: "    family: psychological",
            wrong: "    family: psycological",
            path: "partners[1].family",
            expected: "legal, financial, coaching, psychological or general, perhaps psychological",
            found: "\"psycological\""
        ),
        Mistake(
            file: "directory.yaml",
            right: "      site: law.example",
            wrong: "      fax: law.example",
            path: "partners[2].contact.fax",
            expected: "one of the keys phone, email, site or address",
            found: "\"fax\""
        ),
        Mistake(
            file: "directory.yaml",
            right: "'2021-06-03'",
            wrong: "'2021-02-30'",
            path: "partners[3].assured_date",
            expected: "a date YYYY-MM-DD or YYYY-MM",
            found: "\"2021-02-30\""
        ),
        Mistake(
            file: "directory.yaml",
            right: "    label: Calm",
            wrong: "    label: null",
            path: "partners[1].label",
            expected: "a text",
            found: "nothing"
        ),
        Mistake(
            file: "directory.yaml",
            right: "    cost: free",
            wrong: "    cost: free\n    cost: dear",
            below: 1,
            path: "partners[2].cost",
            expected: "each key once",
            found: "cost again"
        ),
        Mistake(
            file: "directory.yaml",
            right: "max_open: 30",
            wrong: "max_open: 0",
            path: "partners[3].max_open",
            expected: "a whole number from 1 to 100000",
            found: "\"0\""
        ),
        Mistake(
            file: "directory.yaml",
            right: "queue: hub.digital, max_open: 4",
            wrong: "queue: money, max_open: 4",
            path: "partners[4].queue_limits[0].queue",
            expected: "one of the partner's queues",
            found: "\"money\""
        ),
        Mistake(
            file: "directory.yaml",
            right: "{queue: hub.digital, max_open: 4}",
            wrong: "{queue: hub.digital}",
            path: "partners[4].queue_limits[0]",
            expected: "max_open or max_per_day",
            found: "neither"
        ),
        Mistake(
            file: "directory.yaml",
            right: "    desk: true\n",
            wrong: "    desk: true\n    max_per_day: 5\n",
            below: 1,
            path: "partners[0].max_per_day",
            expected: "no limit for the desk of last resort",
            found: "\"5\""
        ),
    ]
}
