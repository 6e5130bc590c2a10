import Exchange
import Journal
import Referrals
import Wire

/// Whether what an agency was receipted is still in this journal.
enum Witness: Sendable {
    /// It is.
    case held
    /// It is not: the journal is another, is shorter, or was cut and went on otherwise.
    case behind
    /// Only the journal itself can tell.
    case asked
}

extension Recorder {
    /// The points of the last commits, which are what live agencies have seen: no need to read for those.
    static let recentMax = 1_024

    mutating func remember(_ point: JournalPoint) {
        recent.append(point)
        if recent.count > 2 * Recorder.recentMax { recent.removeFirst(Recorder.recentMax) }
    }

    /// Compares the point of a receipt with this journal, by its id, its length and the head at that place.
    func witness(_ known: JournalPoint) -> Witness {
        guard known.journal == committed.journal, known.position <= committed.position else {
            return .behind
        }
        guard known.position > .origin else { return .held }
        if known.position == committed.position {
            return known.head == committed.head ? .held : .behind
        }
        guard let point = recent.last(where: { $0.position <= known.position }),
            point.position == known.position
        else { return .asked }
        return known.head == point.head ? .held : .behind
    }

    /// The head at the place of a receipt has been read: what waited for it goes on, or learns that it is behind.
    mutating func finish(_ id: ReadID, head: Digest?, at instant: Instant) -> [Effect] {
        switch asked(id) {
        case .witnessed(let publishing, let known):
            guard head == known.head else {
                tellBehind(publishing.put)
                return goOn(behind: publishing.agency, at: instant.wall)
            }
            return proceed(publishing, at: instant.wall)
        case .greeted(let put, let known):
            if head == known.head { reply(put.ticket, .acknowledged) } else { tellBehind(put) }
            return []
        case nil:
            return []
        case .correction, .handOver, .opening, .follow, .progress, .history, .activation, .erasure:
            preconditionFailure("a head answers a question for a head")
        }
    }

    /// Tells an agency, and whoever runs this, that receipts it has are not here.
    mutating func tellBehind(_ put: Put) {
        let error = ErrorMessage(
            .journalBehind,
            detail: "the journal here lacks what you were receipted: publish it again",
            journal: committed
        )
        reply(put.ticket, .error(error))
        hold(
            .alarm([
                "\(put.principal) holds receipts that this journal lacks: it was cut or exchanged"
            ])
        )
    }
}
