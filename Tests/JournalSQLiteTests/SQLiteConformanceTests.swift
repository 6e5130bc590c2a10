import JournalConformance
import Testing

@Suite struct `The SQLite store` {
    @Test(arguments: ConformanceCheck.all)
    func `does what every store must`(_ check: ConformanceCheck) throws {
        try check.run(in: TemporaryPlace())
    }
}
