/// An IPv4 or IPv6 address, as ZAP tells where a peer comes from.
public struct NetworkAddress: Hashable, Sendable, CustomStringConvertible {
    /// Whether it is of IPv4, also where a socket of IPv6 wrote it as `::ffff:192.0.2.1`.
    public let isIPv4: Bool
    /// The bits: the low 32 for IPv4.
    let bits: UInt128

    /// Reads `192.0.2.1`, `2001:db8::1` or `::ffff:192.0.2.1`; nil for anything else.
    ///
    /// A zone behind a percent sign is passed over. IPv6 in the forms of RFC 4291 2.2.
    public init?(_ text: String) {
        let text = text.prefix { $0 != "%" }
        guard text.utf8.count <= 45 else { return nil }
        if !text.contains(":") {
            guard let bits = NetworkAddress.quad(text) else { return nil }
            self.init(isIPv4: true, bits: UInt128(bits))
        } else {
            guard let bits = NetworkAddress.groups(text) else { return nil }
            let isMapped = bits >> 32 == 0xFFFF
            self.init(isIPv4: isMapped, bits: isMapped ? bits & 0xFFFF_FFFF : bits)
        }
    }

    init(isIPv4: Bool, bits: UInt128) {
        self.isIPv4 = isIPv4
        self.bits = bits
    }

    /// The address as RFC 5952 writes it.
    public var description: String {
        guard !isIPv4 else {
            return [24, 16, 8, 0].map { String(bits >> $0 & 0xFF) }.joined(separator: ".")
        }
        let groups = stride(from: 112, through: 0, by: -16).map { bits >> $0 & 0xFFFF }
        var longest = 0..<0
        var start = 0
        for place in 0...8 where place == 8 || groups[place] != 0 {
            if place - start > max(1, longest.count) { longest = start..<place }
            start = place + 1
        }
        func written(_ part: ArraySlice<UInt128>) -> String {
            part.map { String($0, radix: 16) }.joined(separator: ":")
        }
        guard !longest.isEmpty else { return written(groups[...]) }
        return written(groups[..<longest.lowerBound]) + "::"
            + written(groups[longest.upperBound...])
    }

    private static func quad(_ text: Substring) -> UInt32? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var bits: UInt32 = 0
        for part in parts {
            // 010 is eight to some and ten to others.
            guard (1...3).contains(part.utf8.count), part.utf8.count == 1 || part.first != "0",
                part.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let byte = UInt8(part)
            else { return nil }
            bits = bits << 8 | UInt32(byte)
        }
        return bits
    }

    private static func groups(_ text: Substring) -> UInt128? {
        let bytes = Array(text.utf8)
        let colon = UInt8(ascii: ":")
        let gap = bytes.indices.dropLast().first { bytes[$0] == colon && bytes[$0 + 1] == colon }
        guard let gap else {
            let parts = parts(bytes[...])
            return parts?.count == 8 ? parts?.reduce(0) { $0 << 16 | UInt128($1) } : nil
        }
        guard let before = parts(bytes[..<gap], isLast: false),
            let after = parts(bytes[(gap + 2)...]),
            before.count + after.count < 8
        else { return nil }
        let zeros = [UInt16](repeating: 0, count: 8 - before.count - after.count)
        return (before + zeros + after).reduce(0) { $0 << 16 | UInt128($1) }
    }

    /// The groups of 16 bits of a part without `::`; the last two may be written as four decimal numbers.
    private static func parts(_ bytes: ArraySlice<UInt8>, isLast: Bool = true) -> [UInt16]? {
        guard !bytes.isEmpty else { return [] }
        let texts = Substring(decoding: bytes, as: UTF8.self)
            .split(separator: ":", omittingEmptySubsequences: false)
        var parts: [UInt16] = []
        for (index, text) in texts.enumerated() {
            if isLast, index == texts.count - 1, text.contains(".") {
                guard let bits = quad(text) else { return nil }
                parts += [UInt16(bits >> 16), UInt16(bits & 0xFFFF)]
                continue
            }
            guard (1...4).contains(text.utf8.count), text.utf8.first != UInt8(ascii: "+"),
                let part = UInt16(text, radix: 16)
            else { return nil }
            parts.append(part)
        }
        return parts
    }
}

/// A network in the notation of CIDR: `192.0.2.0/24`, `2001:db8::/32`; an address alone is a network of one.
public struct Network: Hashable, Sendable, CustomStringConvertible {
    /// Its first address.
    public let first: NetworkAddress
    /// How many leading bits all its addresses share.
    public let length: Int

    /// Reads a network; nil when it is none.
    ///
    /// One with bits set behind its length is none: whoever wrote it meant another.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, !text.contains("%"), let first = NetworkAddress(String(parts[0]))
        else { return nil }
        // A mapped address counts its length differently: IPv4 is written as IPv4.
        guard !first.isIPv4 || !text.contains(":") else { return nil }
        let most = first.isIPv4 ? 32 : 128
        var length = most
        if parts.count == 2 {
            guard (1...3).contains(parts[1].utf8.count),
                parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
                let number = Int(parts[1]), number <= most
            else { return nil }
            length = number
        }
        self.first = first
        self.length = length
        guard first.bits & ~mask == 0 else { return nil }
    }

    /// The network, with its length unless that is of one address.
    public var description: String {
        length == (first.isIPv4 ? 32 : 128) ? "\(first)" : "\(first)/\(length)"
    }

    /// Whether an address is in it; one of IPv4 is in no network of IPv6.
    public func contains(_ address: NetworkAddress) -> Bool {
        address.isIPv4 == first.isIPv4 && address.bits & mask == first.bits
    }

    private var mask: UInt128 {
        let width = first.isIPv4 ? 32 : 128
        let all = UInt128.max >> UInt128(128 - width)
        return length == 0 ? 0 : all & (UInt128.max << UInt128(width - length))
    }
}
