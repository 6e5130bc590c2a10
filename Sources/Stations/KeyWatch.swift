internal import Keyring
internal import Logging
internal import Posts
internal import Triage
internal import ZeroMQ

/// Looks at the folder of keys several times a second, and tells when something in it has changed.
///
/// A card that cannot be read is told of and left out: the others count. A folder that cannot be read leaves
/// the keys as they were.
final class KeyWatch: Sendable {
    /// How often it looks, in milliseconds: a revocation counts within a second, everywhere.
    static let everyMilliseconds = 200

    private let bell: WakeBell
    private let thread: PlainThread

    /// Reads the folder, and watches it from then on.
    ///
    /// - Throws: ``KeyringFailure`` where the folder cannot be read at all.
    init(
        _ folder: KeyFolder,
        log: Logger,
        first: (KeyFolder.Contents) -> Void,
        changed: @escaping @Sendable (KeyFolder.Contents) -> Void
    ) throws {
        let contents = try folder.read(at: Clocks.read().wall)
        KeyWatch.tell(contents, log)
        first(contents)
        let bell = try WakeBell()
        self.bell = bell
        thread = try PlainThread(named: "keys") {
            var stamp = contents.stamp
            var isReadable = true
            while !bell.wait(milliseconds: KeyWatch.everyMilliseconds) {
                do throws(KeyringFailure) {
                    guard try folder.stamp() != stamp || !isReadable else { continue }
                    let contents = try folder.read(at: Clocks.read().wall)
                    stamp = contents.stamp
                    isReadable = true
                    KeyWatch.tell(contents, log)
                    changed(contents)
                } catch {
                    if isReadable { log.error("the keys stay as they were: \(error)") }
                    isReadable = false
                }
            }
        }
    }

    /// Ceases to look.
    func stop() {
        bell.ring()
        thread.join()
    }

    private static func tell(_ contents: KeyFolder.Contents, _ log: Logger) {
        for fault in contents.faults { log.error("a key is left out: \(fault)") }
        log.info("\(contents.registry.cards.count) keys")
    }
}
