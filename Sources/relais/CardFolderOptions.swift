import ArgumentParser
import Keyring

/// The option of every command that reads or changes the cards.
struct CardFolderOptions: ParsableArguments {
    @Option(
        name: .customLong("keys"),
        help: ArgumentHelp(
            "The folder of the cards.",
            discussion: "In an installation that relais init made: keys.d in its folder.",
            valueName: "dir"
        )
    )
    var path = "keys.d"

    /// The folder.
    var folder: KeyFolder { KeyFolder(path: path) }
}
