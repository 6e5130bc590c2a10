import Glibc

/// How long things took, in microseconds.
struct BenchTimes {
    private var values: [UInt32] = []

    /// How many there are.
    var count: Int { values.count }

    /// Adds one.
    mutating func add(_ microseconds: Int64) {
        values.append(UInt32(clamping: microseconds))
    }

    /// The values in milliseconds below which these shares of all of them are.
    func percentiles(_ shares: [Double]) -> [Double] {
        guard !values.isEmpty else { return shares.map { _ in 0 } }
        let sorted = values.sorted()
        return shares.map { Double(sorted[Int(Double(sorted.count - 1) * $0)]) / 1_000 }
    }

    /// A clock that only runs forward, in microseconds.
    static func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000
    }
}
