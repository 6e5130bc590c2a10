/// The number of an enterprise in the Crossroads Bank for Enterprises (BCE/KBO).
///
/// Ten digits, the first 0 or 1; the last two are 97 less the remainder of the first eight by 97, so in
/// 01 to 97 (python-stdnum `be.vat`; the Flemish government's description of the number). All zeros is
/// no number. Establishment units begin with 2 to 8 and are refused.
public struct EnterpriseNumber: Comparable, Hashable, Sendable, CustomStringConvertible {
    /// The ten digits as a number.
    public let digits: UInt64

    /// Why a text is no enterprise number.
    public enum Fault: Error, Equatable, Sendable {
        /// Not ten digits that begin with 0 or 1.
        case form
        /// The last two digits should be these.
        case checkDigits(expected: UInt8)
    }

    /// Reads ten digits; spaces, `.`, `-`, `/` and a leading `BE` are taken and dropped.
    ///
    /// - Parameter text: the bytes as sent; digits other than ASCII's are refused.
    /// - Throws: ``Fault``.
    public init(_ text: UnsafeRawBufferPointer) throws(Fault) {
        var index = 0
        if text.count >= 2, text[0] & 0xDF == UInt8(ascii: "B"), text[1] & 0xDF == UInt8(ascii: "E")
        {
            index = 2
        }
        var value: UInt64 = 0
        var count = 0
        while index < text.count {
            let byte = text[index]
            index += 1
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                count += 1
                guard count <= 10 else { throw .form }
                value = value * 10 + UInt64(byte - UInt8(ascii: "0"))
            case UInt8(ascii: " "), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "/"):
                continue
            default:
                throw .form
            }
        }
        guard count == 10, value < 2_000_000_000, value > 0 else { throw .form }
        let expected = 97 - value / 100 % 97
        guard value % 100 == expected else { throw .checkDigits(expected: UInt8(expected)) }
        digits = value
    }

    /// Reads a number from a string; nil for what ``init(_:)-(UnsafeRawBufferPointer)`` refuses.
    public init?(_ text: String) {
        var copy = text
        let read: EnterpriseNumber? = copy.withUTF8 { bytes in
            do throws(Fault) {
                return try EnterpriseNumber(UnsafeRawBufferPointer(bytes))
            } catch {
                return nil
            }
        }
        guard let read else { return nil }
        self = read
    }

    /// The ten digits, as they stand on the wire: `0403019261`.
    public var description: String {
        var text: [UInt8] = []
        appendDigits(Int64(digits), 10, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// Whether the left number is the smaller one.
    public static func < (left: EnterpriseNumber, right: EnterpriseNumber) -> Bool {
        left.digits < right.digits
    }
}
