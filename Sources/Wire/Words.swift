import Referrals

/// A closed list of words, looked up by their bytes without making a string.
///
/// A word is held as thirty-two bytes, zeros after it, so that one comparison tells; no word of the
/// contract is longer.
struct Words<Value: Sendable>: Sendable {
    private let keys: [SIMD4<UInt64>]
    private let values: [Value]

    /// All the words, in their order, for a sentence.
    let sentence: String

    init(_ values: [Value], spelt name: (Value) -> String) {
        self.values = values
        keys = values.map { value in
            var word = name(value)
            return word.withUTF8 { bytes in
                precondition(bytes.count <= 32, "a word of the contract has at most 32 letters")
                return Self.key(of: bytes)
            }
        }
        sentence = values.map(name).joined(separator: " ")
    }

    func value(of bytes: UnsafeBufferPointer<UInt8>) -> Value? {
        // A zero at the end would look like the zeros after a word.
        guard bytes.count <= 32, bytes.last != 0 else { return nil }
        let key = Self.key(of: bytes)
        for index in keys.indices where keys[index] == key {
            return values[index]
        }
        return nil
    }

    @inline(__always)
    private static func key(of bytes: UnsafeBufferPointer<UInt8>) -> SIMD4<UInt64> {
        var key = SIMD4<UInt64>.zero
        withUnsafeMutableBytes(of: &key) { $0.copyMemory(from: UnsafeRawBufferPointer(bytes)) }
        return key
    }
}

/// The closed lists of the contract that events are read by.
enum EventWords {
    static let channels = Words(Channel.allCases, spelt: \.name)
    static let phases = Words(Phase.allCases, spelt: \.name)
    static let needs = Words(Need.allCases, spelt: \.name)
    static let families = Words(NeedFamily.allCases, spelt: \.name)
    static let urgencies = Words(Urgency.allCases, spelt: \.name)
    static let evidence = Words(Evidence.allCases, spelt: \.name)
    static let legalStates = Words(LegalState.allCases, spelt: \.name)
    static let legalSources = Words(LegalSource.allCases, spelt: \.name)
    static let signals = Words(Signal.allCases, spelt: \.name)
    static let screenings = Words(ScreeningResult.allCases, spelt: \.name)
    static let consents = Words(ConsentHow.allCases, spelt: \.name)
    static let noBCE = Words(NoBCE.allCases, spelt: \.name)
    static let naceVersions = Words(NaceVersion.allCases, spelt: \.name)
    static let statuses = Words(StatusKind.allCases, spelt: \.name)
    static let contactResults = Words(ContactResult.allCases, spelt: \.name)
    static let decisions = Words(AidDecision.allCases, spelt: \.name)
    static let amountBands = Words(AmountBand.allCases, spelt: \.name)
    static let outcomes = Words(Outcome.allCases, spelt: \.name)
}
