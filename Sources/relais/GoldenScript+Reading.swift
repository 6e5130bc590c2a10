extension GoldenScript {
    /// Reads the lines of a file.
    init(name: String, lines: [String]) throws(Fault) {
        var reader = Reader(name: name)
        for (index, line) in lines.enumerated() { try reader.read(line, at: index + 1) }
        try reader.endCase()
        self.name = name
        cases = reader.cases
    }

    /// What of a file has been read.
    private struct Reader {
        let name: String
        var cases: [Case] = []
        private var title: (name: String, line: Int)?
        private var says: [String] = []
        private var tags: Set<Tag> = []
        private var steps: [Step] = []
        private var block: Block?

        /// A message to send or to expect, while its lines come.
        private struct Block {
            let line: Int
            let connection: String
            let isSent: Bool
            var times = 1
            var envelope: [[UInt8]] = []
            var lines: [String] = []
        }

        init(name: String) {
            self.name = name
        }

        mutating func read(_ line: String, at number: Int) throws(Fault) {
            if block != nil {
                guard line.isEmpty else {
                    block?.lines.append(line)
                    return
                }
                return try endBlock()
            }
            if line.isEmpty || line.hasPrefix("#") { return }
            let words = line.split(separator: " ").map(String.init)
            switch words[0] {
            case "==":
                try endCase()
                guard words.count == 2 else {
                    throw fault(number, "a conversation begins with == and one name")
                }
                title = (words[1], number)
            case "when:": try tag(words.dropFirst(), number)
            case ">", "<": try begin(words, number)
            case "silent":
                guard words.count == 3, let span = Int(words[2]), span > 0 else {
                    throw fault(number, "silent, a connection, and milliseconds")
                }
                try add(.silence(milliseconds: span), on: words[1], number)
            case "close":
                guard words.count == 2 else { throw fault(number, "close and a connection") }
                try add(.close, on: words[1], number)
            default:
                guard title != nil, steps.isEmpty else {
                    throw fault(number, "this is no step: > < silent close, or == and a name")
                }
                says.append(line)
            }
        }

        private mutating func tag(_ words: ArraySlice<String>, _ number: Int) throws(Fault) {
            for word in words {
                guard let tag = Tag(rawValue: word) else {
                    throw fault(number, "when: knows dry, secured and insecure")
                }
                tags.insert(tag)
            }
        }

        private mutating func begin(_ words: [String], _ number: Int) throws(Fault) {
            guard words.count >= 2 else { throw fault(number, "name the connection") }
            var block = Block(line: number, connection: words[1], isSent: words[0] == ">")
            for word in words.dropFirst(2) {
                let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
                switch (parts.first, parts.last.flatMap { Int($0) }) {
                case ("times", .some(let times)) where parts.count == 2 && times > 0:
                    block.times = times
                case ("envelope", _) where parts.count == 2:
                    block.envelope = try envelope(parts[1], number)
                default: throw fault(number, "times=N and envelope=HEX,- are known, not \(word)")
                }
            }
            try check(words[1], number)
            self.block = block
        }

        private func envelope(_ text: String, _ number: Int) throws(Fault) -> [[UInt8]] {
            var frames: [[UInt8]] = []
            for part in text.split(separator: ",") {
                guard let frame = part == "-" ? [] : GoldenText.bytes(ofHex: part) else {
                    throw fault(number, "a frame is hexadecimal digits, or - for an empty one")
                }
                frames.append(frame)
            }
            return frames
        }

        private func check(_ connection: String, _ number: Int) throws(Fault) {
            guard title != nil else { throw fault(number, "a step stands in a conversation") }
            guard connection.hasPrefix("agency") || connection.hasPrefix("partner") else {
                throw fault(number, "a connection is agency or partner, and perhaps a number")
            }
        }

        private mutating func add(
            _ matter: Matter,
            on connection: String,
            _ number: Int
        ) throws(Fault) {
            try check(connection, number)
            steps.append(Step(line: number, connection: connection, matter: matter))
        }

        private mutating func endBlock() throws(Fault) {
            guard let block else { return }
            guard !block.lines.isEmpty else {
                throw fault(block.line, "a message has at least one line")
            }
            let matter: Matter =
                block.isSent
                ? .send(block.lines, times: block.times, envelope: block.envelope)
                : .expect(block.lines, envelope: block.envelope)
            self.block = nil
            try add(matter, on: block.connection, block.line)
        }

        mutating func endCase() throws(Fault) {
            try endBlock()
            defer { (title, says, tags, steps) = (nil, [], [], []) }
            guard let title else { return }
            guard !steps.isEmpty, !says.isEmpty else {
                throw fault(title.line, "\(title.name) says what it shows, and something happens")
            }
            guard !cases.contains(where: { $0.name == title.name }) else {
                throw fault(title.line, "\(title.name) stands twice")
            }
            cases.append(
                Case(
                    name: title.name,
                    says: says.joined(separator: " "),
                    tags: tags,
                    steps: steps
                )
            )
        }

        private func fault(_ line: Int, _ words: String) -> Fault { Fault(name, line, words) }
    }
}
