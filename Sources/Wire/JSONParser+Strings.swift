extension JSONParser {
    /// Reads the string that begins at `at` with its quotation mark.
    mutating func scanString() throws(JSONFault) {
        let start = at + 1
        at = start
        var isPlain = true
        while true {
            skipPlain()
            switch base[at] {
            case UInt8(ascii: "\""):
                let length = at - start
                at += 1
                appendString(start, length, isPlain)
                return
            case UInt8(ascii: "\\"):
                return try scanEscaped(from: start)
            case 0x80...:
                isPlain = false
                try skipMultibyte()
            default:
                throw control()
            }
        }
    }

    /// Goes on with a string from its first backslash, moving its bytes together.
    private mutating func scanEscaped(from start: Int) throws(JSONFault) {
        var end = at
        while true {
            let run = at
            skipPlain()
            while base[at] >= 0x80 {
                try skipMultibyte()
                skipPlain()
            }
            (base + end).update(from: base + run, count: at - run)
            end += at - run
            switch base[at] {
            case UInt8(ascii: "\""):
                at += 1
                appendString(start, end - start, false)
                return
            case UInt8(ascii: "\\"):
                end += try unescape(to: end)
            default:
                throw control()
            }
        }
    }

    private mutating func appendString(_ start: Int, _ length: Int, _ isPlain: Bool) {
        let bits = UInt64(truncatingIfNeeded: start) | UInt64(truncatingIfNeeded: length) << 32
        append(.string, bits: bits, isPlain: isPlain)
    }

    /// Steps over bytes that stand for themselves, eight at a time; the padding stops it.
    @inline(__always)
    private mutating func skipPlain() {
        let ones: UInt64 = 0x0101_0101_0101_0101
        while at < count {
            let word = UInt64(
                littleEndian: UnsafeRawPointer(base + at).loadUnaligned(as: UInt64.self)
            )
            // The lowest high bit set is that of the first byte below 20, or that is a quotation
            // mark or a backslash, or above 7F; a borrow reaches only the bytes after it.
            let low = word &- ones &* 0x20
            let quote = (word ^ ones &* 0x22) &- ones
            let backslash = (word ^ ones &* 0x5C) &- ones
            let stops = (low | quote | backslash | word) & (ones &* 0x80)
            if stops != 0 {
                at += stops.trailingZeroBitCount >> 3
                return
            }
            at += 8
        }
    }

    /// Steps over one code point of two to four bytes.
    private mutating func skipMultibyte() throws(JSONFault) {
        let second = base[at + 1]
        let length: Int
        let isGood: Bool
        switch base[at] {
        case 0xC2...0xDF: (length, isGood) = (2, second & 0xC0 == 0x80)
        case 0xE0: (length, isGood) = (3, 0xA0...0xBF ~= second)
        case 0xED: (length, isGood) = (3, 0x80...0x9F ~= second)
        case 0xE1...0xEF: (length, isGood) = (3, second & 0xC0 == 0x80)
        case 0xF0: (length, isGood) = (4, 0x90...0xBF ~= second)
        case 0xF1...0xF3: (length, isGood) = (4, second & 0xC0 == 0x80)
        case 0xF4: (length, isGood) = (4, 0x80...0x8F ~= second)
        default: throw JSONFault(.notUTF8, at: at)
        }
        guard isGood,
            length < 3 || base[at + 2] & 0xC0 == 0x80,
            length < 4 || base[at + 3] & 0xC0 == 0x80
        else { throw JSONFault(.notUTF8, at: at) }
        at += length
    }

    /// Writes what the escape at `at` stands for and gives its bytes; they are fewer than its own.
    private mutating func unescape(to end: Int) throws(JSONFault) -> Int {
        let escape = at
        let simple: UInt8
        switch base[at + 1] {
        case UInt8(ascii: "\""): simple = 0x22
        case UInt8(ascii: "\\"): simple = 0x5C
        case UInt8(ascii: "/"): simple = 0x2F
        case UInt8(ascii: "b"): simple = 0x08
        case UInt8(ascii: "f"): simple = 0x0C
        case UInt8(ascii: "n"): simple = 0x0A
        case UInt8(ascii: "r"): simple = 0x0D
        case UInt8(ascii: "t"): simple = 0x09
        case UInt8(ascii: "u"):
            at += 2
            return write(try scanCodePoint(of: escape), to: end)
        default:
            throw JSONFault(at + 1 >= count ? .unexpectedEnd : .badEscape, at: escape)
        }
        base[end] = simple
        at += 2
        return 1
    }

    private mutating func scanCodePoint(of escape: Int) throws(JSONFault) -> UInt32 {
        let unit = try scanHex(of: escape)
        switch unit {
        case 0xD800...0xDBFF:
            guard base[at] == UInt8(ascii: "\\"), base[at + 1] == UInt8(ascii: "u") else {
                throw JSONFault(.loneSurrogate, at: escape)
            }
            at += 2
            let low = try scanHex(of: escape)
            guard 0xDC00...0xDFFF ~= low else { throw JSONFault(.loneSurrogate, at: escape) }
            return 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
        case 0xDC00...0xDFFF:
            throw JSONFault(.loneSurrogate, at: escape)
        default:
            return unit
        }
    }

    private mutating func scanHex(of escape: Int) throws(JSONFault) -> UInt32 {
        var unit: UInt32 = 0
        for _ in 0..<4 {
            let digit: UInt8
            switch base[at] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = base[at] - 0x30
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = base[at] - 0x57
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = base[at] - 0x37
            default: throw JSONFault(at >= count ? .unexpectedEnd : .badEscape, at: escape)
            }
            unit = unit << 4 | UInt32(digit)
            at += 1
        }
        return unit
    }

    private mutating func write(_ codePoint: UInt32, to end: Int) -> Int {
        func byte(_ shift: UInt32, _ mark: UInt32) -> UInt8 {
            UInt8(truncatingIfNeeded: mark | (codePoint >> shift) & (mark == 0x80 ? 0x3F : 0x1F))
        }
        switch codePoint {
        case ..<0x80:
            if codePoint == 0 { hasNUL = true }
            base[end] = UInt8(truncatingIfNeeded: codePoint)
            return 1
        case ..<0x800:
            base[end] = byte(6, 0xC0)
            base[end + 1] = byte(0, 0x80)
            return 2
        case ..<0x10000:
            base[end] = byte(12, 0xE0)
            base[end + 1] = byte(6, 0x80)
            base[end + 2] = byte(0, 0x80)
            return 3
        default:
            base[end] = byte(18, 0xF0)
            base[end + 1] = byte(12, 0x80)
            base[end + 2] = byte(6, 0x80)
            base[end + 3] = byte(0, 0x80)
            return 4
        }
    }

    private func control() -> JSONFault {
        at >= count ? JSONFault(.unexpectedEnd, at: count) : JSONFault(.controlCharacter, at: at)
    }
}
