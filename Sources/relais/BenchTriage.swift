import Configuration
import Glibc
import Referrals
import Triage
import Wire

/// How long a verdict takes once a request is decoded, and what its parts take, apart.
struct BenchTriage {
    /// What is measured, each over the same requests.
    enum Work: Int, CaseIterable {
        /// A hash of the bytes of the note: what reading it once takes at least.
        case floor
        /// The verdict on what the request declares.
        case table
        /// The note as words.
        case prose
        /// What the lexicon finds in the words.
        case lexicon
        /// What the small model weighs in them.
        case model
        /// Words, both judges and the verdict.
        case verdict

        /// Its name among the figures.
        var name: String {
            switch self {
            case .floor: "floor"
            case .table: "table"
            case .prose: "prose"
            case .lexicon: "lexicon"
            case .model: "model"
            case .verdict: "verdict"
            }
        }

        /// What it is, in words.
        var words: String {
            switch self {
            case .floor: "us, a hash of the note's bytes"
            case .table: "us, without text"
            case .prose: "us, the note as words"
            case .lexicon: "us, of the words"
            case .model: "us, of the words"
            case .verdict: "us, all of it"
            }
        }
    }

    /// How many requests were judged.
    let count: Int
    /// How many bytes the notes of the file have, in order; 0 where there is none.
    let noteBytes: [Int]
    /// How long it took to make the judges of notes of their files, in milliseconds.
    let making: Double
    /// How long each took, in nanoseconds of this thread, in order.
    private(set) var times: [[Int64]] = Work.allCases.map { _ in [] }

    private struct Sample {
        let agency: AgencyID
        let referral: Referral
        let at: Moment
    }

    /// Judges the requests of a file, again from its beginning until there were `count`.
    ///
    /// - Throws: ``Trouble`` where the file has no request, or a line that cannot be decoded.
    init(judging count: Int, of path: String, config: String) throws {
        let bundle = try BundleSource(folder: config + "/bundle").bundle
        let start = BenchTriage.clock()
        let made: NoteJudge?
        do throws(SignalFolder.Faults) {
            made = try SignalFolder(path: config + "/bundle").judge()
        } catch {
            throw Trouble(.configuration, lines: error.lines)
        }
        guard let judge = made else {
            throw Trouble(.noInput, "\(config)/bundle/signals has nothing that reads notes")
        }
        making = Double(BenchTriage.clock() - start) / 1_000_000
        let samples = try BenchTriage.samples(of: path)
        self.count = count
        noteBytes = samples.map { $0.referral.note?.exposed.utf8.count ?? 0 }.sorted()
        for work in Work.allCases {
            times[work.rawValue] = BenchTriage.measure(work, count, samples, bundle, judge)
        }
    }

    /// The time below which a share of all are, in microseconds.
    func time(of work: Work, _ share: Double) -> Double {
        let values = times[work.rawValue]
        return values.isEmpty ? 0 : Double(values[Int(Double(values.count - 1) * share)]) / 1_000
    }

    /// How many seconds a hundred thousand verdicts take.
    var hundredThousand: Double {
        let values = times[Work.verdict.rawValue]
        return Double(values.reduce(0, +)) / Double(max(1, values.count)) / 10_000
    }

    private static func measure(
        _ work: Work,
        _ count: Int,
        _ samples: [Sample],
        _ bundle: Triage.Bundle,
        _ judge: NoteJudge
    ) -> [Int64] {
        let own = clockTime()
        var times: [Int64] = []
        times.reserveCapacity(count)
        var kept = 0
        // The first ones find nothing in the processor's memory yet, and are not counted.
        for number in -min(count, 1_000)..<count {
            let sample = samples[(number + samples.count * 1_000) % samples.count]
            let text = sample.referral.note?.exposed ?? ""
            let prose = work == .lexicon || work == .model ? Prose(text) : nil
            let start = clock()
            kept &+= run(work, sample, text, prose, bundle, judge)
            let time = clock() - start - own
            if number >= 0 { times.append(max(0, time)) }
        }
        // What nobody asks for need not be reckoned.
        withExtendedLifetime(kept) {}
        return times.sorted()
    }

