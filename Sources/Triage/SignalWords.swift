/// The words a lexicon knows, each with a number, found by their hash.
///
/// A word that is not known may begin as one of the known beginnings does, or be a known word of seven letters or
/// more with one slip of the finger: a letter too many, too few, another one, or two that changed places.
struct SignalWords: Sendable {
    /// The number of a word that is not known.
    static let unknown: Int32 = -1

    /// The forms in order: the place of each is its number.
    let forms: [SignalPhrase.Form]
    private let exact: HashTable
    private let beginnings: HashTable
    private let beginningLengths: UInt64
    private let heads: HashTable
    private let tails: HashTable
    private let chains: [Int32]

    /// How many letters a word must have for a slip to be forgiven.
    static let slipLength = 7

    /// Words and beginnings, none twice, and words that are no slips of them.
    init(forms: Set<SignalPhrase.Form>, apart: Set<[UInt8]>) {
        let apart = apart.map { SignalPhrase.Form(letters: $0, isPrefix: false) }
        let sorted = forms.union(apart).sorted()
        self.forms = sorted
        let apartSet = Set(apart).subtracting(forms)
        var exact = HashTable(atLeast: sorted.count)
        var beginnings = HashTable(atLeast: sorted.count)
        var heads = HashTable(atLeast: sorted.count)
        var tails = HashTable(atLeast: sorted.count)
        var lengths: UInt64 = 0
        var chains = [Int32](repeating: SignalWords.unknown, count: sorted.count * 2)
        for (number, form) in sorted.enumerated() {
            let hash = Prose.hash(form.letters)
            if form.isPrefix {
                beginnings.insert(hash, Int32(number))
                lengths |= 1 << UInt64(min(63, form.letters.count))
                continue
            }
            exact.insert(hash, Int32(number))
            guard form.letters.count >= SignalWords.slipLength, !apartSet.contains(form) else {
                continue
            }
            let (head, tail) = SignalWords.ends(form.letters[...], length: form.letters.count)
            chains[number * 2] = heads.replace(head, Int32(number)) ?? SignalWords.unknown
            chains[number * 2 + 1] = tails.replace(tail, Int32(number)) ?? SignalWords.unknown
        }
        self.exact = exact
        self.beginnings = beginnings
        self.heads = heads
        self.tails = tails
        self.chains = chains
        beginningLengths = lengths
    }

    /// The number of a word of a text; one that only begins as a known one does has the number of the beginning.
    func number(of word: Prose.Word, in letters: UnsafeBufferPointer<UInt8>) -> Int32 {
        let found = exact.value(word.hash)
        if found >= 0, spells(forms[Int(found)].letters, word, letters) { return found }
        let begun = beginning(word, letters)
        if begun >= 0 { return begun }
        guard word.end - word.start >= SignalWords.slipLength - 1 else { return SignalWords.unknown }
        return slip(word, letters)
    }

    private func spells(
        _ form: [UInt8],
        _ word: Prose.Word,
        _ letters: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        guard form.count == word.end - word.start else { return false }
        for place in form.indices where form[place] != letters[word.start + place] { return false }
        return true
    }

    /// The longest known beginning of a word.
    private func beginning(_ word: Prose.Word, _ letters: UnsafeBufferPointer<UInt8>) -> Int32 {
        var hash = Prose.noLetters
        var best = SignalWords.unknown
        for place in word.start..<min(word.end, word.start + 63) {
            hash = Prose.hash(hash, letters[place])
            let length = place - word.start + 1
            guard beginningLengths & (1 << UInt64(length)) != 0 else { continue }
            let found = beginnings.value(hash)
            if found >= 0, forms[Int(found)].letters.count == length { best = found }
        }
        return best
    }

