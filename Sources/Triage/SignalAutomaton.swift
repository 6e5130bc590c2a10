/// All phrases of all lexicons as one automaton over words, made once and then only read.
///
/// A tree whose steps are sets of words: phrases that begin alike share their beginning. It is walked from each
/// word of a text as far as the clause goes, so the order of the phrases in a file changes nothing.
struct SignalAutomaton: Sendable {
    /// A phrase found: whose it is, and its words.
    struct Match: Equatable, Comparable {
        var owner: Int32
        var start: Int32
        var end: Int32

        static func < (left: Match, right: Match) -> Bool {
            (left.start, left.end, left.owner) < (right.start, right.end, right.owner)
        }
    }

    /// What follows a word of a phrase: where its edges, its gaps and its owners begin, to where those of the
    /// next node do.
    private struct Node {
        var edges: Int32
        var gaps: Int32
        var owners: Int32
    }

    /// What a first word of phrases leads to.
    private struct First {
        /// A bit for each set of words that may follow; all bits where a phrase ends here or a gap may follow.
        var follows: UInt64
        var target: Int32
    }

    private struct Edge {
        /// A set of words; the number of words of a gap.
        var label: Int32
        var target: Int32
    }

    private let words: SignalWords
    /// A bit for each set a word is in, by the last bits of the set's number: what is not there needs no search.
    private var signatures: [UInt64] = []
    private var classStarts: [Int32] = []
    private var classes: [Int32] = []
    /// For words of many sets, where their bits begin in `members`; -1 for all others.
    private var memberRows: [Int32] = []
    private var members: [UInt64] = []
    private var firstStarts: [Int32] = []
    private var firsts: [First] = []
    private var nodes: [Node] = []
    private var edges: [Edge] = []
    private var owners: [Int32] = []

    /// Phrases and their owners; `apart` are words that are no slips of others.
    init(_ phrases: [(sequence: SignalPhrase.Sequence, owner: Int32)], apart: Set<[UInt8]>) {
        var tree = PhraseTree()
        for (sequence, owner) in phrases { tree.insert(sequence, owner) }
        words = SignalWords(forms: tree.forms, apart: apart)
        for form in words.forms {
            classStarts.append(Int32(classes.count))
            let known = tree.classes(of: form)
            signatures.append(known.reduce(0) { $0 | SignalAutomaton.bit(of: $1) })
            classes += known
        }
        classStarts.append(Int32(classes.count))
        let width = (tree.labelCount + 63) / 64
        for number in words.forms.indices {
            let known = classes[Int(classStarts[number])..<Int(classStarts[number + 1])]
            guard known.count > SignalAutomaton.fewClasses else {
                memberRows.append(-1)
                continue
            }
            let row = members.count
            memberRows.append(Int32(row))
            members += [UInt64](repeating: 0, count: width)
            for label in known { members[row + Int(label) / 64] |= 1 << UInt64(label % 64) }
        }
        for node in tree.nodes {
            let start = Int32(edges.count)
            edges += node.edges.map { Edge(label: $0.label, target: $0.target) }
            nodes.append(
                Node(edges: start, gaps: Int32(edges.count), owners: Int32(owners.count))
            )
            edges += node.gaps.map { Edge(label: $0.label, target: $0.target) }
            owners += node.owners.sorted()
        }
        let end = Int32(edges.count)
        nodes.append(Node(edges: end, gaps: end, owners: Int32(owners.count)))
        let roots = Dictionary(
            uniqueKeysWithValues: tree.nodes[0].edges.map { ($0.label, $0.target) }
        )
        for number in words.forms.indices {
            firstStarts.append(Int32(firsts.count))
            for label in classes[Int(classStarts[number])..<Int(classStarts[number + 1])] {
                guard let target = roots[label] else { continue }
                let node = tree.nodes[Int(target)]
                let follows = node.edges.reduce(0) { $0 | SignalAutomaton.bit(of: $1.label) }
                let isOpen = !node.owners.isEmpty || !node.gaps.isEmpty
                firsts.append(First(follows: isOpen ? .max : follows, target: target))
            }
        }
        firstStarts.append(Int32(firsts.count))
    }

    /// In how many sets a word may be and still be looked for one set after the other.
    private static let fewClasses = 6

    /// How many words, steps and phrases' ends it is made of.
    var size: (words: Int, nodes: Int, owners: Int) {
        (words.forms.count, nodes.count, owners.count)
    }

