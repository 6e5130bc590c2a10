import Yams

/// The tables that the published schemas are rendered from: those of `config/schemas/tables`, and the
/// closed lists of the vocabulary.
struct SchemaTables {
    /// The forms of single values.
    let forms: JSONText
    /// Objects that peers send.
    let taken: JSONText
    /// Objects that we send.
    let sent: JSONText
    /// What every event has beside its data.
    let envelope: JSONText
    /// The types of event.
    let events: JSONText
    /// What the header of every inquiry may have.
    let inquiryHeader: JSONText
    /// The kinds of message.
    let kinds: JSONText
    /// The closed lists.
    let lists: [VocabularySource.List]

    /// Reads the tables from the texts of their files.
    init(forms: String, shapes: String, events: String, messages: String, vocabulary: String) throws
    {
        self.forms = try SchemaTables.table(forms, "forms.yaml")
        let shapes = try SchemaTables.table(shapes, "shapes.yaml")
        taken = try SchemaTables.part("taken", of: shapes, "shapes.yaml")
        sent = try SchemaTables.part("sent", of: shapes, "shapes.yaml")
        let events = try SchemaTables.table(events, "events.yaml")
        envelope = try SchemaTables.part("envelope", of: events, "events.yaml")
        self.events = try SchemaTables.part("events", of: events, "events.yaml")
        let messages = try SchemaTables.table(messages, "messages.yaml")
        inquiryHeader = try SchemaTables.part("inquiry_header", of: messages, "messages.yaml")
        kinds = .object(messages.members.filter { $0.name != "inquiry_header" })
        lists = try VocabularySource(yaml: vocabulary).lists
    }

    private static func table(_ yaml: String, _ name: String) throws -> JSONText {
        guard let node = try Yams.compose(yaml: yaml) else { throw fault("\(name) is empty") }
        return try JSONText(node)
    }

    private static func part(_ part: String, of table: JSONText, _ name: String) throws -> JSONText
    {
        guard let value = table[part] else { throw fault("\(name) has no \(part)") }
        return value
    }

    /// A mistake in the tables.
    static func fault(_ sentence: String) -> VocabularySource.Fault {
        VocabularySource.Fault(description: sentence)
    }
}

extension JSONText {
    /// The text itself; nil for anything else.
    var string: String? {
        guard case .text(let text) = self else { return nil }
        return text
    }

    /// The number itself; nil for anything else.
    var number: Int? {
        guard case .whole(let whole) = self else { return nil }
        return whole
    }

    /// Whether it is true.
    var isTrue: Bool { self == .bool(true) }

    /// The items of a list, or the value alone.
    var items: [JSONText] {
        guard case .list(let items) = self else { return [self] }
        return items
    }
}
