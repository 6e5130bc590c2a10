import Foundation
import Testing

extension EndToEnd {
    /// The published contract before judges that are not ours: the jsonschema package of Python, and
    /// AsyncAPI's own schema.
    @Suite struct `The published contract` {
        @Test func `says of every event what the decoder says, but for what its list excepts`()
            throws
        {
            let installation = try Installation()
            let arguments = [Repository.program, installation.folder]
            try judge("events", arguments, in: installation, within: 240)
        }

        @Test func `describes the golden messages, and its own examples are good`() throws {
            try judge("messages", [], in: Installation(), within: 60)
        }

        @Test func `describes all that a server sends`() throws {
            let installation = try Installation()
            let server = try installation.serve()
            let ready = server.ready
            let places = [ready.intake, ready.desk, ready.control, ready.feed]
            try judge("live", places, in: installation, within: 60)
            server.stop()
        }

        @Test func `says of headers and of a partner's lines what a server says`() throws {
            let installation = try Installation()
            let server = try installation.serve()
            try judge(
                "peers",
                [server.ready.intake, server.ready.desk],
                in: installation,
                within: 120
            )
            server.stop()
        }

        @Test func `is an AsyncAPI document whose references lead somewhere`() throws {
            try judge("asyncapi", [], in: Installation(), within: 60)
        }

        private func judge(
            _ script: String,
            _ arguments: [String],
            in installation: Installation,
            within seconds: Double
        ) throws {
            let path = Repository.file("Tests/EndToEndTests/Foreign/judge/\(script).py")
            let run = try installation.foreign(path, arguments)
            let ending = run.ending(within: seconds)
            #expect(ending == .exit(0), "\(run.words.prefix(4_000))")
        }
    }
}
