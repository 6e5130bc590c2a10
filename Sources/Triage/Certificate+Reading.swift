extension Certificate {
    /// Reads a certificate's file.
    ///
    /// No text of an error repeats what stands in the section `curve`, nor a line that has no form.
    /// - Throws: every mistake, with file, line, column and what was expected.
    public static func read(_ bytes: [UInt8], file: String) throws(BundleFaults) -> Certificate {
        try CertificateText.read(bytes, file: file).certificate
    }
}

/// A certificate with the lines that its parts stand on, for whoever reads more out of it.
struct CertificateText {
    let file: String
    let certificate: Certificate
    /// The line of the public key.
    let keyLine: Int
    /// The lines of the remarks, in their order.
    let remarkLines: [Int]

    static func read(_ bytes: [UInt8], file: String) throws(BundleFaults) -> CertificateText {
        var reader = CertificateReader(file: file)
        reader.read(bytes)
        guard let publicKey = reader.publicKey, reader.faults.isEmpty else {
            reader.missKey()
            throw BundleFaults(reader.faults)
        }
        return CertificateText(
            file: file,
            certificate: Certificate(
                reader.remarks,
                publicKey: publicKey,
                secretKey: reader.secretKey
            ),
            keyLine: reader.keyLines["public-key"] ?? 1,
            remarkLines: reader.remarkLines
        )
    }
}

private struct CertificateReader {
    let file: String
    var faults: [BundleFault] = []
    var remarks: [Certificate.Remark] = []
    var remarkLines: [Int] = []
    var publicKey: PublicKey?
    var secretKey: SecretKey?
    var keyLines: [String: Int] = [:]
    private var sections: Set<String> = []
    private var section: String?
    private var lastLine = 1

    init(file: String) {
        self.file = file
    }

    mutating func read(_ bytes: [UInt8]) {
        guard bytes.count <= Certificate.bytesMax else {
            let most = "a certificate of at most \(Certificate.bytesMax) bytes"
            return fault(1, 1, expected: most, found: "\(bytes.count) bytes")
        }
        guard String(validating: bytes, as: UTF8.self) != nil else {
            return fault(1, 1, expected: "text in UTF-8", found: "other bytes")
        }
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            lastLine = index + 1
            read(line, index + 1)
        }
    }

    private mutating func read(_ bytes: ArraySlice<UInt8>, _ line: Int) {
        let text = bytes.last == UInt8(ascii: "\r") ? bytes.dropLast() : bytes
        guard text.count <= Certificate.lineBytesMax else {
            let most = "a line of at most \(Certificate.lineBytesMax) bytes"
            return fault(line, 1, expected: most, found: "\(text.count) bytes")
        }
        if let control = text.firstIndex(where: Certificate.isControl) {
            let column = control - text.startIndex + 1
            return fault(line, column, expected: "a line of text", found: "a control character")
        }
        do throws(Property.Fault) {
            guard let property = try Property.read(text, line: line) else { return }
            read(property)
        } catch {
            fault(line, error.column, expected: error.expected, found: error.found)
        }
    }

    private mutating func read(_ property: Property) {
        guard property.depth > 0 else { return enter(property) }
        guard property.depth == 1, let value = property.value, let section else {
            let expected =
                section == nil
                ? "the section metadata or curve first" : "a name and a value, four spaces in"
            let found = property.value == nil ? "a name alone" : "a value elsewhere"
            // Below a section that was refused nothing is known, and nothing more to tell.
            guard section != nil || sections.isEmpty else { return }
            return fault(property, expected: expected, found: found)
        }
        if section == "curve" { key(property, value) } else { remark(property, value) }
    }

    private mutating func enter(_ property: Property) {
        section = nil
        guard ["metadata", "curve"].contains(property.name), property.value ?? "" == "" else {
            sections.insert("")
            return fault(
                property,
                expected: "the section metadata or curve",
                found: property.value == nil ? "another name" : "a name with a value"
            )
        }
        guard sections.insert(property.name).inserted else {
            return fault(property, expected: "each section once", found: "\(property.name) again")
        }
        section = property.name
    }

    private mutating func key(_ property: Property, _ value: String) {
        guard Certificate.keyNames.contains(property.name) else {
            return fault(property, expected: "public-key or secret-key", found: "another name")
        }
        guard keyLines.updateValue(property.line, forKey: property.name) == nil else {
            return fault(property, expected: "\(property.name) once", found: "it again")
        }
        let isRead: Bool
        if property.name == "public-key" {
            publicKey = PublicKey(z85: value)
            isRead = publicKey != nil
        } else {
            secretKey = SecretKey(z85: value)
            isRead = secretKey != nil
        }
        guard !isRead else { return }
        let count = value.unicodeScalars.count
        fault(
            property,
            expected: "\(property.name): a key of 40 characters of Z85 in quotation marks",
            found: count == 40 ? "40 characters that are no key" : "\(count) characters"
        )
    }

    private mutating func remark(_ property: Property, _ value: String) {
        guard remarks.count < Certificate.remarksMax else {
            let most = "at most \(Certificate.remarksMax) lines of metadata"
            return fault(property, expected: most, found: "one more")
        }
        guard !remarks.contains(where: { $0.name == property.name }) else {
            return fault(property, expected: "each name once", found: "the same again")
        }
        guard let remark = Certificate.Remark(property.name, value) else {
            return fault(
                property,
                expected: "a name of 1 to 64 bytes, no key's, and a value of at most"
                    + " \(Certificate.valueBytesMax) bytes",
                found: "another"
            )
        }
        remarks.append(remark)
        remarkLines.append(property.line)
    }

    /// Tells that there is no public key, where nothing else was told about it.
    mutating func missKey() {
        guard keyLines["public-key"] == nil, faults.isEmpty else { return }
        let expected = "the section curve with a public-key"
        fault(lastLine, 1, expected: expected, found: "the end of the file")
    }

    private mutating func fault(_ property: Property, expected: String, found: String) {
        fault(property.line, property.column, expected: expected, found: found)
    }

    private mutating func fault(_ line: Int, _ column: Int, expected: String, found: String) {
        faults.append(
            BundleFault(file: file, line: line, column: column, expected: expected, found: found)
        )
    }
}
