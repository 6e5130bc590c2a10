import Testing

@testable import Simulation

@Suite struct `A file on sectors` {
    private func file(_ sectors: [UInt8]) -> SectorFile {
        var file = SectorFile("/file", isNamedBySync: false)
        for (number, byte) in sectors.enumerated() { write(byte, number, &file) }
        return file
    }

    private func write(_ byte: UInt8, _ number: Int, _ file: inout SectorFile) {
        [UInt8](repeating: byte, count: SectorFile.sector).withUnsafeBytes {
            file.write($0, at: number * SectorFile.sector)
        }
    }

    /// The first byte of each sector.
    private func sectors(_ file: SectorFile) -> [UInt8] {
        stride(from: 0, to: file.bytes.count, by: SectorFile.sector).map { file.bytes[$0] }
    }

    @Test func `keeps what was synced when the power fails`() {
        var file = file([1, 2])
        file.sync()
        write(9, 1, &file)
        var chance = Chance(seed: 1)
        _ = file.losePower(&chance, keeping: 0)
        #expect(sectors(file)[0] == 1)
        #expect(file.pendingSectors == 0)
    }

    @Test func `loses, keeps and tears what was not synced`() {
        var loss = SectorFile.Loss()
        for seed in 1...20 as ClosedRange<UInt64> {
            var file = file([1, 1, 1, 1])
            file.sync()
            for number in 0..<4 { write(7, number, &file) }
            var chance = Chance(seed: seed)
            loss = loss + file.losePower(&chance, keeping: 50)
            for number in 0..<4 {
                let start = number * SectorFile.sector
                let sector = file.bytes[start..<start + SectorFile.sector]
                // What is new stands before what is old, and nothing else is there.
                #expect(sector.drop { $0 == 7 }.allSatisfy { $0 == 1 })
            }
        }
        #expect(loss.kept > 0 && loss.lost > 0 && loss.torn > 0)
    }

    @Test func `shows until the power fails what a failed sync has left`() {
        var file = file([1])
        file.sync()
        write(7, 0, &file)
        file.failToSync()
        file.sync()
        #expect(sectors(file) == [7])
        var chance = Chance(seed: 1)
        _ = file.losePower(&chance, keeping: 100)
        #expect(sectors(file) == [1])
    }

    @Test func `has on disk what is written again after a failed sync`() {
        var file = file([1])
        file.failToSync()
        write(8, 0, &file)
        file.sync()
        var chance = Chance(seed: 1)
        _ = file.losePower(&chance, keeping: 0)
        #expect(sectors(file) == [8])
    }

    @Test func `is shorter for good once that was synced`() {
        var file = file([1, 2, 3])
        file.sync()
        file.shorten(to: SectorFile.sector)
        file.sync()
        write(9, 2, &file)
        file.sync()
        #expect(sectors(file) == [1, 0, 9])
        #expect(file.durable == file.bytes)
    }
}
