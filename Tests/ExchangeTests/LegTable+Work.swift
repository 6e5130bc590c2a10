// What follows while a partner that accepted has it.
extension LegTable {
    static let accepted = MoveTable(
        """
        request                   | request, joined 1 soon, told alfa content_changed
        request, urgent           | request, joined 1 urgent, sharpened urgent, told alfa
                                  | content_changed
        status contacted          | status contacted
        status appointment        | status appointment
        status no_show            | status no_show
        status legal_state        | status legal_state
        status aid_decided        | status aid_decided
        status phase              | status phase
        status withdrawn          | status withdrawn, asked to stop, told alfa cancel_requested
        status consent_given      | status consent_given, consent given
        status consent_withdrawn  | status consent_withdrawn, consent withdrawn, ended recalled,
                                  | told alfa consent_withdrawn, placed nowhere blocked_by_consent
        status closed             | refused legs_open
        status signal             | status signal
        correct words             | corrected, told alfa content_changed
        correct sooner            | corrected, joined 1 urgent, sharpened urgent, told alfa
                                  | content_changed
        correct another need      | corrected, asked to stop, told alfa cancel_requested, leg info,
                                  | placed desk unrouted
        correct less consent      | corrected, ended recalled, told alfa consent_withdrawn, placed
                                  | nowhere blocked_by_consent
        correct entered in error  | retracted, asked to stop, told alfa cancel_requested
        correct status in error   | retracted
        correct of a correction   | refused not_correctable
        answer accept             | refused lease_lost
        answer decline            | refused lease_lost
        answer return             | refused lease_lost
        report contact            | reported contact
        report schedule           | reported schedule
        report no_show            | reported no_show
        report start              | reported start
        report hold               | reported hold
        report resume             | refused accepted, may contact schedule no_show start hold
                                  | complete fail redirect decline_late
        report complete           | reported complete, closed helped_full, case closed
        report fail               | reported fail, closed unreachable, case closed
        report redirect           | reported redirect, ended redirected, placed charlie
        report decline_late       | reported decline_late, declined, placed bravo
        report confirm_cancel     | refused accepted, may contact schedule no_show start hold
                                  | complete fail redirect decline_late
        report refuse_cancel      | refused accepted, may contact schedule no_show start hold
                                  | complete fail redirect decline_late
        report redirect, need     | reported redirect, closed redirected, leg hr, placed desk
                                  | unrouted
        open                      | content opened
        ack                       | -
        lease lapses              | -
        time to answer            | -
        time due                  | -
        time handle               | overdue handle, stepped remind, told alfa reminder
        time nextStep             | overdue handle, stepped remind, told alfa reminder
        time hold                 | overdue handle, stepped remind, told alfa reminder
        merge into another        | merged, joined 1 soon, closed duplicate, case closed
        merge of another          | merged, joined 1 soon, closed duplicate, case closed
        order reroute             | ordered, ended rerouted, told alfa recalled, placed charlie
        order reroute to the desk | ordered, ended rerouted, told alfa recalled, placed desk
                                  | unrouted
        order withdraw            | refused wrong_state
        order close               | ordered, closed duplicate, told alfa recalled, case closed
        order replay              | refused wrong_state
        order resolve             | refused wrong_state
        """
    )

