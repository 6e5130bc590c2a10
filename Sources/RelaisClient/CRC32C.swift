/// The checksum of Castagnoli, reflected, as iSCSI and ext4 use it: it sees what a torn write leaves.
enum CRC32C {
    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in
            value & 1 == 1 ? value >> 1 ^ 0x82F6_3B78 : value >> 1
        }
    }

    /// The checksum of these bytes.
    static func of(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        table.withUnsafeBufferPointer { table in
            bytes.withUnsafeBufferPointer { bytes in
                var value = UInt32.max
                for byte in bytes {
                    value = value >> 8 ^ table[Int(UInt8(truncatingIfNeeded: value) ^ byte)]
                }
                return ~value
            }
        }
    }
}
