import Referrals

extension FieldObject {
    /// Checks that a value is a string of at most `max` code points that keeps a rule.
    func checkText(
        _ value: JSONDocument.Node,
        _ name: StaticString,
        max: Int,
        rule: TextRule = .name,
        item: Int? = nil
    ) throws(FieldFault) {
        try expect(.string, value, name, item: item)
        let isPlain = document.isPlain(value)
        let hasNUL = document.hasNUL
        let isAdmitted = document.withUTF8(of: value) { bytes in
            rule.admits(bytes, isPlain: isPlain, hasNUL: hasNUL)
        }
        guard isAdmitted else {
            let words =
                switch rule {
                case .name: "a control or bidirectional formatting character"
                case .free: "U+0000"
                }
            throw fault(.textControl, name, "\(name) holds \(words)", item: item)
        }
        if document.utf8Count(value) > max, document.codePoints(value) > max {
            throw fault(.tooLong, name, "\(name) has at most \(max) characters", item: item)
        }
    }

    /// A name or a code that may be missing.
    func name(_ name: StaticString, max: Int) throws(FieldFault) -> JSONDocument.Node? {
        guard let value = document.member(name, of: node) else { return nil }
        try checkText(value, name, max: max)
        return value
    }

    /// A text in someone's own words that may be missing.
    func words(_ name: StaticString, max: Int) throws(FieldFault) -> JSONDocument.Node? {
        guard let value = document.member(name, of: node) else { return nil }
        try checkText(value, name, max: max, rule: .free)
        return value
    }

    func flag(_ name: StaticString) throws(FieldFault) -> Bool? {
        guard let value = try optional(name, .bool) else { return nil }
        return document.bool(value)
    }

    func whole(_ name: StaticString, in range: ClosedRange<Int>) throws(FieldFault) -> Int? {
        guard let value = document.member(name, of: node) else { return nil }
        guard document.number(value) != nil else {
            throw fault(.wrongType, name, "\(name) must be a number")
        }
        guard let number = document.integer(value) else {
            throw fault(.badValue, name, "\(name) must be a whole number")
        }
        guard range.contains(number) else {
            let words = "\(range.lowerBound) to \(range.upperBound)"
            throw fault(.outOfRange, name, "\(name) must be \(words)")
        }
        return number
    }

    /// A word of a closed list that may be missing.
    func word<Value>(
        _ name: StaticString,
        of words: Words<Value>
    ) throws(FieldFault) -> Value? {
        guard let value = document.member(name, of: node) else { return nil }
        return try word(value, name, of: words)
    }

    /// A word of a closed list that must be there.
    func requiredWord<Value>(
        _ name: StaticString,
        of words: Words<Value>
    ) throws(FieldFault) -> Value {
        try word(try required(name), name, of: words)
    }

    func word<Value>(
        _ value: JSONDocument.Node,
        _ name: StaticString,
        of words: Words<Value>,
        item: Int? = nil
    ) throws(FieldFault) -> Value {
        try expect(.string, value, name, item: item)
        let found = document.withUTF8(of: value) { words.value(of: $0) }
        if let found { return found }
        try checkText(value, name, max: .max, item: item)
        throw fault(.badValue, name, "\(name) must be one of: \(words.sentence)", item: item)
    }

    /// Reads a string by its bytes; nil if it has not the form.
    @inline(__always)
    func read<Value>(
        _ value: JSONDocument.Node,
        _ reader: (UnsafeRawBufferPointer) -> Value?
    ) -> Value? {
        document.withUTF8(of: value) { reader(UnsafeRawBufferPointer($0)) }
    }

    /// A string of a form that may be missing; any other form is the fault named.
    func formed<Value>(
        _ name: StaticString,
        _ error: ErrorName,
        _ detail: String,
        _ reader: (UnsafeRawBufferPointer) -> Value?
    ) throws(FieldFault) -> Value? {
        guard let value = document.member(name, of: node) else { return nil }
        try expect(.string, value, name)
        if let found = read(value, reader) { return found }
        try checkText(value, name, max: .max)
        throw fault(error, name, detail)
    }

    /// The names of partners in an array that may be missing.
    func partners(_ name: StaticString) throws(FieldFault) -> [PartnerID]? {
        guard let items = try list(name, max: 16) else { return nil }
        var partners: [PartnerID] = []
        for (index, item) in items.enumerated() {
            partners.append(try partner(item, name, item: index))
        }
        return partners
    }

    func partner(
        _ value: JSONDocument.Node,
        _ name: StaticString,
        item: Int? = nil
    ) throws(FieldFault) -> PartnerID {
        try checkText(value, name, max: 32, item: item)
        guard let partner = PartnerID(document.string(value) ?? "") else {
            let detail = "a partner's name has 1 to 32 of a-z, 0-9 and the hyphen"
            throw fault(.badValue, name, detail, item: item)
        }
        return partner
    }
}
