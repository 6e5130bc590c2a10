import ArgumentParser
import RelaisClient

/// What a partner asks of the gateway or reports to it, from the options of a command: in a session of its own.
struct PartnerQuestion {
    private let connection: ConnectionOptions

    /// A question with these options.
    init(_ connection: ConnectionOptions) {
        self.connection = connection
    }

    /// Refuses, while the command is read, to speak as nobody or as another than a partner.
    static func validate(_ connection: ConnectionOptions) throws {
        try connection.mustSpeak(as: "partner")
        guard connection.principal != nil || !connection.insecure else {
            throw ValidationError("with --insecure say --as partner:NAME")
        }
    }

    /// Begins a session, asks, and leaves.
    func ask<Value>(_ body: (PartnerClient) throws -> Value) throws -> Value {
        let identity = try connection.identity(of: "partner", default: "anybody")
        return try GatewayCall.run {
            let client = PartnerClient(
                try Connection(
                    to: connection.endpoint(or: DefaultEndpoint.desk),
                    identity: identity
                ),
                consumer: OrderOptions.newKey(),
                patience: connection.patience
            )
            _ = try client.attach()
            let value = try body(client)
            try client.leave()
            return value
        }
    }
}
