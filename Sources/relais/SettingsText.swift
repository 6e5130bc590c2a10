/// The relais.yaml of a new installation, with a word on each setting.
struct SettingsText {
    /// The file of the gateway's secret key, from the folder of relais.yaml.
    let secret: String

    /// The gateway's public card, from there.
    let gateway: String

    /// The socket of supervisors on this machine; nil where its path would be too long.
    let controlSocket: String?

    /// The user of this machine who is a supervisor without a key.
    let user: UInt32

    /// The supervisor that this user is.
    let supervisor: String

    /// The most bytes of a socket's path: Linux has 108, one of them a zero.
    static let socketPathMax = 107

    var text: String {
        [SettingsText.head, keys, endpoints, supervisors, SettingsText.rest].joined(separator: "\n")
    }

    private static let head = """
        # How this installation of Relais runs. Read at every start; a mistake ends the start with exit code 78
        # and names file, line and what was expected. A flag of the command line wins over the file. A path
        # that does not begin with / begins in the folder of this file.

        """

    private var keys: String {
        """
        keys:
          # The folder of the public cards: who may connect, and by which key. It is read again whenever
          # something in it changes; `relais key` keeps it.
          cards: keys.d
          # The gateway's secret key, a file that only the user who runs the gateway can read.
          secret: \(secret)
          # The gateway's public card: dispatchers and the recorder connect to nobody else.
          gateway: \(gateway)

        """
    }

    private var endpoints: String {
        let ipc =
            controlSocket.map { "control_ipc: \(SettingsText.quoted("ipc://" + $0))" }
            ?? "# control_ipc: ipc:///run/relais/control.sock"
        return """
            endpoints:
              # Where agencies connect. A ZeroMQ endpoint (tcp:// or ipc://), default tcp://127.0.0.1:5570. Every tcp
              # endpoint is encrypted, and opens to the keys above alone.
              intake: tcp://127.0.0.1:5570
              # Where partners connect, default tcp://127.0.0.1:5571.
              desk: tcp://127.0.0.1:5571
              # Where supervisors ask and order, default tcp://127.0.0.1:5572.
              control: tcp://127.0.0.1:5572
              # The same for the users of this machine that stand below, as far as they may look into its folder.
              \(ipc)
              # Where the feed for supervisors is published, default tcp://127.0.0.1:5573.
              feed: tcp://127.0.0.1:5573
              # Where dispatchers connect that run on their own, default tcp://127.0.0.1:5574.
              work: tcp://127.0.0.1:5574
              # Where the recorder connects when it runs on its own, default tcp://127.0.0.1:5575.
              record: tcp://127.0.0.1:5575

            """
    }

    private var supervisors: String {
        """
        supervisors:
          # Which users of this machine are supervisors at control_ipc, without a key: the number of the user,
          # and a name of access.yaml.
          uids:
            \(user): \(supervisor)

        """
    }

    private static let rest = """
        # While clients change over to a new key of the gateway, the same doors once more under it:
        # `relais key rotate gateway:main` makes the key.
        #
        # next:
        #   secret: secrets/gateway-main.2.key_secret
        #   endpoints: {intake: tcp://127.0.0.1:5670, desk: tcp://127.0.0.1:5671}

        # How many threads decode and triage requests. Integer, default 1, range 1-16.
        dispatchers: 2

        # How long a peer may be idle before it pings; three times this is silence and ends its session.
        # Integer, milliseconds, default 5000, range 1000-60000.
        ping_ms: 5000

        # How long a closed case and the ids of its events are to be kept. It is read and checked, and nothing
        # follows from it yet: everything is kept. Integer, days, default 730, range 30-3650.
        retention_days: 730

        # What is kept free for answers and closures when the disk is full. Integer, megabytes, default 64,
        # range 8-4096.
        reserve_mb: 64

        """

    /// A text as YAML takes it, whatever stands in it.
    private static func quoted(_ text: String) -> String {
        "'" + text.map { $0 == "'" ? "''" : String($0) }.joined() + "'"
    }
}
