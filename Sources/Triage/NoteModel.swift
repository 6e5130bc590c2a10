/// A small linear model of notes: a weight for each feature and judgement, added up and set against the note's size.
///
/// It hears what no lexicon lists, since people do not speak in lexicons. Its weights are whole numbers, and so is
/// all it reckons with: the same note gives the same scores in every process and on every machine.
public struct NoteModel: Equatable, Sendable {
    /// The file's name below the folder of the bundle.
    public static let fileName = "signals/weights.txt"

    /// What the weights of a line are multiples of, as a fraction of one: `w` in the file is `w / 256`.
    public static let weightUnit = 256
    /// What the mass of a feature is a multiple of: its share in the size of a note, squared.
    public static let massUnit = 16
    /// What scores and thresholds are multiples of.
    public static let scoreUnit = 1_000

    /// A line of the file.
    public struct Line: Equatable, Sendable {
        /// The feature as it is spelt: `k:bailiff`, `w:huissier`, `b:compte bloque`, `c:_fai`.
        public var spelling: [UInt8]
        /// How much the feature adds to the size of a note.
        public var mass: Int32
        /// Its weight for each judgement, in the order of ``NoteJudgement``.
        public var weights: [Int16]

        /// A line of these.
        public init(spelling: [UInt8], mass: Int32, weights: [Int16]) {
            self.spelling = spelling
            self.mass = mass
            self.weights = weights
        }
    }

    /// What is added to the score of each judgement, whatever the note says.
    public struct Offset: Equatable, Sendable {
        /// The score of an empty note.
        public var bias: Int32
        /// The score from which the model alone says so.
        public var threshold: Int32
        /// The score from which it is said where the lexicon says so too.
        public var beside: Int32

        /// An offset of these.
        public init(bias: Int32, threshold: Int32, beside: Int32) {
            self.bias = bias
            self.threshold = threshold
            self.beside = beside
        }
    }

    /// The concepts that its features name.
    public let concepts: NoteConcepts
    /// The offset of each judgement, in the order of ``NoteJudgement``.
    public let offsets: [Offset]
    /// How many features it weighs.
    public let count: Int

    /// The features, the lightest first: they are the ones that most notes have, and so stay together.
    private let rows: [Row]
    private let index: HashTable

    private struct Row: Equatable {
        var hash: UInt64
        var mass: Int32
        var psychological: Int16
        var treasury: Int16
        var insolvency: Int16
        var crisis: Int16
        var alarm: Int16
    }

    /// A feature and what it adds to the score of a judgement, in thousandths.
    public struct Share: Equatable, Sendable {
        /// The feature as it is spelt; a concept with the words of the note that said it.
        public var spelling: String
        /// What kind of thing it is.
        public var kind: NoteFeature.Kind
        /// What it adds.
        public var share: Int32
    }

    /// A model of features whose hashes are known and differ.
    init(concepts: NoteConcepts, offsets: [Offset], lines: [(hash: UInt64, line: Line)]) {
        precondition(offsets.count == NoteJudgement.allCases.count, "each judgement has its offset")
        self.concepts = concepts
        self.offsets = offsets
        count = lines.count
        rows = lines.map { hash, line in
            Row(
                hash: hash,
                mass: line.mass,
                psychological: line.weights[0],
                treasury: line.weights[1],
                insolvency: line.weights[2],
                crisis: line.weights[3],
                alarm: line.weights[4]
            )
        }
        .sorted { ($0.mass, $0.hash) < ($1.mass, $1.hash) }
        var index = HashTable(atLeast: rows.count)
        for place in rows.indices { index.insert(rows[place].hash, Int32(place)) }
        self.index = index
    }

    /// Whether a judgement's threshold is reached.
    public func says(_ judgement: NoteJudgement, _ scores: NoteScores) -> Bool {
        scores[judgement] >= offsets[judgement.rawValue].threshold
    }

    /// What a note weighs for each judgement.
    public func scores(of prose: Prose) -> NoteScores {
        let hits = concepts.hits(in: prose)
        let most = NoteFeature.most(in: prose, hits)
        return withUnsafeTemporaryAllocation(of: UInt64.self, capacity: most) { hashes in
            var count = 0
            NoteFeature.each(in: prose, hits, by: concepts) { feature in
                hashes.initializeElement(at: count, to: feature.hash)
                count += 1
            }
            return scores(of: UnsafeBufferPointer(rebasing: hashes[..<count]))
        }
    }

