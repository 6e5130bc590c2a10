/// What a doorkeeper is asked about a peer that knocks.
///
/// It is read strictly, by RFC 27, from frames that any part of the process could have sent: what is
/// odd in any way is no request.
public struct ZapRequest: Equatable, Sendable {
    /// How the peer proves who it is.
    public enum Mechanism: Equatable, Sendable {
        /// It does not: all there is, is its address.
        case null
        /// By the secret of this key; libzmq has seen the proof.
        case curve(CurvePublicKey)
    }

    /// The door it knocks at.
    public let domain: ZapDomain

    /// Where it knocks from: an IP address, `::ffff:` before one of IPv4 that came to a socket of
    /// IPv6, or `localhost:uid:gid:pid` over ipc.
    public let address: String

    /// How it proves who it is.
    public let mechanism: Mechanism

    static let version = [UInt8]("1.0".utf8)

    /// The request in these frames, which followed the envelope; nil where they are none.
    ///
    /// They are version, number of the request, domain, address, routing id of our own socket, mechanism
    /// and credentials.
    init?(_ frames: [[UInt8]]) {
        guard frames.count >= 6, frames[0] == Self.version,
            (1...Self.fieldBytesMax).contains(frames[1].count),
            let domain = Self.text(frames[2]).flatMap({ ZapDomain($0) }),
            let address = Self.text(frames[3]),
            frames[4].count <= Self.fieldBytesMax,
            let mechanism = Self.mechanism(frames[5], credentials: frames[6...])
        else { return nil }
        self.domain = domain
        self.address = address
        self.mechanism = mechanism
    }

    /// The longest of the fields that RFC 27 gives a length.
    static let fieldBytesMax = 255

    private static func text(_ bytes: [UInt8]) -> String? {
        let text = String(decoding: bytes, as: UTF8.self)
        return UserId.isVisible(text) ? text : nil
    }

    private static func mechanism(
        _ name: [UInt8],
        credentials: ArraySlice<[UInt8]>
    ) -> Mechanism? {
        switch (text(name), credentials.count) {
        case ("NULL", 0): .null
        case ("CURVE", 1): credentials.first.flatMap { CurvePublicKey($0) }.map { .curve($0) }
        default: nil
        }
    }
}
