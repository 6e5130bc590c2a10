import ArgumentParser
import Glibc

/// The lines of a file or of stdin, read piece by piece, each with its number from 1.
final class EventFile {
    /// A line of the file.
    struct Line: Equatable {
        /// Its number in the file, from 1.
        let number: Int
        /// Its bytes, without the line feed; of a line above the limit, only how it begins.
        let bytes: [UInt8]
        /// How many bytes it has.
        let count: Int
    }

    /// How the file is called in words.
    let name: String

    private let descriptor: Int32
    private let lineMax: Int
    private var piece: [UInt8] = []
    private var place = 0
    private var number = 0
    private var isAtEnd = false

    /// A file, or stdin for `-`; of a line, no more than `lineMax` bytes are kept.
    init(_ path: String, lineMax: Int) throws {
        name = path == "-" ? "stdin" : path
        self.lineMax = lineMax
        guard path != "-" else {
            descriptor = 0
            return
        }
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw EventFile.failure("opened", path) }
    }

    deinit {
        if descriptor > 0 { close(descriptor) }
    }

    /// The next line that is not empty; nil after the last.
    func next() throws -> Line? {
        while true {
            guard let line = try nextOfAll() else { return nil }
            if line.count > 0, !line.bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) {
                return line
            }
        }
    }

    /// Whether the next line, or the end, can be had without waiting for longer than this.
    func isReady(milliseconds: Int) -> Bool {
        if isAtEnd || piece[place...].contains(0x0A) { return true }
        var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&wanted, 1, Int32(clamping: milliseconds)) > 0
    }

    private func nextOfAll() throws -> Line? {
        var bytes: [UInt8] = []
        var count = 0
        while true {
            if place == piece.count, try !fill() {
                guard count > 0 else { return nil }
                number += 1
                return Line(number: number, bytes: bytes, count: count)
            }
            let rest = piece[place...]
            let end = rest.firstIndex(of: 0x0A)
            let part = rest[..<(end ?? rest.endIndex)]
            bytes += part.prefix(max(0, lineMax - bytes.count))
            count += part.count
            place = end.map { $0 + 1 } ?? piece.count
            if end != nil {
                number += 1
                return Line(number: number, bytes: bytes, count: count)
            }
        }
    }

    private func fill() throws -> Bool {
        guard !isAtEnd else { return false }
        while true {
            let size = 1 << 16
            var room = [UInt8](repeating: 0, count: size)
            let count = read(descriptor, &room, size)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw EventFile.failure("read", name) }
            isAtEnd = count == 0
            piece = Array(room.prefix(count))
            place = 0
            return count > 0
        }
    }

    private static func failure(_ what: String, _ path: String) -> Trouble {
        let code: ExitCode =
            switch errno {
            case ENOENT: .noInput
            case EACCES: .noPermission
            case _: .inputOutput
            }
        return Trouble(code, "\(path) cannot be \(what): \(String(cString: strerror(errno)))")
    }
}
