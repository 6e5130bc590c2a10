import RelaisClient

// Called with the endpoint, one's own secret key, the gateway's public key and a folder for the outbox;
// events come on stdin, a line each.
let words = CommandLine.arguments
let identity = try Identity(keyFile: words[2], serverKey: words[3])
let outbox = try Outbox(words[4])
let agency = AgencyClient(try Connection(to: words[1], identity: identity), outbox: outbox)

while let line = readLine() {
    guard let event = OutgoingEvent(mark: 1, line: Array(line.utf8)) else { continue }
    try agency.submit([event])  // When this returns it is on disk, and no crash loses it.
}
var isSettled = false
while !isSettled {
    do throws(ClientFailure) {
        isSettled = try agency.settle(until: .now + .seconds(1))
    } catch {
        guard error.isAway else { throw error }  // A gateway that is away is waited for.
    }
    for receipt in agency.takeReceipts() { print(String(decoding: receipt.line, as: UTF8.self)) }
}
try agency.close()
