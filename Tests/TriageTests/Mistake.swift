import Testing

/// One mistake put into a file of the bundle, and what must be told of it.
struct Mistake: CustomTestStringConvertible, Sendable {
    var file: String
    /// The text of the file that is replaced where it stands first.
    var right: String
    /// What stands there instead; the fault is on the line where it begins.
    var wrong: String
    /// How many lines below that the fault is.
    var below = 0
    var path: String
    var expected: String
    var found: String

    var testDescription: String { "\(file): \(expected)" }

    static let all =
        ofRules + ofPartners + ofEligibility + ofDeadlines + ofLadders + ofCalendars + ofAccess

    /// The file with the mistake, and the line on which it must be told.
    func made() throws -> (text: String, line: Int) {
        let text = try #require(SampleFiles.all[file])
        let range = try #require(text.firstRange(of: right))
        let line = text[..<range.lowerBound].count { $0 == "\n" } + 1 + below
        return (text.replacingCharacters(of: range, with: wrong), line)
    }
}

extension String {
    fileprivate func replacingCharacters(of range: Range<String.Index>, with text: String) -> String
    {
        self[..<range.lowerBound] + text + self[range.upperBound...]
    }
}
