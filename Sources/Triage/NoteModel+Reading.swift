extension NoteModel {
    /// Makes a model of the bytes of its file, or tells every mistake in them.
    ///
    /// A line that begins with `=` is a judgement: its name, bias, threshold and threshold beside the lexicon. Any
    /// other is a feature: its mass, its weights in the order of ``NoteJudgement``, and how it is spelt.
    ///
    /// - Throws: ``BundleFaults``, in the order of the lines.
    public init(bytes: [UInt8], concepts: NoteConcepts) throws(BundleFaults) {
        var draft = Draft(concepts: concepts)
        var number = 0
        for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            number += 1
            guard let first = line.first, first != UInt8(ascii: "#") else { continue }
            if first == UInt8(ascii: "=") {
                draft.judgement(line, number)
            } else {
                draft.feature(line, number)
            }
        }
        for judgement in NoteJudgement.allCases where draft.offsets[judgement] == nil {
            draft.fault(number, 1, "a line = \(judgement.name)", "none")
        }
        guard draft.faults.isEmpty else { throw BundleFaults(draft.faults) }
        self.init(
            concepts: concepts,
            offsets: NoteJudgement.allCases.compactMap { draft.offsets[$0] },
            lines: draft.lines
        )
    }

    /// The file of a model, as ``init(bytes:concepts:)`` reads it.
    ///
    /// - Parameters:
    ///   - words: what stands above, a line each.
    ///   - offsets: the offset of each judgement, in the order of ``NoteJudgement``.
    ///   - lines: the features, in the order in which they are to stand.
    /// - Returns: its bytes.
    public static func file(words: [String], offsets: [Offset], lines: [Line]) -> [UInt8] {
        var text = words.map { "# \($0)\n" }.joined()
        for (judgement, offset) in zip(NoteJudgement.allCases, offsets) {
            text += "= \(judgement.name) \(offset.bias) \(offset.threshold) \(offset.beside)\n"
        }
        var bytes = Array(text.utf8)
        for line in lines {
            bytes += "\(line.mass)".utf8
            for weight in line.weights { bytes += " \(weight)".utf8 }
            bytes.append(UInt8(ascii: " "))
            bytes += line.spelling
            bytes.append(UInt8(ascii: "\n"))
        }
        return bytes
    }

    /// What a file says so far.
    private struct Draft {
        let concepts: NoteConcepts
        var offsets: [NoteJudgement: Offset] = [:]
        var lines: [(hash: UInt64, line: Line)] = []
        var faults: [BundleFault] = []
        private var seen: Set<UInt64> = []

        init(concepts: NoteConcepts) { self.concepts = concepts }

        mutating func fault(_ line: Int, _ column: Int, _ expected: String, _ found: String) {
            faults.append(
                BundleFault(
                    file: NoteModel.fileName,
                    line: line,
                    column: column,
                    expected: expected,
                    found: found
                )
            )
        }

        mutating func judgement(_ line: ArraySlice<UInt8>, _ number: Int) {
            let parts = line.dropFirst().split(separator: Prose.blank)
            let name = parts.first.map { String(decoding: $0, as: UTF8.self) }
            guard let name, let judgement = NoteJudgement.allCases.first(where: { $0.name == name })
            else {
                let names = TreeReader.choice(NoteJudgement.allCases.map(\.name))
                return fault(number, 3, names, name.map { "\"\($0)\"" } ?? "nothing")
            }
            let numbers = parts.dropFirst().compactMap {
                Int32(String(decoding: $0, as: UTF8.self))
            }
            guard parts.count == 4, numbers.count == 3 else {
                return fault(
                    number,
                    3,
                    "a bias and two thresholds after \(name)",
                    "\(parts.count - 1) words"
                )
            }
            guard offsets[judgement] == nil else {
                return fault(number, 3, "each judgement once", "\(name) again")
            }
            offsets[judgement] = Offset(
                bias: numbers[0],
                threshold: numbers[1],
                beside: numbers[2]
            )
        }

        mutating func feature(_ line: ArraySlice<UInt8>, _ number: Int) {
            var place = line.startIndex
            func column() -> Int { place - line.startIndex + 1 }
            var numbers: [Int32] = []
            while numbers.count <= NoteJudgement.allCases.count {
                let end = line[place...].firstIndex(of: Prose.blank) ?? line.endIndex
                let range: ClosedRange<Int32> =
                    numbers.isEmpty ? 1...NoteModel.massMax : -32_768...32_767
                guard let value = NoteModel.whole(line[place..<end]), range.contains(value),
                    end < line.endIndex
                else {
                    let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
                    return fault(number, column(), expected, NoteModel.quoted(line[place..<end]))
                }
                numbers.append(value)
                place = end + 1
            }
            guard let hash = NoteFeature.hash(of: line[place...], by: concepts) else {
                let expected =
                    "a feature: k: and a concept, w: and a word, b: and two, c: and 4 letters"
                return fault(number, column(), expected, NoteModel.quoted(line[place...]))
            }
            guard seen.insert(hash).inserted else {
                let found = NoteModel.quoted(line[place...]) + " again"
                return fault(number, column(), "each feature once", found)
            }
            lines.append(
                (
                    hash,
                    Line(
                        spelling: Array(line[place...]),
                        mass: numbers[0],
                        weights: numbers.dropFirst().map { Int16(truncatingIfNeeded: $0) }
                    )
                )
            )
        }
    }

    /// The greatest mass of a feature: the sums of the longest note stay far below what a number holds.
    static let massMax: Int32 = 100_000

    private static func quoted(_ bytes: ArraySlice<UInt8>) -> String {
        bytes.isEmpty ? "nothing" : "\"\(String(decoding: bytes.prefix(40), as: UTF8.self))\""
    }

    private static func whole(_ bytes: ArraySlice<UInt8>) -> Int32? {
        let isNegative = bytes.first == UInt8(ascii: "-")
        let digits = isNegative ? bytes.dropFirst() : bytes
        guard (1...6).contains(digits.count) else { return nil }
        var value: Int32 = 0
        for digit in digits {
            guard (0x30...0x39).contains(digit) else { return nil }
            value = value * 10 + Int32(digit - 0x30)
        }
        return isNegative ? -value : value
    }
}
