"""Peers that do not keep to ZMTP or the contract, each followed by one who does and is served.

    hostile.py INTAKE DESK CONTROL FEED [WORK RECORD] (tcp endpoints)
"""

import os
import socket
import sys
import zmq
from relais_foreign import KEYS, check, dealer, message, parse, referral, show_keys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "Tools"))
from libzmq_ping_abort import GREETING, provoke

context = zmq.Context()
endpoints = sys.argv[1:]
doors = []
for endpoint in endpoints:
    host, port = endpoint.removeprefix("tcp://").rsplit(":", 1)
    doors.append((host.strip("[]"), int(port)))
steady = dealer(context, endpoints[0], "agency:1819")
served = 0


def serve_one(words):
    """One who was connected all the time is served, and so is one who comes now."""
    global served
    for good in (steady, dealer(context, endpoints[0], "agency:1819")):
        served += 1
        event = referral(f"H-{served}", f"h-{served}", enterprise={"no_bce": "not_founded"})
        good.send(message({"v": 1, "kind": "publish", "seq": served, "as": "agency:1819"}, event))
        head, lines = parse(good.recv())
        check(head["kind"] == "receipt" and lines[0]["code"] == 200, "one is served after " + words)
        if good is not steady:
            good.close()


def raw(door, payload):
    """Bytes on a TCP connection that is then closed, or reset by the other side."""
    with socket.create_connection(door, timeout=5) as link:
        try:
            link.sendall(payload)
            link.shutdown(socket.SHUT_WR)
            while link.recv(4096):
                pass
        except OSError:
            pass


serve_one("nothing")
generator = __import__("random").Random(2020)
for door in doors:
    for payload in (
        b"",
        b"GET / HTTP/1.1\r\nHost: relais\r\n\r\n",
        b"\x00" * 4096,
        b"\xff" * 4096,
        generator.randbytes(65_536),
        GREETING[:10],
        GREETING[:63],
        GREETING,
        GREETING.replace(b"NULL", b"EVIL"),
        GREETING + b"\x04\xff" + b"\x05READY" + b"\xff" * 249,
        GREETING + b"\x06" + (2**62).to_bytes(8, "big"),
    ):
        raw(door, payload)
    serve_one(f"garbage on {door}")

for count in (2, 3, 6, 9, 40):
    odd = dealer(context, endpoints[0], "agency:1819")
    odd.send_multipart([b"frame"] * count)
    head, _ = parse(odd.recv())
    check(head["code"] == 400 and head["error"] == "frames", f"{count} frames are no envelope")
    odd.close()
serve_one("wrong frames")

named = context.socket(zmq.DEALER)
named.setsockopt(zmq.ROUTING_ID, b"me")
named.setsockopt(zmq.LINGER, 0)
named.setsockopt(zmq.RCVTIMEO, 10_000)
show_keys(named, "agency:1819")
named.connect(endpoints[0])
named.send(message({"v": 1, "kind": "publish", "seq": 1, "as": "agency:1819"}))
check(parse(named.recv())[0]["error"] == "routing_id_set", "a routing id of one's own is refused")
named.close()

for body in (b"", b"\n", b"{}", b"[1]", b"nonsense", b"\xff\xfe", b'{"v":1}', b'{"v":1,"kind":"publish"}'):
    odd = dealer(context, endpoints[0], "agency:1819")
    odd.send(body)
    head, _ = parse(odd.recv())
    check(head["kind"] == "error" and head["code"] in (400, 403), f"{body} is refused: {head}")
    odd.close()
serve_one("bad headers")

large = dealer(context, endpoints[0], "agency:1819")
large.send(message({"v": 1, "kind": "publish", "seq": 1, "as": "agency:1819"}, b"x" * (257 * 1024)))
head, _ = parse(large.recv())
check(head["kind"] == "error" and head["code"] == 413, "a body of 257 KiB is refused")
for kibibytes in (300, 4096):
    monitor = large.get_monitor_socket(zmq.EVENT_DISCONNECTED)
    large.send(message({"v": 1, "kind": "publish", "seq": 2, "as": "agency:1819"}, b"x" * (kibibytes * 1024)))
    check(monitor.poll(10_000), f"a message of {kibibytes} KiB loses the link")
    large.disable_monitor()
    large.close()
    large = dealer(context, endpoints[0], "agency:1819")
serve_one("messages too large")

if not KEYS:
    for door in doors[:3] + doors[4:]:
        for count in (20, 1100, 2000):
            provoke(door, count)
    serve_one("a PING after more messages than a mark")
print("hostile peers: all others are served")
