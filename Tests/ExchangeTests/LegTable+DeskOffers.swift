// What follows while the desk of last resort is offered the leg.
extension LegTable {
    static let offeredToDesk = MoveTable(
        """
        request                   | request, joined 1 soon
        request, urgent           | request, joined 1 urgent, sharpened urgent
        status contacted          | status contacted
        status appointment        | status appointment
        status no_show            | status no_show
        status legal_state        | status legal_state
        status aid_decided        | status aid_decided
        status phase              | status phase
        status withdrawn          | status withdrawn, ended recalled, told desk recalled, closed
                                  | withdrawn, case closed
        status consent_given      | status consent_given, consent given
        status consent_withdrawn  | status consent_withdrawn, consent withdrawn, ended recalled,
                                  | told desk recalled, placed nowhere blocked_by_consent
        status closed             | status closed, ended recalled, told desk recalled, closed
                                  | no_longer_needed, case closed
        status signal             | status signal
        correct words             | corrected
        correct sooner            | corrected, joined 1 urgent, sharpened urgent
        correct another need      | corrected, ended recalled, told desk recalled, closed withdrawn,
                                  | leg info, placed desk unrouted
        correct less consent      | corrected, ended recalled, told desk recalled, placed nowhere
                                  | blocked_by_consent
        correct entered in error  | retracted, ended recalled, told desk recalled, closed withdrawn,
                                  | case closed
        correct status in error   | retracted
        correct of a correction   | refused not_correctable
        answer accept             | accepted
        answer decline            | declined, placed desk unrouted
        answer return             | ended returned
        report contact            | refused not_found
        report schedule           | refused not_found
        report no_show            | refused not_found
        report start              | refused not_found
        report hold               | refused not_found
        report resume             | refused not_found
        report complete           | refused not_found
        report fail               | refused not_found
        report redirect           | refused not_found
        report decline_late       | refused not_found
        report confirm_cancel     | refused not_found
        report refuse_cancel      | refused not_found
        report redirect, need     | refused not_found
        open                      | refused not_found
        ack                       | -
        lease lapses              | ended lapsed
        time to answer            | ended expired, told desk recalled, placed desk unrouted
        time due                  | ended expired, told desk recalled, placed desk unrouted
        time handle               | ended expired, told desk recalled, placed desk unrouted
        time nextStep             | ended expired, told desk recalled, placed desk unrouted
        time hold                 | ended expired, told desk recalled, placed desk unrouted
        merge into another        | merged, joined 1 soon, ended recalled, told desk recalled,
                                  | closed duplicate, case closed
        merge of another          | merged, joined 1 soon, closed duplicate, case closed
        order reroute             | ordered, ended rerouted, told desk recalled, placed charlie
        order reroute to the desk | ordered
        order withdraw            | ordered, ended recalled, told desk recalled, placed desk
                                  | unrouted
        order close               | ordered, ended recalled, told desk recalled, closed duplicate,
                                  | case closed
        order replay              | refused wrong_state
        order resolve             | refused wrong_state
        """
    )

    static let raisedOffered = MoveTable(
        """
        request                   | request, joined 1 soon
        request, urgent           | request, joined 1 urgent, sharpened urgent
        status contacted          | status contacted
        status appointment        | status appointment
        status no_show            | status no_show
        status legal_state        | status legal_state
        status aid_decided        | status aid_decided
        status phase              | status phase
        status withdrawn          | status withdrawn, ended recalled, told desk recalled, closed
                                  | withdrawn, case closed
        status consent_given      | status consent_given, consent given
        status consent_withdrawn  | status consent_withdrawn, consent withdrawn, ended recalled,
                                  | told desk recalled, placed desk blocked_by_consent
        status closed             | status closed, ended recalled, told desk recalled, closed
                                  | no_longer_needed, case closed
        status signal             | status signal
        correct words             | corrected
        correct sooner            | corrected, joined 1 urgent, sharpened urgent
        correct another need      | corrected, ended recalled, told desk recalled, closed withdrawn,
                                  | leg info, placed desk unrouted
        correct less consent      | corrected, ended recalled, told desk recalled, placed desk
                                  | blocked_by_consent
        correct entered in error  | retracted, ended recalled, told desk recalled, closed withdrawn,
                                  | case closed
        correct status in error   | retracted
        correct of a correction   | refused not_correctable
        answer accept             | accepted
        answer decline            | declined, placed desk unrouted
        answer return             | ended returned
        report contact            | refused not_found
        report schedule           | refused not_found
        report no_show            | refused not_found
        report start              | refused not_found
        report hold               | refused not_found
        report resume             | refused not_found
        report complete           | refused not_found
        report fail               | refused not_found
        report redirect           | refused not_found
        report decline_late       | refused not_found
        report confirm_cancel     | refused not_found
        report refuse_cancel      | refused not_found
        report redirect, need     | refused not_found
        open                      | refused not_found
        ack                       | -
        lease lapses              | ended lapsed
        time to answer            | ended expired, told desk recalled, placed desk unrouted
        time due                  | ended expired, told desk recalled, placed desk unrouted
        time handle               | ended expired, told desk recalled, placed desk unrouted
        time nextStep             | ended expired, told desk recalled, placed desk unrouted
        time hold                 | ended expired, told desk recalled, placed desk unrouted
        merge into another        | merged, joined 1 soon, ended recalled, told desk recalled,
                                  | closed duplicate, case closed
        merge of another          | merged, joined 1 soon, closed duplicate, case closed
        order reroute             | ordered, ended rerouted, told desk recalled, placed charlie
        order reroute to the desk | ordered
        order withdraw            | ordered, ended recalled, told desk recalled, placed desk
                                  | unrouted
        order close               | ordered, ended recalled, told desk recalled, closed duplicate,
                                  | case closed
        order replay              | refused wrong_state
        order resolve             | refused wrong_state
        """
    )

