import Foundation
import Keyring
import Referrals
import Testing
import Triage
import Wire
import ZeroMQ

@testable import relais

@Suite struct `The keys on the command line` {
    private let room: KeyRoom

    init() throws {
        room = try KeyRoom()
    }

    @Test func `are made as a pair, of which only the public half is among the cards`() throws {
        let run = try room.key("new", "agency:1819", "-o", "jsonl")
        #expect(run.code == 0, "\(run.words)")
        let row = try #require(Row(String(run.output.dropLast())))
        #expect(row.string("key") == "agency:1819#1")
        #expect(row.string("secret") == room("secrets/agency-1819.1.key_secret"))
        let own = try SecretFile(path: room("secrets/agency-1819.1.key_secret")).read()
        let secret = try #require(CurveSecretKey(z85: Array(own.secretKey.revealed.utf8)))
        #expect(try CurveKeyPair(of: secret).publicKey.z85 == own.publicKey.description)
        let card = try room.text(of: "keys.d/agency/1819.1.key")
        #expect(card.contains("public-key = \"\(own.publicKey)\""))
        #expect(!card.contains(own.secretKey.revealed))
        #expect(!(run.output + run.words).contains(own.secretKey.revealed))
    }

    @Test func `are limited by the options`() throws {
        let run = try room.key(
            "new",
            "partner:hub",
            "--queue",
            "hub.coaching",
            "--queue",
            "hub.digital",
            "--network",
            "192.0.2.0/24",
            "--not-after",
            "2099-12-31",
            "--name",
            "spring"
        )
        #expect(run.code == 0, "\(run.words)")
        let card = try KeyCard.read(
            Array(room.text(of: "keys.d/partner/hub.spring.key").utf8),
            file: "a"
        )
        #expect(card.queues?.map(\.description) == ["hub.coaching", "hub.digital"])
        #expect(card.networks?.map(\.description) == ["192.0.2.0/24"])
        #expect(card.notAfter?.iso8601 == "2099-12-31")
        #expect(card.userID == "partner:hub#spring")
    }

    @Test func `of a supervisor open one door alone, if that is said`() throws {
        _ = try room.key("new", "supervisor:screen", "--domain", "feed")
        #expect(try room.rows().map { $0.words("domains") } == ["feed"])
    }

    @Test(arguments: [
        ["new", "nobody"], ["new", "agency:UPPER"], ["new", "agency:a", "--domain", "desk"],
        ["new", "agency:a", "--domain", "door"], ["new", "agency:a", "--queue", "a"],
        ["new", "partner:a", "--network", "192.0.2.1/24"],
        ["new", "agency:a", "--not-after", "soon"],
        ["new", "agency:a", "--not-after", "2020-01-01"], ["new", "agency:a", "--name", "#"],
        ["new", "partner:a", "--queue", "q", "--queue", "q"], ["rotate", "agency:a#1"],
        ["ls", "--expiring", "soon"], ["show", "agency:a#b#c"], ["revoke", "agency"],
    ])
    func `are refused in words that make no sense, before anything is made`(words: [String]) throws
    {
        let secrets = ["new", "rotate"].contains(words[0]) ? ["--secrets", room("secrets")] : []
        let run = try ProgramRun(["key"] + words + ["--keys", room("keys.d")] + secrets)
        #expect(run.code == 64, "\(run.words)")
        #expect(try room.names(in: "").contains("secrets") == false)
        #expect(try room.rows().isEmpty)
    }

    @Test func `of one who has a live key are not made a second time`() throws {
        _ = try room.key("new", "agency:1819")
        let run = try room.key("new", "agency:1819")
        #expect(run.code == 73)
        #expect(run.words.contains("relais key rotate agency:1819"))
        #expect(try room.names(in: "secrets").count == 1)
    }

    @Test func `are listed with their state`() throws {
        _ = try room.key("new", "agency:1819")
        _ = try room.key("new", "agency:ced")
        _ = try room.key("revoke", "agency:ced")
        let old = try room.text(of: "keys.d/agency/1819.1.key")
            .replacing("agency:1819", with: "agency:old")
            .replacing("curve\n", with: "    not-after = \"2020-01-01\"\ncurve\n")
            .replacing(/public-key = ".*"/, with: "public-key = \"\(try key(7))\"")
        try room.write(old, to: "keys.d/agency/old.1.key")
        #expect(
            try room.rows().map { "\($0.string("key") ?? "") \($0.string("state") ?? "")" }
                == ["agency:1819#1 live", "agency:ced#1 revoked", "agency:old#1 expired"]
        )
        let table = try room.key("ls").output
        #expect(table.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }

