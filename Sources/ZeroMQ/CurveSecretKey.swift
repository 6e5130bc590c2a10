internal import Glibc
internal import Synchronization

/// The half of a pair of keys that only its owner knows.
///
/// It prints as a dash, and its memory is overwritten when the last who holds it lets go. libzmq
/// keeps a copy of its own in each socket that uses it.
public final class CurveSecretKey: Sendable {
    // Nobody changes it but the end; the lock is what lets the end do so.
    private let bytes: Mutex<[UInt8]>

    /// A key of exactly 32 bytes, which the caller wipes; nil for any other number.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == CurvePublicKey.byteCount else { return nil }
        // A copy in memory of its own: what is wiped in the end must not be shared.
        self.bytes = Mutex(bytes.map { $0 })
    }

    /// A key from its 40 characters, which the caller wipes; nil for what is none.
    public convenience init?(z85: [UInt8]) {
        guard var bytes = Z85.decode(z85) else { return nil }
        defer { Self.wipe(&bytes) }
        self.init(bytes)
    }

    deinit {
        bytes.withLock { Self.wipe(&$0) }
    }

    /// Its 40 characters, for the file that keeps it; whoever asks for them wipes them.
    public func z85() -> [UInt8] {
        bytes.withLock { Z85.encode($0) }
    }

    /// Overwrites the bytes of a secret; not to be optimised away.
    public static func wipe(_ bytes: inout [UInt8]) {
        unsafe bytes.withUnsafeMutableBytes { room in
            guard let start = room.baseAddress else { return }
            unsafe explicit_bzero(start, room.count)
        }
    }

    /// Lends the 32 bytes, not to be kept.
    func withBytes<Result>(_ body: ([UInt8]) -> Result) -> Result {
        bytes.withLock { bytes in body(bytes) }
    }
}

extension CurveSecretKey: Equatable {
    /// Whether two are the same key, in a time that does not tell where they differ.
    public static func == (left: CurveSecretKey, right: CurveSecretKey) -> Bool {
        if left === right { return true }
        // Not one lock inside the other: two who compare both ways at once would wait for ever.
        let other = right.withBytes { $0 }
        return left.withBytes { mine in
            zip(mine, other).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
        }
    }
}

extension CurveSecretKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// A dash.
    public var description: String { "–" }

    /// A dash.
    public var debugDescription: String { "–" }

    /// Nothing to look into.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
