import Glibc

/// A file of golden conversations: what is sent to a gateway byte for byte, and what must come back.
///
/// How it is written stands in `config/schemas/golden/README.md`, for others who play it as well.
struct GoldenScript {
    /// One conversation.
    struct Case {
        /// Its name, once in a folder: of lower-case letters, digits and `-`.
        let name: String
        /// What it shows, in a sentence.
        let says: String
        /// When it can be played.
        let tags: Set<Tag>
        /// What happens, in order.
        let steps: [Step]

        /// Whether it goes on from all that has become of the agency's cases before.
        var usesCursor: Bool {
            steps.contains { step in
                switch step.matter {
                case .send(let lines, _, _), .expect(let lines, _):
                    lines.contains { $0.contains("{{cursor}}") }
                case .silence, .close: false
                }
            }
        }
    }

    /// When a conversation can be played.
    enum Tag: String, CaseIterable {
        /// Nothing of it is ever stored.
        case dry
        /// It needs a socket with keys.
        case secured
        /// It needs a socket without keys.
        case insecure
    }

    /// One thing that happens.
    struct Step {
        /// The line of the file on which it begins.
        let line: Int
        /// The connection, whose name begins with the role: `agency`, `partner2`.
        let connection: String
        /// What happens on it.
        let matter: Matter

        /// Whose connection it is.
        var isOfPartner: Bool { connection.hasPrefix("partner") }
    }

    /// What happens on a connection.
    enum Matter {
        /// A message is sent, so many times, behind an envelope.
        case send([String], times: Int, envelope: [[UInt8]])
        /// A message comes, behind this envelope.
        case expect([String], envelope: [[UInt8]])
        /// Nothing comes for so many milliseconds.
        case silence(milliseconds: Int)
        /// The connection is closed; the next step on it makes another.
        case close
    }

    /// A mistake in a file.
    struct Fault: Error, CustomStringConvertible {
        let description: String

        init(_ file: String, _ line: Int, _ words: String) {
            description = "\(file):\(line): \(words)"
        }
    }

    /// How the file is called.
    let name: String
    /// The conversations, in the order of the file.
    let cases: [Case]

    /// The files of a folder, in the order of their names.
    static func folder(_ path: String) throws -> [GoldenScript] {
        var names: [String] = []
        guard let folder = opendir(path) else {
            throw Trouble(
                .inputOutput,
                "\(path) cannot be opened: \(String(cString: strerror(errno)));"
                    + " --golden names the folder of the golden conversations"
            )
        }
        defer { closedir(folder) }
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name.hasSuffix(".golden") { names.append(name) }
        }
        guard !names.isEmpty else {
            throw Trouble(.inputOutput, "\(path) holds no file *.golden")
        }
        return try names.sorted().map { name in
            let file = try EventFile("\(path)/\(name)", lineMax: 1 << 16)
            var lines: [String] = []
            while let line = try file.next() {
                // Empty lines are passed over by the reader; they end what stands before them.
                while lines.count < line.number - 1 { lines.append("") }
                lines.append(String(decoding: line.bytes, as: UTF8.self))
            }
            do throws(Fault) {
                return try GoldenScript(name: name, lines: lines)
            } catch {
                throw Trouble(.configuration, error.description)
            }
        }
    }
}
