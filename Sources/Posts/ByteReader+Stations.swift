import Exchange
import Journal
import Referrals
import Wire

extension ByteReader {
    mutating func readMessage(_ kind: StationMessage.Kind) throws(CodecFault) -> StationMessage {
        switch kind {
        case .ready: return .ready(try readReady())
        case .verdict:
            let ticket = Ticket(try readWord())
            let bundle = try readDigest()
            return .verdict(
                WorkVerdict(ticket: ticket, bundle: bundle, judged: .spelled(try readBlob()))
            )
        case .request: return .request(try readRequest())
        case .link: return .link(try readLink())
        case .linked: return .linked(epoch: try readWord())
        case .put: return .put(try readPut())
        case .credit:
            let flags = try readFlags(2)
            let session = SessionID(try readWord())
            let through = flags[0] ? try readNumber() : nil
            let got = flags[1] ? try readNumber() : nil
            return .credit(session, through: through, got: got)
        case .gone: return .gone(SessionID(try readWord()))
        case .pushed: return .pushed(through: try readNumber())
        case .listening: return .listening(try readBool())
        case .done:
            let acknowledges = try readBool()
            let ticket = Ticket(try readWord())
            return .done(ticket, try readBlob(), acknowledges: acknowledges)
        case .judgeAgain: return .judgeAgain(Ticket(try readWord()))
        case .push:
            let number = try readNumber()
            let session = SessionID(try readWord())
            return .push(number, session, try readBlob())
        case .end: return .end(SessionID(try readWord()))
        case .bundle: return .bundle(try readFiles())
        case .queues:
            let at = Moment(microseconds: Int64(bitPattern: try readWord()))
            return .news(.queues(try readBlobs(), at: at))
        case .fact:
            let name = try readText()
            return .news(.fact(name: name, try readBlob()))
        case .clock:
            let isBelieved = try readBool()
            let at = Moment(microseconds: Int64(bitPattern: try readWord()))
            return .clock(TimeOfRecord(at: at, isBelieved: isBelieved))
        case .keys: return .keys(try readBlobs())
        case .beat: return .beat
        case .bye: return .bye
        case .stranger: return .stranger
        case .refused: return .refused(try readCode(StationMessage.Refusal.self))
        }
    }

    private mutating func readReady() throws(CodecFault) -> StationMessage.Ready {
        let flags = try readFlags(1)
        let name = try readText()
        let bundle = flags[0] ? try readDigest() : nil
        let room = Int(try readNumber(atMost: UInt64(UInt16.max)))
        let count = try readCount(entriesOf: 9)
        var kills: [UInt64: Int] = [:]
        var last: UInt64?
        for _ in 0..<count {
            let digest = try readWord()
            guard last.map({ $0 < digest }) ?? true else {
                throw fault(.code(of: "digests in order"), at: offset)
            }
            last = digest
            kills[digest] = Int(try readNumber(atMost: UInt64(UInt32.max)))
        }
        return StationMessage.Ready(
            name: name,
            bundle: bundle,
            room: room,
            killers: Killers(kills: kills)
        )
    }

    private mutating func readRequest() throws(CodecFault) -> WorkRequest {
        let isClockBelieved = try readBool()
        let ticket = Ticket(try readWord())
        let agency = try readAgency()
        let at = Moment(microseconds: Int64(bitPattern: try readWord()))
        let frame = try readBlob()
        let count = try readCount(entriesOf: 3)
        var lines: [BodyLine] = []
        lines.reserveCapacity(count)
        for _ in 0..<count {
            let number = Int(try readNumber(atMost: UInt64(UInt32.max)))
            let from = Int(try readNumber(atMost: UInt64(frame.count)))
            let length = Int(try readNumber(atMost: UInt64(frame.count - from)))
            lines.append(BodyLine(number: number, range: from..<from + length))
        }
        var request = WorkRequest(
            ticket: ticket,
            agency: agency,
            at: at,
            frame: frame,
            lines: lines
        )
        request.isClockBelieved = isClockBelieved
        for _ in 0..<(try readCount(entriesOf: 8)) {
            let digest = try readWord()
            guard request.poisoned.max().map({ $0 < digest }) ?? true else {
                throw fault(.code(of: "digests in order"), at: offset)
            }
            request.poisoned.insert(digest)
        }
        return request
    }

    private mutating func readLink() throws(CodecFault) -> StationMessage.Link {
        let isInsecure = try readBool()
        let term = try readWord()
        let bundle = try readFiles()
        let journal = try readWord()
        let position = Position(try readNumber())
        let head = JournalPoint(
            journal: journal,
            position: position,
            head: try readDigest()
        )
        return StationMessage.Link(
            term: term,
            bundle: bundle,
            head: head,
            ping: try readSpan(),
            isInsecure: isInsecure
        )
    }

    private mutating func readPut() throws(CodecFault) -> PutLetter {
        let flags = try readFlags(4)
        let ticket = Ticket(try readWord())
        let start = offset
        guard let principal = Principal(try readText()) else {
            throw fault(.name(of: "Principal"), at: start)
        }
        let session = flags[0] ? SessionID(try readWord()) : nil
        var queues: [QueueID]?
        if flags[1] {
            var named: [QueueID] = []
            for _ in 0..<(try readCount()) { named.append(try readQueue()) }
            queues = named
        }
        let at = Moment(microseconds: Int64(bitPattern: try readWord()))
        let frame = try readBlob()
        var verdict: PutLetter.SpelledVerdict?
        if flags[2] {
            let bundle = try readDigest()
            verdict = PutLetter.SpelledVerdict(bundle: bundle, lines: try readBlob())
        }
        return PutLetter(
            ticket: ticket,
            principal: principal,
            session: session,
            queues: queues,
            letter: Put.Letter(frame: frame, at: at, isClockBelieved: flags[3]),
            verdict: verdict
        )
    }

    private mutating func readFiles() throws(CodecFault) -> BundleFiles {
        let address = try readDigest()
        var files: [BundleFiles.File] = []
        for _ in 0..<(try readCount(entriesOf: 2)) {
            let name = try readText()
            files.append(BundleFiles.File(name: name, bytes: try readBlob()))
        }
        return BundleFiles(address: address, files: files)
    }

    private mutating func readBlobs() throws(CodecFault) -> [[UInt8]] {
        var blobs: [[UInt8]] = []
        for _ in 0..<(try readCount()) { blobs.append(try readBlob()) }
        return blobs
    }
}
