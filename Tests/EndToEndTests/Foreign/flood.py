"""More than a peer should send, one kind a run; what the gateway's memory did goes to stdout, in KiB.

    flood.py bare COUNT           TCP connections that say nothing, held until stdin ends
    flood.py endless PID          messages without an end, by an agency with a key
    flood.py station PID ROLE     frames of millions of messages, and of greetings, by a station with a key
    flood.py garbage PID          no messages at all, at work and record, by a station with a key
"""

import json
import resource
import socket
import sys
import zmq
from curve import Peer, letters
from locked import HOUSE, keys, locked, port
from relais_foreign import check, message, parse

server = letters(f"{HOUSE}/keys.d/gateway/main.1.key", "public-key")
FRAMES = 256
VERSION, READY, STRANGER, REFUSED, BEAT = 2, 1, 22, 23, 20


def own(name):
    path = f"{HOUSE}/secrets/{name}.key_secret"
    return letters(path, "public-key"), letters(path, "secret-key")


def memory(process, field="VmRSS"):
    with open(f"/proc/{process}/status", encoding="ascii") as status:
        return next(int(line.split()[1]) for line in status if line.startswith(field))


def bare(count):
    doors = [name for name in ("intake", "desk", "control", "feed", "work", "record")]
    links = []
    for number in range(int(count)):
        links.append(socket.create_connection(("127.0.0.1", port(doors[number % len(doors)])), timeout=20))
    print("ready", flush=True)
    sys.stdin.read()
    ended = 0
    for link in links:
        link.settimeout(20)
        try:
            while link.recv(4096):
                pass
            ended += 1
        except ConnectionError:
            ended += 1
        except TimeoutError:
            pass
    print(json.dumps({"ended": ended}))
    check(ended == len(links), "each of them was cut")


def endless(process):
    """A message of which every frame is followed by another: libzmq keeps it all until it ends."""
    process = int(process)
    held = []
    for _ in range(3):
        peer = Peer(port("intake"), server, own("agency-hub.1")).shake()
        for _ in range(FRAMES):
            peer.send(b"x" * 200_000, more=True)
        peer.send(b"the end")
        head, _ = parse(peer.receive())
        check(head["code"] == 400 and head["error"] == "frames", f"what has an end is refused: {head}")
        for _ in range(FRAMES):
            peer.send(b"x" * 200_000, more=True)
        held.append(memory(process))
        peer.link.close()
    print(json.dumps({"held": held}))
    check(held[2] < held[0] + FRAMES * 200, "what a peer leaves behind when it goes is let go")


def silent(socket, milliseconds=1500):
    """What is heard until nothing comes any more."""
    heard = []
    while socket.poll(milliseconds):
        heard.append(socket.recv())
    return heard


def station(process, role):
    process = int(process)
    door, name = {"dispatcher": ("work", "dispatcher-2.1"), "recorder": ("record", "recorder-main.1")}[role]
    before = memory(process)
    client = locked(zmq.Context(), door, keys(name))
    longest = bytes([VERSION]) + bytes([BEAT, 0]) * 4_000_000
    for frame in (longest, bytes([VERSION]) + bytes([BEAT, 0]) * 30_000):
        client.send(frame)
    heard = silent(client)
    check(heard == [bytes([VERSION, STRANGER, 0])], f"a stranger is told once a frame that can be read: {heard[:3]}")
    if role == "dispatcher":
        # No bundle yet, the name x, room for 4, nothing that killed it.
        ready = bytes([READY, 5]) + b"\0\1x\4\0"
        for _ in range(20):
            client.send(bytes([VERSION]) + ready * 20_000)
        heard = silent(client)
        rules = [frame for frame in heard if len(frame) > 1000]
        check(len(rules) == 1, f"the rules are told once on a connection: {len(rules)} of {len(heard)}")
    peak = memory(process, "VmHWM")
    print(json.dumps({"before": before, "peak": peak}))
    check(peak < before + 100_000, f"{before} KiB became {peak}")


def garbage(_):
    for door, name in (("work", "dispatcher-2.1"), ("record", "recorder-main.1")):
        client = locked(zmq.Context(), door, keys(name))
        generator = __import__("random").Random(2020)
        for body in (b"", b"\0", b"\2", b"\2\xff", b"\2" + generator.randbytes(1000), b"\1" + b"\0" * 99,
                     b'{"v":1,"kind":"hello","seq":1}', generator.randbytes(100_000)):
            client.send(body)
        client.send_multipart([b"a", b"b"])
        client.send_multipart([b"frame"] * 20)
        heard = silent(client)
        refused = bytes([VERSION, REFUSED, 1, 1])
        check(heard and all(frame == refused for frame in heard), f"another version is refused, no more: {heard[:5]}")
        client.close()
        other = locked(zmq.Context(), door, keys(name), ROUTING_ID=b"relais")
        other.send(bytes([VERSION, BEAT, 0]))
        silent(other, 300)
        other.close()


# A descriptor a connection, and a thousand is what a shell gives.
most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
{"bare": bare, "endless": endless, "station": station, "garbage": garbage}[sys.argv[1]](*sys.argv[2:])
