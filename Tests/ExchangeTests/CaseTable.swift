/// What follows of every move of a case, wherever it stands.
enum CaseTable {
    static func of(_ stand: CaseStand) -> MoveTable {
        switch stand {
        case .none: none
        case .open: open
        case .closed: closed
        case .reopened: reopened
        case .merged: merged
        case .mergedAndClosed: mergedAndClosed
        case .erased: erased
        }
    }

    static let none = MoveTable(
        """
        request by case           | refused not_found
        request by reference      | opened, request, leg info, placed alfa
        request by enterprise     | opened, request, leg info, placed alfa
        status by case            | refused not_found
        status by reference       | refused reference_not_yet_known
        status by enterprise      | refused not_found
        its last leg closes       | refused reference_not_yet_known
        correction adds a need    | refused not_found
        request in error          | refused not_found
        line kept as it came      | line held
        merge into another        | refused bad_value
        merge of another          | refused bad_value
        erasure by one            | refused not_found
        erasure by two            | refused not_found
        """
    )

    static let open = MoveTable(
        """
        request by case           | request, leg info, placed alfa
        request by reference      | request, leg info, placed alfa
        request by enterprise     | request, leg info, placed alfa
        status by case            | status phase
        status by reference       | status phase
        status by enterprise      | status phase
        its last leg closes       | status closed, closed no_longer_needed, case closed
        correction adds a need    | corrected, leg info, placed alfa
        request in error          | retracted, closed withdrawn, case closed
        line kept as it came      | line held
        merge into another        | merged
        merge of another          | merged
        erasure by one            | refused legs_open
        erasure by two            | refused legs_open
        """
    )

    static let closed = MoveTable(
        """
        request by case           | reopened, request, leg info, placed alfa
        request by reference      | reopened, request, leg info, placed alfa
        request by enterprise     | opened, follows, request, leg info, placed alfa
        status by case            | status phase
        status by reference       | status phase
        status by enterprise      | refused not_found
        its last leg closes       | status closed
        correction adds a need    | corrected, reopened, leg info, placed alfa
        request in error          | retracted
        line kept as it came      | line held
        merge into another        | merged
        merge of another          | merged
        erasure by one            | ordered, erasure asked
        erasure by two            | ordered, erased
        """
    )

    static let reopened = MoveTable(
        """
        request by case           | request, leg info, placed alfa
        request by reference      | request, leg info, placed alfa
        request by enterprise     | request, leg info, placed alfa
        status by case            | status phase
        status by reference       | status phase
        status by enterprise      | status phase
        its last leg closes       | status closed, closed no_longer_needed, case closed
        correction adds a need    | corrected, joined 2 soon, leg info, placed alfa
        request in error          | retracted
        line kept as it came      | line held
        merge into another        | merged
        merge of another          | merged
        erasure by one            | refused legs_open
        erasure by two            | refused legs_open
        """
    )

    static let merged = MoveTable(
        """
        request by case           | request, leg info, placed alfa
        request by reference      | request, leg info, placed alfa
        request by enterprise     | request, leg info, placed alfa
        status by case            | status phase, status phase
        status by reference       | status phase, status phase
        status by enterprise      | status phase, status phase
        its last leg closes       | status closed, status closed, closed no_longer_needed, case
                                  | closed
        correction adds a need    | corrected, leg info, placed alfa
        request in error          | retracted, closed withdrawn, case closed
        line kept as it came      | line held
        merge into another        | refused bad_value
        merge of another          | merged
        erasure by one            | refused legs_open
        erasure by two            | refused legs_open
        """
    )

    static let mergedAndClosed = MoveTable(
        """
        request by case           | request, leg info, placed alfa
        request by reference      | request, leg info, placed alfa
        request by enterprise     | request, leg info, placed alfa
        status by case            | status phase
        status by reference       | status phase
        status by enterprise      | status phase
        its last leg closes       | status closed
        correction adds a need    | corrected, reopened, leg info, placed alfa
        request in error          | retracted
        line kept as it came      | line held
        merge into another        | refused bad_value
        merge of another          | merged
        erasure by one            | refused legs_open
        erasure by two            | refused legs_open
        """
    )

    static let erased = MoveTable(
        """
        request by case           | refused not_found
        request by reference      | opened, request, leg info, placed alfa
        request by enterprise     | opened, request, leg info, placed alfa
        status by case            | refused not_found
        status by reference       | refused reference_not_yet_known
        status by enterprise      | refused not_found
        its last leg closes       | refused reference_not_yet_known
        correction adds a need    | refused not_found
        request in error          | refused not_found
        line kept as it came      | line held
        merge into another        | refused not_found
        merge of another          | refused not_found
        erasure by one            | refused not_found
        erasure by two            | refused not_found
        """
    )
}
