import Testing
import Triage

@Suite struct `A network` {
    @Test(arguments: [
        ("10.0.0.0/8", "10.255.255.255", "11.0.0.0"), ("192.0.2.1", "192.0.2.1", "192.0.2.2"),
        ("192.0.2.128/25", "192.0.2.128", "192.0.2.127"), ("0.0.0.0/0", "255.255.255.255", "::1"),
        ("2001:db8::/32", "2001:db8:ffff::1", "2001:db9::"), ("::/0", "ffff::", "1.2.3.4"),
        ("fe80::/10", "fe80::1%eth0", "fec0::1"), ("::1", "::1", "::2"),
        ("192.0.2.0/24", "::ffff:192.0.2.9", "::192.0.2.9"),
    ])
    func `holds its addresses and no others`(text: String, inside: String, outside: String) throws {
        let network = try #require(Network(text))
        #expect(network.contains(try #require(NetworkAddress(inside))))
        #expect(!network.contains(try #require(NetworkAddress(outside))))
    }

    @Test(arguments: [
        "", "/8", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/8/8", "10.0.0.1/8",
        "10.0.0/8", "010.0.0.0/8", "2001:db8::/129", "2001:db8::1/32", "fe80::1%eth0",
        "::ffff:10.0.0.0/104", "localhost", "10.0.0.0/+8",
    ])
    func `in another form is refused`(text: String) {
        #expect(Network(text) == nil)
    }

    @Test(arguments: [
        "10.0.0.0/8", "192.0.2.1", "2001:db8::/32", "::/0", "::1", "2001:db8::1:0:0:1",
    ])
    func `is written as it is read`(text: String) {
        #expect(Network(text)?.description == text)
    }
}

@Suite struct `An address of a peer` {
    @Test(arguments: [
        ("2001:0DB8:0:0:8:800:200C:417A", "2001:db8::8:800:200c:417a"),
        ("0:0:0:0:0:0:0:0", "::"), ("1::", "1::"), ("1:0:2:0:3:0:4:0", "1:0:2:0:3:0:4:0"),
        ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"), ("::ffff:192.0.2.1", "192.0.2.1"),
        ("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"), ("0:0:1::", "0:0:1::"),
    ])
    func `is written in one way`(text: String, written: String) {
        #expect(NetworkAddress(text)?.description == written)
    }

    @Test(arguments: [
        "", ":", ":::", "1", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3", "12345::", "g::",
        "1:2:3:4:5:6:7::8:9", "::1.2.3", "1.2.3.4::", "1.2.3.256", "1.2.3.4.5", "1.2.3.+4", "-1::",
        "localhost:1000:1000:4711", "::+1", "1:",
    ])
    func `in another form is refused`(text: String) {
        #expect(NetworkAddress(text) == nil)
    }
}
