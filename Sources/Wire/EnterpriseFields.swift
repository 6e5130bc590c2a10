import Referrals

/// The enterprise of a request.
enum EnterpriseFields {
    private static let known: [StaticString] = [
        "bce", "host_bce", "no_bce", "name", "legal_form", "nace", "workers", "commune",
        "postcode", "phase",
    ]

    private static let naceKnown: [StaticString] = ["version", "code"]

    static func read(_ enterprise: FieldObject) throws(FieldFault) -> Enterprise {
        try refuseSeveral(enterprise)
        let number = try number(enterprise, "bce")
        let host = try Self.number(enterprise, "host_bce")
        let noNumber = try enterprise.word("no_bce", of: EventWords.noBCE)
        _ = try enterprise.name("name", max: 200)
        _ = try enterprise.name("legal_form", max: 32)
        let nace = try nace(enterprise.object("nace", at: "/data/enterprise/nace"))
        let workers = try enterprise.whole("workers", in: 0...100_000)
        let commune = try enterprise.formed(
            "commune",
            .badValue,
            "commune must be a NIS code of 5 digits"
        ) { Commune($0) }
        let postcode = try enterprise.formed(
            "postcode",
            .badValue,
            "postcode must be a Belgian one of 4 digits"
        ) { Postcode($0) }
        let phase = try enterprise.word("phase", of: EventWords.phases)
        try enterprise.refuseUnknown(besides: known)
        return Enterprise(
            number: number,
            host: host,
            noNumber: noNumber,
            nace: nace,
            size: workers.map { SizeBand(workers: $0) },
            commune: commune,
            postcode: postcode,
            phase: phase
        )
    }

    /// The number of an enterprise under a name, if there is one.
    static func number(
        _ fields: FieldObject,
        _ name: StaticString
    ) throws(FieldFault) -> EnterpriseNumber? {
        guard let value = fields.document.member(name, of: fields.node) else { return nil }
        try fields.expect(.string, value, name)
        var fault = EnterpriseNumber.Fault.form
        let number = fields.read(value) { bytes -> EnterpriseNumber? in
            do throws(EnterpriseNumber.Fault) {
                return try EnterpriseNumber(bytes)
            } catch let error {
                fault = error
                return nil
            }
        }
        if let number { return number }
        switch fault {
        case .form:
            try fields.checkText(value, name, max: .max)
            throw fields.fault(.bceFormat, name, "\(name) has 10 digits and begins with 0 or 1")
        case .checkDigits(let expected):
            let digits = fields.document.utf8(value).filter { 0x30...0x39 ~= $0 }
            let spelt = String(decoding: digits, as: UTF8.self)
            let dotted = "\(spelt.prefix(4)).\(spelt.dropFirst(4).prefix(3)).\(spelt.dropFirst(7))"
            let last = expected < 10 ? "0\(expected)" : "\(expected)"
            let detail = "\(dotted): the last two digits should be \(last)"
            throw fields.fault(.bceCheckDigits, name, detail)
        }
    }

    private static func refuseSeveral(_ enterprise: FieldObject) throws(FieldFault) {
        let hasNumber = enterprise.has("bce")
        let hasHost = enterprise.has("host_bce")
        let hasNone = enterprise.has("no_bce")
        guard hasNumber ? hasHost || hasNone : hasHost && hasNone else { return }
        let first: StaticString = hasNumber ? "bce" : "host_bce"
        let detail = "at most one of bce, host_bce and no_bce is given"
        throw enterprise.fault(.oneEnterprise, first, detail)
    }

    /// An activity: the version of the list and the code's digits.
    private static func nace(_ nace: FieldObject?) throws(FieldFault) -> NaceCode? {
        guard let nace else { return nil }
        let version = try nace.requiredWord("version", of: EventWords.naceVersions)
        _ = try nace.required("code")
        let detail = "code must have 2 to 5 digits"
        let code = try nace.formed("code", .badValue, detail) { bytes in
            NaceCode(version: version, digits: bytes)
        }
        try nace.refuseUnknown(besides: naceKnown)
        return code
    }
}
