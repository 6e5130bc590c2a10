import Referrals
import Wire

/// A gateway that plays its part against a client, and notes whether the client keeps the contract.
protocol ClientExam {
    /// What is asked, and what came of it.
    var sheet: ExamSheet { get set }

    /// Our clock, by which times are judged.
    var wall: Moment { get set }

    /// Whether the link says by its keys who speaks.
    var isLocked: Bool { get set }

    /// Hears a message, and says what goes out.
    mutating func hear(_ message: ClientMessage, at now: ContinuousClock.Instant) -> [ClientReply]

    /// A moment has passed.
    mutating func tick(at now: ContinuousClock.Instant) -> [ClientReply]
}

extension ClientExam {
    /// Refuses a message whose header cannot be read, or that does not say as it must who speaks.
    mutating func refuseHeader(
        of message: ClientMessage,
        unless principal: Principal,
        at now: ContinuousClock.Instant
    ) -> ClientReply? {
        if let error = message.header.error {
            sheet.fail("form", "\(error.error.name): \(error.detail)", at: now)
            return message.answer(.error(error))
        }
        let speaker = message.header.speaker
        guard !isLocked || speaker == nil else {
            sheet.fail("form", "under keys nobody says who speaks", at: now)
            return message.refuse(.asOnSecured)
        }
        guard isLocked || speaker == principal else {
            let said = speaker.map { "\($0)" } ?? "nobody"
            sheet.fail("form", "it speaks as \(said), not as \(principal)", at: now)
            return message.refuse(.notAllowed)
        }
        return nil
    }
}

/// A message of a client.
struct ClientMessage {
    /// Which connection it came by.
    let route: [UInt8]
    /// What stood before it.
    let envelope: [[UInt8]]
    /// The header, as our gateway reads it.
    let header: Header
    /// The lines of the body, as they came.
    let lines: [(number: Int, bytes: [UInt8])]

    /// A message of these frames; nil when they are none.
    init?(route: [UInt8], frames: [[UInt8]]) {
        guard let parted = Envelope.part(frames) else { return nil }
        self.route = route
        envelope = parted.envelope
        header = Header(of: parted.message)
        lines = MessageFrame(parted.message).lines.map { line in
            (line.number, Array(parted.message[line.range]))
        }
    }

    /// An answer to it.
    func answer(_ message: Message) -> ClientReply {
        ClientReply(route: route, envelope: envelope, bytes: message.encode(re: header.seq))
    }

    /// An error in its place.
    func refuse(_ name: ErrorName, after wait: Span? = nil) -> ClientReply {
        var error = ErrorMessage(name, detail: name.says)
        error.retryAfter = wait
        return answer(.error(error))
    }
}

/// What goes to a client.
struct ClientReply: Equatable {
    /// The connection.
    let route: [UInt8]
    /// What stands before it.
    let envelope: [[UInt8]]
    /// The message.
    let bytes: [UInt8]
}
