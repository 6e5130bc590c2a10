import Foundation
import Keyring
import Referrals
import Synchronization
import Testing
import Triage

@Suite struct `A folder of cards` {
    private let room: TemporaryFolder
    private let folder: KeyFolder

    init() throws {
        room = try TemporaryFolder()
        folder = KeyFolder(path: room("keys.d"))
        try folder.make()
    }

    @Test func `is empty at first, with a place for each role`() throws {
        let contents = try folder.read(at: now)
        #expect(contents.registry == .empty)
        #expect(contents.faults == [])
        #expect(
            try room.names(in: "keys.d").sorted()
                == KeyRole.allCases.map(\.rawValue).sorted()
        )
    }

    @Test func `gives back the card that was added, and names its file`() throws {
        let card = try card("partner:hub", 1)
        #expect(try folder.add(card) == "partner/hub.1.key")
        let contents = try folder.read(at: now)
        #expect(contents.registry.cards == [card])
        #expect(contents.cards.map(\.file) == ["partner/hub.1.key"])
        #expect(try room.permissions(of: "keys.d/partner/hub.1.key") == 0o644)
        #expect(try room.names(in: "keys.d/partner") == ["hub.1.key"])
    }

    @Test func `adds no card over another`() throws {
        _ = try folder.add(card("partner:hub", 1))
        let failure = #expect(throws: KeyringFailure.self) {
            try folder.add(card("partner:hub", 2))
        }
        #expect(failure?.isPresence == true)
        #expect(try folder.read(at: now).registry.cards.map(\.key) == [key(1)])
        #expect(try room.names(in: "keys.d/partner") == ["hub.1.key"])
    }

    @Test func `replaces a card whole`() throws {
        var card = try card("partner:hub", 1)
        let file = try folder.add(card)
        card.revokedAt = now
        try folder.replace(file, with: card)
        #expect(try folder.read(at: now).registry.cards == [card])
        #expect(try room.names(in: "keys.d/partner") == ["hub.1.key"])
    }

    @Test func `rejects the file with a mistake and no other`() throws {
        _ = try folder.add(card("agency:1819", 1))
        let text = try cardText(2, "principal = agency:ced", "not-aftr = 2027-01-01")
        try room.write(text, to: "keys.d/agency/ced.1.key")
        let contents = try folder.read(at: now)
        #expect(contents.registry.cards.map(\.key) == [try key(1)])
        #expect(
            contents.faults.map(\.description)
                == ["agency/ced.1.key:3:1: expected not-after?, found not-aftr"]
        )
    }

    @Test(arguments: [
        ("agency/a.key", "principal = partner:hub", "expected a card of role agency"),
        ("a.key", "principal = partner:hub", "expected it in the folder of its role"),
        ("agencies/a.key", "principal = agency:ced", "expected it in the folder of its role"),
        ("agency/a.key_secret", "principal = agency:ced", "expected no secret key among the cards"),
    ])
    func `rejects a card out of place`(file: String, principal: String, words: String) throws {
        try room.write(try cardText(1, principal), to: "keys.d/" + file)
        let contents = try folder.read(at: now)
        #expect(contents.registry == .empty)
        #expect(contents.faults.count == 1)
        #expect(contents.faults.first?.description.contains("\(file):1:1: \(words)") == true)
    }

    @Test func `rejects a card with its secret key, and does not repeat it`() throws {
        let secret = "D:)Q[IlAW!ahhC2ac:9*A}h:p?([4%wOTJ%JR%cs"
        let text = try cardText(1, "principal = agency:ced") + "    secret-key = \"\(secret)\"\n"
        try room.write(text, to: "keys.d/agency/ced.1.key")
        let contents = try folder.read(at: now)
        #expect(contents.registry == .empty)
        #expect(
            contents.faults.first?.description.contains("which only its owner may keep") == true
        )
        #expect(!"\(contents.faults)".contains("D:)Q"))
    }

    @Test func `rejects the keys that ZeroMQ's manual prints`() throws {
        let key = "Yne@$w-vo<fVvi]a<NY6T1ed:M$fCG*[IaLV{hID"
        let text = "metadata\n    principal = agency:ced\ncurve\n    public-key = \"\(key)\"\n"
        try room.write(text, to: "keys.d/agency/ced.1.key")
        let contents = try folder.read(at: now)
        #expect(contents.registry == .empty)
        #expect(contents.faults.first?.description.contains("manual of ZeroMQ") == true)
    }

    @Test(arguments: [("keys.d/agency/ced.1.key", 0o666), ("keys.d/agency", 0o777)])
    func `believes no card that everybody may write`(name: String, mode: Int) throws {
        let text = try cardText(1, "principal = agency:ced")
        try room.write(text, to: "keys.d/agency/ced.1.key")
        try room.permit(mode, name)
        let contents = try folder.read(at: now)
        #expect(contents.registry == .empty)
        #expect(contents.faults.first?.description.contains("everybody may write") == true)
    }

    @Test func `is not believed when everybody may write to it`() throws {
        _ = try folder.add(card("agency:1819", 1))
        try room.permit(0o777, "keys.d")
        let failure = #expect(throws: KeyringFailure.self) { try folder.read(at: now) }
        #expect(failure?.description.contains("everybody may write to") == true)
    }

    @Test func `waits for no pipe and takes no folder for a card`() throws {
        try #require(mkfifo(room("keys.d/agency/a.key"), 0o600) == 0)
        try room.write("", to: "keys.d/agency/b.key/c")
        let contents = try folder.read(at: now)
        #expect(
            contents.faults.map(\.description) == [
                "agency/a.key:1:1: expected a file, found a folder, pipe or device",
                "agency/b.key:1:1: expected a file, found a folder, pipe or device",
            ]
        )
    }

    @Test func `tells of a link that leads nowhere, and follows one to a card`() throws {
        let elsewhere = room("elsewhere.key")
        try room.write(try cardText(1, "principal = agency:ced"), to: "elsewhere.key")
        let links = [("a.key", elsewhere), ("b.key", room("nowhere"))]
        for (name, target) in links {
            try FileManager.default.createSymbolicLink(
                atPath: room("keys.d/agency/" + name),
                withDestinationPath: target
            )
        }
        let contents = try folder.read(at: now)
        #expect(contents.registry.cards.map(\.key) == [try key(1)])
        #expect(
            contents.faults.map(\.description)
                == ["agency/b.key:1:1: expected a file, found a link that leads nowhere"]
        )
    }

    @Test(.enabled(if: geteuid() != 0, "nothing is closed to root"))
    func `is read beside a folder that is closed to us, unless that is one of a role`() throws {
        _ = try folder.add(card("agency:1819", 1))
        try room.write("", to: "keys.d/lost+found/a.key")
        try room.permit(0o000, "keys.d/lost+found")
        #expect(try folder.read(at: now).registry.cards.count == 1)
        try room.permit(0o000, "keys.d/partner")
        #expect(throws: KeyringFailure.self) { try folder.read(at: now) }
        try room.permit(0o700, "keys.d/partner")
        try room.permit(0o700, "keys.d/lost+found")
    }

    @Test func `leaves drafts and other files alone`() throws {
        for name in [".a.key.17", "README", "a.key~", "a.pub"] {
            try room.write("nothing", to: "keys.d/agency/" + name)
        }
        #expect(try folder.read(at: now).faults == [])
    }

    @Test func `refuses a file that is too long, having read no more of it than it must`() throws {
        try room.write(String(repeating: "#\n", count: 100_000), to: "keys.d/agency/a.key")
        let faults = try folder.read(at: now).faults
        #expect(faults.map(\.expected) == ["a certificate of at most 8192 bytes"])
    }

    @Test func `that is not there says so`() throws {
        let failure = #expect(throws: KeyringFailure.self) {
            try KeyFolder(path: room("nothing")).read(at: now)
        }
        #expect(failure?.isAbsence == true)
    }

    @Test func `lets one change it at a time`() throws {
        let (log, folder) = (Log(), folder)
        DispatchQueue.concurrentPerform(iterations: 4) { index in
            do {
                try folder.exclusively {
                    log.append("in")
                    _ = try folder.add(card("agency:1819", UInt8(index + 1), name: "\(index)"))
                    log.append("out")
                }
            } catch {
                Issue.record(error)
            }
        }
        #expect(log.lines == ["in", "out", "in", "out", "in", "out", "in", "out"])
    }
}

/// Words of several threads, in the order in which they were said.
private final class Log: Sendable {
    private let said = Mutex<[String]>([])

    var lines: [String] { said.withLock { $0 } }

    func append(_ line: String) {
        said.withLock { $0.append(line) }
    }
}
