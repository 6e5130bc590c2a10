import Foundation
import Referrals
import RelaisClient
import Testing
import Wire

extension EndToEnd {
    /// What reaches the disk, and what happens when nothing more fits.
    @Suite struct `The disk` {
        @Test(arguments: Arrangement.both)
        func `one fdatasync commits a group`(arrangement: Arrangement) throws {
            let installation = try Installation(arrangement)
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

        // Where all is encrypted nobody sees on the wire what a receipt is.
        @Test(arguments: Arrangement.all.filter { !$0.isLocked })
        func `a receipt leaves after the fdatasync of its commit`(
            arrangement: Arrangement
        ) throws {
            let installation = try Installation(arrangement)
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

        @Test(arguments: Arrangement.both)
        func `when full refuses requests with 503, takes answers, and recovers`(
            arrangement: Arrangement
        ) throws {
            let installation = try Installation(arrangement)
            let disk = try SmallDisk(installation, megabytes: 130)
            let server = try installation.serve(under: disk.inside)
            let client = try installation.foreign(
                Repository.file("Tests/EndToEndTests/Foreign/full.py"),
                [server.ready.intake, server.ready.desk, disk.path + "/filler"]
            )
            #expect(client.ending(within: 60) == .exit(0), "\(client.words)")
            server.stop()
            try disk.copyOut()
            #expect(try installation.verifyJournal().number > 0)
        }

        private func syncs(in trace: String) throws -> Int {
            try String(contentsOfFile: trace, encoding: .utf8).split(separator: "\n")
                .count { $0.contains("sync(") && $0.contains("= 0") || $0.contains("sync resumed") }
        }
    }
}

/// A disk of a few megabytes as an installation's data, for those who are inside its namespace.
///
/// Nobody needs root: whoever makes a user namespace may mount within it. A program holds it open and waits;
/// the disk is gone when that ends.
final class SmallDisk {
    private let installation: Installation
    private let holder: Program

    init(_ installation: Installation, megabytes: Int) throws {
        self.installation = installation
        try FileManager.default.createDirectory(
            atPath: installation.data,
            withIntermediateDirectories: true
        )
        let mount = "mount -t tmpfs -o size=\(megabytes)m tmpfs \"$0\" && echo mounted && exec cat"
        holder = try Program(
            "/usr/bin/unshare",
            ["--user", "--map-root-user", "--mount", "sh", "-c", mount, installation.data],
            in: installation.folder
        )
        guard holder.line(within: 10) == "mounted" else {
            throw Unfit("a disk of its own needs user namespaces, to mount it: \(holder.words)")
        }
    }

    /// What a program is started under to be inside.
    var inside: [String] {
        [
            "/usr/bin/nsenter", "--target", "\(holder.id)", "--user", "--mount",
            "--preserve-credentials", "--",
        ]
    }

    /// Where the disk is seen from outside.
    var path: String { "/proc/\(holder.id)/root\(installation.data)" }

    /// Copies what lies on it to where the installation has its data for those who are outside.
    func copyOut() throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: path) {
            try FileManager.default.copyItem(
                atPath: path + "/" + name,
                toPath: installation.data + "/" + name
            )
        }
    }
}
