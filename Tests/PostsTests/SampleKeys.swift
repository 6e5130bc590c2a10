import Posts
import Referrals
import Triage

/// Keys of these tests: one of agency `north`, two of partner `calm`, one of a supervisor, and the stations'.
enum SampleKeys {
    static let book = book([:])

    static let names = [
        "agency:north#1", "partner:calm#1", "partner:calm#2", "supervisor:chief#1",
    ]

    /// The book where cards of these user ids say this, too.
    static func book(_ remarks: [String: String], users: [UInt32: SupervisorID] = [:]) -> DoorBook {
        DoorBook(
            registry: registry(names, remarks),
            stations: registry(["recorder:main#1", "dispatcher:one#1"], remarks),
            users: users
        )
    }

    /// The key of a place.
    static func key(_ place: UInt8) -> PublicKey {
        guard let key = PublicKey(bytes: Array(repeating: place, count: 32)) else {
            preconditionFailure("32 bytes are a key")
        }
        return key
    }

    private static func registry(_ userIDs: [String], _ remarks: [String: String]) -> KeyRegistry {
        do {
            let cards = try userIDs.enumerated().map { place, userID in
                let parts = userID.split(separator: "#")
                let lines = [
                    "metadata", "    principal = \(parts[0])", "    key-name = \(parts[1])",
                    remarks[userID].map { "    \($0)" } ?? "", "curve",
                    "    public-key = \"\(key(UInt8(place + 1)))\"", "",
                ]
                let text = lines.joined(separator: "\n")
                return try FiledCard(reading: Array(text.utf8), file: "\(place).key")
            }
            return try KeyRegistry(cards, at: SampleBundle.noon)
        } catch {
            preconditionFailure("the cards of the tests are good: \(error)")
        }
    }
}
