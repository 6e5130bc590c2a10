import Foundation
import Referrals
import RelaisClient
import Testing
import Wire

extension EndToEnd {
    /// What reaches the disk, and what happens when nothing more fits.
    @Suite struct `The disk` {
        @Test func `one fdatasync commits a group`() throws {
            let installation = try Installation()
            let trace = installation.folder + "/trace"
            let strace = ["/usr/bin/strace", "-D", "-f", "-qq", "-e", "trace=fdatasync,fsync"]
            let server = try installation.serve(under: strace + ["-o", trace])
            let before = try syncs(in: trace)
            let commits = try #require(try installation.status(of: server).integer("commits"))
            let client = AgencyClient(try server.agency())
            let events = (0..<3_000).compactMap {
                OutgoingEvent(mark: $0, line: Sample.line("BURST-\($0)"))
            }
            #expect(try client.publish(events, until: .now + .seconds(60)))
            let after = try #require(try installation.status(of: server).integer("commits"))
            let made = after - commits
            let synced = try syncs(in: trace) - before
            // The log is flushed once a commit, and at its first page again when it begins anew.
            #expect(synced >= made && synced <= made + 4, "\(synced) syncs, \(made) commits")
            #expect(made > 0 && made < 3_000)
            server.stop()
        }

        @Test func `a receipt leaves after the fdatasync of its commit`() throws {
            let installation = try Installation()
            let trace = installation.folder + "/trace"
            let calls = "trace=fdatasync,sendto,write"
            let strace = ["/usr/bin/strace", "-D", "-f", "-qq", "-s", "4096", "-e", calls]
            let server = try installation.serve(under: strace + ["-o", trace])
            let connection = try server.agency()
            for number in 1...20 {
                _ = try connection.send(
                    .publish(PublishInquiry()),
                    events: [Sample.line("ONE-\(number)")[...]],
                    until: soon()
                )
                #expect(try connection.next(until: soon())?.kind == "receipt")
            }
            server.stop()
            var synced = 0
            var receipts = 0
            for line in try installation.text(of: "trace").split(separator: "\n") {
                if line.contains("fdatasync"), line.hasSuffix("= 0") { synced += 1 }
                guard line.contains("sendto("), line.contains(#"\"kind\":\"receipt\""#) else {
                    continue
                }
                receipts += 1
                #expect(synced >= receipts, "a receipt before its fdatasync")
            }
            #expect(receipts == 20)
        }

        @Test func `when full refuses requests with 503, takes answers, and recovers`() throws {
            let installation = try Installation()
            let disk = try SmallDisk(installation, megabytes: 130)
            let server = try installation.serve()
            let script = Repository.file("Tests/EndToEndTests/Foreign/full.py")
            let filler = installation.data + "/filler"
            let client = try installation.foreign(
                script,
                [server.ready.intake, server.ready.desk, filler]
            )
            #expect(client.ending(within: 60) == .exit(0), "\(client.words)")
            server.stop()
            #expect(try installation.verifyJournal().number > 0)
            disk.remove()
        }

        private func syncs(in trace: String) throws -> Int {
            try String(contentsOfFile: trace, encoding: .utf8).split(separator: "\n")
                .count { $0.contains("sync(") && $0.contains("= 0") || $0.contains("sync resumed") }
        }
    }
}

/// A disk of a few megabytes under an installation's data, gone at the end.
final class SmallDisk {
    private let path: String
    private let folder: String

    init(_ installation: Installation, megabytes: Int) throws {
        path = installation.data
        folder = installation.folder
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let words = ["mount", "-t", "tmpfs", "-o", "size=\(megabytes)m", "tmpfs", path]
        let mount = try Program("/usr/bin/env", words, in: folder)
        guard mount.ending(within: 10) == .exit(0) else {
            throw Unfit("a disk of its own needs root, to mount it: \(mount.words)")
        }
    }

    deinit {
        remove()
    }

    /// Unmounts it; nothing happens the second time.
    func remove() {
        _ = umount2(path, Int32(MNT_DETACH))
    }
}
