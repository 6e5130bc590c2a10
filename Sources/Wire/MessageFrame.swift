/// One line of a message's body.
public struct BodyLine: Hashable, Sendable {
    /// Its number among the lines after the header as they were sent, from 1; empty ones count.
    public var number: Int
    /// Where its bytes stand in the frame, without the end of line.
    public var range: Range<Int>

    /// Line `number` at `range` of a frame.
    public init(number: Int, range: Range<Int>) {
        self.number = number
        self.range = range
    }
}

/// One frame of JSON lines, cut: where the header stands, and where the lines that are not empty do.
public struct MessageFrame: Equatable, Sendable {
    /// Where the header stands.
    public let header: Range<Int>
    /// The lines that are not empty.
    public let lines: [BodyLine]
    /// How many bytes come after the header.
    public let bodyBytes: Int
    /// How many lines come after the header, empty ones too.
    public let lineCount: Int

    /// Cuts a frame at each byte 0A; the last line may lack it.
    public init(_ frame: [UInt8]) {
        var lines: [BodyLine] = []
        var number = 0
        header = frame.withUnsafeBytes { bytes in
            let end = MessageFrame.lineFeed(in: bytes, from: 0)
            var start = end + 1
            while start < bytes.count {
                let stop = MessageFrame.lineFeed(in: bytes, from: start)
                number += 1
                if stop > start { lines.append(BodyLine(number: number, range: start..<stop)) }
                start = stop + 1
            }
            return 0..<end
        }
        self.lines = lines
        lineCount = number
        bodyBytes = max(0, frame.count - header.upperBound - 1)
    }

    /// The limit that the body passes, lines before bytes; nil when it keeps both.
    var passedLimit: SizeLimit? {
        if lineCount > Limits.bodyLines { return SizeLimit("lines", max: Limits.bodyLines) }
        if bodyBytes > Limits.bodyBytes { return SizeLimit("body", max: Limits.bodyBytes) }
        return nil
    }

    /// The place of the first line feed from `start` on; the end where there is none.
    ///
    /// Eight bytes are looked at together: the lowest mark that the subtraction leaves is at a line feed.
    @inline(__always)
    private static func lineFeed(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
        var index = start
        while index + 8 <= bytes.count {
            let loaded = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            let word = UInt64(littleEndian: loaded) ^ 0x0A0A_0A0A_0A0A_0A0A
            let marks = (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
            if marks != 0 { return index + marks.trailingZeroBitCount / 8 }
            index += 8
        }
        while index < bytes.count, bytes[index] != 0x0A { index += 1 }
        return index
    }
}
