/// The words a lexicon knows, each with a number, found by their hash.
///
/// A word that is not known may begin as one of the known beginnings does, or be a known word of seven letters or
/// more with one slip of the finger: a letter too many, too few, another one, or two that changed places.
struct SignalWords: Sendable {
    /// The number of a word that is not known.
    static let unknown: Int32 = -1

    /// The forms in order: the place of each is its number.
    let forms: [SignalPhrase.Form]
    private let pool: [UInt8]
    private let starts: [Int32]
    private let exact: HashTable
    private let beginnings: HashTable
    /// A bit for the first three letters of every beginning, by the last bits of their hash.
    private let beginningBits: [UInt64]
    private let heads: HashTable
    private let tails: HashTable
    private let chains: [Int32]
    /// The number of any word that begins with a figure.
    private let figure: Int32

    /// How many letters a word must have for a slip to be forgiven.
    static let slipLength = 7

    /// Words and beginnings, none twice, and words that are no slips of them.
    init(forms: Set<SignalPhrase.Form>, apart: Set<[UInt8]>) {
        let apart = apart.map { SignalPhrase.Form(letters: $0, isPrefix: false) }
        let sorted = forms.union(apart).sorted()
        self.forms = sorted
        pool = sorted.flatMap(\.letters)
        starts = sorted.reduce(into: [0]) { $0.append($0[$0.count - 1] + Int32($1.letters.count)) }
        let apartSet = Set(apart).subtracting(forms)
        let prefixes = sorted.count { $0.isPrefix }
        let long = sorted.count { $0.letters.count >= SignalWords.slipLength }
        var exact = HashTable(atLeast: sorted.count - prefixes)
        var beginnings = HashTable(atLeast: prefixes)
        var heads = HashTable(atLeast: long)
        var tails = HashTable(atLeast: long)
        var bits = [UInt64](repeating: 0, count: 1_024)
        var chains = [Int32](repeating: SignalWords.unknown, count: sorted.count * 2)
        for (number, form) in sorted.enumerated() {
            let hash = Prose.hash(form.letters)
            if form.isPrefix {
                beginnings.insert(hash, Int32(number))
                let bit = Prose.hash(form.letters.prefix(3)) & 0xFFFF
                bits[Int(bit / 64)] |= 1 << (bit % 64)
                continue
            }
            exact.insert(hash, Int32(number))
            guard form.letters.count >= SignalWords.slipLength, !apartSet.contains(form) else {
                continue
            }
            let (head, tail) = form.letters.withUnsafeBufferPointer {
                SignalWords.ends($0, length: $0.count)
            }
            let many = form.letters.count
            chains[number * 2] = heads.replace(head, Int32(number)) { other in
                let letters = sorted[Int(other)].letters
                return letters.count == many && letters.prefix(3) == form.letters.prefix(3)
            }
            chains[number * 2 + 1] = tails.replace(tail, Int32(number)) { other in
                let letters = sorted[Int(other)].letters
                return letters.count == many && letters[0] == form.letters[0]
                    && letters.suffix(3) == form.letters.suffix(3)
            }
        }
        self.exact = exact
        self.beginnings = beginnings
        self.heads = heads
        self.tails = tails
        self.chains = chains
        beginningBits = bits
        figure = sorted.firstIndex(of: .figure).map { Int32($0) } ?? SignalWords.unknown
    }

    /// The number of a word of a text; one that only begins as a known one does has the number of the beginning.
    func number(of word: Prose.Word, in letters: UnsafeBufferPointer<UInt8>) -> Int32 {
        pool.withUnsafeBufferPointer { pool in
            let text = UnsafeBufferPointer(rebasing: letters[word.start..<word.end])
            let found = exact.value(word.hash) { form($0, pool).elementsEqual(text) }
            if found >= 0 { return found }
            let begun = beginning(text, pool)
            if begun >= 0 { return begun }
            if SignalPhrase.Form.isFigure(text[0]) { return figure }
            guard text.count >= SignalWords.slipLength - 1 else { return SignalWords.unknown }
            return slip(text, pool)
        }
    }

    @inline(__always)
    private func form(
        _ number: Int32,
        _ pool: UnsafeBufferPointer<UInt8>
    ) -> UnsafeBufferPointer<UInt8> {
        let (start, end) = (starts[Int(number)], starts[Int(number) + 1])
        return UnsafeBufferPointer(rebasing: pool[Int(start)..<Int(end)])
    }

    /// The longest known beginning of a word.
    private func beginning(
        _ word: UnsafeBufferPointer<UInt8>,
        _ pool: UnsafeBufferPointer<UInt8>
    ) -> Int32 {
        guard word.count > 2 else { return SignalWords.unknown }
        var hash = Prose.hash(Prose.hash(Prose.hash(Prose.noLetters, word[0]), word[1]), word[2])
        let bit = hash & 0xFFFF
        guard beginningBits[Int(bit / 64)] & (1 << (bit % 64)) != 0 else {
            return SignalWords.unknown
        }
        var best = SignalWords.unknown
        for length in 3...word.count {
            if length > 3 { hash = Prose.hash(hash, word[length - 1]) }
            let found = beginnings.value(hash) {
                form($0, pool).elementsEqual(word.prefix(length))
            }
            if found >= 0 { best = found }
        }
        return best
    }

    /// The known word this one is with one slip; the first in order where there are several.
    private func slip(
        _ word: UnsafeBufferPointer<UInt8>,
        _ pool: UnsafeBufferPointer<UInt8>
    ) -> Int32 {
        var best = SignalWords.unknown
        for length in max(SignalWords.slipLength, word.count - 1)...(word.count + 1) {
            let (head, tail) = SignalWords.ends(word, length: length)
            var candidate = heads.value(head) { number in
                let form = form(number, pool)
                return form.count == length && form.starts(with: word.prefix(3))
            }
            while candidate >= 0 {
                if best < 0 || candidate < best,
                    SignalWords.differsByOne(form(candidate, pool), word)
                {
                    best = candidate
                }
                candidate = chains[Int(candidate) * 2]
            }
            candidate = tails.value(tail) { number in
                let form = form(number, pool)
                return form.count == length && form[0] == word[0]
                    && form.suffix(3).elementsEqual(word.suffix(3))
            }
            while candidate >= 0 {
                if best < 0 || candidate < best,
                    SignalWords.differsByOne(form(candidate, pool), word)
                {
                    best = candidate
                }
                candidate = chains[Int(candidate) * 2 + 1]
            }
        }
        return best
    }

    /// Hashes of the first three letters of a word, and of the first and the last three, each with a length.
    private static func ends(
        _ letters: UnsafeBufferPointer<UInt8>,
        length: Int
    ) -> (head: UInt64, tail: UInt64) {
        let salt = Prose.hash(
            Prose.hash(Prose.noLetters, UInt8(truncatingIfNeeded: length)),
            letters[0]
        )
        let many = letters.count
        return (
            Prose.hash(Prose.hash(salt, letters[1]), letters[2]),
            Prose.hash(
                Prose.hash(Prose.hash(salt, letters[many - 3]), letters[many - 2]),
                letters[many - 1]
            )
        )
    }

    /// Whether one letter more, less or other, or two neighbours that changed places, make the same word.
    ///
    /// The first letter is never the slip: `maison` and `raison` are two words.
    static func differsByOne(
        _ form: UnsafeBufferPointer<UInt8>,
        _ word: UnsafeBufferPointer<UInt8>
    ) -> Bool {
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
