"""Agencies that push as hard as they can while nobody records: what is more than the windows is refused.

    push.py COUNT MEGABYTES
        after a line on stdin each of COUNT agencies sends messages of eight long events, MEGABYTES
        in all, whatever is answered; prints what came back so far, and when stdin has ended what came then
"""

import collections
import json
import sys
import zmq
from locked import ask, keys, locked
from relais_foreign import message, parse, referral

AGENCIES = (
    "hub", "gel-anderlecht", "gel-bruxelles", "gel-molenbeek", "gel-saint-gilles", "gel-schaerbeek", "ced",
    "finance-invest",
)
count, megabytes = int(sys.argv[1]), int(sys.argv[2])
context = zmq.Context()
poller = zmq.Poller()
sockets = {}
for name in AGENCIES[:count]:
    # Past these marks a socket takes nothing more: the link itself pushes back.
    socket = locked(context, "intake", keys(f"agency-{name}.1"), SNDHWM=20)
    ask(socket, {"v": 1, "kind": "hello", "seq": 0, "versions": [1]})
    sockets[socket] = name
    poller.register(socket, zmq.POLLIN | zmq.POLLOUT)
print("ready", flush=True)
sys.stdin.readline()
answers = collections.Counter()
events = {
    name: b"\n".join(
        referral(f"P-{name}-@@@@@@-{place}", f"p-{name}-@@@@@@-{place}", agency=name, x_filler="x" * 30_000,
                 enterprise={"no_bce": "not_founded"})
        for place in range(8)
    )
    for name in sockets.values()
}
sent = number = 0
waiting = 0
while sent < megabytes << 20 or waiting:
    ready = dict(poller.poll(1000))
    if not ready:
        break
    for socket, flags in ready.items():
        if flags & zmq.POLLIN:
            head, lines = parse(socket.recv())
            answers[str(head.get("code", head["kind"]))] += 1
            waiting -= 1
        elif sent < megabytes << 20 and flags & zmq.POLLOUT:
            number += 1
            body = events[sockets[socket]].replace(b"@@@@@@", b"%06d" % number)
            frame = message({"v": 1, "kind": "publish", "seq": number}, *body.split(b"\n"))
            socket.send(frame)
            sent += len(frame)
            waiting += 1
    if sent >= megabytes << 20:
        for socket in sockets:
            poller.modify(socket, zmq.POLLIN)
# Answers that come late are awaited below.
print(json.dumps({"messages": number, "sent": sent, "answers": dict(answers), "waiting": waiting}), flush=True)
sys.stdin.read()
while waiting and poller.poll(20_000):
    for socket, _ in poller.poll(0):
        head, lines = parse(socket.recv())
        answers[str(head.get("code", head["kind"]))] += 1
        waiting -= 1
print(json.dumps({"answers": dict(answers), "waiting": waiting}))
