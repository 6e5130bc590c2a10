import Exchange
import Referrals
import Triage

extension FactCodecChance {
    mutating func fact(ofKind kind: Int) throws -> Fact {
        Fact(at: moment(), by: try author(), matter: try matter(ofKind: kind))
    }

    private mutating func matter(ofKind kind: Int) throws -> Fact.Matter {
        switch kind {
        case 0: .recorderStarted(Term(number()))
        case 1: .bundleActivated(files())
        case 2: .caseOpened(CaseOpened(caseID: caseID(), follows: flip() ? caseID() : nil))
        case 3: .caseReopened(caseID())
        case 4: .caseClosed(caseID())
        case 5: .requestStored(try request())
        case 6: .statusStored(try status())
        case 7: .corrected(try corrected())
        case 8: .consentGiven(caseID(), try agency(), try consent())
        case 9:
            .consentWithdrawn(
                caseID(),
                flip() ? FamilySet(rawValue: UInt32(truncatingIfNeeded: number())) : nil,
                flip() ? try many { chance in try chance.partner() } : nil
            )
        case 10: .legOpened(try legOpened())
        case 11:
            .legJoined(
                LegJoined(
                    leg: leg(),
                    agency: try agency(),
                    request: small(),
                    urgency: try any(Urgency.self),
                    due: moment(),
                    lane: flip() ? .bulk : .live
                )
            )
        case 12: .legPlaced(try placed())
        default: try matter(ofLaterKind: kind)
        }
    }

    private mutating func matter(ofLaterKind kind: Int) throws -> Fact.Matter {
        switch kind {
        case 13: .offered(try offered())
        case 14:
            .accepted(
                Accepted(
                    leg: leg(),
                    lease: lease(),
                    handleBy: moment(),
                    day: flip() ? CalendarDate(daysSince1970: Int64(small())) : nil
                )
            )
        case 15: .declined(try declined())
        case 16:
            .assignmentEnded(
                AssignmentEnded(
                    leg: leg(),
                    lease: lease(),
                    reason: try any(AssignmentEnded.Reason.self)
                )
            )
        case 17: .reported(try reported())
        case 18: .cancelRequested(leg(), try any(Outcome.self))
        case 19:
            .legClosed(
                LegClosed(
                    leg: leg(),
                    outcome: try any(Outcome.self),
                    result: try anyOrNone(DomainResult.self)
                )
            )
        case 20: .overdue(leg(), try any(Overdue.self))
        case 21: .noticed(try notice())
        case 22: .acknowledged(try partner(), through: number())
        case 23: .contentOpened(leg(), by: text())
        case 24: .lineHeld(try held())
        case 25:
            .ordered(Ordered(verb: text(), reason: text(), key: text(), subject: text()))
        default: try matter(ofOrder: kind)
        }
    }

    private mutating func matter(ofOrder kind: Int) throws -> Fact.Matter {
        let until = flip() ? moment() : nil
        return switch kind {
        case 26:
            .stepped(
                Stepped(
                    leg: leg(),
                    step: UInt8(below(256)),
                    action: try any(LadderAction.self),
                    until: until
                )
            )
        case 27:
            .queueSet(
                QueueSet(
                    queue: try queue(),
                    standing: try any(QueueSet.Standing.self),
                    until: until
                )
            )
        case 28: .surgeSet(SurgeSet(isOn: flip(), until: until))
        case 29: .clockAccepted(ClockAccepted(believed: moment(), wall: moment()))
        case 30: .casesMerged(caseID(), into: caseID())
        case 31: .died(leg(), try any(DeathCause.self))
        case 32: .replayed(Replayed(leg: leg(), forgetsRefusals: flip()))
        case 33: .caseErased(caseID())
        case 34: .erasureAsked(caseID(), until: moment())
        case 35:
            .legSharpened(
                LegSharpened(
                    leg: leg(),
                    urgency: try any(Urgency.self),
                    terms: terms(),
                    due: until,
                    until: flip() ? moment() : nil,
                    presses: flip() ? moment() : nil
                )
            )
        case 36: .cessationTold(caseID(), CalendarDate(daysSince1970: Int64(small())))
        case 37: .partnersExcluded(leg(), try candidates())
        case 38: .bankruptcyTold(caseID(), CalendarDate(daysSince1970: Int64(small())))
        default: .noteRead(try noteRead())
        }
    }

