import ArgumentParser
import Glibc
import Referrals
import Triage
import Wire

/// `relais triage explain`: why a request was judged as it was.
struct TriageExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Tells why a request is judged as it is: every rule, every condition.",
        discussion: """
            A request is judged anew, offline, and told in words: the facts that the tables \
            judge by; what was heard in the note, each sign by its name in the lexicon; each \
            row that was tried, with what it asks for and what it found; the candidates, best \
            first, and what excludes each; who would get it if all were free, and who next; \
            each deadline with its working. The words that weighed most with the small model \
            are told of a file, never of the journal.

            A reference of a case, of a leg or of the agency's own names requests of the \
            journal, which is only read, from a copy, also while a server works with it. Each is \
            judged anew by the rules of then and compared with what was stored; where what was \
            sent is erased, by the codes that are left and by what was heard in the note then. \
            Told is also where it went, and who was passed over.

            EXAMPLES
              relais triage explain request.json
              relais triage explain - --language nl < request.json
              relais triage explain request.json --bundle draft -o json
              relais triage explain RL-2026-000123-7/1 --data data --language fr
            """
    )

    @Argument(
        help: ArgumentHelp(
            "A file of one event, as it is published, or - for stdin; or a reference.",
            valueName: "request|ref"
        )
    )
    var request: String

    @Option(help: "The language of the words: fr, nl or en.")
    var language = "en"

    @Option(
        help: ArgumentHelp(
            "The time at which it is judged; now unless said otherwise.",
            discussion: "RFC 3339 with an offset.",
            valueName: "time"
        ),
        transform: CheckCommand.moment
    )
    var at: Moment?

    @OptionGroup var rules: TriageRules

    @OptionGroup var journal: PastOptions

    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard ["fr", "nl", "en"].contains(language) else {
            throw ValidationError("--language is fr, nl or en")
        }
    }

    func run() throws {
        guard request == "-" || access(request, F_OK) == 0 else { return try explainPast() }
        let (agency, referral) = try read()
        let bundle = try rules.read()
        let now = at ?? WallClock.now()
        let trial = bundle.trial(
            of: referral,
            hearing: bundle.reading(of: referral),
            from: agency,
            at: now
        )
        var sheet = ExplanationSheet(
            explanation: Explanation(trial, by: bundle.judge, note: Bundle.words(of: referral)),
            bundle: bundle
        )
        sheet.count(referral.legal, from: agency, at: now)
        try ExplanationSheet.show(
            [sheet],
            in: LanguageCode(language) ?? .english,
            as: output.format
        )
    }

    /// Explains the requests of the journal that the reference names.
    private func explainPast() throws {
        var search = try RequestSearch(journal.place)
        let sheets = try search.requests(RequestSearch.Reference(request))
            .map { try ExplanationSheet($0) }
        guard !sheets.isEmpty else {
            throw Trouble(
                .noInput,
                "\(PlainText.clean(request)) is no file, and the journal has no such request"
            )
        }
        try ExplanationSheet.show(
            sheets,
            in: LanguageCode(language) ?? .english,
            as: output.format
        )
    }

    /// The request of the file, and who sends it.
    private func read() throws -> (AgencyID, Referral) {
        let file = try EventFile(request, lineMax: EventDecoder.lineMax + 1)
        var bytes: [UInt8] = []
        while let line = try file.next() { bytes += line.bytes + [UInt8(ascii: "\n")] }
        guard !bytes.isEmpty, bytes.count <= EventDecoder.lineMax else {
            throw Trouble(
                .dataRefused,
                "\(file.name) was expected to be one event of at most \(EventDecoder.lineMax) bytes"
            )
        }
        do {
            guard let agency = try PostRoom.source(of: bytes) else {
                throw Trouble(
                    .dataRefused,
                    "\(file.name): no source says which agency it comes from"
                )
            }
            let event = try EventDecoder.decode(bytes[...], from: agency, at: nil)
            guard case .referral(let referral) = event.matter else {
                throw Trouble(.dataRefused, "\(file.name): the event is no request")
            }
            return (agency, referral)
        } catch let refusal as EventRefusal {
            throw Trouble(.dataRefused, "\(file.name): \(refusal.field ?? ""): \(refusal.detail)")
        } catch let fault as JSONFault {
            throw Trouble(.dataRefused, "\(file.name): \(fault.sentence)")
        }
    }
}

/// The folder of the rules that a request is judged by, with what reads notes.
struct TriageRules: ParsableArguments {
    @Option(
        help: ArgumentHelp("The folder of the rules, with its folder signals.", valueName: "dir")
    )
    var bundle = "config/bundle"

    /// The rules.
    func read() throws -> Bundle { try BundleSource(folder: bundle).bundle }
}
