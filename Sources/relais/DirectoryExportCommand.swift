import ArgumentParser
import Posts
import Referrals
import Triage

/// `relais directory export`: the directory for people, or for other directories.
struct DirectoryExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes the directory as a memorandum, or for other directories.",
        discussion: """
            The memorandum is Markdown in French or Dutch: who helps with what, and each partner \
            in whole sentences, with what is not known and when a source last said so. hsds is \
            the JSON of Open Referral's Human Services Data Specification 3.0: an array of \
            services, whose identifiers stay the same from export to export.

            EXAMPLES
              relais directory export --as memorandum --language nl > memorandum.md
              relais directory export --as hsds --bundle config/bundle > services.json
            """
    )

    /// What is written.
    enum Form: String, ExpressibleByArgument, CaseIterable {
        case memorandum
        case hsds
    }

    /// The languages of the memorandum.
    enum Tongue: String, ExpressibleByArgument, CaseIterable {
        case fr
        case nl
    }

    @Option(name: .customLong("as"), help: "What to write: memorandum or hsds.")
    var form: Form

    @Option(help: "The language of the memorandum: fr or nl; fr without.")
    var language: Tongue?

    @OptionGroup var directory: DirectoryOptions

    func validate() throws {
        guard language == nil || form == .memorandum else {
            throw ValidationError("--language is of the memorandum; hsds has no language")
        }
    }

    func run() throws {
        let bundle = try directory.rules.read()
        var output = StandardOutput()
        switch form {
        case .memorandum:
            let language = language == .nl ? LanguageCode.dutch : .french
            let memorandum = Memorandum(of: bundle.directory, in: language, on: directory.date)
            try output.write(Array(memorandum.text.utf8))
        case .hsds:
            try output.write(HSDSExport(of: bundle.directory, on: directory.date).bytes)
        }
        try output.flush()
    }
}
