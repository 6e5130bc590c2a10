import Referrals
import Testing

@Suite struct `A word of the vocabulary` {
    @Test(arguments: Need.allCases)
    func `is found by its name and by its bytes`(need: Need) {
        #expect(Need(name: need.name) == need)
        #expect(Array(need.name.utf8).withUnsafeBytes { Need(bytes: $0) } == need)
    }

    @Test(arguments: ["", "treasury.", "treasury.vatt", "Treasury", "treasury.va", "tréasury"])
    func `is nothing else`(word: String) {
        #expect(Need(name: word) == nil)
        #expect(Array(word.utf8).withUnsafeBytes { Need(bytes: $0) } == nil)
    }

    @Test func `stands in the journal as the byte that it always had`() {
        #expect(Urgency.crisis.rawValue == 1)
        #expect(Need.psychologicalDistress.rawValue == 18)
        #expect(LegalState.unknown.rawValue == 17)
    }

    @Test(arguments: Need.allCases)
    func `of a need begins with its family`(need: Need) {
        #expect(need.name.hasPrefix(need.family.name))
        #expect(need.rawValue >> 4 == need.family.rawValue)
    }

    @Test(arguments: ErrorName.allCases)
    func `of a refusal has a code of the contract`(error: ErrorName) {
        let codes = [300, 400, 401, 403, 404, 409, 410, 413, 422, 429, 500, 501, 503, 505]
        #expect(codes.contains(error.code))
    }

    @Test func `stands in one list that bears a name`() {
        let names = Vocabulary.lists.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(Vocabulary.lists.allSatisfy { !$0.words.isEmpty })
    }
}
