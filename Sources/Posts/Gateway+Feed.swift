import Referrals
import Wire

extension Gateway {
    /// Publishes something for all who listen, under this life of the gateway.
    ///
    /// Snapshots are numbered, so that one who hears two knows which is the newer. Facts have their place in
    /// the journal: who hears all of them sees by it what was lost on the way.
    mutating func publish(_ news: News) -> [Effect] {
        let message: Wire.Message
        switch news {
        case .queues(let rows, let at):
            lastSnapshot += 1
            message = .metrics(rows, epoch: epoch, seq: lastSnapshot, at: at)
        case .fact(_, let row): message = .fact(row, epoch: epoch)
        }
        return [.publish(topic: news.topic, message.encode(re: nil))]
    }

    /// Somebody begins or ceases to listen to topics; the recorder tells of facts while anybody hears them.
    ///
    /// A peer may cease what it never began: that is as if nothing had been said.
    mutating func listens(to prefix: [UInt8], _ begins: Bool) -> [Effect] {
        guard News.hasFacts(prefix) else { return [] }
        let wereHeard = areFactsHeard
        if !begins {
            factTopics.remove(prefix)
        } else if factTopics.count < Gateway.factTopicsMax {
            factTopics.insert(prefix)
        }
        return isLinked && wereHeard != areFactsHeard ? [.listening(areFactsHeard)] : []
    }

    /// Whether anybody listens to facts.
    var areFactsHeard: Bool { !factTopics.isEmpty }

    /// How many different beginnings of topics are kept: there are fewer facts, and whoever asks for more
    /// hears them as long as one of these is listened to.
    private static let factTopicsMax = 256
}
