public import Referrals

/// Every case by its reference, and in the order of the references.
///
/// Cases are numbered one by one within a year, so each is found where its number says; pages that are full
/// are never moved again, however many follow.
public struct Casebook: Equatable, Sendable {
    /// How many cases there are.
    public private(set) var count = 0

    private var pages: [[Case]] = []
    private var years: [Year] = []

    /// Where the cases of one year stand: the place of number n is at n - 1; -1 where there is none.
    private struct Year: Equatable, Sendable {
        let year: Int
        var places: [Int32] = []
    }

    private static let pageLength = 512

    /// A book without a case.
    public init() {}

    /// The case of this reference; nil when there is none.
    public subscript(id: CaseID) -> Case? {
        place(of: id).map { pages[$0 / Casebook.pageLength][$0 % Casebook.pageLength] }
    }

    /// Whether there is a case of this reference.
    public func contains(_ id: CaseID) -> Bool { place(of: id) != nil }

    /// The leg of this name; nil when there is none.
    public func leg(_ id: LegID) -> Leg? {
        place(of: id.caseID).flatMap {
            pages[$0 / Casebook.pageLength][$0 % Casebook.pageLength].leg(id.ordinal)
        }
    }

    /// Enters a case under its reference, which no other has.
    mutating func open(_ file: Case) {
        precondition(!contains(file.id), "a reference is given once")
        let year = yearIndex(of: file.id)
        let index = Int(file.id.number) - 1
        while years[year].places.count <= index { years[year].places.append(-1) }
        years[year].places[index] = Int32(count)
        if count.isMultiple(of: Casebook.pageLength) { pages.append([]) }
        pages[pages.count - 1].append(file)
        count += 1
    }

    /// Changes a case where it stands; one that was never opened is a bug of whoever wrote the fact.
    mutating func edit<Result>(_ id: CaseID, _ change: (inout Case) -> Result) -> Result {
        guard let place = place(of: id) else {
            preconditionFailure("a fact names a case that was opened")
        }
        return change(&pages[place / Casebook.pageLength][place % Casebook.pageLength])
    }

    private func place(of id: CaseID) -> Int? {
        guard let year = years.last(where: { $0.year == id.year }), id.number > 0,
            Int(id.number) <= year.places.count
        else { return nil }
        let place = Int(year.places[Int(id.number) - 1])
        return place < 0 ? nil : place
    }

    private mutating func yearIndex(of id: CaseID) -> Int {
        if let year = years.firstIndex(where: { $0.year == id.year }) { return year }
        let index = years.firstIndex { $0.year > id.year } ?? years.count
        years.insert(Year(year: id.year), at: index)
        return index
    }
}

extension Casebook: Sequence {
    /// The cases in the order of their references.
    public func makeIterator() -> some IteratorProtocol<Case> {
        years.lazy.flatMap(\.places).filter { $0 >= 0 }.map { place in
            pages[Int(place) / Casebook.pageLength][Int(place) % Casebook.pageLength]
        }
        .makeIterator()
    }
}