    static let inProgress = MoveTable(
        """
        request                   | request, joined 1 soon, told alfa content_changed
        request, urgent           | request, joined 1 urgent, sharpened urgent, told alfa
                                  | content_changed
        status contacted          | status contacted
        status appointment        | status appointment
        status no_show            | status no_show
        status legal_state        | status legal_state
        status aid_decided        | status aid_decided
        status phase              | status phase
        status withdrawn          | status withdrawn, asked to stop, told alfa cancel_requested
        status consent_given      | status consent_given, consent given
        status consent_withdrawn  | status consent_withdrawn, consent withdrawn, ended recalled,
                                  | told alfa consent_withdrawn, placed nowhere blocked_by_consent
        status closed             | refused legs_open
        status signal             | status signal
        correct words             | corrected, told alfa content_changed
        correct sooner            | corrected, joined 1 urgent, sharpened urgent, told alfa
                                  | content_changed
        correct another need      | corrected, asked to stop, told alfa cancel_requested, leg info,
                                  | placed desk unrouted
        correct less consent      | corrected, ended recalled, told alfa consent_withdrawn, placed
                                  | nowhere blocked_by_consent
        correct entered in error  | retracted, asked to stop, told alfa cancel_requested
        correct status in error   | retracted
        correct of a correction   | refused not_correctable
        answer accept             | refused lease_lost
        answer decline            | refused lease_lost
        answer return             | refused lease_lost
        report contact            | reported contact
        report schedule           | reported schedule
        report no_show            | reported no_show
        report start              | refused in_progress, may contact schedule no_show hold complete
                                  | fail redirect decline_late
        report hold               | reported hold
        report resume             | refused in_progress, may contact schedule no_show hold complete
                                  | fail redirect decline_late
        report complete           | reported complete, closed helped_full, case closed
        report fail               | reported fail, closed unreachable, case closed
        report redirect           | reported redirect, ended redirected, placed charlie
        report decline_late       | reported decline_late, declined, placed bravo
        report confirm_cancel     | refused in_progress, may contact schedule no_show hold complete
                                  | fail redirect decline_late
        report refuse_cancel      | refused in_progress, may contact schedule no_show hold complete
                                  | fail redirect decline_late
        report redirect, need     | reported redirect, closed redirected, leg hr, placed desk
                                  | unrouted
        open                      | content opened
        ack                       | -
        lease lapses              | -
        time to answer            | -
        time due                  | -
        time handle               | -
        time nextStep             | overdue nextStep, stepped remind, told alfa reminder
        time hold                 | overdue nextStep, stepped remind, told alfa reminder
        merge into another        | merged, joined 1 soon, closed duplicate, case closed
        merge of another          | merged, joined 1 soon, closed duplicate, case closed
        order reroute             | ordered, ended rerouted, told alfa recalled, placed charlie
        order reroute to the desk | ordered, ended rerouted, told alfa recalled, placed desk
                                  | unrouted
        order withdraw            | refused wrong_state
        order close               | ordered, closed duplicate, told alfa recalled, case closed
        order replay              | refused wrong_state
        order resolve             | refused wrong_state
        """
    )

