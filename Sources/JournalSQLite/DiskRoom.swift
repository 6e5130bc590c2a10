public import Journal

/// Whether the disk has room for what may be under way, above the reserve of a data directory.
///
/// When it has not, the reserve is freed for answers and reports, and requests are to be refused until there
/// is room again for both.
public struct DiskRoom: ~Copyable {
    /// What is under way can cost at most: twice the 32 MiB that the gateway lets in, for the log's pages.
    public static let worstBytes = 64 << 20

    private let directory: DataDirectory
    private var isThere = true

    /// Room that was there when last looked at.
    public init(in directory: DataDirectory) {
        self.directory = directory
    }

    /// Looks at the disk, and frees or restores the reserve; told is what has changed, if anything has.
    public mutating func look() throws(JournalFailure) -> Bool? {
        if isThere {
            guard try directory.freeBytes() <= DiskRoom.worstBytes else { return nil }
            if try directory.hasReserve() { try directory.spendReserve() }
            isThere = false
        } else {
            isThere = try directory.restoreReserve(leaving: DiskRoom.worstBytes)
            guard isThere else { return nil }
        }
        return isThere
    }
}
