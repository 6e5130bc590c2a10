import Testing

extension EndToEnd {
    /// Whoever is not who they say is refused at each door, and counted; the others are served meanwhile.
    @Suite struct `Three locked stations` {
        private let region: Region
        private let agency: SteadyAgency

        init() throws {
            region = try Region(LockedInstallation())
            agency = try SteadyAgency(region)
        }

        /// Lets one kind of offender loose; what the gateway has counted, once all others were served.
        private func turnAway(_ kind: String) throws -> Figures {
            let offenders = try region.foreign("offenders.py", [kind])
            #expect(offenders.ending(within: 90) == .exit(0), "\(offenders.words)")
            let counts = try agency.finish()
            #expect(counts.stored > 1)
            return try region.stop()
        }

        @Test func `turn strangers away, whatever they call themselves`() throws {
            let figures = try turnAway("strangers")
            #expect(try figures["doorkeeper refused"] == 12)
            for door in ["intake", "desk", "control", "feed", "work", "record"] {
                #expect(try figures["\(door) not let in"] == 2)
            }
            #expect(try figures["gateway refused"] == 0)
        }

        @Test func `do not speak with who looks for another server`() throws {
            let figures = try turnAway("wrong-server")
            #expect(try figures["doorkeeper refused"] == 0)
            for door in ["intake", "desk", "control", "feed", "work", "record"] {
                #expect(try figures["\(door) not let in"] == 1)
            }
        }

        @Test func `let each key in at its own doors alone`() throws {
            // Six roles at six doors, of which seven are theirs: among them a dispatcher at record.
            #expect(try turnAway("other-domains")["doorkeeper refused"] == 30)
        }

        @Test func `take no routing id of a peer's own`() throws {
            #expect(try turnAway("routing-id")["gateway refused"] == 3)
        }

        @Test func `believe the key, and no User-Id on the wire`() throws {
            let figures = try turnAway("user-id")
            #expect(try figures["doorkeeper refused"] == 2)
            #expect(try figures["gateway unknown"] == 0)
        }

        @Test func `take no session twice, and no frame of one`() throws {
            let figures = try turnAway("replay")
            #expect(try figures["intake not let in"] == 5)
            #expect(try figures["intake links accepted"] == figures["intake ended"])
        }

        @Test func `cut who says nothing that is a handshake`() throws {
            let figures = try turnAway("noise")
            #expect(try figures["doorkeeper refused"] == 0)
            for door in ["intake", "desk", "control", "feed", "work", "record"] {
                #expect(try figures["\(door) not let in"] == 12)
            }
        }

        @Test func `cut who never finishes the handshake`() throws {
            let figures = try turnAway("unfinished")
            for door in ["intake", "desk", "control", "feed", "work", "record"] {
                #expect(try figures["\(door) not let in"] == 5)
            }
        }
    }
}
