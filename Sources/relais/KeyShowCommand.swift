import ArgumentParser
import Journal
import Keyring
import Triage

/// `relais key show`: one key, with its fingerprint.
struct KeyShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows one key, and its fingerprint to be read over the telephone.",
        discussion: """
            Two who hold the same public key see the same fingerprint. Read it aloud group by \
            group, to somebody whose number you knew before: the last digit of a group checks \
            it, so a group misheard can be told and asked for again. The digits are made of the \
            key alone, so whoever was sent a card can show it without an installation.

            EXAMPLES
              relais key show agency:1819
              relais key show partner:hub#2 -o json
              relais key show their.key
            """
    )

    @Argument(
        help: ArgumentHelp(
            "A key, its owner if there is only one, or the file of a public card.",
            valueName: "key|file"
        )
    )
    var name: String

    @OptionGroup var cards: CardFolderOptions

    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard KeyWord(name) == nil, !CertificateFile.exists(name) else { return }
        throw ValidationError(
            "\(PlainText.clean(name)) is no file and no key; a key is \(KeyWord.form)"
        )
    }

    func run() throws {
        let now = WallClock.now()
        guard let word = KeyWord(name) else { return try showFile() }
        let filed = try CardShelf(cards.folder, at: now).card(named: word)
        try show(KeyRow(filed.card, file: "\(cards.path)/\(filed.file)", at: now))
    }

    private func showFile() throws {
        let certificate: Certificate
        do throws(CertificateFault) {
            certificate = try CertificateFile.read(name)
        } catch {
            throw Trouble(error)
        }
        if let card = KeyShowCommand.card(certificate, file: name) {
            return try show(KeyRow(card, file: name, at: WallClock.now()))
        }
        // What another program made says of nobody whose it is.
        let fingerprint = KeyFingerprint(.sha256(of: certificate.publicKey.bytes))
        guard output.format == .table else {
            throw Trouble(
                .dataRefused,
                "\(PlainText.clean(name)) says of nobody whose it is, so it makes no row;"
                    + " without -o its fingerprint is shown"
            )
        }
        var output = StandardOutput()
        try output.writeLine("public key   \(certificate.publicKey)")
        try output.writeLine("fingerprint  \(fingerprint)")
        try output.flush()
    }

    /// The card in a certificate, also in one with its secret key, of which nothing is shown.
    private static func card(_ certificate: Certificate, file: String) -> KeyCard? {
        let open = Certificate(certificate.remarks, publicKey: certificate.publicKey)
        do {
            return try KeyCard.read(Array(open.written.utf8), file: file)
        } catch {
            return nil
        }
    }

    private func show(_ key: KeyRow) throws {
        guard output.format == .table else {
            let rows = key.row.map { [$0] } ?? []
            return try Question.show(
                Listing(columns: KeyRow.columns, rows: rows),
                as: output.format
            )
        }
        var output = StandardOutput()
        for line in key.lines { try output.writeLine(line) }
        try output.flush()
    }
}
