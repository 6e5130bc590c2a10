/// What went wrong below a store: the code, the call and the library's own words.
///
/// It never holds what was stored: it may be logged as it is.
public struct JournalFailure: Error, Equatable, Sendable, CustomStringConvertible {
    /// The store's code: an extended result code of SQLite, or a system error number.
    public var code: Int32
    /// What was being done.
    public var call: String
    /// What the library said.
    public var words: String

    /// A failure of `call`.
    public init(code: Int32, call: String, words: String) {
        self.code = code
        self.call = call
        self.words = words
    }

    /// The call, the words and the code.
    public var description: String { "\(call): \(words) (\(code))" }
}
