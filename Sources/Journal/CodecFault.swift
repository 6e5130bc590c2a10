/// Why bytes of the journal are no record: where, and what should have stood there.
public struct CodecFault: Error, Equatable, Sendable, CustomStringConvertible {
    /// The place of the first byte of what is wrong, from 0.
    public var offset: Int
    /// What should have stood there.
    public var expected: Expectation

    /// Something else than `expected` stands at `offset`.
    public init(offset: Int, expected: Expectation) {
        self.offset = offset
        self.expected = expected
    }

    /// The place and what was expected there.
    public var description: String { "byte \(offset): expected \(expected.words)" }

    /// What a record can lack.
    public enum Expectation: Equatable, Sendable {
        /// The only version that is read here.
        case version(UInt16)
        /// A byte that stands for a value of this list.
        case code(of: String)
        /// A name of this form.
        case name(of: String)
        /// So many bytes more.
        case bytes(Int)
        /// A number in its shortest form, at most this.
        case number(atMost: UInt64)
        /// Flags of which only the lowest so many can be set.
        case flags(Int)
        /// Text in UTF-8.
        case text
        /// A day of the years 0 to 9999.
        case date
        /// Nothing more.
        case end

        /// The expectation in words.
        public var words: String {
            switch self {
            case .version(let version): "version \(version)"
            case .code(let list): "a code of \(list)"
            case .name(let form): "a name of the form of \(form)"
            case .bytes(let count): "\(count) more bytes"
            case .number(let most): "a number in its shortest form, at most \(most)"
            case .flags(let count): "flags in the lowest \(count) bits"
            case .text: "text in UTF-8"
            case .date: "a day of the years 0 to 9999"
            case .end: "the end"
            }
        }
    }
}
