import Crypto
import Foundation
import Journal
package import Referrals

/// The key that wraps all keys of a journal: 32 random bytes in a file outside the data directory.
///
/// The file has 64 hexadecimal digits and a line end, belongs to this user and is closed to others; or it lies in
/// the folder that systemd makes for `LoadCredential=`, where it is root's and a list of its own lets this user in.
/// It is made for an empty data directory only: data whose key is lost stays shut. Each key is
/// wrapped with ChaCha20-Poly1305 under a random nonce, its number in `keys` being authenticated with
/// it; at most 2^32 cases a year keep random nonces of 96 bits apart.
public struct MasterKey: Sendable {
    private let key: SymmetricKey

    /// Reads the key at `path`, or makes it if the data directory is empty.
    public init(path: String, for directory: borrowing DataDirectory) throws(StartRefusal) {
        let credentials = unsafe getenv("CREDENTIALS_DIRECTORY").map { unsafe String(cString: $0) }
        try self.init(path: path, for: directory, credentials: credentials)
    }

    /// Reads the key at `path` of the data directory at `data`, which is neither locked nor made.
    public init(path: String, ofData data: String) throws(StartRefusal) {
        guard SystemFile.exists(path) else { throw .masterKeyMissing(path: path) }
        guard try !Self.isInside(data, path) else { throw .masterKeyInsideData(path: path) }
        let credentials = unsafe getenv("CREDENTIALS_DIRECTORY").map { unsafe String(cString: $0) }
        key = try Self.read(path, credentials: credentials)
    }

    /// The key of these 32 bytes, which lie in no file.
    package init(_ bytes: Confidential<[UInt8]>) {
        precondition(bytes.exposed.count == 32, "a master key has 32 bytes")
        key = SymmetricKey(data: bytes.exposed)
    }

    init(
        path: String,
        for directory: borrowing DataDirectory,
        credentials: String?
    ) throws(StartRefusal) {
        guard try !Self.isInside(directory.path, path) else {
            throw .masterKeyInsideData(path: path)
        }
        if !SystemFile.exists(path) {
            guard directory.isNew else { throw .masterKeyMissing(path: path) }
            do throws(JournalFailure) {
                try Self.make(path)
            } catch {
                throw .masterKeyUnreachable(error)
            }
        }
        key = try Self.read(path, credentials: credentials)
    }

    /// A new random key, and the nonce, the wrapped key and its tag: 60 bytes.
    func makeKey(id: UInt64) throws(JournalFailure) -> (key: SymmetricKey, wrapped: Data) {
        let random = try randomBytes(32 + 12)
        do {
            let sealed = try ChaChaPoly.seal(
                random[..<32],
                using: key,
                nonce: ChaChaPoly.Nonce(data: random[32...]),
                authenticating: id.bigEndianBytes
            )
            return (SymmetricKey(data: random[..<32]), sealed.combined)
        } catch {
            throw JournalFailure(code: 0, call: "wrap key", words: "the cipher refused it")
        }
    }

    /// The key that was wrapped under this number; nil if it was not, or not with this master key.
    func unwrap(_ wrapped: [UInt8], id: UInt64) -> SymmetricKey? {
        guard let box = try? ChaChaPoly.SealedBox(combined: wrapped),
            let bytes = try? ChaChaPoly.open(box, using: key, authenticating: id.bigEndianBytes)
        else { return nil }
        return SymmetricKey(data: bytes)
    }
}

extension MasterKey {
    private static func isInside(_ directory: String, _ path: String) throws(StartRefusal) -> Bool {
        let parent = path.contains("/") ? String(path[..<path.lastSlash]) + "/" : "."
        guard let data = realPath(directory) else {
            throw .failed(.system("realpath \(directory)"))
        }
        guard let place = realPath(parent) else {
            throw .masterKeyUnreachable(.system("the folder of the master key, \(parent)"))
        }
        let places = [place, realPath(path) ?? place]
        return places.contains { ($0 + "/").hasPrefix(data + "/") }
    }

    /// Made whole beside its place and then named, so that a crash leaves no half key.
    private static func make(_ path: String) throws(JournalFailure) {
        let draft = path + ".new"
        do {
            let file = try SystemFile(draft, O_WRONLY | O_CREAT | O_TRUNC)
            guard fchmod(file.descriptor, 0o600) == 0 else { throw .system("fchmod \(draft)") }
            try file.write(hexadecimal(randomBytes(32)) + [UInt8(ascii: "\n")])
            try file.sync()
        }
        guard unsafe rename(draft, path) == 0 else { throw .system("rename \(draft)") }
        try SystemFile.sync(path.contains("/") ? String(path[..<path.lastSlash]) + "/" : ".")
    }

    /// Whether it is a file that systemd gave to this user, and to nobody else.
    ///
    /// systemd lets the user in by an access list, whose mask stands where the group's bits do: 440.
    private static func isCredential(
        _ path: String,
        _ status: stat,
        in credentials: String?
    ) -> Bool {
        guard let credentials, let folder = realPath(credentials), let file = realPath(path),
            file.lastSlash != file.startIndex, file[..<file.lastSlash] == folder[...]
        else { return false }
        return status.st_uid == 0 && [0o400, 0o440].contains(status.st_mode & 0o7777)
    }

    private static func read(
        _ path: String,
        credentials: String?
    ) throws(StartRefusal) -> SymmetricKey {
        let (status, text) = try refusing { () throws(JournalFailure) in
            let file = try SystemFile(path, O_RDONLY)
            return (try file.status(), file.bytes(limit: 128))
        }
        let isOurs = status.st_uid == geteuid() && status.st_mode & 0o077 == 0
        guard status.st_mode & S_IFMT == S_IFREG,
            isOurs || isCredential(path, status, in: credentials)
        else { throw .masterKeyOpenToOthers(path: path) }
        let digits = text.last == UInt8(ascii: "\n") ? text.dropLast() : text[...]
        guard let bytes = bytes(hexadecimal: digits), bytes.count == 32 else {
            throw .masterKeyMalformed(path: path)
        }
        return SymmetricKey(data: bytes)
    }
}

extension String {
    fileprivate var lastSlash: Index { lastIndex(of: "/") ?? startIndex }
}

/// Random bytes in one call of the system: the standard library makes one for every eight bytes,
/// which would be a fifth of an append.
private func randomBytes(_ count: Int) throws(JournalFailure) -> [UInt8] {
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
        filled = unsafe getentropy(buffer.baseAddress, count) == 0 ? count : 0
    }
    guard bytes.count == count else { throw .system("getentropy") }
    return bytes
}

private func realPath(_ path: String) -> String? {
    guard let resolved = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(resolved) }
    return unsafe String(cString: resolved)
}

private func hexadecimal(_ bytes: [UInt8]) -> [UInt8] {
    let digits = Array("0123456789abcdef".utf8)
    return bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
}

private func bytes(hexadecimal digits: ArraySlice<UInt8>) -> [UInt8]? {
    guard digits.count % 2 == 0 else { return nil }
    let values = digits.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
    guard values.count == digits.count else { return nil }
    return stride(from: 0, to: values.count, by: 2).map { UInt8(values[$0] << 4 | values[$0 + 1]) }
}

extension UInt64 {
    /// The eight bytes, most significant first.
    var bigEndianBytes: [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: 8) { buffer, count in
            for index in 0..<8 {
                unsafe buffer[index] = UInt8(truncatingIfNeeded: self >> UInt64(56 - index * 8))
            }
            count = 8
        }
    }
}
