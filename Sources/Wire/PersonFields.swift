import Referrals

/// The person of a request: checked here, kept in the event's content, and not handed on.
enum PersonFields {
    private static let known: [StaticString] = [
        "pid", "name", "email", "phone", "via", "contact_windows", "leave_message",
        "do_not_contact",
    ]

    /// The ways in which the person can be reached; there must be one.
    static func read(_ person: FieldObject) throws(FieldFault) -> Reach {
        var reach: Reach = []
        if let via = try person.name("via", max: 64) {
            guard person.document.matches(via, "agency") else {
                throw person.fault(.badValue, "via", "via must be agency")
            }
            reach.insert(.agency)
        }
        _ = try person.name("pid", max: 64)
        _ = try person.name("name", max: 200)
        if let email = try person.name("email", max: 254),
            person.document.utf8Count(email) > 0
        {
            reach.insert(.email)
        }
        let phone = try person.formed(
            "phone",
            .phoneFormat,
            "phone must be + and 7 to 15 digits without spaces"
        ) { PhoneNumber($0) }
        if phone != nil { reach.insert(.phone) }
        if reach.isEmpty {
            let detail = "one of phone, email and via: agency is required"
            throw person.fault(.noContact, "phone", detail)
        }
        try readWindows(person)
        _ = try person.flag("leave_message")
        _ = try person.flag("do_not_contact")
        try person.refuseUnknown(besides: known)
        return reach
    }

    private static func readWindows(_ person: FieldObject) throws(FieldFault) {
        let windows = try person.list("contact_windows", max: 14) ?? []
        for (index, window) in windows.enumerated() {
            try person.expect(.string, window, "contact_windows", item: index)
            if person.read(window, { ContactWindow($0) }) != nil { continue }
            try person.checkText(window, "contact_windows", max: .max, item: index)
            let detail = "a window is days and hours in 24, as in mon-fri 9-17"
            throw person.fault(.contactWindow, "contact_windows", detail, item: index)
        }
    }
}
