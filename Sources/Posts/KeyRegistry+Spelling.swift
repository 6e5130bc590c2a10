public import Referrals
public import Triage

extension KeyRegistry {
    /// The cards as their files say them, without remarks for human eyes: what the recorder tells the gateway.
    ///
    /// So all cards that a registry may hold fit into one frame.
    public var spelled: [[UInt8]] {
        cards.map { card in
            let lines = card.certificate().written.split(separator: "\n")
            return Array(lines.filter { !$0.hasPrefix("#") }.joined(separator: "\n").utf8)
        }
    }

    /// The registry of cards that another station told.
    ///
    /// They were read from files before they were told: one that cannot be read here is of a later version,
    /// and counts for nothing. Of two that contradict each other neither counts.
    public init(told: [[UInt8]], at now: Moment) {
        var cards: [FiledCard] = []
        for (place, bytes) in told.enumerated() {
            do throws(BundleFaults) {
                cards.append(try FiledCard(reading: bytes, file: String(place)))
            } catch {
                continue
            }
        }
        while true {
            do throws(BundleFaults) {
                self = try KeyRegistry(cards, at: now)
                return
            } catch {
                let bad = Set(error.faults.map(\.file))
                cards.removeAll { bad.contains($0.file) }
            }
        }
    }
}
