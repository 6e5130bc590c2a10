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

    private var nodes: [Node]
    /// The concepts of all nodes, one node after the other.
    private var concepts: [UInt16] = []
    private var index: HashTable
    /// A bit for each key there may be: most words begin no phrase, and this is asked first.
    private var filter: [UInt64]

    /// Where a phrase has come to.
    private struct Node: Equatable {
        /// The step that leads to it.
        var key: UInt64 = 0
        /// Where the concepts whose phrases end here begin, and how many there are.
        var first: Int32 = 0
        var count: Int16 = 0
        var goesOn = false
    }

    /// No concepts.
    public init() { self.init(entries: []) }

    /// Concepts and the words of their phrases; a word's stem is followed by a star.
    init(entries: [(name: String, phrases: [[ArraySlice<UInt8>]])]) {
        names = entries.map(\.name)
        hashes = names.map(NoteFeature.hash(ofConcept:))
        var nodes = [Node()]
        var ends: [[UInt16]] = [[]]
        var steps: [UInt64: Int32] = [:]
        for (concept, entry) in entries.enumerated() {
            for phrase in entry.phrases {
                var node = 0
                for (place, word) in phrase.enumerated() {
                    let isStem = word.last == NoteConcepts.star
                    let hash = Prose.hash(isStem ? word.dropLast() : word)
                    let key = NoteConcepts.key(node, hash, isStem: isStem)
                    if let next = steps[key] {
                        node = Int(next)
                    } else {
                        node = nodes.count
                        steps[key] = Int32(node)
                        nodes.append(Node(key: key))
                        ends.append([])
                    }
                    if place < phrase.count - 1 { nodes[node].goesOn = true }
                }
                let number = UInt16(concept)
                if !ends[node].contains(number) { ends[node].append(number) }
            }
        }
        index = HashTable(atLeast: nodes.count)
        filter = Array(repeating: 0, count: NoteConcepts.filterWords)
        for node in nodes.indices {
            nodes[node].first = Int32(concepts.count)
            nodes[node].count = Int16(ends[node].count)
            concepts += ends[node]
            guard node > 0 else { continue }
            index.insert(nodes[node].key, Int32(node))
            let bit = NoteConcepts.bit(of: nodes[node].key)
            filter[bit >> 6] |= 1 << UInt64(bit & 63)
        }
        self.nodes = nodes
    }

    /// Calls for each concept in a note, with the words it takes; in the order of the first word.
    func find(in prose: Prose, _ found: (_ concept: Int, _ words: Range<Int>) -> Void) {
        guard !names.isEmpty else { return }
        prose.letters.withUnsafeBufferPointer { letters in
            prose.words.withUnsafeBufferPointer { words in
                for first in words.indices { step(0, first, first, words, letters, found) }
            }
        }
    }

    private func step(
        _ node: Int,
        _ place: Int,
        _ first: Int,
        _ words: UnsafeBufferPointer<Prose.Word>,
        _ letters: UnsafeBufferPointer<UInt8>,
        _ found: (Int, Range<Int>) -> Void
    ) {
        let word = words[place]
        var hash = Prose.noLetters
        for end in word.start..<word.end {
            hash = Prose.hash(hash, letters[end])
            guard end - word.start >= 1 else { continue }
            follow(node, hash, true, place, first, words, letters, found)
        }
        follow(node, word.hash, false, place, first, words, letters, found)
    }

    @inline(__always)
    private func follow(
        _ node: Int,
        _ hash: UInt64,
        _ isStem: Bool,
        _ place: Int,
        _ first: Int,
        _ words: UnsafeBufferPointer<Prose.Word>,
        _ letters: UnsafeBufferPointer<UInt8>,
        _ found: (Int, Range<Int>) -> Void
    ) {
        let key = NoteConcepts.key(node, hash, isStem: isStem)
        let bit = NoteConcepts.bit(of: key)
        guard filter[bit >> 6] & (1 << UInt64(bit & 63)) != 0 else { return }
        reach(key, place, first, words, letters, found)
    }

    private func reach(
        _ key: UInt64,
        _ place: Int,
        _ first: Int,
        _ words: UnsafeBufferPointer<Prose.Word>,
        _ letters: UnsafeBufferPointer<UInt8>,
        _ found: (Int, Range<Int>) -> Void
    ) {
        let next = Int(index.value(key) { nodes[Int($0)].key == key })
        guard next >= 0 else { return }
        let node = nodes[next]
        for end in Int(node.first)..<Int(node.first) + Int(node.count) {
            found(Int(concepts[end]), first..<(place + 1))
        }
        guard node.goesOn, place + 1 < words.count,
            words[place + 1].clause == words[place].clause
        else { return }
        step(next, place + 1, first, words, letters, found)
    }

    @inline(__always)
    private static func key(_ node: Int, _ hash: UInt64, isStem: Bool) -> UInt64 {
        let mixed =
            (hash ^ UInt64(node) &* 0x9E37_79B9_7F4A_7C15 &+ (isStem ? 0x5851_F42D : 0))
            &* 0xD6E8_FEB8_6659_FD93
        return mixed ^ (mixed >> 31)
    }

    @inline(__always)
    private static func bit(of key: UInt64) -> Int {
        Int(truncatingIfNeeded: key >> 40) & (filterWords * 64 - 1)
    }

    static let star = UInt8(ascii: "*")
    private static let filterWords = 2_048
}