    static let waitlisted = MoveTable(
        """
        request                   | request, joined 1 soon, told alfa content_changed
        request, urgent           | request, joined 1 urgent, sharpened urgent, told alfa
                                  | content_changed
        status contacted          | status contacted
        status appointment        | status appointment
        status no_show            | status no_show
        status legal_state        | status legal_state
        status aid_decided        | status aid_decided
        status phase              | status phase
        status withdrawn          | status withdrawn, asked to stop, told alfa cancel_requested
        status consent_given      | status consent_given, consent given
        status consent_withdrawn  | status consent_withdrawn, consent withdrawn, ended recalled,
                                  | told alfa consent_withdrawn, placed nowhere blocked_by_consent
        status closed             | refused legs_open
        status signal             | status signal
        correct words             | corrected, told alfa content_changed
        correct sooner            | corrected, joined 1 urgent, sharpened urgent, told alfa
                                  | content_changed
        correct another need      | corrected, asked to stop, told alfa cancel_requested, leg info,
                                  | placed desk unrouted
        correct less consent      | corrected, ended recalled, told alfa consent_withdrawn, placed
                                  | nowhere blocked_by_consent
        correct entered in error  | retracted, asked to stop, told alfa cancel_requested
        correct status in error   | retracted
        correct of a correction   | refused not_correctable
        answer accept             | refused lease_lost
        answer decline            | refused lease_lost
        answer return             | refused lease_lost
        report contact            | reported contact
        report schedule           | refused on_hold, may contact resume complete fail redirect
                                  | decline_late
        report no_show            | refused on_hold, may contact resume complete fail redirect
                                  | decline_late
        report start              | refused on_hold, may contact resume complete fail redirect
                                  | decline_late
        report hold               | refused on_hold, may contact resume complete fail redirect
                                  | decline_late
        report resume             | reported resume
        report complete           | reported complete, closed helped_full, case closed
        report fail               | reported fail, closed unreachable, case closed
        report redirect           | reported redirect, ended redirected, placed charlie
        report decline_late       | reported decline_late, declined, placed bravo
        report confirm_cancel     | refused on_hold, may contact resume complete fail redirect
                                  | decline_late
        report refuse_cancel      | refused on_hold, may contact resume complete fail redirect
                                  | decline_late
        report redirect, need     | reported redirect, closed redirected, leg hr, placed desk
                                  | unrouted
        open                      | content opened
        ack                       | -
        lease lapses              | -
        time to answer            | -
        time due                  | -
        time handle               | overdue handle, stepped remind, told alfa reminder
        time nextStep             | overdue handle, stepped remind, told alfa reminder
        time hold                 | overdue handle, stepped remind, told alfa reminder
        merge into another        | merged, joined 1 soon, closed duplicate, case closed
        merge of another          | merged, joined 1 soon, closed duplicate, case closed
        order reroute             | ordered, ended rerouted, told alfa recalled, placed charlie
        order reroute to the desk | ordered, ended rerouted, told alfa recalled, placed desk
                                  | unrouted
        order withdraw            | refused wrong_state
        order close               | ordered, closed duplicate, told alfa recalled, case closed
        order replay              | refused wrong_state
        order resolve             | refused wrong_state
        """
    )

    static let waitingClient = MoveTable(
        """
        request                   | request, joined 1 soon, told alfa content_changed
        request, urgent           | request, joined 1 urgent, sharpened urgent, told alfa
                                  | content_changed
        status contacted          | status contacted
        status appointment        | status appointment
        status no_show            | status no_show
        status legal_state        | status legal_state
        status aid_decided        | status aid_decided
        status phase              | status phase
        status withdrawn          | status withdrawn, asked to stop, told alfa cancel_requested
        status consent_given      | status consent_given, consent given
        status consent_withdrawn  | status consent_withdrawn, consent withdrawn, ended recalled,
                                  | told alfa consent_withdrawn, placed nowhere blocked_by_consent
        status closed             | refused legs_open
        status signal             | status signal
        correct words             | corrected, told alfa content_changed
        correct sooner            | corrected, joined 1 urgent, sharpened urgent, told alfa
                                  | content_changed
        correct another need      | corrected, asked to stop, told alfa cancel_requested, leg info,
                                  | placed desk unrouted
        correct less consent      | corrected, ended recalled, told alfa consent_withdrawn, placed
                                  | nowhere blocked_by_consent
        correct entered in error  | retracted, asked to stop, told alfa cancel_requested
        correct status in error   | retracted
        correct of a correction   | refused not_correctable
        answer accept             | refused lease_lost
        answer decline            | refused lease_lost
        answer return             | refused lease_lost
        report contact            | reported contact
        report schedule           | refused on_hold, may contact resume complete fail redirect
                                  | decline_late
        report no_show            | refused on_hold, may contact resume complete fail redirect
                                  | decline_late
        report start              | refused on_hold, may contact resume complete fail redirect
                                  | decline_late
        report hold               | refused on_hold, may contact resume complete fail redirect
                                  | decline_late
        report resume             | reported resume
        report complete           | reported complete, closed helped_full, case closed
        report fail               | reported fail, closed unreachable, case closed
        report redirect           | reported redirect, ended redirected, placed charlie
        report decline_late       | reported decline_late, declined, placed bravo
        report confirm_cancel     | refused on_hold, may contact resume complete fail redirect
                                  | decline_late
        report refuse_cancel      | refused on_hold, may contact resume complete fail redirect
                                  | decline_late
        report redirect, need     | reported redirect, closed redirected, leg hr, placed desk
                                  | unrouted
        open                      | content opened
        ack                       | -
        lease lapses              | -
        time to answer            | -
        time due                  | -
        time handle               | -
        time nextStep             | -
        time hold                 | overdue hold, stepped remind, told alfa reminder
        merge into another        | merged, joined 1 soon, closed duplicate, case closed
        merge of another          | merged, joined 1 soon, closed duplicate, case closed
        order reroute             | ordered, ended rerouted, told alfa recalled, placed charlie
        order reroute to the desk | ordered, ended rerouted, told alfa recalled, placed desk
                                  | unrouted
        order withdraw            | refused wrong_state
        order close               | ordered, closed duplicate, told alfa recalled, case closed
        order replay              | refused wrong_state
        order resolve             | refused wrong_state
        """
    )