    /// The known word this one is with one slip; the first in order where there are several.
    private func slip(_ word: Prose.Word, _ letters: UnsafeBufferPointer<UInt8>) -> Int32 {
        let count = word.end - word.start
        let slice = UnsafeBufferPointer(rebasing: letters[word.start..<word.end])
        var best = SignalWords.unknown
        for length in max(SignalWords.slipLength, count - 1)...max(count + 1, SignalWords.slipLength)
        {
            let (head, tail) = SignalWords.ends(slice[...], length: length)
            var candidate = heads.value(head)
            while candidate >= 0 {
                consider(candidate, slice, &best)
                candidate = chains[Int(candidate) * 2]
            }
            candidate = tails.value(tail)
            while candidate >= 0 {
                consider(candidate, slice, &best)
                candidate = chains[Int(candidate) * 2 + 1]
            }
        }
        return best
    }

    private func consider(
        _ candidate: Int32,
        _ word: UnsafeBufferPointer<UInt8>,
        _ best: inout Int32
    ) {
        guard best < 0 || candidate < best,
            SignalWords.differsByOne(forms[Int(candidate)].letters, word)
        else { return }
        best = candidate
    }

    /// Hashes of the first three and of the last three letters of a word, each with a length.
    private static func ends(
        _ letters: some Collection<UInt8>,
        length: Int
    ) -> (head: UInt64, tail: UInt64) {
        let salt = UInt8(truncatingIfNeeded: length)
        return (
            Prose.hash(Prose.hash(letters.prefix(3)), salt),
            Prose.hash(Prose.hash(letters.suffix(3)), salt)
        )
    }

    /// Whether one letter more, less or other, or two neighbours that changed places, make the same word.
    ///
    /// The first letter is never the slip: `maison` and `raison` are two words.
    static func differsByOne(_ form: [UInt8], _ word: UnsafeBufferPointer<UInt8>) -> Bool {
        let (many, few) = (form.count, word.count)
        guard abs(many - few) <= 1, few > 1, form[0] == word[0] else { return false }
        var head = 0
        while head < min(many, few), form[head] == word[head] { head += 1 }
        var tail = 0
        while tail < min(many, few) - head, form[many - 1 - tail] == word[few - 1 - tail] {
            tail += 1
        }
        let (left, right) = (many - head - tail, few - head - tail)
        if max(left, right) == 1 { return !isDigit(word, head, right) }
        return left == 2 && right == 2 && form[head] == word[head + 1]
            && form[head + 1] == word[head]
    }

    private static func isDigit(
        _ word: UnsafeBufferPointer<UInt8>,
        _ place: Int,
        _ count: Int
    ) -> Bool {
        count == 1 && (0x30...0x39).contains(word[place])
    }
}

/// Numbers by their hash, in one piece of memory.
struct HashTable: Sendable {
    private var keys: [UInt64]
    private var values: [Int32]
    private let mask: Int

    /// A table with room for `count` numbers.
    init(atLeast count: Int) {
        var size = 16
        while size < count * 3 { size *= 2 }
        keys = [UInt64](repeating: 0, count: size)
        values = [Int32](repeating: -1, count: size)
        mask = size - 1
    }

    /// The number of a hash; -1 when there is none.
    @inline(__always)
    func value(_ key: UInt64) -> Int32 {
        var slot = HashTable.slot(key) & mask
        while values[slot] >= 0 {
            if keys[slot] == key { return values[slot] }
            slot = (slot + 1) & mask
        }
        return -1
    }

    /// Sets the number of a hash that has none yet.
    mutating func insert(_ key: UInt64, _ value: Int32) {
        let before = replace(key, value)
        precondition(before == nil, "two words of a lexicon have one hash")
    }

    /// Sets the number of a hash and gives the one it had.
    mutating func replace(_ key: UInt64, _ value: Int32) -> Int32? {
        var slot = HashTable.slot(key) & mask
        while values[slot] >= 0 {
            if keys[slot] == key {
                defer { values[slot] = value }
                return values[slot]
            }
            slot = (slot + 1) & mask
        }
        keys[slot] = key
        values[slot] = value
        return nil
    }

    private static func slot(_ key: UInt64) -> Int {
        Int(truncatingIfNeeded: (key ^ (key >> 29)) &* 0x9E37_79B9_7F4A_7C15 >> 20)
    }
}
