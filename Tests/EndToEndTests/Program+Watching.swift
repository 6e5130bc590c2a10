import Foundation

extension Program {
    /// Says a line to it.
    func say(line: String) throws {
        try input.fileHandleForWriting.write(contentsOf: Data((line + "\n").utf8))
    }

    /// The memory that it has, or has had at most, in KiB.
    func residentKiB(atMost: Bool = false) throws -> Int {
        let status = try String(contentsOfFile: "/proc/\(id)/status", encoding: .utf8)
        let name = atMost ? "VmHWM:" : "VmRSS:"
        for line in status.split(separator: "\n") where line.hasPrefix(name) {
            if let number = line.split(separator: " ").compactMap({ Int($0) }).first {
                return number
            }
        }
        throw Unfit("no memory of \(id) is told")
    }
}
