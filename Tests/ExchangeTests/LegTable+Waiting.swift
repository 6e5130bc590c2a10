// What follows while nobody has the leg.
extension LegTable {
    static let queued = MoveTable(
        """
        request                   | request, joined 1 soon
        request, urgent           | request, joined 1 urgent, sharpened urgent
        status contacted          | status contacted
        status appointment        | status appointment
        status no_show            | status no_show
        status legal_state        | status legal_state
        status aid_decided        | status aid_decided
        status phase              | status phase
        status withdrawn          | status withdrawn, closed withdrawn, case closed
        status consent_given      | status consent_given, consent given
        status consent_withdrawn  | status consent_withdrawn, consent withdrawn, placed nowhere
                                  | blocked_by_consent
        status closed             | status closed, closed no_longer_needed, case closed
        status signal             | status signal
        correct words             | corrected
        correct sooner            | corrected, joined 1 urgent, sharpened urgent
        correct another need      | corrected, closed withdrawn, leg info, placed desk unrouted
        correct less consent      | corrected, placed nowhere blocked_by_consent
        correct entered in error  | retracted, closed withdrawn, case closed
        correct status in error   | retracted
        correct of a correction   | refused not_correctable
        answer accept             | refused lease_lost
        answer decline            | refused lease_lost
        answer return             | refused lease_lost
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
        lease lapses              | -
        time to answer            | -
        time due                  | overdue due, placed desk unrouted
        time handle               | overdue due, placed desk unrouted
        time nextStep             | overdue due, placed desk unrouted
        time hold                 | overdue due, placed desk unrouted
        merge into another        | merged, joined 1 soon, closed duplicate, case closed
        merge of another          | merged, joined 1 soon, closed duplicate, case closed
        order reroute             | ordered, placed charlie
        order reroute to the desk | ordered, placed desk unrouted
        order withdraw            | refused wrong_state
        order close               | ordered, closed duplicate, case closed
        order replay              | refused wrong_state
        order resolve             | refused wrong_state
        """
    )

    static let blocked = MoveTable(
        """
        request                   | request, joined 1 soon, placed alfa
        request, urgent           | request, joined 1 urgent, sharpened urgent, placed alfa
        status contacted          | status contacted
        status appointment        | status appointment
        status no_show            | status no_show
        status legal_state        | status legal_state
        status aid_decided        | status aid_decided
        status phase              | status phase
        status withdrawn          | status withdrawn, closed withdrawn, case closed
        status consent_given      | status consent_given, consent given, placed alfa
        status consent_withdrawn  | status consent_withdrawn, consent withdrawn
        status closed             | status closed, closed no_longer_needed, case closed
        status signal             | status signal
        correct words             | corrected
        correct sooner            | corrected, joined 1 urgent, sharpened urgent
        correct another need      | corrected, closed withdrawn, leg info, placed nowhere
                                  | blocked_by_consent
        correct less consent      | corrected
        correct entered in error  | retracted, closed withdrawn, case closed
        correct status in error   | retracted
        correct of a correction   | refused not_correctable
        answer accept             | refused lease_lost
        answer decline            | refused lease_lost
        answer return             | refused lease_lost
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
        lease lapses              | -
        time to answer            | -
        time due                  | overdue due, placed desk blocked_by_consent
        time handle               | overdue due, placed desk blocked_by_consent
        time nextStep             | overdue due, placed desk blocked_by_consent
        time hold                 | overdue due, placed desk blocked_by_consent
        merge into another        | merged, joined 1 soon, closed duplicate, case closed
        merge of another          | merged, joined 1 soon, closed duplicate, case closed
        order reroute             | refused no_consent
        order reroute to the desk | ordered, placed desk unrouted
        order withdraw            | refused wrong_state
        order close               | ordered, closed duplicate, case closed
        order replay              | refused wrong_state
        order resolve             | refused wrong_state
        """
    )

