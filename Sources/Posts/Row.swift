import Referrals
import Wire

/// One row for a supervisor: its fields as texts, for conditions, and as the JSON object that is sent.
struct Row: Sendable {
    /// What names it within its list.
    let key: RowKey

    private var texts: [(field: String, text: String?)] = []
    private var writer = JSONWriter()

    init(_ key: RowKey) {
        self.key = key
        writer.beginObject()
    }

    /// The row as a JSON object.
    var bytes: [UInt8] {
        var ended = writer
        ended.endObject()
        return ended.bytes
    }

    /// A text; nil is told as null.
    mutating func set(_ name: StaticString, _ value: String?) {
        texts.append(("\(name)", value))
        writer.key(name)
        guard let value else { return writer.null() }
        writer.string(value)
    }

    /// A number.
    mutating func set(_ name: StaticString, _ value: Int) {
        writer.member(name, value)
        texts.append(("\(name)", String(value)))
    }

    /// A number with one decimal; nil is told as null.
    mutating func set(_ name: StaticString, _ value: Double?) {
        let text = value.map { "\(($0 * 10).rounded() / 10)" }
        texts.append(("\(name)", text))
        writer.key(name)
        guard let text else { return writer.null() }
        writer.raw(Array(text.utf8))
    }

    /// A number; nil is told as null.
    mutating func set(_ name: StaticString, _ value: Int?) {
        guard let value else { return set(name, nil as String?) }
        set(name, value)
    }

    /// A number for each word.
    mutating func set(_ name: StaticString, _ counts: [(word: String, count: Int)]) {
        writer.key(name)
        writer.beginObject()
        for entry in counts {
            writer.key(utf8: Array(entry.word.utf8)[...])
            writer.integer(entry.count)
        }
        writer.endObject()
    }

    /// Whether it has a text or a number of this name, be it null.
    func has(_ field: String) -> Bool {
        texts.contains { $0.field == field }
    }

    /// The text or number of this name; nil when it has none, or null.
    func text(of field: String) -> String? {
        texts.first { $0.field == field }?.text
    }

    /// Whether all conditions hold; a field the row has not got fails every one.
    func meets(_ conditions: [AskInquiry.Condition]) -> Bool {
        conditions.allSatisfy { condition in
            guard let text = text(of: condition.field) else { return false }
            switch condition.test {
            case .equal(let value): return text == value
            case .less(let value): return comes(text, before: value)
            case .greater(let value): return comes(value, before: text)
            case .among(let values): return values.contains(text)
            }
        }
    }

    /// Numbers are compared by their value, all else as text.
    private func comes(_ left: String, before right: String) -> Bool {
        if let left = RowPlace.Value.number(left), let right = RowPlace.Value.number(right) {
            return left < right
        }
        return left < right
    }
}
