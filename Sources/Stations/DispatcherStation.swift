internal import Posts
internal import ZeroMQ

/// A dispatcher's thread: it judges one message after the other and marks each line it has in hand.
final class DispatcherStation {
    private let number: Int
    private let inbox: Mailbox<Dispatcher.Input>
    private let gateway: Mailbox<Gateway.Input>
    private let slots: PoisonSlots
    private let stopping: StopFlag
    private var dispatcher: Dispatcher

    init(
        number: Int,
        dispatcher: Dispatcher,
        inbox: Mailbox<Dispatcher.Input>,
        gateway: Mailbox<Gateway.Input>,
        slots: PoisonSlots,
        stopping: StopFlag
    ) {
        self.number = number
        self.dispatcher = dispatcher
        self.inbox = inbox
        self.gateway = gateway
        self.slots = slots
        self.stopping = stopping
    }

    /// Works until it is told to stop.
    func run() {
        while !stopping.isRaised {
            var verdicts: [Gateway.Input] = []
            for input in inbox.waitAndTakeAll(milliseconds: 1_000) {
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
            guard !verdicts.isEmpty else { continue }
            let taken = gateway.post(contentsOf: verdicts)
            precondition(taken == verdicts.count, "the gateway's mailbox holds every verdict")
        }
    }
}
