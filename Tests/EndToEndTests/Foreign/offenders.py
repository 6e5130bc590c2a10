"""Peers that are not who they say, one kind a run; it ends well if none of them got in.

    offenders.py KIND
"""

import os
import socket
import sys
import threading
import time
import zmq
from curve import GREETING, Peer, letters, pair
from locked import DOORS, HOUSE, ask, keys, locked, port, refusal, server_key
from relais_foreign import check, message, parse, referral

context = zmq.Context()
server = letters(f"{HOUSE}/keys.d/gateway/main.1.key", "public-key")


def own(name):
    path = f"{HOUSE}/secrets/{name}.key_secret"
    return letters(path, "public-key"), letters(path, "secret-key")


def is_let_in(peer):
    try:
        peer.shake()
    except (ConnectionError, TimeoutError):
        return False
    return True


def turned_away(door, pair):
    """A socket as a client has it learns by its monitor that it is not let in, and can say nothing."""
    client = context.socket(zmq.SUB if door == "feed" else zmq.DEALER)
    monitor = client.get_monitor_socket()
    client.linger, client.immediate = 0, 1
    client.curve_publickey, client.curve_secretkey = pair
    client.curve_serverkey = server_key()
    client.connect(DOORS[door])
    check(refusal(client, monitor) == zmq.EVENT_HANDSHAKE_FAILED_AUTH, f"one is not let in at {door}")
    if door != "feed":
        check(not client.poll(0, zmq.POLLOUT), f"nothing can be said at {door}")
    client.disable_monitor()
    client.close()


def strangers():
    for door in ("intake", "desk", "control", "feed", "work", "record"):
        turned_away(door, zmq.curve_keypair())
        claims = [(b"User-Id", b"agency:1819#1"), (b"X-Role", b"gateway")]
        check(not is_let_in(Peer(port(door), server, pair(), claims)), "a name of one's own is no key")


def wrong_server():
    for door in ("intake", "desk", "control", "feed", "work", "record"):
        peer = Peer(port(door), pair()[0], own("agency-1819.1"))
        check(not is_let_in(peer), "who looks for another server finds none")


def other_domains():
    """Each role at each door that is not its own."""
    own_doors = {
        "agency-hub.1": ["intake"], "partner-un-pass.1": ["desk"], "supervisor-pole.1": ["control", "feed"],
        "dispatcher-1.1": ["work"], "recorder-main.1": ["record"], "gateway-main.1": [],
    }
    for name, doors in own_doors.items():
        for door in ("intake", "desk", "control", "feed", "work", "record"):
            if door not in doors:
                turned_away(door, keys(name))


def routing_id():
    client = locked(context, "intake", keys("agency-hub.1"), ROUTING_ID=b"relais")
    event = referral("R-1", "r-1", agency="hub", enterprise={"no_bce": "not_founded"})
    for _ in range(3):
        client.send(message({"v": 1, "kind": "publish", "seq": 1}, event))
        head, _ = parse(client.recv())
        check(head["code"] == 400 and head["error"] == "routing_id_set", f"a name of one's own: {head}")
    client.close()


def user_id():
    """With a key that is good, and the name of somebody else on the wire: the key counts."""
    claims = [
        (b"User-Id", b"agency:1819#1"), (b"User-Id", b"supervisor:pole#1"), (b"X-User-Id", b"agency:1819#1"),
        (b"X-Role", b"supervisor"), (b"user-id", b"agency:1819#1"),
    ]
    for claim in [[one] for one in claims] + [claims]:
        peer = Peer(port("intake"), server, own("agency-hub.1"), claim).shake()
        stored = os.urandom(4).hex()
        theirs = referral(f"U-{stored}", f"u-{stored}", agency="1819", enterprise={"no_bce": "not_founded"})
        peer.send(message({"v": 1, "kind": "publish", "seq": 1}, theirs))
        head, lines = parse(peer.receive())
        check(lines[0]["code"] == 403, f"one speaks for nobody else: {head} {lines}")
        peer.send(message({"v": 1, "kind": "publish", "seq": 2, "as": "agency:1819"}, theirs))
        head, _ = parse(peer.receive())
        check(head["error"] == "as_on_secured", f"nor by a word in the header: {head}")
        ours = referral(f"U-{stored}", f"u-{stored}", agency="hub", enterprise={"no_bce": "not_founded"})
        peer.send(message({"v": 1, "kind": "publish", "seq": 3}, ours))
        head, lines = parse(peer.receive())
        check(lines[0]["status"] == "stored", f"but for oneself: {head} {lines}")
    for door, name in (("work", "dispatcher-1.1"), ("record", "recorder-main.1")):
        peer = Peer(port("intake"), server, own(name), [(b"User-Id", b"agency:1819#1")])
        check(not is_let_in(peer), f"the key of {door} opens no other door")


