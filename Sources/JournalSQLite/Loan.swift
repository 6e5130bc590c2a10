import Foundation
import Journal
import Referrals

/// Bytes lent to a statement where they lie, for as long as a closure runs: a copy of each would cost
/// more than the statement.
enum Loan {
    /// The sixteen bytes of a key.
    static func of<Result>(
        _ key: LookupKey,
        _ work: (UnsafeRawBufferPointer) throws(JournalFailure) -> Result
    ) throws(JournalFailure) -> Result {
        try unsafe lending((key.high.bigEndian, key.low.bigEndian), work)
    }

    /// The thirty-two bytes of a digest.
    static func of<Result>(
        _ digest: Digest,
        _ work: (UnsafeRawBufferPointer) throws(JournalFailure) -> Result
    ) throws(JournalFailure) -> Result {
        let (first, second, third, fourth) = digest.words
        let words = (first.bigEndian, second.bigEndian, third.bigEndian, fourth.bigEndian)
        return try unsafe lending(words, work)
    }

    /// The bytes of an array.
    static func of<Result>(
        _ bytes: [UInt8],
        _ work: (UnsafeRawBufferPointer) throws(JournalFailure) -> Result
    ) throws(JournalFailure) -> Result {
        let result = unsafe bytes.withUnsafeBytes { bytes in
            Swift.Result { () throws(JournalFailure) in try unsafe work(bytes) }
        }
        return try result.get()
    }

    /// The bytes of a sealed box.
    static func of<Result>(
        _ data: Data,
        _ work: (UnsafeRawBufferPointer) throws(JournalFailure) -> Result
    ) throws(JournalFailure) -> Result {
        let result = unsafe data.withUnsafeBytes { bytes in
            Swift.Result { () throws(JournalFailure) in try unsafe work(bytes) }
        }
        return try result.get()
    }

    private static func lending<Value, Result>(
        _ value: Value,
        _ work: (UnsafeRawBufferPointer) throws(JournalFailure) -> Result
    ) throws(JournalFailure) -> Result {
        try unsafe withUnsafeBytes(of: value) { (bytes) throws(JournalFailure) in
            try unsafe work(bytes)
        }
    }
}
