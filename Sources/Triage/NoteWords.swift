/// The words and stems of concepts, each with a number; a word of a note may be several: all stems it begins with,
/// and itself.
struct NoteWords: Equatable, Sendable {
    /// The hash of each by its number.
    private var hashes: [UInt64] = []
    private var whole = HashTable(atLeast: 0)
    private var stems = HashTable(atLeast: 0)
    /// A bit for each stem, and one for the first three letters of each: most words begin with none.
    private var stemBits = [UInt64](repeating: 0, count: bitWords)
    private var beginningBits = [UInt64](repeating: 0, count: bitWords)
    private var longestStem = 0

    private static let bitWords = 512

    /// No words.
    init() {}

    /// Words as a file of concepts writes them, none twice; a stem is followed by a star.
    init(_ words: [ArraySlice<UInt8>]) {
        hashes = words.map { Prose.hash(NoteWords.letters(of: $0)) }
        whole = HashTable(atLeast: words.count)
        stems = HashTable(atLeast: words.count { NoteWords.isStem($0) })
        for (number, word) in words.enumerated() {
            guard NoteWords.isStem(word) else {
                whole.insert(hashes[number], Int32(number))
                continue
            }
            stems.insert(hashes[number], Int32(number))
            NoteWords.set(hashes[number], in: &stemBits)
            let letters = NoteWords.letters(of: word)
            NoteWords.set(Prose.hash(letters.prefix(3)), in: &beginningBits)
            longestStem = max(longestStem, letters.count)
        }
    }

    /// Whether a word of the file stands for all that begin so.
    static func isStem(_ word: ArraySlice<UInt8>) -> Bool { word.last == star }

    /// The letters of a word of the file.
    static func letters(of word: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        isStem(word) ? word.dropLast() : word
    }

    private static let star = UInt8(ascii: "*")

    /// Writes the numbers of all words of a note, and where those of each word begin.
    ///
    /// Those of a word are the stems it begins with, the shortest first, and last the word itself: no more than its
    /// letters, and one.
    func number(
        _ prose: Prose,
        _ numbers: UnsafeMutableBufferPointer<Int32>,
        _ starts: UnsafeMutableBufferPointer<Int32>
    ) {
        var count = 0
        prose.letters.withUnsafeBufferPointer { letters in
            hashes.withUnsafeBufferPointer { hashes in
                for (place, word) in prose.words.enumerated() {
                    starts.initializeElement(at: place, to: Int32(count))
                    eachStem(of: word, letters) { hash in
                        let number = stems.value(hash) { hashes[Int($0)] == hash }
                        guard number >= 0 else { return }
                        numbers.initializeElement(at: count, to: number)
                        count += 1
                    }
                    let number = whole.value(word.hash) { hashes[Int($0)] == word.hash }
                    guard number >= 0 else { continue }
                    numbers.initializeElement(at: count, to: number)
                    count += 1
                }
            }
        }
        starts.initializeElement(at: prose.words.count, to: Int32(count))
    }

    /// Calls with the hash of each beginning of a word that may be a stem.
    @inline(__always)
    private func eachStem(
        of word: Prose.Word,
        _ letters: UnsafeBufferPointer<UInt8>,
        _ found: (UInt64) -> Void
    ) {
        var hash = Prose.noLetters
        for length in 1..<(min(word.end - word.start, longestStem) + 1) {
            hash = Prose.hash(hash, letters[word.start + length - 1])
            if NoteWords.has(hash, in: stemBits) { found(hash) }
            if length == 3, !NoteWords.has(hash, in: beginningBits) { return }
        }
    }

    @inline(__always)
    private static func has(_ hash: UInt64, in bits: [UInt64]) -> Bool {
        bits[place(hash)] & (1 &<< (hash >> 40)) != 0
    }

    private static func set(_ hash: UInt64, in bits: inout [UInt64]) {
        bits[place(hash)] |= 1 &<< (hash >> 40)
    }

    @inline(__always)
    private static func place(_ hash: UInt64) -> Int {
        Int(truncatingIfNeeded: hash >> 46) & (bitWords - 1)
    }
}
