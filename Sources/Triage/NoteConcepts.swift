/// Words and phrases of three languages that mean the same: `huissier`, `deurwaarder` and `bailiff` are one concept.
///
/// They carry what was learnt from notes in one language to notes in another. A line of the file is a name, a
/// colon and phrases between commas; a word that ends in a star stands for all that begin so. Phrases stay
/// within a clause. They are made once and then only read.
public struct NoteConcepts: Equatable, Sendable {
    /// The file's name below the folder of the bundle.
    public static let fileName = "signals/concepts.txt"

    /// The most words a phrase has.
    public static let phraseMax = 6

    /// The names, in the order of the file.
    public let names: [String]
    /// The hash of each as a feature.
    let hashes: [UInt64]

    private let words: NoteWords
    private let nodes: [Node]
    private let index: HashTable
    /// The concepts of all nodes, one node after the other.
    private let concepts: [Int32]
    /// The node that a word leads to as the first of a phrase, by its number; 0 where it begins none.
    private let roots: [Int32]

    /// Where a phrase has come to.
    private struct Node: Equatable {
        /// A bit for each word that may follow, by the last bits of its number.
        var follows: UInt64 = 0
        /// The node before, and the word that leads from it to here.
        var before: Int32 = 0
        var word: Int32 = -1
        /// Where the concepts whose phrases end here begin, and how many there are.
        var first: Int32 = 0
        var count: Int32 = 0
    }

    /// No concepts.
    public init() { self.init(entries: []) }

    /// Concepts and the words of their phrases; a word's stem is followed by a star.
    init(entries: [(name: String, phrases: [[ArraySlice<UInt8>]])]) {
        names = entries.map(\.name)
        hashes = names.map(NoteFeature.hash(ofConcept:))
        var draft = Draft()
        for (concept, entry) in entries.enumerated() {
            for phrase in entry.phrases { draft.insert(phrase, Int32(concept)) }
        }
        var concepts: [Int32] = []
        var index = HashTable(atLeast: draft.nodes.count)
        for place in draft.nodes.indices {
            draft.nodes[place].first = Int32(concepts.count)
            draft.nodes[place].count = Int32(draft.ends[place].count)
            concepts += draft.ends[place]
            guard place > 0 else { continue }
            let node = draft.nodes[place]
            index.insert(NoteConcepts.key(node.before, node.word), Int32(place))
        }
        words = NoteWords(draft.words)
        roots = draft.words.indices.map { draft.steps[NoteConcepts.key(0, Int32($0))] ?? 0 }
        nodes = draft.nodes
        self.concepts = concepts
        self.index = index
    }

    /// Phrases while they are gathered.
    private struct Draft {
        var words: [ArraySlice<UInt8>] = []
        var nodes = [Node()]
        /// The concepts of each node.
        var ends: [[Int32]] = [[]]
        private var numbers: [ArraySlice<UInt8>: Int32] = [:]
        private(set) var steps: [UInt64: Int32] = [:]

        mutating func insert(_ phrase: [ArraySlice<UInt8>], _ concept: Int32) {
            var node: Int32 = 0
            for word in phrase { node = next(after: node, number(of: word)) }
            if !ends[Int(node)].contains(concept) { ends[Int(node)].append(concept) }
        }

        private mutating func number(of word: ArraySlice<UInt8>) -> Int32 {
            if let number = numbers[word] { return number }
            let number = Int32(words.count)
            numbers[word] = number
            words.append(word)
            return number
        }

        private mutating func next(after node: Int32, _ word: Int32) -> Int32 {
            let key = NoteConcepts.key(node, word)
            if let next = steps[key] { return next }
            let next = Int32(nodes.count)
            steps[key] = next
            nodes[Int(node)].follows |= NoteConcepts.bit(of: word)
            nodes.append(Node(before: node, word: word))
            ends.append([])
            return next
        }
    }

    /// A concept in a note, and the words it takes.
    struct Hit {
        var concept: Int32
        var first: Int32
        var last: Int32
    }

    /// The concepts in a note, in the order of the first word.
    func hits(in prose: Prose) -> [Hit] {
        guard !names.isEmpty, !prose.words.isEmpty else { return [] }
        let many = prose.words.count
        // A word has no more numbers than letters, and one.
        let most = prose.letters.count + many
        return withUnsafeTemporaryAllocation(of: Int32.self, capacity: most + many + 1) { memory in
            let numbers = UnsafeMutableBufferPointer(rebasing: memory[..<most])
            let starts = UnsafeMutableBufferPointer(rebasing: memory[most...])
            words.number(prose, numbers, starts)
            return prose.words.withUnsafeBufferPointer { words in
                walk(words, UnsafeBufferPointer(numbers), UnsafeBufferPointer(starts))
            }
        }
    }

    private func walk(
        _ words: UnsafeBufferPointer<Prose.Word>,
        _ numbers: UnsafeBufferPointer<Int32>,
        _ starts: UnsafeBufferPointer<Int32>
    ) -> [Hit] {
        nodes.withUnsafeBufferPointer { nodes in
            concepts.withUnsafeBufferPointer { concepts in
                index.read { index in
                    var walk = Walk(
                        words: words,
                        numbers: numbers,
                        starts: starts,
                        nodes: nodes,
                        concepts: concepts,
                        index: index
                    )
                    walk.hits.reserveCapacity(words.count * 2)
                    for first in words.indices {
                        walk.first = Int32(first)
                        for item in Int(starts[first])..<Int(starts[first + 1]) {
                            let root = roots[Int(numbers[item])]
                            if root > 0 { walk.reach(root, first) }
                        }
                    }
                    return walk.hits
                }
            }
        }
    }

    /// A walk through a note, of which only the numbers of its words are read: those of a word begin where `starts`
    /// says, and end where the next one's begin.
    private struct Walk {
        let words: UnsafeBufferPointer<Prose.Word>
        let numbers: UnsafeBufferPointer<Int32>
        let starts: UnsafeBufferPointer<Int32>
        let nodes: UnsafeBufferPointer<Node>
        let concepts: UnsafeBufferPointer<Int32>
        let index: HashTable.Lookup
        /// The word at which the walk began.
        var first: Int32 = 0
        var hits: [Hit] = []

        /// Notes what ends at a node, which a word has led to, and goes on with the next word.
        mutating func reach(_ place: Int32, _ word: Int) {
            let node = nodes[Int(place)]
            for end in Int(node.first)..<Int(node.first + node.count) {
                hits.append(Hit(concept: concepts[end], first: first, last: Int32(word)))
            }
            let next = word + 1
            guard node.follows != 0, next < words.count, words[next].clause == words[word].clause
            else { return }
            for item in Int(starts[next])..<Int(starts[next + 1]) {
                let number = numbers[item]
                guard node.follows & NoteConcepts.bit(of: number) != 0 else { continue }
                let target = index.value(NoteConcepts.key(place, number)) {
                    nodes[Int($0)].before == place && nodes[Int($0)].word == number
                }
                if target >= 0 { reach(target, next) }
            }
        }
    }

    @inline(__always)
    private static func key(_ node: Int32, _ word: Int32) -> UInt64 {
        UInt64(truncatingIfNeeded: node) << 32 | UInt64(truncatingIfNeeded: word)
    }

    @inline(__always)
    private static func bit(of word: Int32) -> UInt64 { 1 &<< UInt64(truncatingIfNeeded: word) }
}