    /// What features weigh for each judgement, each once.
    private func scores(of features: UnsafeBufferPointer<UInt64>) -> NoteScores {
        var mass = 0
        var sums = (0, 0, 0, 0, 0)
        rows.withUnsafeBufferPointer { rows in
            eachPlace(of: features, in: rows) { place in
                let row = rows[place]
                mass += Int(row.mass)
                sums.0 += Int(row.psychological)
                sums.1 += Int(row.treasury)
                sums.2 += Int(row.insolvency)
                sums.3 += Int(row.crisis)
                sums.4 += Int(row.alarm)
            }
        }
        let size = NoteModel.size(ofMass: mass)
        var scores = NoteScores()
        scores[.psychological] = score(.psychological, sums.0, size)
        scores[.treasury] = score(.treasury, sums.1, size)
        scores[.insolvency] = score(.insolvency, sums.2, size)
        scores[.crisis] = score(.crisis, sums.3, size)
        scores[.alarm] = score(.alarm, sums.4, size)
        return scores
    }

    /// Calls with the row of each feature that is weighed, once.
    @inline(__always)
    private func eachPlace(
        of features: UnsafeBufferPointer<UInt64>,
        in rows: UnsafeBufferPointer<Row>,
        _ found: (Int) -> Void
    ) {
        withUnsafeTemporaryAllocation(of: Int32.self, capacity: features.count) { guesses in
            withUnsafeTemporaryAllocation(of: UInt64.self, capacity: rows.count / 64 + 1) { seen in
                seen.initialize(repeating: 0)
                index.guesses(features, guesses)
                for item in features.indices where guesses[item] >= 0 {
                    var place = Int(guesses[item])
                    if rows[place].hash != features[item] {
                        guard let other = self.place(of: features[item], in: rows) else { continue }
                        place = other
                    }
                    let bit: UInt64 = 1 << UInt64(place & 63)
                    guard seen[place >> 6] & bit == 0 else { continue }
                    seen[place >> 6] |= bit
                    found(place)
                }
            }
        }
    }

    /// What weighed most for a judgement: concepts, words and pairs, the heaviest first; pieces of words only
    /// where nothing else weighed.
    public func explain(_ prose: Prose, _ judgement: NoteJudgement, most: Int = 5) -> [Share] {
        var seen: Set<UInt64> = []
        var mass = 0
        var shares: [(feature: NoteFeature, weight: Int)] = []
        rows.withUnsafeBufferPointer { rows in
            for feature in NoteFeature.all(in: prose, by: concepts) {
                guard seen.insert(feature.hash).inserted,
                    let place = place(of: feature.hash, in: rows)
                else { continue }
                mass += Int(rows[place].mass)
                let weight = NoteModel.weight(of: rows[place], for: judgement)
                if weight > 0 { shares.append((feature, weight)) }
            }
        }
        let words = shares.filter { $0.feature.kind != .piece }
        let size = NoteModel.size(ofMass: mass)
        return (words.isEmpty ? shares : words)
            .sorted { ($1.weight, $0.feature.hash) < ($0.weight, $1.feature.hash) }
            .prefix(most)
            .map { share in
                var spelling = share.feature.spelling(in: prose, by: concepts)
                if share.feature.kind == .concept {
                    spelling.append(UInt8(ascii: " "))
                    spelling += prose.letters[share.feature.start..<share.feature.end]
                }
                return Share(
                    spelling: String(decoding: spelling, as: UTF8.self),
                    kind: share.feature.kind,
                    share: NoteModel.share(share.weight, size)
                )
            }
    }

    private func score(_ judgement: NoteJudgement, _ sum: Int, _ size: Int) -> Int32 {
        NoteModel.share(sum, size) &+ offsets[judgement.rawValue].bias
    }

    /// A sum of weights for its share in a note of this size.
    private static func share(_ sum: Int, _ size: Int) -> Int32 {
        Int32(clamping: sum * scoreUnit * 1_024 / weightUnit / size)
    }

    /// The size of a note in units of 1/1,024, at least 1.
    private static func size(ofMass mass: Int) -> Int {
        max(1, root(of: mass << 20 / massUnit))
    }

    /// The whole part of a square root.
    static func root(of value: Int) -> Int {
        var root = Int(Double(value).squareRoot())
        while root > 0, root * root > value { root -= 1 }
        while (root + 1) * (root + 1) <= value { root += 1 }
        return root
    }

    @inline(__always)
    private func place(of hash: UInt64, in rows: UnsafeBufferPointer<Row>) -> Int? {
        let place = index.value(hash) { rows[Int($0)].hash == hash }
        return place >= 0 ? Int(place) : nil
    }

    private static func weight(of row: Row, for judgement: NoteJudgement) -> Int {
        switch judgement {
        case .psychological: Int(row.psychological)
        case .treasury: Int(row.treasury)
        case .insolvency: Int(row.insolvency)
        case .crisis: Int(row.crisis)
        case .alarm: Int(row.alarm)
        }
    }
}
