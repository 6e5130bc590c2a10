import Journal
import Referrals
import Triage
import Wire

/// How the lines of a verdict are spelled: a list of
///
///     number line, 1 = event, 2 = request with its verdict, 3 = refused, 4 = has killed two;
///     for 2: flags (crisis, heard), heard?, list of (code need, code evidence, code urgency, terms, flag,
///     moment? due by, name rule, candidates, code? block, number families that come first by bit)
///
/// What was heard in the notes is spelled as in a fact. Where nothing can have been, a verdict is spelled as before
/// notes were read.
///
/// A line itself is not in it: whoever reads it has the message, and decodes the line again.
extension WorkVerdict {
    /// The lines as they go to another process.
    var spelledLines: [UInt8] {
        guard case .lines(let lines) = judged else {
            guard case .spelled(let bytes) = judged else { return [] }
            return bytes
        }
        var output = ByteWriter(origin: Moment(microseconds: 0), capacity: 32 + lines.count * 160)
        output.write(count: lines.count)
        for line in lines {
            output.write(count: line.line)
            switch line.outcome {
            case .event(_, nil): output.write(byte: SpelledOutcome.event.rawValue)
            case .event(_, let verdict?):
                output.write(byte: SpelledOutcome.judged.rawValue)
                output.write(verdict)
            case .refused: output.write(byte: SpelledOutcome.refused.rawValue)
            case .poison: output.write(byte: SpelledOutcome.poison.rawValue)
            }
        }
        return output.bytes
    }
}

/// What became of a line, in one byte.
private enum SpelledOutcome: UInt8 {
    case event = 1
    case judged = 2
    case refused = 3
    case poison = 4
}

extension PutLetter.SpelledVerdict {
    /// The lines with what was made of each; nil where the bytes are no such list, or not of these lines.
    ///
    /// An event that a dispatcher took and this decoder refuses, or the other way about, is answered by
    /// what this decoder says: dispatchers of another version do not decide what is stored.
    func read(
        _ places: [BodyLine],
        of letter: Put.Letter,
        from agency: AgencyID
    ) -> [JudgedLine]? {
        do throws(CodecFault) {
            return try lines.withUnsafeBufferPointer { bytes throws(CodecFault) -> [JudgedLine]? in
                var input = ByteReader(UnsafeRawBufferPointer(bytes))
                guard try input.readCount(entriesOf: 2) == places.count else { return nil }
                var judged: [JudgedLine] = []
                judged.reserveCapacity(places.count)
                for place in places {
                    guard try input.readNumber() == UInt64(place.number) else { return nil }
                    let line = letter.frame[place.range]
                    let outcome = try read(&input, line, at: letter.judging, from: agency)
                    judged.append(JudgedLine(line: place.number, outcome: outcome))
                }
                try input.readEnd()
                return judged
            }
        } catch {
            return nil
        }
    }

    private func read(
        _ input: inout ByteReader,
        _ line: ArraySlice<UInt8>,
        at moment: Moment?,
        from agency: AgencyID
    ) throws(CodecFault) -> JudgedLine.Outcome {
        var verdict: Verdict?
        switch try input.readCode(SpelledOutcome.self) {
        case .event, .refused: break
        case .judged: verdict = try input.readVerdict(under: bundle)
        case .poison: return .poison(Confidential(Array(line)))
        }
        do throws(EventRefusal) {
            let event = try EventDecoder.decode(line, from: agency, at: moment)
            if case .referral = event.matter, verdict == nil {
                let detail = "the stations are of different versions: send it again later"
                return .refused(EventRefusal(.internal, detail: detail))
            }
            return .event(event, verdict)
        } catch {
            return .refused(error)
        }
    }
}

extension ByteWriter {
    fileprivate mutating func write(_ verdict: Verdict) {
        write(flags: verdict.isCrisis, verdict.reading != nil)
        if let reading = verdict.reading { write(reading) }
        write(count: verdict.needs.count)
        for need in verdict.needs {
            write(byte: need.need.rawValue)
            write(byte: need.evidence.rawValue)
            write(byte: need.urgency.rawValue)
            write(need.terms)
            write(flags: need.dueBy != nil)
            if let dueBy = need.dueBy { write(dueBy) }
            write(need.rule)
            write(need.candidates)
            write(byte: need.block?.rawValue ?? 0)
            write(need.after)
        }
    }
}

extension ByteReader {
    fileprivate mutating func readVerdict(under bundle: Digest) throws(CodecFault) -> Verdict {
        let flags = try readFlags(2)
        let reading = flags[1] ? try readNoteReading() : nil
        let count = try readCount(entriesOf: 9)
        var needs: [NeedVerdict] = []
        for _ in 0..<count {
            needs.append(
                NeedVerdict(
                    need: try readCode(Need.self),
                    evidence: try readCode(Evidence.self),
                    urgency: try readCode(Urgency.self),
                    terms: try readTerms(),
                    dueBy: try readBool() ? try readMoment() : nil,
                    rule: try readRule(),
                    candidates: try readCandidates(),
                    block: try readCodeOrNone(Block.self),
                    after: try readFamilies()
                )
            )
        }
        return Verdict(bundle: bundle, needs: needs, isCrisis: flags[0], reading: reading)
    }
}
