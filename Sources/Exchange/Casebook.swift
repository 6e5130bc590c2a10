public import Referrals

/// Every case by its reference, and in the order of the references.
///
/// Cases are numbered one by one within a year, so each is found where its number says. Those that were
/// changed last lie open on a desk; all others lie packed, sixteen to a page, in a twentieth of the room,
/// and are unpacked whenever they are asked for. Which lie open is nobody's affair: two books are equal
/// when their cases are.
public struct Casebook: Sendable {
    /// How many cases there are.
    public private(set) var count = 0
    /// How many places were given: those of erased cases are given to nobody else.
    private var placeCount = 0
    /// How many of them are open.
    public private(set) var openCount = 0
    /// How many cases each agency may see.
    public private(set) var countByAgency: [AgencyID: Int] = [:]

    private var years: [Year] = []
    /// The cases that lie open; the one of place p at p modulo ``room``, once there are so many.
    private var open: [Open] = []
    private var pages: [CasePage] = []
    private var shared = SharedValues()
    /// How many may lie open.
    private let room: Int

    /// Where the cases of one year stand, in the order of their numbers; mostly number n is at n - 1.
    private struct Year: Sendable {
        let year: Int
        var numbers: [UInt32] = []
        var places: [Int32] = []

        /// Where a number stands, or would have to.
        func index(of number: UInt32) -> Int {
            let likely = Int(number) - 1
            if numbers.indices.contains(likely), numbers[likely] == number { return likely }
            var (low, high) = (0, numbers.count)
            if let last = numbers.last, last < number { low = high }
            while low < high {
                let middle = (low + high) / 2
                if numbers[middle] < number { low = middle + 1 } else { high = middle }
            }
            return low
        }
    }

    /// A case that lies open, its place in the book, and what has changed of it since it lay packed.
    private struct Open: Sendable {
        let place: Int
        var file: Case
        var changes: CaseChanges
    }

    /// How many cases lie open: those of the commands of the last instants, in what a processor keeps at hand.
    public static let openMax = 1_024

    /// A book without a case, of which so many lie open.
    public init(openMax: Int = Casebook.openMax) {
        precondition(openMax > 0, "a case is changed where it lies open")
        room = openMax
    }

    /// The case of this reference; nil when there is none.
    public subscript(id: CaseID) -> Case? {
        place(of: id).map { file(id, at: $0) }
    }

    /// Whether there is a case of this reference.
    public func contains(_ id: CaseID) -> Bool { place(of: id) != nil }

    /// The leg of this name; nil when there is none.
    public func leg(_ id: LegID) -> Leg? {
        guard let place = place(of: id.caseID) else { return nil }
        let slot = place % room
        if open[slot].place == place { return open[slot].file.leg(id.ordinal) }
        return pages[place / CasePage.length].read(place % CasePage.length) { bytes in
            shared.unpackLeg(id, bytes)
        }
    }

    /// Enters a case under its reference, which no other has.
    public mutating func open(_ file: Case) {
        precondition(!contains(file.id), "a reference is given once")
        let year = yearIndex(of: file.id)
        let index = years[year].index(of: file.id.number)
        years[year].numbers.insert(file.id.number, at: index)
        years[year].places.insert(Int32(placeCount), at: index)
        let place = placeCount
        placeCount += 1
        count += 1
        if place.isMultiple(of: CasePage.length) { pages.append(CasePage()) }
        if place < room {
            open.append(Open(place: place, file: file, changes: .whole))
        } else {
            lay(Open(place: place, file: file, changes: .whole), in: place % room)
        }
        tally(file, from: nil)
    }

    /// Lays a case open, so that whoever reads and changes it next has it at hand.
    mutating func layOpen(_ id: CaseID) {
        if let place = place(of: id) { layOpen(id, at: place) }
    }

    private mutating func layOpen(_ id: CaseID, at place: Int) {
        guard open[place % room].place != place else { return }
        lay(Open(place: place, file: unpack(id, at: place), changes: .none), in: place % room)
    }

    /// Changes a case where it stands; one that was never opened is a bug of whoever wrote the fact.
    mutating func edit<Result>(_ id: CaseID, _ change: (inout Case) -> Result) -> Result {
        guard let place = place(of: id) else {
            preconditionFailure("a fact names a case that was opened")
        }
        let slot = place % room
        layOpen(id, at: place)
        open[slot].changes = .whole
        let (isOpen, agencies) = (open[slot].file.isOpen, open[slot].file.agencies)
        let result = change(&open[slot].file)
        if open[slot].file.isOpen != isOpen || open[slot].file.agencies != agencies {
            tally(open[slot].file, from: (isOpen, agencies))
        }
        return result
    }

    /// Makes of a leg, where it stands, what a fact says; what queues have to know of it before that and after.
    ///
    /// No fact about a leg opens or closes its case, or gives that to an agency.
    mutating func change(_ id: LegID, by fact: Fact) -> (before: Standing, after: Standing) {
        guard let place = place(of: id.caseID) else {
            preconditionFailure("a fact names a case that was opened")
        }
        layOpen(id.caseID, at: place)
        let slot = place % room
        let index = Int(id.ordinal) - 1
        precondition(
            open[slot].file.legs.indices.contains(index),
            "a fact names a leg that was opened"
        )
        open[slot].changes.note(leg: index)
        return open[slot].file.legs[index].stand(by: fact)
    }

