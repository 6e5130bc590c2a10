import ArgumentParser

/// `relais key`: who may connect, and with which key.
struct KeyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "Makes, shows and revokes the keys by which everybody is known.",
        discussion: """
            A key is a pair: the secret half stays with its owner, the public half is a card in \
            the folder keys.d, which says whose it is, which doors it opens, from where and until \
            when. A running gateway reads the folder by itself: a new card lets its owner in, a \
            revoked one keeps them out, within a second.

            The files are those of pyzmq and czmq. An owner has two live keys at most: the one in \
            use, and the one that takes its place.

            EXAMPLES
              relais key new agency:1819 --public-key their.key
              relais key ls --expiring 30d
              relais key rotate agency:1819
              relais key revoke agency:1819#1
              relais key export > gateway.key
            """,
        subcommands: [
            KeyNewCommand.self, KeyListCommand.self, KeyShowCommand.self, KeyRevokeCommand.self,
            KeyRotateCommand.self, KeyExportCommand.self,
        ]
    )
}
