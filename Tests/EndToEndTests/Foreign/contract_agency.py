"""An agency's client from the contract alone: an outbox that sends until each event is settled for good.

    contract_agency.py INTAKE COUNT
"""

import json
import random
import sys
import time
import uuid
import zmq

SPEAKER = "agency:test"
ANSWER_WITHIN = 10.0


class Outbox:
    """Events in order, one a message; what is not settled goes again, later, under a new seq."""

    def __init__(self, endpoint, events):
        self.context, self.endpoint = zmq.Context(), endpoint
        self.waiting = [{"id": id, "line": line, "due": 0.0, "failures": 0} for id, line in events]
        self.receipted, self.refused = [], []
        self.known = None
        self.seq = self.silences = 0
        self.under_way = {}
        self.socket = None
        self.rests_until = 0.0

    def connect(self):
        if self.socket:
            self.socket.close()
        for entry in self.under_way.values():
            self.put_back(entry[0], 0.0)
        self.under_way = {}
        self.socket = self.context.socket(zmq.DEALER)
        for option, value in [(zmq.LINGER, 0), (zmq.IMMEDIATE, 1), (zmq.RCVHWM, 0), (zmq.SNDTIMEO, 5000)]:
            self.socket.setsockopt(option, value)
        self.socket.connect(self.endpoint)
        self.send({"kind": "hello", "client": "contract", "versions": [1]})

    def send(self, header, line=None):
        self.seq += 1
        header = {"v": 1, "seq": self.seq, "as": SPEAKER} | header
        if self.known and header["kind"] in ("hello", "publish"):
            header["known"] = self.known
        parts = [json.dumps(header).encode()] + ([line] if line else [])
        self.socket.send(b"\n".join(parts) + b"\n")
        return self.seq

    def put_back(self, entry, wait):
        entry["failures"] += 1
        wait = wait or min(60.0, 2.0 ** min(entry["failures"] - 1, 6)) * random.uniform(0.8, 1.2)
        entry["due"] = time.monotonic() + wait
        self.waiting.insert(0, entry)

    def run(self):
        self.connect()
        while self.waiting or self.under_way:
            self.turn()

    def turn(self):
        now = time.monotonic()
        if self.rests_until:
            if now >= self.rests_until:
                self.rests_until = 0.0
                self.connect()
        elif len(self.under_way) < 4:
            ready = [entry for entry in self.waiting if entry["due"] <= now]
            if ready:
                self.waiting.remove(ready[0])
                seq = self.send({"kind": "publish"}, ready[0]["line"])
                self.under_way[seq] = (ready[0], now + ANSWER_WITHIN)
        if self.socket.poll(20):
            self.hear(self.socket.recv())
            self.silences = 0
        for seq in [seq for seq, (_, until) in self.under_way.items() if until < now]:
            entry, _ = self.under_way.pop(seq)
            self.put_back(entry, 0.0)
            self.silences += 1
            if self.silences >= 3:
                self.silences = 0
                return self.connect()

    def hear(self, frame):
        head, *lines = [json.loads(line) for line in frame.split(b"\n") if line]
        if head["kind"] == "drain":
            self.rests_until = time.monotonic() + head["retry_after_ms"] / 1000
        entry, _ = self.under_way.pop(head.get("re"), (None, None))
        if head["kind"] == "error" and head["error"] == "journal_behind":
            # What was receipted goes before all that waits.
            self.known = head["journal"]
            again, self.receipted = self.receipted, []
            if entry:
                again.append(entry)
            self.waiting = [one | {"due": 0.0, "failures": 0} for one in again] + self.waiting
        elif entry and head["kind"] == "error":
            self.settle(entry, head)
        elif entry:
            self.settle(entry, lines[0])

    def settle(self, entry, answer):
        code = answer["code"]
        if 200 <= code < 300:
            self.receipted.append(entry)
            self.known = answer.get("journal") or self.known
        elif 300 <= code < 400 or code in (401, 429, 500, 503):
            self.put_back(entry, answer.get("retry_after_ms", 0) / 1000)
        else:
            self.refused.append(entry)


def referral(number):
    """A good request."""
    id = str(uuid.uuid4())
    event = {
        "specversion": "1.0",
        "id": id,
        "source": "urn:relais:agency:test",
        "type": "brussels.relais.referral.requested.v1",
        "time": "2026-03-02T17:42:10+01:00",
        "data": {
            "agency_ref": f"C-{id}",
            "channel": "phone",
            "language": "fr",
            "person": {"phone": "+32470000000"},
            "needs": [{"code": "treasury.vat"}],
            "consent": {"scope": ["treasury"], "how": "oral", "at": "2026-03-02T17:40:00+01:00"},
        },
    }
    return id, json.dumps(event).encode()


outbox = Outbox(sys.argv[1], [referral(number) for number in range(int(sys.argv[2]))])
outbox.run()
print(f"{len(outbox.receipted)} receipted, {len(outbox.refused)} refused")
