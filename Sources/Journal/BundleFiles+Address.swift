public import Exchange
internal import Referrals

extension BundleFiles {
    /// These files, by their own address: what says the same has the same.
    ///
    /// It is the digest of each name, a zero, its length as eight bytes, and its bytes.
    public init(of files: [File]) {
        var bytes: [UInt8] = []
        for file in files {
            bytes += Array(file.name.utf8) + [0]
            for shift in stride(from: 56, through: 0, by: -8) {
                bytes.append(UInt8(truncatingIfNeeded: file.bytes.count >> shift))
            }
            bytes += file.bytes
        }
        self.init(address: Digest.sha256(of: bytes), files: files)
    }
}
