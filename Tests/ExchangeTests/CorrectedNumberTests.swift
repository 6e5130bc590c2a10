import Exchange
import Referrals
import Testing
import Triage

@Suite struct `A corrected enterprise number` {
    private func scene() throws -> Scene {
        var scene = Scene()
        try scene.ask(want(.legal), bce: "X", id: "e1")
        try scene.correct("e1", to: revision(want(.legal), bce: "Y"))
        return scene
    }

    private func named(_ number: String, in scene: Scene) -> [UInt32] {
        scene.board.openCases(named: key("bce/\(number)")).map(\.id.number)
    }

    @Test func `names the case`() throws {
        let scene = try scene()
        #expect(named("Y", in: scene) == [1])
    }

    @Test func `takes the place of the one that was wrong`() throws {
        let scene = try scene()
        #expect(named("X", in: scene) == [])
    }

    @Test func `brings a request with it to the case`() throws {
        var scene = try scene()
        #expect(try scene.ask(want(.hr), bce: "Y", by: "south").first == "request")
    }

    @Test func `leaves the wrong one free for a case of its own`() throws {
        var scene = try scene()
        #expect(try scene.ask(want(.hr), bce: "X", by: "south").first == "opened")
    }

    @Test func `is what the next request is held against`() throws {
        var scene = try scene()
        #expect(throws: Refusal.enterpriseDiffers) { try scene.ask(want(.hr), bce: "X") }
        #expect(try scene.ask(want(.hr), bce: "Y").first == "request")
    }

    @Test func `is one where the request had none`() throws {
        var scene = Scene()
        try scene.ask(want(.legal), id: "e1")
        try scene.correct("e1", to: revision(want(.legal), bce: "Y"))
        #expect(throws: Refusal.enterpriseDiffers) { try scene.ask(want(.hr), bce: "X") }
    }

    @Test func `stands beside the old one where another request still says that`() throws {
        var scene = Scene()
        try scene.ask(want(.legal), bce: "X", id: "e1")
        try scene.ask(want(.legal), bce: "X", by: "south", id: "s1")
        try scene.correct("e1", to: revision(want(.legal), bce: "Y"))
        #expect(named("X", in: scene) == [1] && named("Y", in: scene) == [1])
        try scene.correct("s1", to: revision(want(.legal), bce: "Y"), by: "south")
        #expect(named("X", in: scene) == [] && named("Y", in: scene) == [1])
    }

    @Test func `that was taken out names nothing`() throws {
        var scene = try scene()
        try scene.correct("e1", to: revision(want(.legal)))
        #expect(named("Y", in: scene) == [])
        #expect(try scene.ask(want(.hr), bce: "Z").first == "request")
    }

    @Test func `of a request in error names nothing`() throws {
        var scene = try scene()
        try scene.ask(want(.hr))
        try scene.correct("e1", to: .enteredInError)
        #expect(named("Y", in: scene) == [])
    }

    @Test func `leaves the old one to the other case that it names`() throws {
        var scene = Scene()
        try scene.ask(want(.legal), ref: "r1", bce: "X")
        try scene.ask(want(.legal), ref: "s1", by: "south")
        try scene.ask(want(.hr), ref: "s1", bce: "X", by: "south", id: "s1")
        try scene.correct("s1", to: revision(want(.hr), bce: "Y"), by: "south")
        #expect(named("X", in: scene) == [1] && named("Y", in: scene) == [2])
    }

    @Test func `that is taken back again names as before`() throws {
        var scene = try scene()
        try scene.correct("e1", to: revision(want(.legal), bce: "X"))
        #expect(named("X", in: scene) == [1] && named("Y", in: scene) == [])
        #expect(scene.board.checkInvariants() == [])
    }

    @Test func `is found again after a restart`() throws {
        let scene = try scene()
        let replayed = scene.replayed()
        #expect(replayed.lookups == scene.board.lookups)
        #expect(replayed.cases == scene.board.cases)
    }
}
