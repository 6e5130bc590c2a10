// What follows once the desk of last resort has accepted the leg.
extension LegTable {
    static let acceptedByDesk = MoveTable(
        """
        request                   | request, joined 1 soon, told desk content_changed
        request, urgent           | request, joined 1 urgent, sharpened urgent, told desk
                                  | content_changed
        status contacted          | status contacted
        status appointment        | status appointment
        status no_show            | status no_show
        status legal_state        | status legal_state
        status aid_decided        | status aid_decided
        status phase              | status phase
        status withdrawn          | status withdrawn, asked to stop, told desk cancel_requested
        status consent_given      | status consent_given, consent given
        status consent_withdrawn  | status consent_withdrawn, consent withdrawn, ended recalled,
                                  | told desk consent_withdrawn, placed nowhere blocked_by_consent
        status closed             | refused legs_open
        status signal             | status signal
        correct words             | corrected, told desk content_changed
        correct sooner            | corrected, joined 1 urgent, sharpened urgent, told desk
                                  | content_changed
        correct another need      | corrected, asked to stop, told desk cancel_requested, leg info,
                                  | placed desk unrouted
        correct less consent      | corrected, ended recalled, told desk consent_withdrawn, placed
                                  | nowhere blocked_by_consent
        correct entered in error  | retracted, asked to stop, told desk cancel_requested
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
        report decline_late       | reported decline_late, declined, placed desk unrouted
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
        time handle               | overdue handle, stepped remind, told desk reminder
        time nextStep             | overdue handle, stepped remind, told desk reminder
        time hold                 | overdue handle, stepped remind, told desk reminder
        merge into another        | merged, joined 1 soon, closed duplicate, case closed
        merge of another          | merged, joined 1 soon, closed duplicate, case closed
        order reroute             | ordered, ended rerouted, told desk recalled, placed charlie
        order reroute to the desk | ordered
        order withdraw            | refused wrong_state
        order close               | ordered, closed duplicate, told desk recalled, case closed
        order replay              | refused wrong_state
        order resolve             | refused wrong_state
        """
    )

    static let heldAccepted = MoveTable(
        """
        request                   | request, leg treasury.vat, placed alfa
        request, urgent           | request, leg treasury.vat, placed alfa
        status contacted          | status contacted
        status appointment        | status appointment
        status no_show            | status no_show
        status legal_state        | status legal_state
        status aid_decided        | status aid_decided
        status phase              | status phase
        status withdrawn          | status withdrawn, asked to stop, told desk cancel_requested
        status consent_given      | status consent_given, consent given
        status consent_withdrawn  | status consent_withdrawn, consent withdrawn
        status closed             | refused legs_open
        status signal             | status signal
        correct words             | refused not_correctable
        correct sooner            | refused not_correctable
        correct another need      | refused not_correctable
        correct less consent      | refused not_correctable
        correct entered in error  | refused not_correctable
        correct status in error   | refused reference_not_yet_known
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
        report redirect           | reported redirect, ended redirected, placed nowhere
                                  | blocked_by_consent
        report decline_late       | reported decline_late, declined, placed desk held
        report confirm_cancel     | refused accepted, may contact schedule no_show start hold
                                  | complete fail redirect decline_late
        report refuse_cancel      | refused accepted, may contact schedule no_show start hold
                                  | complete fail redirect decline_late
        report redirect, need     | reported redirect, closed redirected, leg hr, placed nowhere
                                  | blocked_by_consent
        open                      | content opened
        ack                       | -
        lease lapses              | -
        time to answer            | -
        time due                  | overdue handle, stepped remind, told desk reminder
        time handle               | overdue handle, stepped remind, told desk reminder
        time nextStep             | overdue handle, stepped remind, told desk reminder
        time hold                 | overdue handle, stepped remind, told desk reminder
        merge into another        | merged
        merge of another          | merged
        order reroute             | refused wrong_state
        order reroute to the desk | ordered
        order withdraw            | refused wrong_state
        order close               | ordered, closed duplicate, told desk recalled, case closed
        order replay              | refused wrong_state
        order resolve             | refused wrong_state
        """
    )
}
