"""Two thousand agencies, each with a key, in one process.

    crowd.py make COUNT      cards for COUNT keys, two an agency, and the agencies in access.yaml
    crowd.py come COUNT      all connect; then each line on stdin is a round, in which each publishes an event

A round is over when each has its receipt; what has none is sent again. A line of JSON says how long it took.
"""

import json
import os
import resource
import sys
import time
import zmq
from locked import DOORS, HOUSE, server_key
from relais_foreign import check, message, parse, referral

FILE = f"{HOUSE}/crowd.json"
AGAIN = 3.0


def make(count):
    pairs = []
    access = f"{HOUSE}/bundle/access.yaml"
    with open(access, encoding="utf-8") as file:
        text = file.read()
    names = [f"crowd-{number:04}" for number in range(count // 2)]
    added = "".join(f"  - {name}\n" for name in names)
    with open(access, "w", encoding="utf-8") as file:
        file.write(text.replace("agencies:\n", "agencies:\n" + added, 1))
    for name in names:
        for place in ("1", "2"):
            public, secret = (key.decode() for key in zmq.curve_keypair())
            pairs.append((name, public, secret))
            with open(f"{HOUSE}/keys.d/agency/{name}.{place}.key", "w", encoding="utf-8") as card:
                card.write(
                    f'metadata\n    principal = "agency:{name}"\n    role = "agency"\n'
                    f'    key-name = "{place}"\ncurve\n    public-key = "{public}"\n'
                )
    with open(os.open(FILE, os.O_WRONLY | os.O_CREAT, 0o600), "w", encoding="utf-8") as file:
        json.dump(pairs, file)


class Member:
    """One of the crowd."""

    def __init__(self, context, number, name, public, secret):
        self.number, self.name, self.due, self.done = number, name, 0.0, True
        self.socket = context.socket(zmq.DEALER)
        for option, value in (
            (zmq.LINGER, 0), (zmq.IMMEDIATE, 1), (zmq.RCVHWM, 0), (zmq.SNDHWM, 16),
            (zmq.RECONNECT_IVL, 250), (zmq.RECONNECT_IVL_MAX, 2000),
        ):
            self.socket.setsockopt(option, value)
        self.socket.curve_publickey, self.socket.curve_secretkey = public.encode(), secret.encode()
        self.socket.curve_serverkey = server_key()
        self.socket.connect(DOORS["intake"])

    def begin(self, frame):
        self.frame, self.due, self.done = frame, 0.0, False

    def send(self, now):
        try:
            self.socket.send(self.frame, zmq.DONTWAIT)
            self.due = now + AGAIN
        except zmq.Again:
            # There is no link yet.
            self.due = now + 0.1


def play(crowd, poller, frame_of, is_answer):
    """Each says something until it is answered; how long all that took, and how often something was said."""
    for member in crowd.values():
        member.begin(frame_of(member))
    began = time.monotonic()
    open_members = set(crowd.values())
    said = 0
    while open_members:
        now = time.monotonic()
        check(now < began + 120, f"{len(open_members)} of the crowd wait for an answer")
        for member in open_members:
            if member.due <= now:
                said += 1
                member.send(now)
        for socket, _ in poller.poll(50):
            member = crowd[socket]
            while socket.poll(0):
                head, lines = parse(socket.recv())
                if not member.done and is_answer(head, lines):
                    member.done = True
                    open_members.discard(member)
    return {"seconds": round(time.monotonic() - began, 2), "said": said}


def come(count):
    context = zmq.Context(io_threads=1)
    context.set(zmq.MAX_SOCKETS, count + 100)
    with open(FILE, encoding="utf-8") as file:
        pairs = json.load(file)[:count]
    print("ready", flush=True)
    sys.stdin.readline()
    began = time.monotonic()
    members = [Member(context, number, *pair) for number, pair in enumerate(pairs)]
    crowd = {member.socket: member for member in members}
    poller = zmq.Poller()
    for socket in crowd:
        poller.register(socket, zmq.POLLIN)
    hello = message({"v": 1, "kind": "hello", "seq": 0, "versions": [1]})
    told = play(crowd, poller, lambda member: hello, lambda head, lines: head["kind"] == "welcome")
    told["seconds"] = round(time.monotonic() - began, 2)
    print(json.dumps(told), flush=True)
    stored = set()
    for number, _ in enumerate(sys.stdin, 1):
        def frame_of(member):
            name = f"C-{member.number}-{number}"
            event = referral(name, name.lower(), agency=member.name, enterprise={"no_bce": "not_founded"})
            return message({"v": 1, "kind": "publish", "seq": number}, event)

        def is_answer(head, lines):
            if head["kind"] != "receipt" or head["re"] != number:
                check(head["kind"] in ("welcome", "error", "drain", "receipt"), f"{head}")
                check(head.get("code", 300) in (300, 401, 429, 500, 503), f"{head}")
                return False
            check(lines[0]["code"] in (200, 202), f"{lines}")
            stored.add(lines[0]["id"])
            return True

        told = play(crowd, poller, frame_of, is_answer)
        check(len(stored) == number * len(crowd), "each has its receipt")
        print(json.dumps(told), flush=True)


# A descriptor a connection, and a thousand is what a shell gives.
most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
{"make": make, "come": come}[sys.argv[1]](int(sys.argv[2]))