class Tap:
    """A wire between a client and the gateway, with a memory for what the client said."""

    def __init__(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.said = b""
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        client, _ = self.listener.accept()
        gateway = socket.create_connection(("127.0.0.1", port("intake")))
        threading.Thread(target=self.back, args=(gateway, client), daemon=True).start()
        while some := client.recv(65536):
            self.said += some
            gateway.sendall(some)
        gateway.close()

    def back(self, gateway, client):
        while some := gateway.recv(65536):
            client.sendall(some)


def replay():
    tap = Tap()
    DOORS["tap"] = f"tcp://127.0.0.1:{tap.port}"
    client = locked(context, "tap", keys("agency-hub.1"))
    for number in range(3):
        event = referral(f"T-{number}", f"t-{number}", agency="hub", enterprise={"no_bce": "not_founded"})
        head, lines = ask(client, {"v": 1, "kind": "publish", "seq": number}, event)
        check(lines[0]["code"] in (200, 202), "what passes the tap is stored")
    said = tap.said
    check(len(said) > 1_500 and said[0] == 0xFF, f"the tap has heard it all: {len(said)} bytes")
    # The same bytes again: whole, and a frame of the session twice on one that stands.
    for _ in range(5):
        again = socket.create_connection(("127.0.0.1", port("intake")), timeout=20)
        again.sendall(said)
        try:
            heard = b""
            while some := again.recv(65536):
                heard += some
        except ConnectionError:
            pass
        check(b"READY" not in heard, "a session played again is not let in")
    # libzmq forgot such links for ever, descriptor and all, when it also told of them.
    for breach in (lambda sent: sent, lambda sent: sent[:-20] + b"\0" * 20, lambda sent: b"\0\5plain"):
        peer = Peer(port("intake"), server, own("agency-hub.1")).shake()
        sent = []
        write = peer.link.sendall
        peer.link = Recording(peer.link, sent)
        peer.send(message({"v": 1, "kind": "lookup", "seq": 1, "agency_ref": "t-1"}))
        check(parse(peer.receive())[0]["re"] == 1, "a message is answered")
        write(breach(b"".join(sent)))
        check(peer.is_ended(20), "who says what cannot be read, or the same again, loses the link")


class Recording:
    """A link that remembers what is sent on it."""

    def __init__(self, link, sent):
        self.link, self.sent = link, sent

    def sendall(self, data):
        self.sent.append(data)
        self.link.sendall(data)

    def __getattr__(self, name):
        return getattr(self.link, name)


def noise():
    """Bytes that are no handshake, on every door."""
    generator = __import__("random").Random(2020)
    for door in ("intake", "desk", "control", "feed", "work", "record"):
        for payload in (
            b"", b"GET / HTTP/1.1\r\nHost: relais\r\n\r\n", b"\0" * 4096, b"\xff" * 4096,
            generator.randbytes(65_536), GREETING.replace(b"CURVE", b"NULL\0"), GREETING.replace(b"CURVE", b"EVILS"),
            GREETING + b"\x04\xff" + b"\x05HELLO" + b"\xff" * 249, GREETING + b"\x06" + (2**62).to_bytes(8, "big"),
            GREETING + b"\0\x05hello", b"\x01\0" + b"\0" * 100, GREETING[:10] + b"\x01" + GREETING[11:],
        ):
            with socket.create_connection(("127.0.0.1", port(door)), timeout=20) as link:
                heard = b""
                try:
                    link.sendall(payload)
                    link.shutdown(socket.SHUT_WR)
                    while some := link.recv(4096):
                        heard += some
                except OSError:
                    pass
                check(b"READY" not in heard, f"{payload[:20]} is let in at {door}")


def unfinished():
    """Peers that stop at each stage of the handshake: each loses its link soon after."""
    peers = []
    stages = ["greet", "hello", "welcome"]
    for door in ("intake", "desk", "control", "feed", "work", "record"):
        peers.append(socket.create_connection(("127.0.0.1", port(door))))
        half = socket.create_connection(("127.0.0.1", port(door)))
        half.sendall(GREETING[:20])
        peers.append(half)
        for count in range(1, len(stages) + 1):
            peer = Peer(port(door), server, own("agency-hub.1"))
            for stage in stages[:count]:
                getattr(peer, stage)()
            peers.append(peer.link)
    began = time.monotonic()
    for link in peers:
        link.settimeout(max(began + 30 - time.monotonic(), 0.1))
        try:
            while link.recv(4096):
                pass
        except ConnectionError:
            pass
        except TimeoutError:
            check(False, "who never finishes loses the link")
    check(time.monotonic() - began > 2, "the links were not lost for another reason")


{
    "strangers": strangers, "wrong-server": wrong_server, "other-domains": other_domains,
    "routing-id": routing_id, "user-id": user_id, "replay": replay, "noise": noise, "unfinished": unfinished,
}[sys.argv[1]]()
print("nobody got in")
