internal import Exchange
internal import Referrals

/// Which layout a fact has.
extension FactCodec {
    static func kind(of matter: Fact.Matter) -> Kind {
        switch matter {
        case .recorderStarted: .recorderStarted
        case .bundleActivated: .bundleActivated
        case .caseOpened: .caseOpened
        case .caseReopened: .caseReopened
        case .caseClosed: .caseClosed
        case .requestStored: .requestStored
        case .statusStored: .statusStored
        case .corrected: .corrected
        case .consentGiven: .consentGiven
        case .consentWithdrawn: .consentWithdrawn
        case .legOpened: .legOpened
        case .legJoined: .legJoined
        case .legPlaced: .legPlaced
        case .offered: .offered
        case .accepted: .accepted
        case .declined: .declined
        case .assignmentEnded: .assignmentEnded
        case .reported: .reported
        case .cancelRequested: .cancelRequested
        case .legClosed: .legClosed
        case .overdue: .overdue
        case .noticed: .noticed
        case .acknowledged: .acknowledged
        case .contentOpened: .contentOpened
        case .lineHeld: .lineHeld
        case .ordered: .ordered
        case .stepped: .stepped
        case .queueSet: .queueSet
        case .surgeSet: .surgeSet
        case .clockAccepted: .clockAccepted
        case .casesMerged: .casesMerged
        case .died: .died
        case .replayed: .replayed
        case .caseErased: .caseErased
        case .erasureAsked: .erasureAsked
        case .legSharpened: .legSharpened
        case .cessationTold: .cessationTold
        case .bankruptcyTold: .bankruptcyTold
        case .partnersExcluded: .partnersExcluded
        case .noteRead: .noteRead
        }
    }

    static func write(_ matter: Fact.Matter, to output: inout ByteWriter) {
        switch matter {
        case .recorderStarted(let term): output.write(number: term.number)
        case .bundleActivated(let files): write(files, to: &output)
        case .caseOpened(let opened): write(opened, to: &output)
        case .caseReopened(let caseID), .caseClosed(let caseID), .caseErased(let caseID):
            output.write(caseID)
        case .requestStored(let stored): write(stored, to: &output)
        case .statusStored(let stored): write(stored, to: &output)
        case .corrected(let corrected): write(corrected, to: &output)
        case .consentGiven(let caseID, let agency, let consent):
            output.write(caseID)
            output.write(agency)
            output.write(consent)
        case .consentWithdrawn(let caseID, let families, let partners):
            output.write(flags: families != nil, partners != nil)
            output.write(caseID)
            if let families { output.write(families) }
            if let partners { output.write(partners) }
        case .legOpened(let opened): write(opened, to: &output)
        case .legJoined(let joined): write(joined, to: &output)
        case .legPlaced(let placed): write(placed, to: &output)
        case .offered(let offered): write(offered, to: &output)
        case .accepted(let accepted): write(accepted, to: &output)
        case .declined(let declined): write(declined, to: &output)
        case .assignmentEnded(let ended): write(ended, to: &output)
        case .reported(let reported): write(reported, to: &output)
        case .cancelRequested(let leg, let outcome):
            output.write(leg)
            output.write(byte: outcome.rawValue)
        case .legClosed(let closed): write(closed, to: &output)
        case .overdue(let leg, let deadline):
            output.write(leg)
            output.write(byte: deadline.rawValue)
        case .noticed(let notice): write(notice, to: &output)
        case .acknowledged(let partner, through: let number):
            output.write(partner)
            output.write(number: number)
        case .contentOpened(let leg, by: let pseudonym):
            output.write(leg)
            output.write(text: pseudonym)
        case .lineHeld(let held): write(held, to: &output)
        case .ordered(let ordered): write(ordered, to: &output)
        case .stepped(let stepped): write(stepped, to: &output)
        case .queueSet(let set): write(set, to: &output)
        case .surgeSet(let set): write(set, to: &output)
        case .clockAccepted(let accepted): write(accepted, to: &output)
        case .casesMerged(let caseID, let into):
            output.write(caseID)
            output.write(into)
        case .died(let leg, let cause):
            output.write(leg)
            output.write(byte: cause.rawValue)
        case .replayed(let replayed):
            output.write(flags: replayed.forgetsRefusals)
            output.write(replayed.leg)
        case .erasureAsked(let caseID, let until):
            output.write(caseID)
            output.write(until)
        case .legSharpened(let sharpened): write(sharpened, to: &output)
        case .cessationTold(let caseID, let day), .bankruptcyTold(let caseID, let day):
            output.write(caseID)
            output.write(day)
        case .partnersExcluded(let leg, let unwanted):
            output.write(leg)
            output.write(unwanted)
        case .noteRead(let read): write(read, to: &output)
        }
    }

