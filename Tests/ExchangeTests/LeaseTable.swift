/// What follows of every move of a lease, wherever it stands.
enum LeaseTable {
    static func of(_ stand: LeaseStand) -> MoveTable {
        switch stand {
        case .held: held
        case .inGrace: inGrace
        case .ended: ended
        }
    }

    static let held = MoveTable(
        """
        accept                    | accepted; ended
        decline                   | declined, placed bravo; ended
        return                    | ended returned; ended
        answer under another name | refused lease_lost; held
        answer of another partner | refused lease_lost; held
        attach, naming it         | -; held
        attach, not naming it     | ended lapsed; ended
        take over                 | -; held
        session ends              | -; in grace
        bye                       | ended lapsed; ended
        grace passes              | -; held
        time to answer            | ended expired, told alfa recalled, placed bravo; ended
        consent withdrawn         | status consent_withdrawn, consent withdrawn, ended recalled,
                                  | told alfa recalled, placed nowhere blocked_by_consent; ended
        """
    )

    static let inGrace = MoveTable(
        """
        accept                    | accepted; ended
        decline                   | declined, placed bravo; ended
        return                    | ended returned; ended
        answer under another name | refused lease_lost; in grace
        answer of another partner | refused lease_lost; in grace
        attach, naming it         | -; held
        attach, not naming it     | ended lapsed; ended
        take over                 | -; held
        session ends              | -; in grace
        bye                       | -; in grace
        grace passes              | ended lapsed; ended
        time to answer            | ended lapsed; ended
        consent withdrawn         | status consent_withdrawn, consent withdrawn, ended recalled,
                                  | told alfa recalled, placed nowhere blocked_by_consent; ended
        """
    )

    static let ended = MoveTable(
        """
        accept                    | refused lease_lost; ended
        decline                   | refused lease_lost; ended
        return                    | refused lease_lost; ended
        answer under another name | refused lease_lost; ended
        answer of another partner | refused lease_lost; ended
        attach, naming it         | -; ended
        attach, not naming it     | -; ended
        take over                 | -; ended
        session ends              | -; ended
        bye                       | -; ended
        grace passes              | -; ended
        time to answer            | -; ended
        consent withdrawn         | status consent_withdrawn, consent withdrawn, placed nowhere
                                  | blocked_by_consent; ended
        """
    )
}
