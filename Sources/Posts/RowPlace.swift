import Referrals
import Wire

/// What names a row within its list, and orders the list where nobody asks for another order.
enum RowKey: Comparable, Hashable, Sendable {
    /// A queue, partner or agency.
    case name(String)
    /// A session, or a place in the journal.
    case number(UInt64)
    /// A case.
    case file(CaseID)
    /// A leg.
    case leg(LegID)

    /// The leg; nil for a key of another kind.
    var legID: LegID? {
        guard case .leg(let leg) = self else { return nil }
        return leg
    }

    /// The key as text.
    var text: String {
        switch self {
        case .name(let name): name
        case .number(let number): String(number)
        case .file(let caseID): caseID.description
        case .leg(let leg): leg.description
        }
    }
}

/// Where a row stands in a sorted list: what it is sorted by, and its key, which no other row has.
///
/// As a text it is the cursor of the page that ended with this row. Rows that come or go meanwhile move
/// no other: the next page begins behind this place, whether its row is still there or not.
struct RowPlace: Equatable, Sendable {
    /// The value of each field that is sorted by.
    var values: [Value]
    /// The row.
    var key: RowKey

    /// What a row is sorted by: numbers come before texts, and what has no value after both.
    enum Value: Comparable, Sendable {
        /// A number, by its value.
        case number(Double)
        /// A text, by its code points.
        case text(String)
        /// Nothing.
        case none

        /// How much of a text counts: a cursor must fit into a header.
        static let textMax = 64

        /// The number that a text is, a whole one or one with decimals; nil for any other text.
        static func number(_ text: String) -> Double? {
            if let number = Int(text) { return String(number) == text ? Double(number) : nil }
            guard let number = Double(text), number.isFinite, "\(number)" == text else {
                return nil
            }
            return number
        }

        /// A number as ``number(_:)`` reads it: a whole one without decimals.
        static func text(_ number: Double) -> String {
            Int(exactly: number).map { String($0) } ?? "\(number)"
        }

        /// The value that a row's text is.
        init(_ text: String?) {
            guard let text else {
                self = .none
                return
            }
            if let number = Value.number(text) {
                self = .number(number)
            } else {
                self = .text(
                    String(String.UnicodeScalarView(text.unicodeScalars.prefix(Self.textMax)))
                )
            }
        }
    }

    /// Whether this place comes before another in a list of this order.
    func comes(before other: RowPlace, by order: [AskInquiry.Sorting]) -> Bool {
        for (index, sorting) in order.enumerated() where values[index] != other.values[index] {
            let (left, right) = (values[index], other.values[index])
            // What has no value comes last either way.
            if left == .none || right == .none { return right == .none }
            return sorting.isDescending ? right < left : left < right
        }
        return key < other.key
    }
}

extension RowPlace {
    /// The place as a cursor of a list of this order.
    func cursor(in list: RowList, by order: [AskInquiry.Sorting]) -> String {
        var parts = [list.rawValue, RowPlace.spell(AskInquiry.text(of: order))]
        for value in values {
            switch value {
            case .number(let number): parts.append(RowPlace.spell(Value.text(number)))
            case .text(let text): parts.append(RowPlace.spell(text))
            case .none: parts.append("")
            }
        }
        return (parts + [RowPlace.spell(key.text)]).joined(separator: ".")
    }

    /// Reads what ``cursor(in:by:)`` wrote for this list and order; nil for anything else.
    init?(cursor: String, in list: RowList, by order: [AskInquiry.Sorting]) {
        let parts = cursor.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == order.count + 3, parts[0] == list.rawValue,
            RowPlace.read(parts[1]) == AskInquiry.text(of: order)
        else { return nil }
        values = []
        for part in parts[2..<parts.count - 1] {
            guard !part.isEmpty else {
                values.append(.none)
                continue
            }
            guard let text = RowPlace.read(part) else { return nil }
            values.append(Value(text))
        }
        guard let text = RowPlace.read(parts[parts.count - 1]), let key = list.key(text) else {
            return nil
        }
        self.key = key
    }

    /// A text as `x` and hexadecimal digits: no cursor is worth reading, and none has a character to escape.
    private static func spell(_ text: String) -> String {
        text.utf8.reduce(into: "x") { spelled, byte in
            spelled += (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
    }

    private static func read(_ spelled: Substring) -> String? {
        let digits = Array(spelled.utf8.dropFirst())
        guard spelled.hasPrefix("x"), digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            let pair = String(decoding: digits[index..<index + 2], as: UTF8.self)
            guard pair.first != "+", pair.first != "-", let byte = UInt8(pair, radix: 16) else {
                return nil
            }
            bytes.append(byte)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
