internal import Exchange
internal import Posts
internal import Triage
internal import ZeroMQ

/// Where the recorder's messages go, gathered so that the gateway is woken once a batch.
final class Outbox {
    private let mailboxes: Mailboxes
    private var waiting: [Gateway.Input] = []

    init(_ mailboxes: Mailboxes) {
        self.mailboxes = mailboxes
    }

    func gateway(_ input: Gateway.Input) {
        waiting.append(input)
    }

    /// Something for all who listen; it gives way to replies where the gateway is far behind.
    func feed(_ news: News) {
        let inbox = mailboxes.gateway
        guard inbox.count + waiting.count < inbox.limit / 2 else { return }
        waiting.append(.feed(news))
    }

    /// Other rules are in force for all.
    func bundle(_ files: BundleFiles, _ bundle: Bundle) {
        for inbox in mailboxes.dispatchers { inbox.deliver(.bundle(bundle)) }
        waiting.append(.bundle(files, bundle))
    }

    func flush() {
        guard !waiting.isEmpty else { return }
        mailboxes.gateway.deliver(contentsOf: waiting)
        waiting.removeAll(keepingCapacity: true)
    }
}