    static let heldByPartner = MoveTable(
        """
        request                   | request, joined 1 soon, told alfa content_changed
        request, urgent           | request, joined 1 urgent, sharpened urgent, told alfa
                                  | content_changed
        status contacted          | status contacted
        status appointment        | status appointment
        status no_show            | status no_show
        status legal_state        | status legal_state
        status aid_decided        | status aid_decided
        status phase              | status phase
        status withdrawn          | status withdrawn, asked to stop, told alfa cancel_requested
        status consent_given      | status consent_given, consent given
        status consent_withdrawn  | status consent_withdrawn, consent withdrawn, ended recalled,
                                  | told alfa consent_withdrawn, placed nowhere blocked_by_consent
        status closed             | refused legs_open
        status signal             | status signal
        correct words             | corrected, told alfa content_changed
        correct sooner            | corrected, joined 1 urgent, sharpened urgent, told alfa
                                  | content_changed
        correct another need      | corrected, asked to stop, told alfa cancel_requested, leg info,
                                  | placed desk unrouted
        correct less consent      | corrected, ended recalled, told alfa consent_withdrawn, placed
                                  | nowhere blocked_by_consent
        correct entered in error  | retracted, asked to stop, told alfa cancel_requested
        correct status in error   | retracted
        correct of a correction   | refused not_correctable
        answer accept             | refused lease_lost
        answer decline            | refused lease_lost
        answer return             | refused lease_lost
        report contact            | reported contact
        report schedule           | refused on_hold, may contact resume complete fail redirect
                                  | decline_late
        report no_show            | refused on_hold, may contact resume complete fail redirect
                                  | decline_late
        report start              | refused on_hold, may contact resume complete fail redirect
                                  | decline_late
        report hold               | refused on_hold, may contact resume complete fail redirect
                                  | decline_late
        report resume             | reported resume
        report complete           | reported complete, closed helped_full, case closed
        report fail               | reported fail, closed unreachable, case closed
        report redirect           | reported redirect, ended redirected, placed charlie
        report decline_late       | reported decline_late, declined, placed bravo
        report confirm_cancel     | refused on_hold, may contact resume complete fail redirect
                                  | decline_late
        report refuse_cancel      | refused on_hold, may contact resume complete fail redirect
                                  | decline_late
        report redirect, need     | reported redirect, closed redirected, leg hr, placed desk
                                  | unrouted
        open                      | content opened
        ack                       | -
        lease lapses              | -
        time to answer            | -
        time due                  | -
        time handle               | overdue handle, stepped remind, told alfa reminder
        time nextStep             | overdue handle, stepped remind, told alfa reminder
        time hold                 | overdue handle, stepped remind, told alfa reminder
        merge into another        | merged, joined 1 soon, closed duplicate, case closed
        merge of another          | merged, joined 1 soon, closed duplicate, case closed
        order reroute             | ordered, ended rerouted, told alfa recalled, placed charlie
        order reroute to the desk | ordered, ended rerouted, told alfa recalled, placed desk
                                  | unrouted
        order withdraw            | refused wrong_state
        order close               | ordered, closed duplicate, told alfa recalled, case closed
        order replay              | refused wrong_state
        order resolve             | refused wrong_state
        """
    )
}
