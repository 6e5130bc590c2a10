import ArgumentParser
import Referrals

/// `relais case erase`: nothing of a case is left but codes.
struct CaseEraseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase",
        abstract: "Erases a case for good, once two supervisors have ordered it.",
        discussion: """
            The first order asks; the case is erased when another supervisor orders the same \
            within 24 hours. No leg of it may be open: withdraw the case first. With it go the \
            cases that have gone on in it.

            Its key is destroyed, and with it every name, number and word. The journal keeps \
            codes and the reference, and still verifies; ids of its events stay used. Partners \
            that had accepted a leg of it are told to destroy what they hold. A backup made \
            before still holds all of it. The reason is kept for good: name nobody in it.

            EXAMPLE
              relais case erase RL-2026-000123-7 --insecure --reason "article 17"
            """
    )

    @Argument(
        help: ArgumentHelp("The reference of the case.", valueName: "case"),
        transform: CaseID.read
    )
    var caseID: CaseID

    @OptionGroup var order: OrderOptions

    @OptionGroup var connection: ConnectionOptions

    func validate() throws {
        try connection.mustSpeak(as: "supervisor")
    }

    func run() throws {
        try order.give(.erase(caseID), over: connection)
    }
}
