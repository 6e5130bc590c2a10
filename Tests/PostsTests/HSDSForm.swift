import Foundation
import Wire

/// What HSDS 3.0 asks of each kind of object: the members it must have, and what kinds of values stand where.
struct HSDSForm {
    /// What a value must be.
    enum Kind {
        case uuid
        case text
        case day
        case address
        case words([String])
        case object(String)
        case list(String)
    }

    private static let kinds: [String: (required: [String], members: [String: Kind])] = [
        "service": (
            ["id", "name", "status"],
            [
                "id": .uuid, "organization_id": .uuid, "name": .text, "description": .text,
                "url": .address, "email": .text, "fees_description": .text,
                "status": .words(["active", "inactive", "defunct", "temporarily closed"]),
                "eligibility_description": .text, "assured_date": .day,
                "organization": .object("organization"), "phones": .list("phone"),
                "schedules": .list("schedule"), "service_areas": .list("service_area"),
                "languages": .list("language"), "cost_options": .list("cost_option"),
                "attributes": .list("attribute"),
            ]
        ),
        "organization": (
            ["id", "name", "description"],
            [
                "id": .uuid, "name": .text, "description": .text, "website": .address,
                "email": .text, "locations": .list("location"),
            ]
        ),
        "location": (
            ["id", "location_type"],
            [
                "id": .uuid, "location_type": .words(["physical", "postal", "virtual"]),
                "organization_id": .uuid, "name": .text, "description": .text,
            ]
        ),
        "phone": (
            ["id", "number"],
            [
                "id": .uuid, "service_id": .uuid, "number": .text, "type": .text,
                "description": .text,
            ]
        ),
        "schedule": (
            ["id"],
            [
                "id": .uuid, "service_id": .uuid, "valid_from": .day, "valid_to": .day,
                "freq": .words(["WEEKLY", "MONTHLY"]), "byday": .text, "opens_at": .text,
                "wkst": .words(["MO", "TU", "WE", "TH", "FR", "SA", "SU"]), "closes_at": .text,
            ]
        ),
        "service_area": (
            ["id"],
            [
                "id": .uuid, "service_id": .uuid, "name": .text, "extent": .text,
                "extent_type": .text,
            ]
        ),
        "language": (["id"], ["id": .uuid, "service_id": .uuid, "code": .text]),
        "cost_option": (["id"], ["id": .uuid, "service_id": .uuid, "amount_description": .text]),
        "attribute": (
            ["id"],
            [
                "id": .uuid, "link_id": .uuid, "taxonomy_term_id": .uuid, "link_type": .text,
                "link_entity": .text, "value": .text, "taxonomy_term": .object("taxonomy_term"),
            ]
        ),
        "taxonomy_term": (
            ["id", "name", "description"],
            [
                "id": .uuid, "code": .text, "name": .text, "description": .text,
                "parent_id": .uuid, "taxonomy": .text, "taxonomy_detail": .object("taxonomy"),
                "language": .text, "taxonomy_id": .uuid,
            ]
        ),
        "taxonomy": (
            ["id", "name", "description"], ["id": .uuid, "name": .text, "description": .text]
        ),
    ]

    let document: JSONDocument

    /// What is otherwise, a line each, in the order of the members and then of those that are missing.
    private(set) var faults: [String] = []

    init(document: JSONDocument) {
        self.document = document
    }

    /// Checks an object of a kind, and all that is in it; members of ours are let be.
    mutating func check(_ node: JSONDocument.Node, as name: String) {
        guard let kind = Self.kinds[name], document.kind(of: node) == .object else {
            faults.append("\(name) is no object")
            return
        }
        var seen: Set<String> = []
        for (key, value) in document.members(of: node) {
            let member = document.string(key) ?? ""
            seen.insert(member)
            if member.hasPrefix("x_relais_") { continue }
            guard let wanted = kind.members[member] else {
                faults.append("\(name).\(member) is not known")
                continue
            }
            check(value, as: wanted, "\(name).\(member)")
        }
        for member in kind.required where !seen.contains(member) {
            faults.append("\(name).\(member) is missing")
        }
        faults.sort()
    }

    private mutating func check(_ node: JSONDocument.Node, as kind: Kind, _ path: String) {
        let text = document.string(node)
        switch kind {
        case .uuid:
            if text.flatMap(UUID.init(uuidString:)) == nil { faults.append("\(path) is no uuid") }
        case .text:
            if text?.isEmpty ?? true { faults.append("\(path) is no text") }
        case .day:
            if text?.wholeMatch(of: /\d{4}-\d\d-\d\d/) == nil { faults.append("\(path) is no day") }
        case .address:
            if text.flatMap(URL.init(string:))?.scheme == nil {
                faults.append("\(path) is no address")
            }
        case .words(let words):
            if !words.contains(text ?? "") { faults.append("\(path) is \(text ?? "no text")") }
        case .object(let name): check(node, as: name)
        case .list(let name):
            if document.kind(of: node) != .array { faults.append("\(path) is no list") }
            for item in document.items(of: node) { check(item, as: name) }
        }
    }
}
