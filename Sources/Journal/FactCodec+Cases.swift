internal import Exchange
internal import Referrals

/// The facts that concern a case as a whole.
extension FactCodec {
    static func write(_ files: BundleFiles, to output: inout ByteWriter) {
        output.write(files.address)
        output.write(count: files.files.count)
        for file in files.files {
            output.write(text: file.name)
            output.write(blob: file.bytes)
        }
    }

    static func readBundleFiles(from input: inout ByteReader) throws(CodecFault) -> BundleFiles {
        let address = try input.readDigest()
        var files: [BundleFiles.File] = []
        for _ in 0..<(try input.readCount(entriesOf: 2)) {
            files.append(
                BundleFiles.File(name: try input.readText(), bytes: try input.readBlob())
            )
        }
        return BundleFiles(address: address, files: files)
    }

    static func write(_ opened: CaseOpened, to output: inout ByteWriter) {
        output.write(flags: opened.follows != nil)
        output.write(opened.caseID)
        if let follows = opened.follows { output.write(follows) }
    }

    static func readCaseOpened(from input: inout ByteReader) throws(CodecFault) -> CaseOpened {
        let flags = try input.readFlags(1)
        return CaseOpened(
            caseID: try input.readCase(),
            follows: flags[0] ? try input.readCase() : nil
        )
    }

    static func write(_ stored: RequestStored, to output: inout ByteWriter) {
        output.write(flags: stored.namesEnterprise)
        output.write(stored.caseID)
        output.write(stored.ordinal)
        output.write(stored.agency)
        output.write(stored.legs)
        output.write(stored.profile)
        output.write(stored.consent)
        output.write(stored.content)
    }

    static func readRequestStored(from input: inout ByteReader) throws(CodecFault) -> RequestStored
    {
        let namesEnterprise = try input.readBool()
        return RequestStored(
            caseID: try input.readCase(),
            ordinal: try input.readUInt16(),
            agency: try input.readAgency(),
            legs: try input.readNumbers(),
            profile: try input.readProfile(),
            consent: try input.readConsent(),
            namesEnterprise: namesEnterprise,
            content: try input.readUInt16()
        )
    }

    static func write(_ stored: StatusStored, to output: inout ByteWriter) {
        output.write(stored.caseID)
        output.write(stored.ordinal)
        output.write(stored.agency)
        output.write(byte: stored.kind.rawValue)
        output.write(stored.factAt)
        output.write(byte: stored.need?.rawValue ?? 0)
        output.write(byte: stored.legalState?.rawValue ?? 0)
        output.write(byte: stored.phase?.rawValue ?? 0)
        output.write(byte: stored.signal?.rawValue ?? 0)
        output.write(stored.content)
    }

    static func readStatusStored(from input: inout ByteReader) throws(CodecFault) -> StatusStored {
        StatusStored(
            caseID: try input.readCase(),
            ordinal: try input.readUInt16(),
            agency: try input.readAgency(),
            kind: try input.readCode(StatusKind.self),
            factAt: try input.readMoment(),
            need: try input.readCodeOrNone(Need.self),
            legalState: try input.readCodeOrNone(LegalState.self),
            phase: try input.readCodeOrNone(Phase.self),
            signal: try input.readCodeOrNone(Signal.self),
            content: try input.readUInt16()
        )
    }

    static func write(_ corrected: Corrected, to output: inout ByteWriter) {
        output.write(
            flags: corrected.content != nil,
            corrected.profile != nil,
            corrected.consent != nil,
            corrected.namesEnterprise
        )
        output.write(corrected.caseID)
        output.write(corrected.ordinal)
        output.write(corrected.target)
        output.write(corrected.agency)
        if let content = corrected.content { output.write(content) }
        if let profile = corrected.profile { output.write(profile) }
        if let consent = corrected.consent { output.write(consent) }
    }

    static func readCorrected(from input: inout ByteReader) throws(CodecFault) -> Corrected {
        let flags = try input.readFlags(4)
        return Corrected(
            caseID: try input.readCase(),
            ordinal: try input.readUInt16(),
            target: try input.readUInt16(),
            agency: try input.readAgency(),
            content: flags[0] ? try input.readUInt16() : nil,
            profile: flags[1] ? try input.readProfile() : nil,
            consent: flags[2] ? try input.readConsentSaid() : nil,
            namesEnterprise: flags[3]
        )
    }

    static func write(_ notice: Notice, to output: inout ByteWriter) {
        output.write(flags: notice.leg != nil)
        output.write(notice.partner)
        output.write(number: notice.number)
        output.write(byte: notice.kind.rawValue)
        if let leg = notice.leg { output.write(leg) }
        output.write(notice.at)
    }

    static func readNotice(from input: inout ByteReader) throws(CodecFault) -> Notice {
        let flags = try input.readFlags(1)
        return Notice(
            partner: try input.readPartner(),
            number: try input.readNumber(),
            kind: try input.readCode(NoticeKind.self),
            leg: flags[0] ? try input.readLeg() : nil,
            at: try input.readMoment()
        )
    }

    static func write(_ held: LineHeld, to output: inout ByteWriter) {
        output.write(held.caseID)
        output.write(held.leg)
        output.write(held.agency)
        output.write(held.due)
        output.write(held.terms)
        output.write(held.desk)
        output.write(held.bundle)
        output.write(held.rule)
    }

    static func readLineHeld(from input: inout ByteReader) throws(CodecFault) -> LineHeld {
        LineHeld(
            caseID: try input.readCase(),
            leg: try input.readLeg(),
            agency: try input.readAgency(),
            due: try input.readMoment(),
            terms: try input.readTerms(),
            desk: try input.readQueue(),
            bundle: try input.readDigest(),
            rule: try input.readRule()
        )
    }

    static func write(_ read: NoteRead, to output: inout ByteWriter) {
        output.write(read.caseID)
        output.write(read.event)
        output.write(read.bundle)
        output.write(read.reading)
    }

    static func readNoteRead(from input: inout ByteReader) throws(CodecFault) -> NoteRead {
        NoteRead(
            caseID: try input.readCase(),
            event: try input.readUInt16(),
            bundle: try input.readDigest(),
            reading: try input.readNoteReading()
        )
    }
}