    /// Every phrase in a text, in the order of its words.
    func matches(in prose: Prose) -> [Match] {
        guard !prose.words.isEmpty else { return [] }
        return prose.letters.withUnsafeBufferPointer { letters in
            prose.words.withUnsafeBufferPointer { text in
                withUnsafeTemporaryAllocation(of: Known.self, capacity: text.count) { known in
                    for place in text.indices {
                        let number = words.number(of: text[place], in: letters)
                        known[place] = Known(
                            signature: number < 0 ? 0 : signatures[Int(number)],
                            number: number
                        )
                    }
                    return walk(text, UnsafeBufferPointer(known))
                }
            }
        }
    }

    private func walk(
        _ text: UnsafeBufferPointer<Prose.Word>,
        _ known: UnsafeBufferPointer<Known>
    ) -> [Match] {
        var walk = Walk(text: text, known: known)
        for start in text.indices {
            walk.begin(at: start)
            let number = Int(known[start].number)
            guard number >= 0 else { continue }
            let next = start + 1 < walk.end ? known[start + 1].signature : 0
            for place in Int(firstStarts[number])..<Int(firstStarts[number + 1]) {
                let first = firsts[place]
                guard first.follows == .max || first.follows & next != 0 else { continue }
                step(Int(first.target), start + 1, &walk)
            }
        }
        return walk.matches.sorted()
    }

    private func step(_ node: Int, _ place: Int, _ walk: inout Walk) {
        let (here, after) = (nodes[node], nodes[node + 1])
        for owner in here.owners..<after.owners { walk.found(owners[Int(owner)], to: place) }
        for gap in here.gaps..<after.edges {
            let edge = edges[Int(gap)]
            if edge.label == 0 {
                if walk.ends(at: place) { step(Int(edge.target), place, &walk) }
                continue
            }
            guard place < walk.end else { return }
            let target = nodes[Int(edge.target)]
            for next in place...min(place + Int(edge.label), walk.end - 1) {
                follow(target.edges..<target.gaps, next, &walk)
            }
        }
        if place < walk.end { follow(here.edges..<here.gaps, place, &walk) }
    }

    private func follow(_ range: Range<Int32>, _ place: Int, _ walk: inout Walk) {
        let word = walk.known[place]
        guard word.signature != 0 else { return }
        for item in Int(range.lowerBound)..<Int(range.upperBound) {
            let edge = edges[item]
            if isWord(word, in: edge.label) { step(Int(edge.target), place + 1, &walk) }
        }
    }

    /// Whether a word is in a set of words.
    @inline(__always)
    private func isWord(_ word: Known, in label: Int32) -> Bool {
        guard word.signature & SignalAutomaton.bit(of: label) != 0 else { return false }
        let number = word.number
        let row = memberRows[Int(number)]
        if row >= 0 {
            return members[Int(row) + Int(label) / 64] & (1 << UInt64(label % 64)) != 0
        }
        for place in Int(classStarts[Int(number)])..<Int(classStarts[Int(number) + 1])
        where classes[place] >= label { return classes[place] == label }
        return false
    }

    @inline(__always)
    private static func bit(of label: Int32) -> UInt64 { 1 &<< UInt64(truncatingIfNeeded: label) }

    /// A word of a text: the sets it is in, and its number; no sets and -1 where it is not known.
    private struct Known {
        var signature: UInt64
        var number: Int32
    }

    /// A walk through one text.
    private struct Walk {
        let text: UnsafeBufferPointer<Prose.Word>
        let known: UnsafeBufferPointer<Known>
        var matches: [Match] = []
        private(set) var start = 0
        /// Where the clause of `start` ends.
        private(set) var end = 0

        init(text: UnsafeBufferPointer<Prose.Word>, known: UnsafeBufferPointer<Known>) {
            self.text = text
            self.known = known
        }

        mutating func begin(at place: Int) {
            start = place
            guard place == end else { return }
            while end < text.count, text[end].clause == text[place].clause { end += 1 }
        }

        func ends(at place: Int) -> Bool { place == end || text[place].followsPause }

        mutating func found(_ owner: Int32, to end: Int) {
            let match = Match(owner: owner, start: Int32(start), end: Int32(end))
            if !matches.contains(match) { matches.append(match) }
        }
    }
}
