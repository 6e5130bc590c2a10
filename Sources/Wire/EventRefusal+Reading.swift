import Referrals

extension EventRefusal {
    /// The refusal of a line that is not JSON.
    init(_ fault: JSONFault) {
        let error: ErrorName =
            switch fault.kind {
            case .duplicateKey: .duplicateKey
            case .tooDeep: .tooDeep
            case .empty, .tooLong, .byteOrderMark, .notUTF8, .unexpectedByte, .unexpectedEnd,
                .trailingBytes, .controlCharacter, .badEscape, .loneSurrogate, .badNumber,
                .numberOutOfRange:
                .badJson
            }
        self.init(error, field: fault.pointer, detail: fault.sentence)
    }

    /// The refusal of a line that is a JSON object, with what of it can be read.
    init(_ fault: FieldFault, of document: JSONDocument, from agency: AgencyID) {
        self.init(fault.error, field: fault.field, detail: fault.detail)
        known = fault.known
        retryAfter = fault.retryAfter
        readIdentity(of: document, from: agency)
        guard let data = document.member("data", of: document.root) else { return }
        readNeeds(of: data, in: document)
        if let patch = document.member("patch", of: data) { readNeeds(of: patch, in: document) }
    }

    /// The id counts only if no other agency is named: ids are unique per agency.
    private mutating func readIdentity(of document: JSONDocument, from agency: AgencyID) {
        guard let source = document.member("source", of: document.root),
            EventEnvelope.names(source, agency, in: document),
            let id = document.member("id", of: document.root),
            let type = document.member("type", of: document.root),
            let data = document.member("data", of: document.root),
            let readable = EventEnvelope.readableID(id, in: document)
        else { return }
        self.id = readable
        content = Confidential(CanonicalJSON.content(type: type, data: data, in: document))
    }

    private mutating func readNeeds(of data: JSONDocument.Node, in document: JSONDocument) {
        readNote(of: data, in: document)
        if let screening = document.member("screening", of: data),
            let result = document.member("result", of: screening),
            document.matches(result, "L2") || document.matches(result, "L3")
        {
            crisisReadable = true
        }
        guard let needs = document.member("needs", of: data) else { return }
        for need in document.items(of: needs) {
            readNote(of: need, in: document)
            let isUrgent = document.member("urgency", of: need).map {
                document.matches($0, "crisis")
            }
            let isNamed = document.member("code", of: need).map {
                document.matches($0, "psychological.crisis")
            }
            if isUrgent ?? false || isNamed ?? false { crisisReadable = true }
        }
    }

    private mutating func readNote(of object: JSONDocument.Node, in document: JSONDocument) {
        guard let note = document.member("note", of: object), let text = document.string(note),
            !text.isEmpty
        else { return }
        notes.append(Confidential(text))
    }
}
