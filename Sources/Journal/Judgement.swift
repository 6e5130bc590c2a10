internal import Exchange
internal import Referrals
internal import Triage

/// What a bundle made of a need: the same for very many legs, so a snapshot writes each only once.
///
/// Read back, the legs share one array of candidates in memory too.
struct Judgement {
    let bundle: Digest
    let rule: RuleID
    let terms: Terms
    let candidates: [Candidate]
}

extension Judgement {
    init(of leg: Leg) {
        bundle = leg.bundle
        rule = leg.rule
        terms = leg.terms
        candidates = leg.candidates
    }
}

/// The judgements that a snapshot has written so far, numbered from 0 as they came.
struct JudgementIndex {
    private var numbers: [[UInt8]: Int] = [:]

    /// Writes the number of a judgement, and the judgement itself when its number is new.
    mutating func write(_ judgement: Judgement, to output: inout ByteWriter) {
        var spelled = ByteWriter(origin: output.origin, capacity: 160)
        spelled.write(judgement.bundle)
        spelled.write(judgement.rule)
        spelled.write(judgement.terms)
        spelled.write(judgement.candidates)
        if let number = numbers[spelled.bytes] {
            output.write(count: number)
            return
        }
        output.write(count: numbers.count)
        output.write(spelled.bytes)
        numbers[spelled.bytes] = numbers.count
    }
}

extension StateCodec {
    static func readJudgement(
        from input: inout ByteReader,
        known: inout [Judgement]
    ) throws(CodecFault) -> Judgement {
        let number = Int(try input.readNumber(atMost: UInt64(known.count)))
        guard number == known.count else { return known[number] }
        let judgement = Judgement(
            bundle: try input.readDigest(),
            rule: try input.readRule(),
            terms: try input.readTerms(),
            candidates: try input.readCandidates()
        )
        known.append(judgement)
        return judgement
    }
}
