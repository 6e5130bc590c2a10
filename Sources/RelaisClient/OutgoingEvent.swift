internal import Wire

/// An event on its way to a gateway: one line of JSON, and the mark its sender knows it by.
public struct OutgoingEvent: Equatable, Sendable {
    /// The longest line that a gateway takes, in bytes.
    public static let bytesMax = Limits.lineBytes

    /// Whatever the sender knows it by: the number of a line in a file, a row of its own database.
    public let mark: Int

    /// The line, without its line feed.
    public let line: [UInt8]

    /// An event; nil if it is longer than a gateway takes, has a line feed in it, or is empty.
    ///
    /// Such a line has to be set aside: sent all the same, it would break the link, or the lines
    /// after it.
    public init?(mark: Int, line: [UInt8]) {
        guard !line.isEmpty, line.count <= OutgoingEvent.bytesMax, !line.contains(0x0A) else {
            return nil
        }
        self.mark = mark
        self.line = line
    }

    /// What tells whether two events belong to one case, as far as the sender knows: a hash of its own
    /// reference, or of the case it names; 0 where there is neither.
    ///
    /// Two that share it by chance are sent one after the other without need, and nothing worse.
    var reference: UInt64 {
        let document: JSONDocument
        do throws(JSONFault) {
            document = try JSONDocument(parsing: line)
        } catch {
            return 0
        }
        guard let data = document.member("data", of: document.root) else { return 0 }
        for name in ["agency_ref", "case"] as [StaticString] {
            guard let text = document.member(name, of: data).flatMap({ document.string($0) }) else {
                continue
            }
            let hash = text.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { hash, byte in
                (hash ^ UInt64(byte)) &* 0x100_0000_01B3
            }
            return max(1, hash)
        }
        return 0
    }
}