    @Test func `are listed that expire soon, and no others`() throws {
        let soon = CalendarDate(daysSince1970: today + 20).iso8601
        let later = CalendarDate(daysSince1970: today + 40).iso8601
        _ = try room.key("new", "agency:soon", "--not-after", soon)
        _ = try room.key("new", "agency:later", "--not-after", later)
        _ = try room.key("new", "agency:ever")
        _ = try room.key("new", "agency:gone", "--not-after", soon)
        _ = try room.key("revoke", "agency:gone")
        let run = try room.key("ls", "--expiring", "30d", "-o", "csv")
        #expect(run.output.split(separator: "\r\n").dropFirst().count == 1, "\(run.output)")
        #expect(run.output.contains("agency:soon#1"))
    }

    @Test func `with a mistake are told of, after those that are good`() throws {
        _ = try room.key("new", "agency:1819")
        try room.write("metadata\n", to: "keys.d/agency/bad.key")
        let run = try room.key("ls")
        #expect(run.code == 78)
        #expect(run.output.contains("agency:1819#1"))
        #expect(
            run.words.contains("\(room("keys.d"))/agency/bad.key:2:1: expected the section curve")
        )
    }

    @Test func `are shown with the fingerprint in groups`() throws {
        _ = try room.key("new", "agency:1819")
        let run = try room.key("show", "agency:1819")
        let lines = run.output.split(separator: "\n").map { String($0) }
        let place = try #require(lines.firstIndex { $0.hasPrefix("fingerprint") })
        let heard = lines[place...].joined(separator: " ").dropFirst("fingerprint".count)
        let card = try KeyCard.read(
            Array(room.text(of: "keys.d/agency/1819.1.key").utf8),
            file: "a"
        )
        let fingerprint = KeyRow(card, file: nil, at: WallClock.now()).fingerprint
        #expect(try KeyFingerprint(heard: String(heard)) == fingerprint)
    }

    @Test func `in files of others are shown without an installation`() throws {
        let pair = try CurveKeyPair.make()
        try room.write(
            "metadata\ncurve\n    public-key = \"\(pair.publicKey.z85)\"\n",
            to: "their.key"
        )
        let run = try ProgramRun(["key", "show", room("their.key")])
        #expect(run.code == 0, "\(run.words)")
        #expect(run.output.contains(pair.publicKey.z85))
        #expect(run.output.contains("fingerprint"))
    }

    @Test func `in a secret file are shown without their secret`() throws {
        _ = try room.key("new", "agency:1819")
        let file = room("secrets/agency-1819.1.key_secret")
        let secret = try SecretFile(path: file).read().secretKey.revealed
        let run = try ProgramRun(["key", "show", file])
        #expect(run.output.contains("agency:1819#1"))
        #expect(!(run.output + run.words).contains(secret))
    }

    @Test func `are revoked for ever, and as often as one likes`() throws {
        _ = try room.key("new", "agency:1819")
        let first = try room.key("revoke", "agency:1819#1")
        #expect(first.code == 0, "\(first.words)")
        let card = try room.text(of: "keys.d/agency/1819.1.key")
        #expect(card.contains("revoked-at = "))
        let second = try room.key("revoke", "agency:1819")
        #expect(second.code == 0)
        #expect(second.words.contains("revoked before"))
        #expect(try room.text(of: "keys.d/agency/1819.1.key") == card)
    }

    @Test(arguments: ["agency:nobody", "agency:1819#2"])
    func `that nobody has are not revoked`(name: String) throws {
        _ = try room.key("new", "agency:1819")
        #expect(try room.key("revoke", name).code == 65)
        #expect(try room.rows().map { $0.string("state") } == ["live"])
    }

    @Test func `are named as the program tells whoever names them otherwise`() throws {
        for command in ["revoke", "export", "show"] {
            let run = try room.key(command, "1819")
            #expect(run.code == 64)
            #expect(run.words.contains("ROLE:NAME#KEY"), "\(run.words)")
        }
    }

    @Test func `are revoked by their names where an owner has had two`() throws {
        _ = try room.key("new", "agency:1819")
        _ = try room.key("rotate", "agency:1819")
        _ = try room.key("revoke", "agency:1819#1")
        let run = try room.key("revoke", "agency:1819")
        #expect(run.code == 64)
        #expect(run.words.contains("agency:1819#1 or agency:1819#2"))
        #expect(try room.rows().map { $0.string("state") } == ["revoked", "live"])
    }

    private var today: Int64 {
        BrusselsTime.date(at: WallClock.now()).daysSince1970
    }

    private func key(_ byte: UInt8) throws -> PublicKey {
        try #require(PublicKey(bytes: [UInt8](repeating: byte, count: 32)))
    }
}