    private mutating func noteRead() throws -> NoteRead {
        NoteRead(
            caseID: caseID(),
            event: small(),
            bundle: digest(),
            reading: NoteReading(
                signs: try many { chance in
                    NoteReading.Sign(
                        entry: chance.small(),
                        qualifier: try chance.any(Qualifier.self)
                    )
                },
                needs: try many { chance in try chance.any(Need.self) },
                families: FamilySet(rawValue: UInt32(small())),
                danger: try any(Danger.self),
                weighed: UInt8(below(256))
            )
        )
    }

    private mutating func files() -> BundleFiles {
        BundleFiles(
            address: digest(),
            files: many { chance in
                BundleFiles.File(name: chance.text(), bytes: Array(chance.text().utf8) + [0xFF])
            }
        )
    }

    private mutating func request() throws -> RequestStored {
        RequestStored(
            caseID: caseID(),
            ordinal: small(),
            agency: try agency(),
            legs: many { chance in chance.small() },
            profile: try profile(),
            consent: try consent(),
            namesEnterprise: flip(),
            content: small()
        )
    }

    private mutating func status() throws -> StatusStored {
        StatusStored(
            caseID: caseID(),
            ordinal: small(),
            agency: try agency(),
            kind: try any(StatusKind.self),
            factAt: moment(),
            need: try anyOrNone(Need.self),
            legalState: try anyOrNone(LegalState.self),
            phase: try anyOrNone(Phase.self),
            signal: try anyOrNone(Signal.self),
            content: small()
        )
    }

    private mutating func corrected() throws -> Corrected {
        Corrected(
            caseID: caseID(),
            ordinal: small(),
            target: small(),
            agency: try agency(),
            content: flip() ? small() : nil,
            profile: flip() ? try profile() : nil,
            consent: flip() ? try said() : nil,
            namesEnterprise: flip()
        )
    }

    mutating func said() throws -> ConsentSaid.Matter {
        switch below(3) {
        case 0: .asked(try consent())
        case 1: .given(try consent())
        default:
            .withdrawn(
                flip() ? FamilySet(rawValue: UInt32(below(9))) : nil,
                flip() ? try many { chance in try chance.partner() } : nil
            )
        }
    }

    private mutating func legOpened() throws -> LegOpened {
        LegOpened(
            leg: leg(),
            need: try any(Need.self),
            evidence: try any(Evidence.self),
            urgency: try any(Urgency.self),
            due: moment(),
            terms: terms(),
            bundle: digest(),
            rule: try rule(),
            candidates: try candidates(),
            agency: try agency(),
            request: small(),
            lane: try any(Lane.self),
            after: FamilySet(rawValue: UInt32(small()))
        )
    }

    private mutating func placed() throws -> LegPlaced {
        LegPlaced(
            leg: leg(),
            queue: flip() ? try queue() : nil,
            hold: try anyOrNone(WaitingReason.self),
            passedOver: try many { chance in
                PassedOver(
                    queue: try chance.queue(),
                    reason: try chance.any(PassedOver.Reason.self)
                )
            },
            also: try many { chance in try chance.queue() },
            due: flip() ? moment() : nil
        )
    }

    private mutating func offered() throws -> Offered {
        Offered(
            leg: leg(),
            lease: lease(),
            queue: try queue(),
            partner: try partner(),
            consumer: text(),
            answerBy: moment()
        )
    }

    private mutating func declined() throws -> Declined {
        Declined(
            leg: leg(),
            lease: lease(),
            reason: try any(DeclineReason.self),
            suggested: flip() ? try partner() : nil,
            content: flip() ? small() : nil
        )
    }

    private mutating func reported() throws -> Reported {
        Reported(
            leg: leg(),
            verb: try any(ReportVerb.self),
            factAt: moment(),
            nextStep: flip() ? moment() : nil,
            contact: try anyOrNone(ContactResult.self),
            hold: try anyOrNone(HoldReason.self),
            content: flip() ? small() : nil,
            appointment: flip() ? moment() : nil,
            left: flip() ? span() : nil
        )
    }

    private mutating func notice() throws -> Notice {
        Notice(
            partner: try partner(),
            number: number(),
            kind: try any(NoticeKind.self),
            leg: flip() ? leg() : nil,
            at: moment()
        )
    }

    private mutating func held() throws -> LineHeld {
        LineHeld(
            caseID: caseID(),
            leg: leg(),
            agency: try agency(),
            due: moment(),
            terms: terms(),
            desk: try queue(),
            bundle: digest(),
            rule: try rule()
        )
    }
}
