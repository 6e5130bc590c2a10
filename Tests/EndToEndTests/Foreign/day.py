"""A day of an agency, a partner and a supervisor, with real events, so that each door has something to carry.

    day.py EVENTS keys|insecure      EVENTS: a file of events of the agency 1819, one a line

It prints the words that were said: whoever listens on the wire must hear none of them.
"""

import json
import socket as plain
import sys
import zmq
from locked import ask, keys, locked, port
from relais_foreign import check, message, parse

PARTNERS = ("un-pass", "ced", "hub", "dyzo", "reload", "1819", "bemediation", "finance-invest")
has_keys = sys.argv[2] == "keys"
context = zmq.Context()


def come(door, who, **options):
    role, name = who.split(":")
    return locked(context, door, keys(f"{role}-{name}.1") if has_keys else None, **options)


def say(socket, who, header, *lines):
    """The answer to a header, with `as` where there are no keys."""
    return ask(socket, header if has_keys else header | {"as": who}, *lines)


with open(sys.argv[1], "rb") as file:
    events = [line for line in file.read().split(b"\n") if line]
words = {"publish", "receipt", "hello", "welcome", "attach", "offer", "queues", "stored", "un-pass", "agency:1819"}
for event in map(json.loads, events):
    data = event["data"]
    words |= {event["source"], event["type"], event["id"], data["agency_ref"]}
    words |= {need["code"] for need in data["needs"]}
    words |= {need["note"] for need in data["needs"] if need.get("note")}
    words |= {data[name] for name in ("note",) if data.get(name)}
    words |= {value for value in data.get("person", {}).values() if isinstance(value, str) and len(value) > 5}
    words |= {value for value in data.get("enterprise", {}).values() if isinstance(value, str) and len(value) > 5}

listener = come("feed", "supervisor:pole", kind=zmq.SUB)
listener.setsockopt(zmq.SUBSCRIBE, b"")
check(listener.recv_multipart()[0], "the feed is heard")
desks = {}
for name in PARTNERS:
    who = f"partner:{name}"
    socket = come("desk", who)
    head, _ = say(socket, who, {"v": 1, "kind": "hello", "seq": 1, "versions": [1]})
    check(head["kind"] == "welcome", f"{head}")
    head, _ = say(socket, who, {"v": 1, "kind": "attach", "seq": 2, "consumer": "one"})
    check(head["kind"] == "attached", f"{head}")
    socket.send(message({"v": 1, "kind": "take", "seq": 3, "through": 100, "got": 0}
                        | ({} if has_keys else {"as": who})))
    desks[socket] = who
agency = come("intake", "agency:1819")
for number, event in enumerate(events):
    head, lines = say(agency, "agency:1819", {"v": 1, "kind": "publish", "seq": number}, event)
    check(head["kind"] == "receipt" and lines[0]["code"] == 200, f"{head} {lines}")
poller = zmq.Poller()
for socket in desks:
    poller.register(socket, zmq.POLLIN)
contents = 0
seq = 100
while ready := poller.poll(1500 if contents else 20_000):
    for socket, _ in ready:
        head, lines = parse(socket.recv())
        if head["kind"] == "offer":
            for line in lines:
                seq += 1
                answer = {"id": f"a-{seq}", "lease": line["lease"], "verb": "accept", "by": "Dominique"}
                header = {"v": 1, "kind": "answer", "seq": seq}
                socket.send(message(header if has_keys else header | {"as": desks[socket]}, answer))
        contents += sum("content" in line for line in lines) if head["kind"] == "answered" else 0
check(contents > 0, "partners have read what they accepted")
supervisor = come("control", "supervisor:pole")
for number, what in enumerate(("queues", "cases", "legs")):
    head, lines = say(supervisor, "supervisor:pole", {"v": 1, "kind": "ask", "seq": number, "what": what}, {})
    check(head["kind"] == "told" and lines, f"{head}")
with plain.create_connection(("127.0.0.1", port("control"))) as last:
    last.sendall(b"the day is over")  # for whoever records the wire: nothing of the day comes after it
print(json.dumps(sorted(words), ensure_ascii=False))