    static let behind = MoveTable(
        """
        request                   | request, joined 1 soon
        request, urgent           | request, joined 1 urgent, sharpened urgent
        status contacted          | status contacted
        status appointment        | status appointment
        status no_show            | status no_show
        status legal_state        | status legal_state
        status aid_decided        | status aid_decided
        status phase              | status phase
        status withdrawn          | status withdrawn, closed withdrawn, closed withdrawn, case
                                  | closed
        status consent_given      | status consent_given, consent given
        status consent_withdrawn  | status consent_withdrawn, consent withdrawn, placed nowhere
                                  | blocked_by_consent, placed nowhere blocked_by_consent
        status closed             | status closed, closed no_longer_needed, closed
                                  | no_longer_needed, case closed
        status signal             | status signal
        correct words             | corrected, closed withdrawn, placed alfa
        correct sooner            | corrected, closed withdrawn, joined 1 urgent, sharpened
                                  | urgent, placed alfa
        correct another need      | corrected, closed withdrawn, closed withdrawn, leg info, placed
                                  | desk unrouted
        correct less consent      | corrected, closed withdrawn, placed nowhere blocked_by_consent
        correct entered in error  | retracted, closed withdrawn, closed withdrawn, case closed
        correct status in error   | retracted
        correct of a correction   | refused not_correctable
        answer accept             | refused lease_lost
        answer decline            | refused lease_lost
        answer return             | refused lease_lost
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
        lease lapses              | -
        time to answer            | -
        time due                  | overdue due, placed desk unrouted, overdue due, placed desk
                                  | unrouted
        time handle               | overdue due, placed desk unrouted, overdue due, placed desk
                                  | unrouted
        time nextStep             | overdue due, placed desk unrouted, overdue due, placed desk
                                  | unrouted
        time hold                 | overdue due, placed desk unrouted, overdue due, placed desk
                                  | unrouted
        merge into another        | merged, joined 1 soon, closed duplicate
        merge of another          | merged, joined 1 soon, closed duplicate, case closed
        order reroute             | ordered, placed charlie
        order reroute to the desk | ordered, placed desk unrouted
        order withdraw            | refused wrong_state
        order close               | ordered, closed duplicate
        order replay              | refused wrong_state
        order resolve             | refused wrong_state
        """
    )

    static let unrouted = MoveTable(
        """
        request                   | request, joined 1 soon
        request, urgent           | request, joined 1 urgent, sharpened urgent
        status contacted          | status contacted
        status appointment        | status appointment
        status no_show            | status no_show
        status legal_state        | status legal_state
        status aid_decided        | status aid_decided
        status phase              | status phase
        status withdrawn          | status withdrawn, closed withdrawn, case closed
        status consent_given      | status consent_given, consent given
        status consent_withdrawn  | status consent_withdrawn, consent withdrawn, placed nowhere
                                  | blocked_by_consent
        status closed             | status closed, closed no_longer_needed, case closed
        status signal             | status signal
        correct words             | corrected
        correct sooner            | corrected, joined 1 urgent, sharpened urgent
        correct another need      | corrected, closed withdrawn, leg info, placed desk unrouted
        correct less consent      | corrected, placed nowhere blocked_by_consent
        correct entered in error  | retracted, closed withdrawn, case closed
        correct status in error   | retracted
        correct of a correction   | refused not_correctable
        answer accept             | refused lease_lost
        answer decline            | refused lease_lost
        answer return             | refused lease_lost
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
        lease lapses              | -
        time to answer            | -
        time due                  | overdue due
        time handle               | overdue due
        time nextStep             | overdue due
        time hold                 | overdue due
        merge into another        | merged, joined 1 soon, closed duplicate, case closed
        merge of another          | merged, joined 1 soon, closed duplicate, case closed
        order reroute             | ordered, placed charlie
        order reroute to the desk | ordered
        order withdraw            | refused wrong_state
        order close               | ordered, closed duplicate, case closed
        order replay              | ordered, replayed, placed desk unrouted
        order resolve             | refused wrong_state
        """
    )

    static let outside = MoveTable(
        """
        request                   | request, joined 1 soon
        request, urgent           | request, joined 1 urgent, sharpened urgent
        status contacted          | status contacted
        status appointment        | status appointment
        status no_show            | status no_show
        status legal_state        | status legal_state
        status aid_decided        | status aid_decided
        status phase              | status phase
        status withdrawn          | status withdrawn, closed withdrawn, case closed
        status consent_given      | status consent_given, consent given
        status consent_withdrawn  | status consent_withdrawn, consent withdrawn
        status closed             | status closed, closed no_longer_needed, case closed
        status signal             | status signal
        correct words             | corrected
        correct sooner            | corrected, joined 1 urgent, sharpened urgent
        correct another need      | corrected, closed withdrawn, leg info, placed desk unrouted
        correct less consent      | corrected
        correct entered in error  | retracted, closed withdrawn, case closed
        correct status in error   | retracted
        correct of a correction   | refused not_correctable
        answer accept             | refused lease_lost
        answer decline            | refused lease_lost
        answer return             | refused lease_lost
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
        lease lapses              | -
        time to answer            | -
        time due                  | overdue due
        time handle               | overdue due
        time nextStep             | overdue due
        time hold                 | overdue due
        merge into another        | merged
        merge of another          | merged
        order reroute             | refused wrong_state
        order reroute to the desk | ordered
        order withdraw            | refused wrong_state
        order close               | ordered, closed duplicate, case closed
        order replay              | refused wrong_state
        order resolve             | refused wrong_state
        """
    )
}