    /// Adds a fact to a case's history.
    mutating func enter(_ position: Position, in id: CaseID) {
        guard let place = place(of: id) else {
            preconditionFailure("a fact names a case that was opened")
        }
        layOpen(id, at: place)
        open[place % room].changes.noteHistory()
        open[place % room].file.history.append(position)
    }

    /// Takes a case out; nothing of it stays, and its place stands empty.
    mutating func remove(_ id: CaseID) {
        edit(id) { file in
            var blank = Case(id: id, follows: nil, openedAt: Moment(microseconds: 0))
            if !file.isOpen { blank.closedAt = blank.openedAt }
            file = blank
        }
        guard let place = place(of: id), let year = years.firstIndex(where: { $0.year == id.year })
        else { return }
        if open[place % room].file.isOpen { openCount -= 1 }
        putAway(open[place % room])
        let index = years[year].index(of: id.number)
        years[year].numbers.remove(at: index)
        years[year].places.remove(at: index)
        count -= 1
    }

    private func file(_ id: CaseID, at place: Int) -> Case {
        let slot = place % room
        return open[slot].place == place ? open[slot].file : unpack(id, at: place)
    }

    private func unpack(_ id: CaseID, at place: Int) -> Case {
        pages[place / CasePage.length].read(place % CasePage.length) { bytes in
            shared.unpack(id, bytes)
        }
    }

    /// Lays a case open in a slot, and packs what lay there: moved out, for a copy of a case is dear.
    private mutating func lay(_ next: Open, in slot: Int) {
        var former = next
        swap(&open[slot], &former)
        putAway(former)
    }

    /// Packs a case; one of which nothing has changed lies packed already.
    private mutating func putAway(_ former: Open) {
        guard former.changes != .none else { return }
        var output = PackWriter()
        let index = former.place % CasePage.length
        // Taken out meanwhile, for what is read from it goes into it: nobody else may have it then.
        var page = CasePage.blank
        swap(&page, &pages[former.place / CasePage.length])
        page.read(index) { before in
            shared.pack(former.file, former.changes, since: before, to: &output)
        }
        output.withBytes { page.write(index, $0) }
        swap(&page, &pages[former.place / CasePage.length])
    }

    private mutating func tally(_ file: Case, from before: (isOpen: Bool, agencies: [AgencyID])?) {
        openCount += (file.isOpen ? 1 : 0) - (before?.isOpen == true ? 1 : 0)
        for agency in before?.agencies ?? [] { countByAgency[agency]? -= 1 }
        for agency in file.agencies { countByAgency[agency, default: 0] += 1 }
    }

    private func place(of id: CaseID) -> Int? {
        guard let year = years.lastIndex(where: { $0.year == id.year }) else { return nil }
        let index = years[year].index(of: id.number)
        guard index < years[year].numbers.count, years[year].numbers[index] == id.number else {
            return nil
        }
        return Int(years[year].places[index])
    }

    private mutating func yearIndex(of id: CaseID) -> Int {
        if let year = years.firstIndex(where: { $0.year == id.year }) { return year }
        let index = years.firstIndex { $0.year > id.year } ?? years.count
        years.insert(Year(year: id.year), at: index)
        return index
    }
}

extension Casebook: ExpressibleByArrayLiteral {
    /// A book of these cases.
    public init(arrayLiteral cases: Case...) {
        self.init()
        for file in cases { open(file) }
    }
}

extension Casebook: Sequence {
    /// The cases in the order of their references.
    public func makeIterator() -> some IteratorProtocol<Case> { Walk(book: self) }

    /// The open cases with an offer that is not answered, in the order of their references.
    public var withOffers: some Sequence<Case> {
        IteratorSequence(Walk(book: self, isMeant: { !$0[0] && $0[1] }))
            .lazy.filter { file in file.isOpen && file.legs.contains { $0.state.hasOffer } }
    }

    /// The open cases, in the order of their references.
    public var whileOpen: some Sequence<Case> {
        IteratorSequence(Walk(book: self, isMeant: { !$0[0] })).lazy.filter(\.isOpen)
    }

    /// The cases with legs that are open or that go on in another case, in the order of their references.
    var openOrMerged: some Sequence<Case> {
        IteratorSequence(Walk(book: self, isMeant: { !$0[0] || $0[3] }))
    }

    /// A walk through the book; what is packed and not meant is passed over unopened.
    private struct Walk: IteratorProtocol {
        let book: Casebook
        var isMeant: ((PackedFlags) -> Bool)?
        var year = 0
        var index = 0

        mutating func next() -> Case? {
            while year < book.years.count {
                let places = book.years[year]
                while index < places.numbers.count {
                    defer { index += 1 }
                    let place = Int(places.places[index])
                    guard isWorthReading(place) else { continue }
                    return book.file(
                        CaseID(year: places.year, number: places.numbers[index]),
                        at: place
                    )
                }
                year += 1
                index = 0
            }
            return nil
        }

        private func isWorthReading(_ place: Int) -> Bool {
            guard let isMeant, book.open[place % book.room].place != place else { return true }
            return book.pages[place / CasePage.length].read(place % CasePage.length) { bytes in
                isMeant(PackedFlags(byte: bytes[0]))
            }
        }
    }
}

extension Casebook: Equatable {
    /// Whether both have the same cases.
    public static func == (left: Casebook, right: Casebook) -> Bool {
        left.count == right.count && left.elementsEqual(right)
    }
}
