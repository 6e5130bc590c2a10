import Referrals
public import Triage
import Wire

/// A dispatcher: it decodes, checks and judges the events of a message, one line after the other.
///
/// It is a pure function of a line, the bundle and the time, and keeps nothing: kill one, and the gateway
/// gives its messages to another. Before each line it asks its station to write the line's digest where a
/// crash leaves it, so that a line that kills is known by its digest at the next start; a line whose digest
/// stands there twice is not opened again but handed on as it came.
///
///     request ---> line in hand ---> judged ---.
///                      ^                       |
///                      '------- next line -----'---> verdict
public struct Dispatcher: Sendable {
    /// The rules in force; nil before they were told, when nothing may be given to it.
    public var bundle: Bundle?
    /// The digests of lines that have killed two dispatchers.
    public var poisoned: Set<UInt64>

    private var work: WorkRequest?
    private var judged: [JudgedLine] = []

    /// A dispatcher under these rules, which leaves these lines alone.
    public init(bundle: Bundle?, poisoned: Set<UInt64>) {
        self.bundle = bundle
        self.poisoned = poisoned
    }

    /// What comes to a dispatcher.
    public enum Input: Sendable {
        /// A message to judge.
        case request(WorkRequest)
        /// The digest it asked to have written is written.
        case marked
        /// Other rules are in force from the next message on.
        case bundle(Bundle)
    }

    /// What a dispatcher wants done.
    public enum Effect: Sendable {
        /// Write this digest where a crash leaves it, then say `marked`.
        case mark(UInt64)
        /// Nothing is in hand any more.
        case clear
        /// Send the verdict.
        case verdict(WorkVerdict)
    }

    /// Takes one input and says what is to be done.
    public mutating func step(_ input: Input) -> [Effect] {
        switch input {
        case .bundle(let bundle):
            self.bundle = bundle
            return []
        case .request(let request):
            precondition(work == nil, "a dispatcher has one message in hand")
            work = request
            judged.removeAll(keepingCapacity: true)
            return next()
        case .marked:
            guard let work, let bundle else {
                preconditionFailure("only a line in hand is marked")
            }
            let line = work.lines[judged.count]
            judged.append(
                JudgedLine(
                    line: line.number,
                    outcome: judge(work.frame[line.range], work, under: bundle)
                )
            )
            return next()
        }
    }

    /// Takes one input and all that follows from it, and tells the verdicts.
    ///
    /// `mark` writes a digest where a crash leaves it; 0 says that nothing is in hand.
    public mutating func verdicts(on input: Input, mark: (UInt64) -> Void) -> [WorkVerdict] {
        var verdicts: [WorkVerdict] = []
        var effects = step(input)
        while !effects.isEmpty {
            var following: [Effect] = []
            for effect in effects {
                switch effect {
                case .mark(let digest):
                    mark(digest)
                    following += step(.marked)
                case .clear: mark(0)
                case .verdict(let verdict): verdicts.append(verdict)
                }
            }
            effects = following
        }
        return verdicts
    }

    private mutating func next() -> [Effect] {
        guard let work else { return [] }
        guard let bundle else { preconditionFailure("a dispatcher has rules before it has work") }
        while judged.count < work.lines.count {
            let line = work.lines[judged.count]
            let digest = LineDigest.of(work.frame[line.range])
            guard poisoned.contains(digest) || work.poisoned.contains(digest) else {
                return [.mark(digest)]
            }
            let bytes = Confidential(Array(work.frame[line.range]))
            judged.append(JudgedLine(line: line.number, outcome: .poison(bytes)))
        }
        self.work = nil
        let verdict = WorkVerdict(ticket: work.ticket, bundle: bundle.address, lines: judged)
        return [.clear, .verdict(verdict)]
    }

    private func judge(
        _ line: ArraySlice<UInt8>,
        _ work: WorkRequest,
        under bundle: Bundle
    ) -> JudgedLine.Outcome {
        do throws(EventRefusal) {
            let event = try EventDecoder.decode(line, from: work.agency, at: work.judging)
            switch event.matter {
            case .referral(let referral):
                return .event(event, bundle.verdict(for: referral, from: event.agency, at: work.at))
            case .status, .correction:
                return .event(event, nil)
            }
        } catch {
            return .refused(error)
        }
    }
}

/// The digest by which a line is known again after it has killed: FNV-1a of 64 bits.
///
/// It only has to be cheap and to tell the lines of one gateway apart; nobody gains by forging one, since
/// all a forged one can do is put the forger's own line before a human.
public enum LineDigest {
    /// The digest of a line's bytes; never 0, which stands for nothing in hand.
    public static func of(_ line: ArraySlice<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in line {
            hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
        }
        return hash == 0 ? 1 : hash
    }
}
