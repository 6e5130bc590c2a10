import Referrals
import Testing

@testable import Triage

@Suite struct `A bundle` {
    private let bundle: Bundle

    init() throws {
        bundle = try Sample.bundle()
    }

    @Test func `has the partners of its directory, in the order of their names`() {
        let names = bundle.directory.partners.map(\.name.description)
        #expect(
            names == ["calm", "desk", "hub", "law", "leaflet", "money", "north", "south", "web"]
        )
    }

    @Test func `has a desk of last resort`() {
        #expect(bundle.directory.desk.description == "desk")
        #expect(bundle.directory.partner(of: bundle.directory.desk)?.isDesk == true)
    }

    @Test func `gives a partner a queue of its own name unless it names others`() {
        #expect(
            bundle.directory.queues.map(\.description)
                == [
                    "calm", "desk", "hub.coaching", "hub.digital", "law", "money", "north", "south",
                    "web",
                ]
        )
        let hub = bundle.directory.partner(named: Sample.partner("hub"))
        #expect(hub?.queues.map(\.description) == ["hub.coaching", "hub.digital"])
        #expect(bundle.directory.partner(named: Sample.partner("leaflet"))?.queues.isEmpty == true)
    }

    @Test func `knows of a partner what its file says`() throws {
        let south = try #require(bundle.directory.partner(named: Sample.partner("south")))
        #expect(south.communes.map(\.nis) == [21_004, 21_005])
        #expect(south.languages.isEmpty)
        #expect(south.needs == [Service(need: .coaching, level: .generalist)])
        #expect(!south.isDigitalOnly)
        let money = try #require(bundle.directory.partner(named: Sample.partner("money")))
        #expect(money.languages == [.french, .dutch])
    }

    @Test func `knows how much a partner takes, in all its queues and in each`() throws {
        let money = try #require(bundle.directory.partner(named: Sample.partner("money")))
        #expect(money.capacity == Capacity(maxOpen: 30, maxPerDay: 12))
        let hub = try #require(bundle.directory.partner(named: Sample.partner("hub")))
        #expect(hub.capacity.isUnlimited)
        #expect(hub.isLimited)
        let digital = try #require(QueueID("hub.digital"))
        let coaching = try #require(QueueID("hub.coaching"))
        #expect(hub.capacity(of: digital) == Capacity(maxOpen: 4))
        #expect(hub.capacity(of: coaching).isUnlimited)
    }

    @Test func `has the terms of each class and urgency`() throws {
        #expect(bundle.deadlines.classes.map(\.name) == ["quick", "standard", "office"])
        let quick = try #require(bundle.deadlines.named("quick"))
        #expect(quick.terms(.urgent).answer == .minutes(120))
        #expect(quick.terms(.crisis).due == .minutes(15))
        #expect(bundle.deadlines.named("slow") == nil)
    }

    @Test(arguments: [
        ("agency:1819", true), ("agency:hub", false), ("partner:hub", true), ("partner:law", false),
        ("partner:desk", true), ("supervisor:pole", true), ("supervisor:1819", false),
    ])
    func `admits those whom its access names, in their role alone`(name: String, isAdmitted: Bool)
        throws
    {
        #expect(bundle.access.admits(try #require(Principal(name))) == isAdmitted)
    }

    @Test func `lets a partner take from the queues that its access names`() {
        let queues = bundle.access.queues(of: Sample.partner("hub"))
        #expect(queues.map(\.description) == ["hub.coaching"])
        #expect(bundle.access.queues(of: Sample.partner("law")).isEmpty)
    }

    @Test func `made of the same files again is the same`() throws {
        #expect(try Sample.bundle() == bundle)
    }
}

@Suite struct `A word that was mistyped` {
    private let known = ["needs", "queues", "urgency", "treasury.vat", "treasury.tax"]

    @Test(arguments: [
        ("need", "needs"), ("quues", "queues"), ("queeus", "queues"), ("urgenci", "urgency"),
        ("treasury.vta", "treasury.vat"), ("treasury.tac", "treasury.tax"),
    ])
    func `is held for the nearest`(word: String, meant: String) {
        #expect(Spelling.nearest(to: word, among: known) == meant)
    }

    @Test(arguments: ["", "colour", "x", "id", "Urgences!"])
    func `is held for none that is far away`(word: String) {
        #expect(Spelling.nearest(to: word, among: known) == nil)
    }

    @Test func `is as far away as letters must be changed`() {
        #expect(Spelling.distance(Array("kitten".utf8), Array("sitting".utf8)) == 3)
        #expect(Spelling.distance(Array("ab".utf8), Array("ba".utf8)) == 1)
        #expect(Spelling.distance([], Array("abc".utf8)) == 3)
    }
}
