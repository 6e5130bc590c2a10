/// How values are spelt where bytes are compared or sent: RFC 8785's one way.
enum JSONSpelling {
    static let hexDigits: StaticString = "0123456789abcdef"

    /// What a byte of a string is written as, if not as itself: the letter of its short escape, or
    /// `u` for the long one; 0 for itself.
    @inline(__always)
    static func escape(of byte: UInt8) -> UInt8 {
        switch byte {
        case 0x22: UInt8(ascii: "\"")
        case 0x5C: UInt8(ascii: "\\")
        case 0x20...: 0
        case 0x08: UInt8(ascii: "b")
        case 0x09: UInt8(ascii: "t")
        case 0x0A: UInt8(ascii: "n")
        case 0x0C: UInt8(ascii: "f")
        case 0x0D: UInt8(ascii: "r")
        default: UInt8(ascii: "u")
        }
    }
}

extension [UInt8] {
    /// Appends a string in quotation marks, with the escapes it cannot do without.
    mutating func appendJSONString(_ value: UnsafeBufferPointer<UInt8>) {
        append(UInt8(ascii: "\""))
        var longest = value.count
        for byte in value {
            switch JSONSpelling.escape(of: byte) {
            case 0: continue
            case UInt8(ascii: "u"): longest += 5
            default: longest += 1
            }
        }
        if longest == value.count {
            append(contentsOf: value)
        } else {
            append(
                contentsOf: [UInt8](unsafeUninitializedCapacity: longest) { buffer, count in
                    var sink = ByteSink(buffer)
                    sink.appendEscaped(value)
                    count = sink.count
                }
            )
        }
        append(UInt8(ascii: "\""))
    }

    /// Appends a number in decimal digits.
    mutating func appendDecimal(_ value: Int) {
        if value < 0 { append(UInt8(ascii: "-")) }
        var rest = value.magnitude
        let start = count
        repeat {
            let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
            append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit))
            rest = quotient
        } while rest > 0
        self[start...].reverse()
    }

    /// Appends a number that is not integral and lies within 2^53, as ECMAScript prints it.
    ///
    /// Both languages print the fewest digits that give the number back; they differ in when they
    /// turn to an exponent. A number that is not integral has no more than 16 digits before its
    /// point, so the exponent is negative, or there is none.
    mutating func appendFraction(_ value: Double) {
        if value < 0 { append(UInt8(ascii: "-")) }
        var digits: [UInt8] = []
        // Where the point stands, counted from before the first digit.
        var point = 0
        var seenPoint = false
        let spelt = Array(value.magnitude.description.utf8)
        let mantissa = spelt.prefix { $0 != UInt8(ascii: "e") }
        for byte in mantissa {
            if byte == UInt8(ascii: ".") {
                seenPoint = true
            } else {
                digits.append(byte)
                if !seenPoint { point += 1 }
            }
        }
        if let exponent = Int(String(decoding: spelt.dropFirst(mantissa.count + 1), as: UTF8.self))
        {
            point += exponent
        }
        let zeros = digits.prefix { $0 == UInt8(ascii: "0") }.count
        digits.removeFirst(zeros)
        point -= zeros
        while digits.last == UInt8(ascii: "0") { digits.removeLast() }
        append(digits: digits, point: point)
    }

    private mutating func append(digits: [UInt8], point: Int) {
        if point > 0 {
            append(contentsOf: digits[..<point])
            append(UInt8(ascii: "."))
            append(contentsOf: digits[point...])
        } else if point > -6 {
            append(contentsOf: [UInt8(ascii: "0"), UInt8(ascii: ".")])
            append(contentsOf: repeatElement(UInt8(ascii: "0"), count: -point))
            append(contentsOf: digits)
        } else {
            append(digits[0])
            if digits.count > 1 {
                append(UInt8(ascii: "."))
                append(contentsOf: digits[1...])
            }
            append(UInt8(ascii: "e"))
            appendDecimal(point - 1)
        }
    }
}
