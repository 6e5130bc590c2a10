import Referrals

/// What happened, for a reader: the last lines, and a hash of all.
struct Trace: Sendable {
    static let kept = 60

    private(set) var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    private var lines: [String] = []
    private var next = 0
    /// Whether every line is kept, for a reader.
    let keepsAll: Bool
    /// When the world begins.
    let begins: Moment

    init(keepsAll: Bool, from begins: Moment) {
        self.keepsAll = keepsAll
        self.begins = begins
    }

    mutating func add(_ words: String, at moment: Moment) {
        let line = "\((moment - begins).wholeMilliseconds) ms  \(words)"
        for byte in line.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        if keepsAll || lines.count < Trace.kept {
            lines.append(line)
        } else {
            lines[next] = line
        }
        next = keepsAll ? 0 : (next + 1) % Trace.kept
    }

    /// Adds a line for a reader alone: it is no part of the hash, and only kept where all is.
    mutating func remark(_ words: @autoclosure () -> String, at moment: Moment) {
        guard keepsAll else { return }
        lines.append("\((moment - begins).wholeMilliseconds) ms    \(words())")
    }

    /// The last lines, oldest first.
    var last: [String] {
        keepsAll || lines.count < Trace.kept ? lines : Array(lines[next...] + lines[..<next])
    }
}