    static func readMatter(
        _ kind: Kind,
        from input: inout ByteReader
    ) throws(CodecFault) -> Fact.Matter {
        switch kind {
        case .recorderStarted: .recorderStarted(Term(try input.readNumber()))
        case .bundleActivated: .bundleActivated(try readBundleFiles(from: &input))
        case .caseOpened: .caseOpened(try readCaseOpened(from: &input))
        case .caseReopened: .caseReopened(try input.readCase())
        case .caseClosed: .caseClosed(try input.readCase())
        case .requestStored: .requestStored(try readRequestStored(from: &input))
        case .statusStored: .statusStored(try readStatusStored(from: &input))
        case .corrected: .corrected(try readCorrected(from: &input))
        case .consentGiven:
            .consentGiven(
                try input.readCase(),
                try input.readAgency(),
                try input.readConsent()
            )
        case .consentWithdrawn: try readConsentWithdrawn(from: &input)
        case .legOpened: .legOpened(try readLegOpened(from: &input))
        case .legJoined: .legJoined(try readLegJoined(from: &input))
        case .legPlaced: .legPlaced(try readLegPlaced(from: &input))
        case .offered: .offered(try readOffered(from: &input))
        case .accepted: .accepted(try readAccepted(from: &input))
        case .declined: .declined(try readDeclined(from: &input))
        case .assignmentEnded: .assignmentEnded(try readAssignmentEnded(from: &input))
        case .reported: .reported(try readReported(from: &input))
        case .cancelRequested:
            .cancelRequested(try input.readLeg(), try input.readCode(Outcome.self))
        case .legClosed: .legClosed(try readLegClosed(from: &input))
        case .overdue: .overdue(try input.readLeg(), try input.readCode(Overdue.self))
        case .noticed: .noticed(try readNotice(from: &input))
        case .acknowledged:
            .acknowledged(try input.readPartner(), through: try input.readNumber())
        case .contentOpened: .contentOpened(try input.readLeg(), by: try input.readText())
        case .lineHeld: .lineHeld(try readLineHeld(from: &input))
        case .ordered: .ordered(try readOrdered(from: &input))
        case .stepped: .stepped(try readStepped(from: &input))
        case .queueSet: .queueSet(try readQueueSet(from: &input))
        case .surgeSet: .surgeSet(try readSurgeSet(from: &input))
        case .clockAccepted:
            .clockAccepted(
                ClockAccepted(believed: try input.readMoment(), wall: try input.readMoment())
            )
        case .casesMerged: .casesMerged(try input.readCase(), into: try input.readCase())
        case .died: .died(try input.readLeg(), try input.readCode(DeathCause.self))
        case .replayed: .replayed(try readReplayed(from: &input))
        case .caseErased: .caseErased(try input.readCase())
        case .erasureAsked:
            .erasureAsked(try input.readCase(), until: try input.readMoment())
        case .legSharpened: .legSharpened(try readLegSharpened(from: &input))
        case .cessationTold: .cessationTold(try input.readCase(), try input.readDate())
        case .bankruptcyTold: .bankruptcyTold(try input.readCase(), try input.readDate())
        case .partnersExcluded:
            .partnersExcluded(try input.readLeg(), try input.readCandidates())
        case .noteRead: .noteRead(try readNoteRead(from: &input))
        }
    }

    private static func write(_ accepted: ClockAccepted, to output: inout ByteWriter) {
        output.write(accepted.believed)
        output.write(accepted.wall)
    }

    private static func readConsentWithdrawn(
        from input: inout ByteReader
    ) throws(CodecFault) -> Fact.Matter {
        let flags = try input.readFlags(2)
        return .consentWithdrawn(
            try input.readCase(),
            flags[0] ? try input.readFamilies() : nil,
            flags[1] ? try input.readPartners() : nil
        )
    }
}
