public import Referrals

/// How many partners help with what, at which stage of an enterprise: the needs against the phases.
///
/// A partner of which the stages are not known helps at every stage, as far as anybody knows; so does one of which
/// the languages are not known in every language.
public struct DirectoryMap: Equatable, Sendable {
    /// How many partners help.
    public struct Cell: Equatable, Sendable {
        /// Those whose trade it is.
        public var experts = 0
        /// Those who give first help.
        public var generalists = 0

        /// Whether nobody does.
        public var isHole: Bool { experts == 0 && generalists == 0 }
    }

    /// One need, or family.
    public struct Row: Equatable, Sendable {
        /// The need.
        public var need: Need
        /// For each phase, in the order of the vocabulary, who helps.
        public var cells: [Cell]

        /// The phases at which nobody helps.
        public var holes: [Phase] {
            zip(Phase.allCases, cells).compactMap { $1.isHole ? $0 : nil }
        }
    }

    /// The rows, in the order of the vocabulary.
    public let rows: [Row]

    /// The map of a directory on a day.
    ///
    /// - Parameters:
    ///   - directory: who does what.
    ///   - showsDetails: whether the details of each family stand below it.
    ///   - language: counts only those who may work in it; nil = all.
    ///   - commune: counts only those who serve it; nil = all.
    ///   - date: the day in Brussels; those who do not help on it are not counted.
    public init(
        of directory: Directory,
        showingDetails showsDetails: Bool = false,
        language: LanguageCode? = nil,
        commune: Commune? = nil,
        on date: CalendarDate
    ) {
        let partners = directory.helping(on: date).filter { partner in
            (language.map { partner.speaks($0, withInterpreter: false) } ?? true)
                && (commune.map { partner.serves($0) } ?? true)
        }
        let needs = showsDetails ? Need.allCases : Need.wholeFamilies
        rows = needs.map { need in
            var row = Row(need: need, cells: [])
            for phase in Phase.allCases {
                var cell = Cell()
                for partner in partners where partner.serves(phase) {
                    switch partner.level(for: need) {
                    case .expert: cell.experts += 1
                    case .generalist: cell.generalists += 1
                    case nil: continue
                    }
                }
                row.cells.append(cell)
            }
            return row
        }
    }
}

extension Directory {
    /// The partners that help on a day, the test partner not among them.
    func helping(on date: CalendarDate) -> [Partner] {
        partners.filter { !$0.isTest && $0.eligibility?.isValid(on: date) ?? true }
    }
}

extension Partner {
    /// How well it serves a need: by its code or family, and of a whole family by anything of it; nil = not.
    public func level(for need: Need) -> Service.Level? {
        let isWhole = need.isWhole(need.family)
        let levels = needs.filter { service in
            service.need == need || service.need.isWhole(need.family)
                || isWhole && service.need.family == need.family
        }.map(\.level)
        return levels.contains(.expert) ? .expert : levels.first
    }

    /// Whether it serves a commune.
    public func serves(_ commune: Commune) -> Bool {
        communes.isEmpty || communes.contains(commune)
    }

    /// Whether it serves enterprises of a phase, as far as is known.
    public func serves(_ phase: Phase) -> Bool {
        guard let stages = eligibility?.stages, !stages.isEmpty else { return true }
        return stages.contains(phase)
    }
}
