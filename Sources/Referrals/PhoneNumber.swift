/// A telephone number in the form of E.164: `+` and 7 to 15 digits, the first not 0.
public struct PhoneNumber: Hashable, Sendable {
    /// The digits after the `+`, as a number.
    public let digits: UInt64

    /// Reads `+` and 7 to 15 digits without separators; nil for anything else.
    public init?(_ text: UnsafeRawBufferPointer) {
        guard (8...16).contains(text.count), text[0] == UInt8(ascii: "+"),
            text[1] != UInt8(ascii: "0")
        else { return nil }
        var value: UInt64 = 0
        for byte in text.dropFirst() {
            let digit = byte &- UInt8(ascii: "0")
            guard digit <= 9 else { return nil }
            value = value * 10 + UInt64(digit)
        }
        digits = value
    }
}
