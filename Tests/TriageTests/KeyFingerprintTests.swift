import Referrals
import Testing
import Triage

@Suite struct `A fingerprint` {
    /// SHA-256 of the bytes of the agency's key, and its groups worked out by another program.
    private let digest = Digest(
        hexadecimal: "ebb3af4dd99ceff36e9f90b5db3e450e4afd35684431fa9f0ec9ee5af5c3e8c3"
    )
    private let groups = "75423 37733 17722 66064 81660 70798 73011 55953"

    @Test func `is eight groups of five digits`() throws {
        #expect(KeyFingerprint(try #require(digest)).description == groups)
    }

    @Test func `is heard as it was read`() throws {
        let heard = try KeyFingerprint(heard: "75423-37733 17722 66064\n8166070798 73011 55953 ")
        #expect(heard == KeyFingerprint(try #require(digest)))
    }

    @Test func `notices each digit that was misheard, at its group`() {
        let right = Array(groups)
        for place in right.indices where right[place] != " " {
            for digit in "0123456789" where digit != right[place] {
                var wrong = right
                wrong[place] = digit
                #expect(throws: KeyFingerprint.Fault.group(place / 6 + 1)) {
                    try KeyFingerprint(heard: String(wrong))
                }
            }
        }
    }

    @Test func `notices two neighbours that were swapped, at their group`() {
        let right = Array(groups)
        for place in right.indices.dropLast()
        where right[place] != " " && right[place + 1] != " " && right[place] != right[place + 1] {
            var wrong = right
            wrong.swapAt(place, place + 1)
            #expect(throws: KeyFingerprint.Fault.group(place / 6 + 1)) {
                try KeyFingerprint(heard: String(wrong))
            }
        }
    }

    @Test func `notices two groups that were swapped`() {
        var wrong = groups.split(separator: " ")
        wrong.swapAt(2, 5)
        #expect(throws: KeyFingerprint.Fault.group(3)) {
            try KeyFingerprint(heard: wrong.joined(separator: " "))
        }
    }

    @Test(arguments: ["", "75423", "75423 37733 17722 66064 81660 70798 73011 5595", "seven"])
    func `of another form is refused`(text: String) {
        #expect(throws: KeyFingerprint.Fault.form) { try KeyFingerprint(heard: text) }
    }
}
