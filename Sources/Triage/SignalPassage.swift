import Referrals

/// The phrases found in one note, being weighed against each other and against the words around them.
struct SignalPassage {
    private let prose: Prose
    private let matches: [SignalAutomaton.Match]
    private let entries: [SignalEntry]
    private var hits: [SignalReading.Hit] = []

    /// The phrases found in a note, in the order of its words.
    init(_ prose: Prose, _ matches: [SignalAutomaton.Match], _ entries: [SignalEntry]) {
        self.prose = prose
        self.matches = matches
        self.entries = entries
    }

    /// What they come to.
    mutating func reading() -> SignalReading {
        gather()
        cover()
        for place in hits.indices where !entries[hits[place].entry].isFixed {
            hits[place].qualifier = qualifier(of: hits[place])
        }
        keepBeside()
        var reading = SignalReading()
        reading.hits = hits
        var codes: [Need] = []
        for hit in hits {
            for signal in entries[hit.entry].signals {
                let danger = hit.qualifier.danger(signal.danger)
                reading.danger = max(reading.danger, danger)
                if signal.danger == .crisis { reading.namesDanger = true }
                if case .screenedNegative = signal { reading.isScreenedNegative = true }
                guard let need = danger == .verify ? .psychologicalScreening : signal.need,
                    danger > .none || hit.qualifier.lets
                else { continue }
                if !codes.contains(need) { codes.append(need) }
                reading.families.formUnion(FamilySet(need.family))
            }
        }
        reading.needs = codes.sorted { $0.rawValue < $1.rawValue }
        return reading
    }

    /// The phrases of entries: of one that was found several times in the same words, the longest.
    private mutating func gather() {
        for match in matches where match.owner >= 0 && match.owner % 2 == 0 {
            let entry = Int(match.owner / 2)
            let clause = prose.words[Int(match.start)].clause
            if isExcepted(entry, in: clause) { continue }
            let words = Int(match.start)..<Int(match.end)
            if let same = hits.firstIndex(where: {
                $0.entry == entry && $0.words.overlaps(words)
            }) {
                if hits[same].words.count < words.count { hits[same].words = words }
                continue
            }
            hits.append(
                SignalReading.Hit(
                    entry: entry,
                    words: words,
                    clause: clause,
                    qualifier: .affirmed
                )
            )
        }
    }

    private func isExcepted(_ entry: Int, in clause: Int) -> Bool {
        matches.contains { match in
            match.owner == Int32(entry * 2 + 1) && prose.words[Int(match.start)].clause == clause
        }
    }

    /// Takes away what stands in words that an entry keeps for itself; of two such entries the longer one stays.
    private mutating func cover() {
        let covering = hits.filter { entries[$0.entry].covers }
        guard !covering.isEmpty else { return }
        hits.removeAll { hit in
            covering.contains { other in
                other.words.overlaps(hit.words) && other != hit
                    && (!entries[hit.entry].covers || other.words.count > hit.words.count)
            }
        }
    }

    private mutating func keepBeside() {
        guard hits.contains(where: { entries[$0.entry].isBeside }) else { return }
        let stands = hits.contains { hit in
            let entry = entries[hit.entry]
            guard !entry.isBeside else { return false }
            return entry.signals.contains { signal in
                hit.qualifier.danger(signal.danger) > .none
                    || hit.qualifier.lets && signal.need?.family == .psychological
            }
        }
        if !stands { hits.removeAll { entries[$0.entry].isBeside } }
    }

    private func qualifier(of hit: SignalReading.Hit) -> Qualifier {
        var found = Qualifier.affirmed
        var isReported = false
        for match in matches where match.owner < 0 {
            guard let cue = SignalLexicon.Cue(rawValue: match.owner), reaches(cue, match, hit)
            else { continue }
            switch cue {
            case .negatedBefore, .negatedAfter: found = max(found, .negated)
            case .hypothetical: found = max(found, .hypothetical)
            case .past: found = max(found, .past)
            case .elsewhere: found = max(found, .elsewhere)
            case .reported: isReported = true
            case .noDenial, .ends: continue
            }
        }
        return isReported && (found == .elsewhere || found == .affirmed) ? .reported : found
    }

    private func reaches(
        _ cue: SignalLexicon.Cue,
        _ match: SignalAutomaton.Match,
        _ hit: SignalReading.Hit
    ) -> Bool {
        let words = Int(match.start)..<Int(match.end)
        guard !words.overlaps(hit.words) else { return false }
        let clause = prose.words[words.lowerBound].clause
        let isBefore = words.upperBound <= hit.words.lowerBound
        let between =
            isBefore
            ? words.upperBound..<hit.words.lowerBound : hit.words.upperBound..<words.lowerBound
        guard between.count <= SignalLexicon.reach, !isEnded(between) else { return false }
        switch cue {
        case .negatedBefore:
            return isBefore && clause == hit.clause && !pauses(between, hit) && !isNoDenial(words)
        case .negatedAfter:
            return !isBefore && between.count <= 2
                && (clause == hit.clause || between.isEmpty && clause == hit.clause + 1)
        case .hypothetical, .elsewhere, .reported: return isBefore && clause == hit.clause
        case .past: return clause == hit.clause
        case .noDenial, .ends: return false
        }
    }

    /// Whether a comma stands between a denial and the sign: it ends the denial.
    private func pauses(_ between: Range<Int>, _ hit: SignalReading.Hit) -> Bool {
        (between.lowerBound...hit.words.lowerBound).contains { prose.words[$0].followsPause }
    }

    private func isEnded(_ between: Range<Int>) -> Bool {
        matches.contains { match in
            match.owner == SignalLexicon.Cue.ends.rawValue
                && between.contains(Int(match.start))
        }
    }

    private func isNoDenial(_ words: Range<Int>) -> Bool {
        matches.contains { match in
            match.owner == SignalLexicon.Cue.noDenial.rawValue
                && words.overlaps(Int(match.start)..<Int(match.end))
        }
    }
}

extension Qualifier: Comparable {
    /// What weakens a sign more is the later one.
    public static func < (left: Qualifier, right: Qualifier) -> Bool {
        left.rawValue < right.rawValue
    }
}
