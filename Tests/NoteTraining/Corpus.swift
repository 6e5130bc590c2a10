import Triage

/// The notes as rows of features, each feature a number in the order of its spelling.
struct Corpus {
    /// The notes.
    let notes: [LabelledNote]
    /// For each note who wrote it, as a number.
    let hands: [Int]
    /// For each note the features it has, each once, in order.
    let rows: [[Int32]]
    /// How each feature is spelt.
    let spellings: [[UInt8]]
    /// Which of them are concepts.
    let isConcept: [Bool]
    /// Which are pairs of words or pieces of one.
    let isPart: [Bool]

    init(_ notes: [LabelledNote], by concepts: NoteConcepts) {
        var spelled: [UInt64: [UInt8]] = [:]
        let hashes = notes.map { note in
            var seen: Set<UInt64> = []
            for feature in NoteFeature.all(in: note.prose, by: concepts)
            where seen.insert(feature.hash).inserted {
                guard spelled[feature.hash] == nil else { continue }
                spelled[feature.hash] = feature.spelling(in: note.prose, by: concepts)
            }
            return seen
        }
        let order = spelled.sorted { $0.value.lexicographicallyPrecedes($1.value) }
        var numbers: [UInt64: Int32] = [:]
        for (number, feature) in order.enumerated() { numbers[feature.key] = Int32(number) }
        self.notes = notes
        let names = Set(notes.map(\.hand)).sorted()
        hands = notes.map { names.firstIndex(of: $0.hand) ?? 0 }
        spellings = order.map(\.value)
        isConcept = spellings.map { $0.first == UInt8(ascii: "k") }
        isPart = spellings.map { $0.first == UInt8(ascii: "b") || $0.first == UInt8(ascii: "c") }
        rows = hashes.map { row in row.compactMap { numbers[$0] }.sorted() }
    }

    /// Places of notes, all of one hand together.
    func byHand(_ places: [Int]) -> [Int] {
        places.sorted { (hands[$0], $0) < (hands[$1], $1) }
    }
}
