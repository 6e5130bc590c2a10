import Referrals

/// What is wrong with one field of a line.
struct FieldFault: Error {
    var error: ErrorName
    var field: String
    var detail: String
    var known: [String] = []
    var retryAfter: Span?
}
