import Exchange
import Journal
import Referrals
import Wire

extension ByteWriter {
    mutating func write(body message: StationMessage) {
        switch message {
        case .ready(let ready): write(ready)
        case .verdict(let verdict):
            write(word: verdict.ticket.number)
            write(verdict.bundle)
            write(blob: verdict.spelledLines)
        case .request(let request): write(request)
        case .link(let link):
            write(flags: link.isInsecure)
            write(word: link.term)
            write(link.bundle)
            write(word: link.head.journal)
            write(number: link.head.position.number)
            write(link.head.head)
            write(link.ping)
        case .linked(let epoch): write(word: epoch)
        case .put(let letter): write(letter)
        case .credit(let session, let through, let got):
            write(flags: through != nil, got != nil)
            write(word: session.number)
            if let through { write(number: through) }
            if let got { write(number: got) }
        case .gone(let session), .end(let session): write(word: session.number)
        case .pushed(let through): write(number: through)
        case .listening(let isHeard): write(flags: isHeard)
        case .done(let ticket, let bytes, let acknowledges):
            write(flags: acknowledges)
            write(word: ticket.number)
            write(blob: bytes)
        case .judgeAgain(let ticket): write(word: ticket.number)
        case .push(let number, let session, let bytes):
            write(number: number)
            write(word: session.number)
            write(blob: bytes)
        case .bundle(let files): write(files)
        case .news(.queues(let rows, let at)):
            write(word: UInt64(bitPattern: at.microseconds))
            write(blobs: rows)
        case .news(.fact(let name, let row)):
            write(text: name)
            write(blob: row)
        case .clock(let time):
            write(flags: time.isBelieved)
            write(word: UInt64(bitPattern: time.at.microseconds))
        case .keys(let cards): write(blobs: cards)
        case .beat, .bye, .stranger: return
        case .refused(let refusal): write(byte: refusal.rawValue)
        }
    }

    private mutating func write(_ ready: StationMessage.Ready) {
        write(flags: ready.bundle != nil)
        write(text: ready.name)
        if let bundle = ready.bundle { write(bundle) }
        write(count: ready.room)
        write(count: ready.killers.kills.count)
        for (digest, count) in ready.killers.kills.sorted(by: { $0.key < $1.key }) {
            write(word: digest)
            write(count: count)
        }
    }

    private mutating func write(_ request: WorkRequest) {
        write(flags: request.isClockBelieved)
        write(word: request.ticket.number)
        write(request.agency)
        write(word: UInt64(bitPattern: request.at.microseconds))
        write(blob: request.frame)
        write(count: request.lines.count)
        for line in request.lines {
            write(count: line.number)
            write(count: line.range.lowerBound)
            write(count: line.range.count)
        }
        write(count: request.poisoned.count)
        for digest in request.poisoned.sorted() { write(word: digest) }
    }

    private mutating func write(_ put: PutLetter) {
        write(
            flags: put.session != nil,
            put.queues != nil,
            put.verdict != nil,
            put.letter.isClockBelieved
        )
        write(word: put.ticket.number)
        write(text: put.principal.description)
        if let session = put.session { write(word: session.number) }
        if let queues = put.queues {
            write(count: queues.count)
            for queue in queues { write(queue) }
        }
        write(word: UInt64(bitPattern: put.letter.at.microseconds))
        write(blob: put.letter.frame)
        if let verdict = put.verdict {
            write(verdict.bundle)
            write(blob: verdict.lines)
        }
    }

    private mutating func write(_ files: BundleFiles) {
        write(files.address)
        write(count: files.files.count)
        for file in files.files {
            write(text: file.name)
            write(blob: file.bytes)
        }
    }

    private mutating func write(blobs: [[UInt8]]) {
        write(count: blobs.count)
        for blob in blobs { write(blob: blob) }
    }
}