    static let deadOffered = MoveTable(
        """
        request                   | request, joined 1 soon
        request, urgent           | request, joined 1 urgent, sharpened urgent
        status contacted          | status contacted
        status appointment        | status appointment
        status no_show            | status no_show
        status legal_state        | status legal_state
        status aid_decided        | status aid_decided
        status phase              | status phase
        status withdrawn          | status withdrawn, ended recalled, told desk recalled, closed
                                  | withdrawn, case closed
        status consent_given      | status consent_given, consent given
        status consent_withdrawn  | status consent_withdrawn, consent withdrawn, ended recalled,
                                  | told desk recalled, placed nowhere blocked_by_consent
        status closed             | status closed, ended recalled, told desk recalled, closed
                                  | no_longer_needed, case closed
        status signal             | status signal
        correct words             | corrected
        correct sooner            | corrected, joined 1 urgent, sharpened urgent
        correct another need      | corrected, ended recalled, told desk recalled, closed withdrawn,
                                  | leg info, placed desk unrouted
        correct less consent      | corrected, ended recalled, told desk recalled, placed nowhere
                                  | blocked_by_consent
        correct entered in error  | retracted, ended recalled, told desk recalled, closed withdrawn,
                                  | case closed
        correct status in error   | retracted
        correct of a correction   | refused not_correctable
        answer accept             | accepted
        answer decline            | declined, placed desk dead
        answer return             | ended returned
        report contact            | refused not_found
        report schedule           | refused not_found
        report no_show            | refused not_found
        report start              | refused not_found
        report hold               | refused not_found
        report resume             | refused not_found
        report complete           | refused not_found
        report fail               | refused not_found
        report redirect           | refused not_found
        report decline_late       | refused not_found
        report confirm_cancel     | refused not_found
        report refuse_cancel      | refused not_found
        report redirect, need     | refused not_found
        open                      | refused not_found
        ack                       | -
        lease lapses              | ended lapsed
        time to answer            | ended expired, told desk recalled, placed desk dead
        time due                  | ended expired, told desk recalled, placed desk dead
        time handle               | ended expired, told desk recalled, placed desk dead
        time nextStep             | ended expired, told desk recalled, placed desk dead
        time hold                 | ended expired, told desk recalled, placed desk dead
        merge into another        | merged, joined 1 soon, ended recalled, told desk recalled,
                                  | closed duplicate, case closed
        merge of another          | merged, joined 1 soon, closed duplicate, case closed
        order reroute             | ordered, ended rerouted, told desk recalled, replayed, placed
                                  | charlie
        order reroute to the desk | ordered, ended rerouted, told desk recalled, replayed, placed
                                  | desk unrouted
        order withdraw            | ordered, ended recalled, told desk recalled, placed desk dead
        order close               | ordered, ended recalled, told desk recalled, closed duplicate,
                                  | case closed
        order replay              | refused wrong_state
        order resolve             | ordered, ended recalled, told desk recalled, closed other, case
                                  | closed
        """
    )

    static let heldOffered = MoveTable(
        """
        request                   | request, leg treasury.vat, placed alfa
        request, urgent           | request, leg treasury.vat, placed alfa
        status contacted          | status contacted
        status appointment        | status appointment
        status no_show            | status no_show
        status legal_state        | status legal_state
        status aid_decided        | status aid_decided
        status phase              | status phase
        status withdrawn          | status withdrawn, ended recalled, told desk recalled, closed
                                  | withdrawn, case closed
        status consent_given      | status consent_given, consent given
        status consent_withdrawn  | status consent_withdrawn, consent withdrawn
        status closed             | status closed, ended recalled, told desk recalled, closed
                                  | no_longer_needed, case closed
        status signal             | status signal
        correct words             | refused not_correctable
        correct sooner            | refused not_correctable
        correct another need      | refused not_correctable
        correct less consent      | refused not_correctable
        correct entered in error  | refused not_correctable
        correct status in error   | refused reference_not_yet_known
        correct of a correction   | refused not_correctable
        answer accept             | accepted
        answer decline            | declined, placed desk held
        answer return             | ended returned
        report contact            | refused not_found
        report schedule           | refused not_found
        report no_show            | refused not_found
        report start              | refused not_found
        report hold               | refused not_found
        report resume             | refused not_found
        report complete           | refused not_found
        report fail               | refused not_found
        report redirect           | refused not_found
        report decline_late       | refused not_found
        report confirm_cancel     | refused not_found
        report refuse_cancel      | refused not_found
        report redirect, need     | refused not_found
        open                      | refused not_found
        ack                       | -
        lease lapses              | ended lapsed
        time to answer            | ended expired, told desk recalled, placed desk held
        time due                  | ended expired, told desk recalled, placed desk held
        time handle               | ended expired, told desk recalled, placed desk held
        time nextStep             | ended expired, told desk recalled, placed desk held
        time hold                 | ended expired, told desk recalled, placed desk held
        merge into another        | merged
        merge of another          | merged
        order reroute             | refused wrong_state
        order reroute to the desk | ordered
        order withdraw            | ordered, ended recalled, told desk recalled, placed desk held
        order close               | ordered, ended recalled, told desk recalled, closed duplicate,
                                  | case closed
        order replay              | refused wrong_state
        order resolve             | ordered, ended recalled, told desk recalled, closed other, case
                                  | closed
        """
    )
}
