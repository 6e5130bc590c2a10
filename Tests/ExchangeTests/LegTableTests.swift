import Exchange
import Referrals
import Testing

@Suite struct `The machine of a leg` {
    @Test(arguments: LegStand.allCases)
    func `has a row for everything that can happen where it stands`(stand: LegStand) {
        #expect(LegTable.of(stand).rows.map(\.move) == LegMove.allCases.map(\.name))
    }

    @Test(arguments: LegStand.allCases)
    func `moves on as its table says`(stand: LegStand) throws {
        for move in LegMove.allCases {
            var scene = try stand.scene()
            let outcome = MoveTable.outcome { try move.happen(in: &scene) }
            #expect(outcome == LegTable.of(stand).outcome(of: move.name), "\(move.name)")
            #expect(scene.board.checkInvariants() == [], "\(move.name)")
            #expect(scene.replayed().state == scene.board.state, "\(move.name)")
        }
    }
}
