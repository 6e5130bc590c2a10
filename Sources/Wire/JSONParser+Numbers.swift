extension JSONParser {
    /// The largest integer taken, and its negative the smallest: every double up to it is exact.
    static let integerMax = 1 << 53

    /// Reads the number that begins at `at`.
    mutating func scanNumber() throws(JSONFault) {
        numberCount += 1
        let start = at
        let isNegative = base[at] == UInt8(ascii: "-")
        if isNegative { at += 1 }
        let first = at
        var value = 0
        while isDigit(base[at]) {
            // Sixteen digits cannot overflow, and more than sixteen are more than 2^53.
            if at - first < 16 { value = value &* 10 &+ Int(base[at] & 0x0F) }
            at += 1
        }
        let digits = at - first
        if digits == 0 { throw at >= count ? unexpected() : JSONFault(.badNumber, at: start) }
        if digits > 1, base[first] == UInt8(ascii: "0") { throw JSONFault(.badNumber, at: start) }
        switch base[at] {
        case UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"):
            return try scanFraction(from: start)
        default:
            break
        }
        guard digits <= 16, value <= Self.integerMax else {
            throw JSONFault(.numberOutOfRange, at: start)
        }
        append(.integer, bits: UInt64(bitPattern: Int64(isNegative ? -value : value)))
    }

    /// Goes on with a number from its point or exponent.
    private mutating func scanFraction(from start: Int) throws(JSONFault) {
        if base[at] == UInt8(ascii: ".") {
            at += 1
            try skipDigits(of: start)
        }
        if base[at] | 0x20 == UInt8(ascii: "e") {
            at += 1
            if base[at] == UInt8(ascii: "+") || base[at] == UInt8(ascii: "-") { at += 1 }
            try skipDigits(of: start)
        }
        let bytes = UnsafeBufferPointer(start: base + start, count: at - start)
        guard let value = Double(String(decoding: bytes, as: UTF8.self)) else {
            throw JSONFault(.badNumber, at: start)
        }
        guard value.magnitude <= Double(Self.integerMax) else {
            throw JSONFault(.numberOutOfRange, at: start)
        }
        if let integer = Int(exactly: value) {
            append(.integer, bits: UInt64(bitPattern: Int64(integer)))
        } else {
            append(.fraction, bits: value.bitPattern)
        }
    }

    private mutating func skipDigits(of start: Int) throws(JSONFault) {
        guard isDigit(base[at]) else {
            throw at >= count ? unexpected() : JSONFault(.badNumber, at: start)
        }
        while isDigit(base[at]) { at += 1 }
    }

    @inline(__always)
    private func isDigit(_ byte: UInt8) -> Bool {
        byte &- 0x30 < 10
    }
}
