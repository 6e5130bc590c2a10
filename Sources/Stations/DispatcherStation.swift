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
        while let inputs = mailboxes.dispatchers[number].waitAndTakeAll() {
            var verdicts: [Gateway.Input] = []
            for input in inputs {
                judge(input, into: &verdicts)
                guard verdicts.count >= DispatcherStation.gatherMax else { continue }
                mailboxes.gateway.deliver(contentsOf: verdicts)
                verdicts.removeAll(keepingCapacity: true)
            }
            mailboxes.gateway.deliver(contentsOf: verdicts)
        }
    }

    private mutating func judge(_ input: Dispatcher.Input, into verdicts: inout [Gateway.Input]) {
        var effects = dispatcher.step(input)
        while !effects.isEmpty {
            var next: [Dispatcher.Effect] = []
            for effect in effects {
                switch effect {
                case .mark(let digest):
                    slots.mark(digest, by: number)
                    next += dispatcher.step(.marked)
                case .clear: slots.mark(0, by: number)
                case .verdict(let verdict): verdicts.append(.verdict(number, verdict))
                }
            }
            effects = next
        }
    }
}
