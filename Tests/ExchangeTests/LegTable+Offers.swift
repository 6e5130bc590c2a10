// What follows while it is widened or offered, when its partner was asked to stop, and after its end.
extension LegTable {
    static let widened = MoveTable(
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

    static let offeredToSeveral = MoveTable(
        """
        request                   | request, joined 1 soon
        request, urgent           | request, joined 1 urgent, sharpened urgent
        status contacted          | status contacted
        status appointment        | status appointment
        status no_show            | status no_show
        status legal_state        | status legal_state
        status aid_decided        | status aid_decided
        status phase              | status phase
        status withdrawn          | status withdrawn, ended recalled, told alfa recalled, ended
                                  | recalled, told bravo recalled, closed withdrawn, case closed
        status consent_given      | status consent_given, consent given
        status consent_withdrawn  | status consent_withdrawn, consent withdrawn, ended recalled,
                                  | told alfa recalled, ended recalled, told bravo recalled, placed
                                  | nowhere blocked_by_consent
        status closed             | status closed, ended recalled, told alfa recalled, ended
                                  | recalled, told bravo recalled, closed no_longer_needed, case
                                  | closed
        status signal             | status signal
        correct words             | corrected
        correct sooner            | corrected, joined 1 urgent, sharpened urgent
        correct another need      | corrected, ended recalled, told alfa recalled, ended recalled,
                                  | told bravo recalled, closed withdrawn, leg info, placed desk
                                  | unrouted
        correct less consent      | corrected, ended recalled, told alfa recalled, ended recalled,
                                  | told bravo recalled, placed nowhere blocked_by_consent
        correct entered in error  | retracted, ended recalled, told alfa recalled, ended recalled,
                                  | told bravo recalled, closed withdrawn, case closed
        correct status in error   | retracted
        correct of a correction   | refused not_correctable
        answer accept             | ended outrun, told bravo recalled, accepted
        answer decline            | declined, placed bravo
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
        time to answer            | ended expired, told alfa recalled, ended expired, told bravo
                                  | recalled, placed desk unrouted
        time due                  | ended expired, told alfa recalled, ended expired, told bravo
                                  | recalled, placed desk unrouted
        time handle               | ended expired, told alfa recalled, ended expired, told bravo
                                  | recalled, placed desk unrouted
        time nextStep             | ended expired, told alfa recalled, ended expired, told bravo
                                  | recalled, placed desk unrouted
        time hold                 | ended expired, told alfa recalled, ended expired, told bravo
                                  | recalled, placed desk unrouted
        merge into another        | merged, joined 1 soon, ended recalled, told alfa recalled,
                                  | ended recalled, told bravo recalled, closed duplicate, case
                                  | closed
        merge of another          | merged, joined 1 soon, closed duplicate, case closed
        order reroute             | ordered, ended rerouted, told alfa recalled, ended rerouted,
                                  | told bravo recalled, placed charlie
        order reroute to the desk | ordered, ended rerouted, told alfa recalled, ended rerouted,
                                  | told bravo recalled, placed desk unrouted
        order withdraw            | ordered, ended recalled, told alfa recalled, ended recalled,
                                  | told bravo recalled, placed alfa+bravo
        order close               | ordered, ended recalled, told alfa recalled, ended recalled,
                                  | told bravo recalled, closed duplicate, case closed
        order replay              | refused wrong_state
        order resolve             | refused wrong_state
        """
    )

    static let offered = MoveTable(
        """
        request                   | request, joined 1 soon
        request, urgent           | request, joined 1 urgent, sharpened urgent
        status contacted          | status contacted
        status appointment        | status appointment
        status no_show            | status no_show
        status legal_state        | status legal_state
        status aid_decided        | status aid_decided
        status phase              | status phase
        status withdrawn          | status withdrawn, ended recalled, told alfa recalled, closed
                                  | withdrawn, case closed
        status consent_given      | status consent_given, consent given
        status consent_withdrawn  | status consent_withdrawn, consent withdrawn, ended recalled,
                                  | told alfa recalled, placed nowhere blocked_by_consent
        status closed             | status closed, ended recalled, told alfa recalled, closed
                                  | no_longer_needed, case closed
        status signal             | status signal
        correct words             | corrected
        correct sooner            | corrected, joined 1 urgent, sharpened urgent
        correct another need      | corrected, ended recalled, told alfa recalled, closed
                                  | withdrawn, leg info, placed desk unrouted
        correct less consent      | corrected, ended recalled, told alfa recalled, placed nowhere
                                  | blocked_by_consent
        correct entered in error  | retracted, ended recalled, told alfa recalled, closed
                                  | withdrawn, case closed
        correct status in error   | retracted
        correct of a correction   | refused not_correctable
        answer accept             | accepted
        answer decline            | declined, placed bravo
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
        time to answer            | ended expired, told alfa recalled, placed bravo
        time due                  | ended expired, told alfa recalled, placed bravo
        time handle               | ended expired, told alfa recalled, placed bravo
        time nextStep             | ended expired, told alfa recalled, placed bravo
        time hold                 | ended expired, told alfa recalled, placed bravo
        merge into another        | merged, joined 1 soon, ended recalled, told alfa recalled,
                                  | closed duplicate, case closed
        merge of another          | merged, joined 1 soon, closed duplicate, case closed
        order reroute             | ordered, ended rerouted, told alfa recalled, placed charlie
        order reroute to the desk | ordered, ended rerouted, told alfa recalled, placed desk
                                  | unrouted
        order withdraw            | ordered, ended recalled, told alfa recalled, placed bravo
        order close               | ordered, ended recalled, told alfa recalled, closed duplicate,
                                  | case closed
        order replay              | refused wrong_state
        order resolve             | refused wrong_state
        """
    )

    static let cancelRequested = MoveTable(
        """
        request                   | request, leg treasury.vat, placed alfa
        request, urgent           | request, leg treasury.vat, placed alfa
        status contacted          | status contacted
        status appointment        | status appointment
        status no_show            | status no_show
        status legal_state        | status legal_state
        status aid_decided        | status aid_decided
        status phase              | status phase
        status withdrawn          | status withdrawn
        status consent_given      | status consent_given, consent given
        status consent_withdrawn  | status consent_withdrawn, consent withdrawn, ended recalled,
                                  | told alfa consent_withdrawn, closed withdrawn, case closed
        status closed             | refused legs_open
        status signal             | status signal
        correct words             | corrected, told alfa content_changed
        correct sooner            | corrected, told alfa content_changed
        correct another need      | corrected, leg info, placed desk unrouted
        correct less consent      | corrected, ended recalled, told alfa consent_withdrawn, closed
                                  | withdrawn, case closed
        correct entered in error  | retracted
        correct status in error   | retracted
        correct of a correction   | refused not_correctable
        answer accept             | refused lease_lost
        answer decline            | refused lease_lost
        answer return             | refused lease_lost
        report contact            | reported contact
        report schedule           | refused cancel_requested, may contact complete fail
                                  | confirm_cancel refuse_cancel
        report no_show            | refused cancel_requested, may contact complete fail
                                  | confirm_cancel refuse_cancel
        report start              | refused cancel_requested, may contact complete fail
                                  | confirm_cancel refuse_cancel
        report hold               | refused cancel_requested, may contact complete fail
                                  | confirm_cancel refuse_cancel
        report resume             | refused cancel_requested, may contact complete fail
                                  | confirm_cancel refuse_cancel
        report complete           | reported complete, closed helped_full, case closed
        report fail               | reported fail, closed unreachable, case closed
        report redirect           | refused cancel_requested, may contact complete fail
                                  | confirm_cancel refuse_cancel
        report decline_late       | refused cancel_requested, may contact complete fail
                                  | confirm_cancel refuse_cancel
        report confirm_cancel     | reported confirm_cancel, closed withdrawn, case closed
        report refuse_cancel      | reported refuse_cancel
        report redirect, need     | refused cancel_requested, may contact complete fail
                                  | confirm_cancel refuse_cancel
        open                      | content opened
        ack                       | acknowledged 9
        lease lapses              | -
        time to answer            | -
        time due                  | -
        time handle               | overdue nextStep, stepped remind, told alfa reminder
        time nextStep             | overdue nextStep, stepped remind, told alfa reminder
        time hold                 | overdue nextStep, stepped remind, told alfa reminder
        merge into another        | merged
        merge of another          | merged
        order reroute             | refused wrong_state
        order reroute to the desk | refused wrong_state
        order withdraw            | refused wrong_state
        order close               | ordered, closed duplicate, told alfa recalled, case closed
        order replay              | refused wrong_state
        order resolve             | refused wrong_state
        """
    )

    static let closed = MoveTable(
        """
        request                   | reopened, request, leg treasury.vat, placed alfa
        request, urgent           | reopened, request, leg treasury.vat, placed alfa
        status contacted          | status contacted
        status appointment        | status appointment
        status no_show            | status no_show
        status legal_state        | status legal_state
        status aid_decided        | status aid_decided
        status phase              | status phase
        status withdrawn          | status withdrawn
        status consent_given      | status consent_given, consent given
        status consent_withdrawn  | status consent_withdrawn, consent withdrawn
        status closed             | status closed
        status signal             | status signal
        correct words             | corrected
        correct sooner            | corrected
        correct another need      | corrected, reopened, leg info, placed desk unrouted
        correct less consent      | corrected
        correct entered in error  | retracted
        correct status in error   | retracted
        correct of a correction   | refused not_correctable
        answer accept             | refused lease_lost
        answer decline            | refused lease_lost
        answer return             | refused lease_lost
        report contact            | refused closed
        report schedule           | refused closed
        report no_show            | refused closed
        report start              | refused closed
        report hold               | refused closed
        report resume             | refused closed
        report complete           | refused closed
        report fail               | refused closed
        report redirect           | refused closed
        report decline_late       | refused closed
        report confirm_cancel     | refused closed
        report refuse_cancel      | refused closed
        report redirect, need     | refused closed
        open                      | refused not_found
        ack                       | -
        lease lapses              | -
        time to answer            | -
        time due                  | -
        time handle               | -
        time nextStep             | -
        time hold                 | -
        merge into another        | merged
        merge of another          | merged
        order reroute             | refused wrong_state
        order reroute to the desk | refused wrong_state
        order withdraw            | refused wrong_state
        order close               | refused wrong_state
        order replay              | refused wrong_state
        order resolve             | refused wrong_state
        """
    )
}
