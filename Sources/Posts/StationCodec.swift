import Exchange
public import Journal
import Referrals
import Wire

/// The bytes of what the stations say to each other: messages in the journal's spelling, many a frame.
///
/// Version 2. A frame is the version in one byte, and then messages to its end: kind in one byte, number of
/// bytes, the body. Any bytes give messages or a ``CodecFault``, and a message has one spelling only.
/// Words as for facts; `blob` is a number of bytes and the bytes, `word` eight bytes, the highest first:
///
///      1 ready        flags (bundle), text name, digest bundle?, number room, list of (word digest,
///                     number kills)
///      2 verdict      word ticket, digest bundle, blob lines
///      3 request      flags (clock is believed), word ticket, name agency, word at, blob frame, list of (number line, number from,
///                     number bytes), list of words poisoned
///      4 link         flags (insecure), word term, files, word journal, number position, digest head,
///                     span ping
///      5 linked       word epoch
///      6              not used
///      7 put          flags (session, queues, verdict, clock is believed), word ticket, text principal, word session?,
///                     list of names queues?, word at, blob frame, (digest bundle, blob lines) verdict?
///      8 credit       flags (through, got), word session, number through?, number got?
///      9 gone         word session
///     10 pushed       number through
///     11 listening    flags (heard)
///     12 done         flags (acknowledges), word ticket, blob
///     13 judge again  word ticket
///     14 push         number, word session, blob
///     15 end          word session
///     16 bundle       files: digest, list of (text name, blob)
///     17 queues       word at, list of blobs
///     18 fact         text name, blob
///     19 keys         list of blobs
///     20 beat         21 bye         22 stranger
///     23 refused      code
///     24 clock        flags (believed), word at
public enum StationCodec {
    /// The version that is written, and the only one that is read.
    public static let version: UInt8 = 2

    /// The most bytes of a frame: a put of the largest message, or a bundle, and room besides.
    public static let frameBytesMax = 8 << 20

    /// So many bytes of messages go on together, rather than more.
    public static let gatherBytes = 256 << 10

    /// The most messages of a frame: each becomes a hundred times its bytes when it is read.
    public static let frameMessagesMax = 32 << 10

    /// Messages as one frame.
    public static func encode(_ messages: [StationMessage]) -> [UInt8] {
        var output = ByteWriter(origin: Moment(microseconds: 0), capacity: 1_024)
        output.write(byte: version)
        for message in messages { output.write(message) }
        return output.bytes
    }

    /// Messages as frames, each of ``gatherBytes`` or of one message more, and of ``frameMessagesMax`` at most.
    static func frames(of messages: [StationMessage]) -> [[UInt8]] {
        var frames: [[UInt8]] = []
        var output = ByteWriter(origin: Moment(microseconds: 0), capacity: 1_024)
        output.write(byte: version)
        var count = 0
        for message in messages {
            if output.bytes.count >= gatherBytes || count == frameMessagesMax {
                frames.append(output.bytes)
                output = ByteWriter(origin: Moment(microseconds: 0), capacity: gatherBytes)
                output.write(byte: version)
                count = 0
            }
            output.write(message)
            count += 1
        }
        frames.append(output.bytes)
        return frames
    }

    /// The messages of a frame.
    ///
    /// - Throws: where the bytes are no frame of this version.
    public static func decode(_ frame: [UInt8]) throws(CodecFault) -> [StationMessage] {
        try frame.withUnsafeBufferPointer { bytes throws(CodecFault) -> [StationMessage] in
            var input = ByteReader(UnsafeRawBufferPointer(bytes))
            guard try input.readByte() == version else {
                throw CodecFault(offset: 0, expected: .version(UInt16(version)))
            }
            var messages: [StationMessage] = []
            while input.remaining > 0 {
                guard messages.count < frameMessagesMax else {
                    let most = CodecFault.Expectation.number(atMost: UInt64(frameMessagesMax))
                    throw CodecFault(offset: input.offset, expected: most)
                }
                let kind = try input.readCode(StationMessage.Kind.self)
                let start = input.offset
                var body = ByteReader(try input.readSlice(try input.readCount()))
                do throws(CodecFault) {
                    messages.append(try body.readMessage(kind))
                    try body.readEnd()
                } catch {
                    throw CodecFault(offset: start + error.offset, expected: error.expected)
                }
            }
            return messages
        }
    }
}

extension ByteWriter {
    fileprivate mutating func write(_ message: StationMessage) {
        var body = ByteWriter(origin: Moment(microseconds: 0), capacity: 512)
        body.write(body: message)
        write(byte: message.kind.rawValue)
        write(blob: body.bytes)
    }
}

extension StationMessage {
    /// The numbers of the kinds: none is ever used for anything else.
    enum Kind: UInt8 {
        case ready = 1
        case verdict = 2
        case request = 3
        case link = 4
        case linked = 5
        case put = 7
        case credit = 8
        case gone = 9
        case pushed = 10
        case listening = 11
        case done = 12
        case judgeAgain = 13
        case push = 14
        case end = 15
        case bundle = 16
        case queues = 17
        case fact = 18
        case keys = 19
        case beat = 20
        case bye = 21
        case stranger = 22
        case refused = 23
        case clock = 24
    }

    fileprivate var kind: Kind {
        switch self {
        case .ready: .ready
        case .verdict: .verdict
        case .request: .request
        case .link: .link
        case .linked: .linked
        case .put: .put
        case .credit: .credit
        case .gone: .gone
        case .pushed: .pushed
        case .listening: .listening
        case .done: .done
        case .judgeAgain: .judgeAgain
        case .push: .push
        case .end: .end
        case .bundle: .bundle
        case .keys: .keys
        case .clock: .clock
        case .beat: .beat
        case .bye: .bye
        case .stranger: .stranger
        case .refused: .refused
        case .news(.queues): .queues
        case .news(.fact): .fact
        }
    }
}
