internal import Posts
internal import Triage
internal import ZeroMQ

/// Where the recorder's messages go, gathered so that the gateway is woken once a batch.
final class Outbox {
    private let gatewayInbox: Mailbox<Gateway.Input>
    private let dispatcherInboxes: [Mailbox<Dispatcher.Input>]
    private var waiting: [Gateway.Input] = []

    init(gateway: Mailbox<Gateway.Input>, dispatchers: [Mailbox<Dispatcher.Input>]) {
        gatewayInbox = gateway
        dispatcherInboxes = dispatchers
    }

    func gateway(_ input: Gateway.Input) {
        waiting.append(input)
    }

    /// Other rules are in force for all.
    func bundle(_ bundle: Bundle) {
        for inbox in dispatcherInboxes {
            let taken = inbox.post(.bundle(bundle))
            precondition(
                taken,
                "a dispatcher's mailbox holds all that the gateway may send, and more"
            )
        }
        waiting.append(.bundle(bundle))
    }

    func flush() {
        guard !waiting.isEmpty else { return }
        let taken = gatewayInbox.post(contentsOf: waiting)
        precondition(taken == waiting.count, "the gateway's mailbox holds a reply for every ticket")
        waiting.removeAll(keepingCapacity: true)
    }
}
