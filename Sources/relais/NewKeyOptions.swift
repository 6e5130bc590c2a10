import ArgumentParser
import Keyring
import Referrals
import Triage

/// The options of the commands that make a key: whose pair, until when, and where the secret half goes.
struct NewKeyOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The public certificate of a pair that its owner made; no secret is made here then.",
            discussion: """
                As zmq.auth.create_certificates of pyzmq writes it, or czmq's zmakecert. It is \
                the better way: a secret key that never travels cannot be read on the way.
                """,
            valueName: "file"
        )
    )
    var publicKey: String?

    @Option(
        help: ArgumentHelp(
            "What its owner calls it, 1-32 of a-z 0-9 -; the next number unless said otherwise.",
            valueName: "name"
        )
    )
    var name: String?

    @Option(
        help: ArgumentHelp(
            "The last day on which it is good, in Brussels; none unless said otherwise.",
            valueName: "yyyy-mm-dd"
        )
    )
    var notAfter: String?

    @Option(
        help: ArgumentHelp("The folder of the files of secret keys.", valueName: "dir")
    )
    var secrets = "secrets"

    func validate() throws {
        if let name, KeyCard.Name(name) == nil {
            throw ValidationError("--name is 1 to 32 of a-z, 0-9 and -")
        }
        guard let notAfter else { return }
        guard let day = CalendarDate(notAfter) else {
            throw ValidationError("--not-after is a day: 2027-12-31")
        }
        guard day >= BrusselsTime.date(at: WallClock.now()) else {
            throw ValidationError("--not-after is over: the key would be of no use to anybody")
        }
    }

    /// The last day.
    var lastDay: CalendarDate? { notAfter.flatMap { CalendarDate($0) } }

    /// The pair, or the public half of one that its owner made.
    ///
    /// - Throws: ``Trouble``: the file is none, or holds the secret key, or names another owner.
    func half(of owner: KeyOwner) throws -> KeyHalf {
        guard let publicKey else { return try KeyHalf.make() }
        let certificate: Certificate
        do throws(CertificateFault) {
            certificate = try CertificateFile.read(publicKey)
        } catch {
            throw Trouble(error)
        }
        let file = PlainText.clean(publicKey)
        guard certificate.secretKey == nil else {
            throw Trouble(
                .dataRefused,
                "\(file) holds the secret key, which nobody but its owner should have",
                "ask for a new pair, and for the file that ends in .key and not in .key_secret"
            )
        }
        if let named = certificate.remarks.first(where: { $0.name == "principal" }),
            named.value != owner.description
        {
            throw Trouble(
                .dataRefused,
                "\(file) says that it is the key of \(PlainText.clean(named.value))"
            )
        }
        guard !PublishedKeys.contains(certificate.publicKey) else {
            throw Trouble(
                .dataRefused,
                "\(file): everybody can read the secret half of this key in the manual of ZeroMQ"
            )
        }
        return KeyHalf(publicKey: certificate.publicKey, secretKey: nil)
    }
}
