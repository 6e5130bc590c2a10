import ArgumentParser
import Configuration
import Triage

/// The options that every station has.
struct StationOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The folder of relais.yaml, keys.d/ and bundle/.", valueName: "dir"))
    var config = "config"

    @Option(
        help: ArgumentHelp(
            "This station's own secret key (*.key_secret); relais init makes it.",
            valueName: "file"
        )
    )
    var key: String?

    @Flag(help: "Speak without keys: on loopback and ipc only, for a trial.")
    var insecure = false

    /// The settings of the folder with these flags laid over them.
    func settings(data: String, masterKey: String = "") throws -> Settings {
        var settings = try Settings(config: config, data: data, masterKeyFile: masterKey)
        settings.isInsecure = insecure
        if let key { settings.secretKey = key }
        return settings
    }

    /// Refuses what is no endpoint before a folder is made for a station that nobody could reach.
    static func check(_ endpoints: [String?]) throws {
        for endpoint in endpoints.compactMap(\.self) where Endpoint(endpoint) == nil {
            throw ValidationError(
                "\(PlainText.clean(endpoint)) is no endpoint: tcp://HOST:PORT or ipc://PATH"
            )
        }
    }
}

/// Where a station listens for those outside.
struct DoorOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Where agencies come in.", valueName: "endpoint"))
    var intake: String?

    @Option(help: ArgumentHelp("Where partners come in.", valueName: "endpoint"))
    var desk: String?

    @Option(help: ArgumentHelp("Where supervisors come in.", valueName: "endpoint"))
    var control: String?

    @Option(
        name: .customLong("control-ipc"),
        help: ArgumentHelp(
            "Where supervisors of this machine come in without a key, over ipc.",
            valueName: "endpoint"
        )
    )
    var controlIPC: String?

    @Option(help: ArgumentHelp("Where the metrics are published.", valueName: "endpoint"))
    var feed: String?

    func validate() throws {
        try StationOptions.check([intake, desk, control, controlIPC, feed])
    }

    /// Lays what was given over the settings.
    func lay(over settings: inout Settings) {
        if let intake { settings.intake = intake }
        if let desk { settings.desk = desk }
        if let control { settings.control = control }
        if let controlIPC { settings.controlIPC = controlIPC }
        if let feed { settings.feed = feed }
    }
}

/// How a station finds the gateway.
struct GatewayOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Where the gateway takes this station in.",
            valueName: "endpoint"
        )
    )
    var gateway: String?

    @Option(
        help: ArgumentHelp(
            "The gateway's public card (*.key), or its 40 characters.",
            valueName: "file-or-key"
        )
    )
    var gatewayKey: String?

    func validate() throws {
        try StationOptions.check([gateway])
    }
}
