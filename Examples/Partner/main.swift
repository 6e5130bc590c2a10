import Foundation
import RelaisClient
import Wire

// Called with the endpoint, one's own secret key and the gateway's public key.
let words = CommandLine.arguments
let identity = try Identity(keyFile: words[2], serverKey: words[3])
let partner = PartnerClient(try Connection(to: words[1], identity: identity), consumer: "desk-1")
_ = try partner.attach()

func say(_ what: String) { FileHandle.standardOutput.write(Data((what + "\n").utf8)) }

while true {
    do throws(ClientFailure) {
        try partner.welcome(1)  // One more offer may come.
        switch try partner.next(until: .now + .seconds(60)) {
        case .offer(let offer):
            let yes = AnswerLine(id: offer.lease, lease: offer.lease, verb: .accept(by: "kim"))
            let answered = try partner.answer([yes])
            say("\(offer.leg) accepted: \(answered.map(\.code))")
        case .notice(let line, let number):
            say(String(decoding: line, as: UTF8.self))
            try partner.acknowledge(through: number)
        case .lost(let lease): say("too late for \(lease)")
        case .gained(let leg, line: _): say("\(leg) is ours")
        case .gone(let leg): say("\(leg) is ours no more")
        case nil: continue
        }
    } catch {
        guard error.isAway else { throw error }  // The next turn begins the session again.
    }
}