    @inline(never)
    private static func run(
        _ work: Work,
        _ sample: Sample,
        _ text: String,
        _ prose: Prose?,
        _ bundle: Triage.Bundle,
        _ judge: NoteJudge
    ) -> Int {
        switch work {
        case .floor: return text.utf8.reduce(5_381) { $0 &* 33 ^ Int($1) }
        case .prose: return Prose(text).words.count
        case .lexicon: return prose.flatMap { judge.lexicon?.reading(of: $0).hits.count } ?? 0
        case .model: return prose.flatMap { judge.model?.scores(of: $0)[.alarm] }.map(Int.init) ?? 0
        case .table: return verdict(on: sample, hearing: nil, bundle)
        case .verdict:
            return bundle.verdict(for: sample.referral, from: sample.agency, at: sample.at).needs
                .count
        }
    }

    private static func verdict(
        on sample: Sample,
        hearing reading: NoteReading?,
        _ bundle: Triage.Bundle
    ) -> Int {
        bundle.verdict(
            for: sample.referral,
            hearing: reading,
            from: sample.agency,
            at: sample.at
        ).needs.count
    }

    private static func samples(of path: String) throws -> [Sample] {
        let file = try EventFile(path, lineMax: EventDecoder.lineMax + 1)
        var samples: [Sample] = []
        while let line = try file.next() {
            let place = "\(file.name):\(line.number)"
            guard let agency = try? PostRoom.source(of: line.bytes) else {
                throw Trouble(.dataRefused, "\(place): a source urn:relais:agency: was expected")
            }
            let event: AgencyEvent
            do throws(EventRefusal) {
                event = try EventDecoder.decode(line.bytes[...], from: agency, at: nil)
            } catch {
                throw Trouble(.dataRefused, "\(place): a request was expected, \(error.code)")
            }
            guard case .referral(let referral) = event.matter else { continue }
            let at = Moment(seconds: 1_772_449_200)
            samples.append(Sample(agency: agency, referral: referral, at: at))
        }
        guard !samples.isEmpty else { throw Trouble(.noInput, "\(file.name) has no request") }
        return samples
    }

    /// What asking for the time takes.
    private static func clockTime() -> Int64 {
        var times: [Int64] = []
        for _ in 0..<1_000 {
            let start = clock()
            times.append(clock() - start)
        }
        return times.sorted()[times.count / 2]
    }

    /// The processor's time of this thread, in nanoseconds.
    private static func clock() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}

extension BenchFigures {
    /// How long a verdict takes, and its parts.
    init(judging triage: BenchTriage) {
        func bytes(_ share: Double) -> Double {
            Double(triage.noteBytes[Int(Double(triage.noteBytes.count - 1) * share)])
        }
        rows = [
            ("requests", Double(triage.count), 0, ""),
            ("notes", Double(triage.noteBytes.count { $0 > 0 }), 0, "of so many requests:"),
            ("different", Double(triage.noteBytes.count), 0, ""),
            ("note_bytes_p10", bytes(0.1), 0, ""),
            ("note_bytes_p50", bytes(0.5), 0, ""),
            ("note_bytes_p90", bytes(0.9), 0, ""),
            ("note_bytes_p99", bytes(0.99), 0, ""),
            ("note_bytes_most", bytes(1), 0, ""),
            ("judges_made", triage.making, 1, "ms, of their files"),
        ]
        for work in BenchTriage.Work.allCases {
            for (name, share) in [("p50", 0.5), ("p90", 0.9), ("p99", 0.99)] {
                rows.append(("\(work.name)_\(name)", triage.time(of: work, share), 2, work.words))
            }
        }
        let floor = max(0.001, triage.time(of: .floor, 0.5))
        rows += [
            ("ratio", triage.time(of: .verdict, 0.5) / floor, 1, "floors, in the middle"),
            ("of_100000", triage.hundredThousand, 2, "s, verdicts one after the other"),
        ]
    }
}
