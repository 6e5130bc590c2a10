"""A partner's client from the contract alone: accepts whatever it is offered, and ends it.

    contract_partner.py DESK [SECONDS]
"""

import json
import sys
import time
import uuid
import zmq

SPEAKER = "partner:test"
ANSWER_WITHIN = 10.0


class Worker:
    """One session at a time; lines that were not answered well go again, as they were."""

    def __init__(self, endpoint):
        self.context, self.endpoint = zmq.Context(), endpoint
        self.consumer = "w-" + uuid.uuid4().hex[:8]
        self.socket = None
        self.seq = 0
        self.under_way = {}
        self.later = []
        self.answered = set()
        self.ping_s = 5.0
        self.rests_until = 0.0

    def connect(self):
        if self.socket:
            self.socket.close()
        self.socket = self.context.socket(zmq.DEALER)
        for option, value in [(zmq.LINGER, 0), (zmq.IMMEDIATE, 1), (zmq.RCVHWM, 0), (zmq.SNDTIMEO, 5000)]:
            self.socket.setsockopt(option, value)
        self.socket.connect(self.endpoint)
        self.begin()

    def begin(self):
        """A session: hello, attach, mine, credit; what was under way goes again in it."""
        unanswered = [(kind, line) for kind, line, _ in self.under_way.values() if line]
        self.under_way = {}
        self.got, self.is_attached = 0, False
        self.ask("hello", client="contract", versions=[1])
        self.ask("attach", consumer=self.consumer)
        self.later += [(time.monotonic() + 0.5, kind, line) for kind, line in unanswered]

    def ask(self, kind, line=None, **fields):
        self.seq += 1
        header = {"v": 1, "seq": self.seq, "as": SPEAKER, "kind": kind} | fields
        parts = [json.dumps(header).encode()] + ([json.dumps(line).encode()] if line else [])
        self.socket.send(b"\n".join(parts) + b"\n")
        self.under_way[self.seq] = (kind, line, time.monotonic() + ANSWER_WITHIN)
        self.sent_at = time.monotonic()

    def take(self):
        header = {"v": 1, "as": SPEAKER, "kind": "take", "through": self.got + 4, "got": self.got}
        self.socket.send(json.dumps(header).encode() + b"\n")
        self.sent_at = time.monotonic()

    def run(self, seconds):
        self.connect()
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.turn()

    def turn(self):
        now = time.monotonic()
        if self.rests_until and now >= self.rests_until:
            self.rests_until = 0.0
            return self.connect()
        for entry in [entry for entry in self.later if entry[0] <= now]:
            if self.is_attached:
                self.later.remove(entry)
                self.ask(entry[1], entry[2])
        if now - self.sent_at > self.ping_s:
            self.ask("ping", through=self.got + 4, got=self.got)
        for seq in [seq for seq, (_, _, until) in self.under_way.items() if until < now]:
            kind, line, _ = self.under_way.pop(seq)
            if line:
                self.later.append((now, kind, line))
        if self.socket.poll(20):
            self.hear(self.socket.recv())

    def hear(self, frame):
        head, *lines = [json.loads(line) for line in frame.split(b"\n") if line]
        kind, line, _ = self.under_way.pop(head.get("re"), (None, None, None))
        if head["kind"] == "error" and head["code"] == 401:
            if line:
                self.later.append((time.monotonic(), kind, line))
            if kind:
                self.begin()
        elif head["kind"] == "error" and line:
            if head["code"] in (429, 500, 503) or 300 <= head["code"] < 400:
                self.later.append((time.monotonic() + head.get("retry_after_ms", 1000) / 1000, kind, line))
        elif head["kind"] == "welcome":
            self.ping_s = head["ping_ms"] / 1000
        elif head["kind"] == "attached":
            self.is_attached = True
            self.ask("mine")
            self.take()
        elif head["kind"] == "drain":
            self.rests_until = time.monotonic() + head["retry_after_ms"] / 1000
        elif head["kind"] == "offer":
            for offer in lines:
                self.take_offer(offer)
            self.take()
        elif head["kind"] == "notice":
            self.ask("ack", through=lines[-1]["n"])
        elif head["kind"] == "answered" and lines[0]["code"] in (200, 202):
            leg = self.legs.get(line["lease"])
            report = {"leg": leg, "verb": "complete", "outcome": "helped_full"}
            self.ask("report", {"id": "r-" + uuid.uuid4().hex} | report)

    legs = {}

    def take_offer(self, offer):
        self.got = max(self.got, offer["n"])
        if offer["lease"] in self.answered:
            return
        self.answered.add(offer["lease"])
        self.legs[offer["lease"]] = offer["leg"]
        answer = {"id": "a-" + uuid.uuid4().hex, "lease": offer["lease"], "verb": "accept", "by": "p-7"}
        self.ask("answer", answer)


Worker(sys.argv[1]).run(float(sys.argv[2]) if len(sys.argv) > 2 else 60.0)
