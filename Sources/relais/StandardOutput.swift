import Glibc

/// What the program writes on stdout: data, and nothing else.
///
/// It is a value of the one thread that runs a command. A reader that has gone is no fault: the
/// program ends quietly.
struct StandardOutput {
    /// Nobody reads stdout any more.
    struct ReaderGone: Error {}

    private var waiting: [UInt8] = []
    private let descriptor: Int32

    /// Writes to this descriptor, stdout unless said otherwise.
    init(descriptor: Int32 = 1) {
        self.descriptor = descriptor
    }

    /// Puts bytes behind those that wait, and writes all of them once they are many.
    mutating func write(_ bytes: [UInt8]) throws {
        waiting += bytes
        if waiting.count >= 1 << 16 { try flush() }
    }

    /// Puts a line of text behind what waits.
    mutating func writeLine(_ text: String) throws {
        try write(Array(text.utf8) + [0x0A])
    }

    /// Writes all that waits.
    mutating func flush() throws {
        var start = 0
        defer { waiting.removeAll(keepingCapacity: true) }
        while start < waiting.count {
            let written = waiting.withUnsafeBytes { bytes in
                Glibc.write(descriptor, bytes.baseAddress.map { $0 + start }, bytes.count - start)
            }
            if written >= 0 {
                start += written
                continue
            }
            switch errno {
            case EINTR: continue
            case EPIPE: throw ReaderGone()
            case let code:
                throw Trouble(
                    .inputOutput,
                    "stdout cannot be written: \(String(cString: strerror(code)))"
                )
            }
        }
    }
}
