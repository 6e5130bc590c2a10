import ArgumentParser
import RelaisClient
import Wire

/// A question put to the gateway by a supervisor, from the options of a command.
struct Question {
    private let connection: ConnectionOptions

    /// A question with these options.
    init(_ connection: ConnectionOptions) {
        self.connection = connection
    }

    /// All rows of the answer, page after page.
    func ask(_ what: String, where conditions: [AskInquiry.Condition] = []) throws -> [Row] {
        try GatewayCall.run {
            try supervisor().ask(what, where: conditions).rows.compactMap { Row($0) }
        }
    }

    /// A supervisor's connection.
    func supervisor() throws -> SupervisorClient {
        SupervisorClient(
            try Connection(
                to: connection.endpoint(or: DefaultEndpoint.control),
                identity: connection.identity(of: "supervisor", default: "pole")
            ),
            patience: connection.patience
        )
    }

    /// Writes a list on stdout.
    static func show(_ listing: Listing, as format: OutputFormat) throws {
        var output = StandardOutput()
        try output.write(listing.text(as: format, width: Terminal.width))
        try output.flush()
    }
}
