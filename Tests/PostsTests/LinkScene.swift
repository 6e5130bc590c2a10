import Exchange
import Posts
import Referrals
import Triage
import Wire

/// What the tests of links between stations have in common.
enum LinkScene {
    /// What went over a link, by name.
    static func names(_ frame: [UInt8]) -> [String] {
        do {
            return try StationCodec.decode(frame).map { message in
                switch message {
                case .verdict(let verdict): "verdict \(verdict.ticket.number)"
                case .request(let request): "request \(request.ticket.number)"
                case .put(let letter): "put \(letter.ticket.number)"
                case .done(let ticket, _, _): "done \(ticket.number)"
                case .push(let number, let session, _): "push \(number) to \(session.number)"
                case .pushed(let through): "pushed \(through)"
                case .refused(let refusal): "refused \(refusal)"
                case .linked(let epoch): "linked \(epoch)"
                default: "\(Mirror(reflecting: message).children.first?.label ?? "\(message)")"
                }
            }
        } catch {
            return ["no frame: \(error)"]
        }
    }

    static let start = Moment(seconds: 1_000)
    static let read: @Sendable (BundleFiles) -> BundleReading = { files in
        files.address == SampleBundle.files.address || files.address == SampleBundle.other.address
            ? .good(
                files,
                files.address == SampleBundle.files.address
                    ? SampleBundle.bundle : SampleBundle.other
            )
            : .faulty(["triage.yaml:1: no rules"])
    }
    static let badFiles = BundleFiles(address: Digest(9, 9, 9, 9), files: [])
}
