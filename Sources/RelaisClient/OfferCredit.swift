/// The offers of one session, counted: which have come, and how many more are welcome.
struct OfferCredit: Equatable {
    /// The highest number received without a gap.
    private(set) var got = 0

    /// The number up to which offers are welcome; it never goes down within a session.
    private(set) var through = 0

    /// Numbers received beyond a gap.
    private var beyond: Set<Int> = []

    /// The highest number received.
    private var highest: Int { beyond.max() ?? got }

    /// Notes an offer; false if it had come before.
    mutating func note(_ number: Int) -> Bool {
        guard number > got, beyond.insert(number).inserted else { return false }
        while beyond.remove(got + 1) != nil { got += 1 }
        return true
    }

    /// Lets so many offers come beyond those received; true if that is more than before.
    mutating func welcome(_ count: Int) -> Bool {
        let wanted = highest + count
        guard wanted > through else { return false }
        through = wanted
        return true
    }
}
