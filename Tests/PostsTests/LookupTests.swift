import Exchange
import Posts
import Referrals
import Testing
import Wire

@Suite struct `A lookup` {
    private static let number = EnterpriseNumber("0403019261")

    private static func journey(
        _ scene: inout RecorderScene,
        _ name: CaseName,
        by agency: String = "north"
    ) throws -> [LegLine]? {
        switch try scene.ask("agency:\(agency)", .lookup(name)) {
        case .journey(let legs, _): return legs
        case .error(let error):
            #expect(error.error == .notFound)
            return nil
        default:
            Issue.record("the reply is neither a journey nor an error")
            return nil
        }
    }

    @Test func `finds a case by its reference`() throws {
        var scene = try RecorderScene.accepted()
        let legs = try #require(try Self.journey(&scene, .reference(RecorderScene.file)))
        #expect(legs.map(\.state) == [.accepted])
        #expect(legs.map(\.partner) == [partner("money")])
    }

    @Test func `finds a case by the agency's reference`() throws {
        var scene = try RecorderScene.accepted()
        #expect(try Self.journey(&scene, .agencyRef(Confidential("r1")))?.count == 1)
        #expect(try Self.journey(&scene, .agencyRef(Confidential("r2"))) == nil)
    }

    @Test func `finds an open case by its enterprise`() throws {
        let number = try #require(Self.number)
        var scene = RecorderScene()
        try scene.publish(
            SampleEvents.request("e1", more: #","enterprise":{"bce":"0403019261"}"#)
        )
        #expect(try Self.journey(&scene, .enterprise(number))?.count == 1)
    }

    @Test func `says of another's case what it says of none`() throws {
        var scene = try RecorderScene.accepted()
        let none = CaseID(year: 2026, number: 9)
        #expect(try Self.journey(&scene, .reference(RecorderScene.file), by: "south") == nil)
        #expect(try Self.journey(&scene, .reference(none)) == nil)
        let other = CaseName.agencyRef(Confidential("r1"))
        #expect(try Self.journey(&scene, other, by: "south") == nil)
    }
}
