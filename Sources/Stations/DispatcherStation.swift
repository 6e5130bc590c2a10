internal import Posts
internal import ZeroMQ

/// What a dispatcher's thread runs: it judges one message after the other and marks each line it has in hand.
struct DispatcherStation {
    /// So many verdicts go on together, rather than each by itself.
    static let gatherMax = 32

    let number: Int
    var dispatcher: Dispatcher
    let mailboxes: Mailboxes
    let slots: PoisonSlots

    /// Works until its mailbox is closed.
    mutating func run() {
        let (number, slots) = (number, slots)
        while let inputs = mailboxes.dispatchers[number].waitAndTakeAll() {
            var verdicts: [Gateway.Input] = []
            for input in inputs {
                verdicts += dispatcher.verdicts(on: input) { slots.mark($0, by: number) }
                    .map { .verdict(number, $0) }
                guard verdicts.count >= DispatcherStation.gatherMax else { continue }
                mailboxes.gateway.deliver(contentsOf: verdicts)
                verdicts.removeAll(keepingCapacity: true)
            }
            mailboxes.gateway.deliver(contentsOf: verdicts)
        }
    }
}
