"""A partner that takes four offers and answers them only when it is told to, which may be too late.

    holder.py DESK INTAKE

Before anybody else works it has an agency ask for what it will be offered: others would be less laden then.
It prints its legs, a line of JSON, and then is silent. At the end of stdin it answers: first as if nothing had
been, then in a new session, to which it names its leases. What it is told is printed: the code of the first
answer, how its leases stand, and the codes of the second.
"""

import json
import sys
import zmq
from relais_foreign import check, dealer, message, parse, referral

COUNT = 4
AGENCY = "gel-anderlecht"
context = zmq.Context()
socket = dealer(context, sys.argv[1], "partner:ced")
intake = dealer(context, sys.argv[2], "agency:" + AGENCY)
seq = 0
offers = []


def take(body):
    """An offer is sent again until it is known to be there: it counts once."""
    offers.extend(offer for offer in body if offer["n"] > len(offers))


def ask(header, *lines):
    global seq
    seq += 1
    socket.send(message({"v": 1, "seq": seq, "as": "partner:ced"} | header, *lines))
    while True:
        head, body = parse(socket.recv())
        if head.get("re") == seq:
            return head, body
        if head["kind"] == "offer":
            take(body)


def begin():
    head, _ = ask({"kind": "hello", "client": "holder", "versions": [1]})
    check(head["kind"] == "welcome", f"a hello is welcomed: {head}")
    held = [{"lease": offer["lease"]} for offer in offers]
    head, lines = ask({"kind": "attach", "consumer": "holder"}, *held)
    check(head["kind"] == "attached", f"it attaches: {head}")
    return [line["state"] for line in lines if "lease" in line]


def answer():
    return ask(
        {"kind": "answer"},
        *({"id": "h-" + offer["lease"], "lease": offer["lease"], "verb": "accept", "by": "p-7"} for offer in offers),
    )


begin()
socket.send(message({"v": 1, "as": "partner:ced", "kind": "take", "through": COUNT, "got": 0}))
intake.send(
    message(
        {"v": 1, "seq": 1, "as": "agency:" + AGENCY, "kind": "publish"},
        *(
            referral(f"holder-{n}", f"holder-{n}", agency=AGENCY, enterprise={"no_bce": "abroad"})
            for n in range(COUNT)
        ),
    )
)
head, receipts = parse(intake.recv())
check(all(line["code"] in (200, 202) for line in receipts), f"what it asks for is stored: {head} {receipts}")
while len(offers) < COUNT:
    head, body = parse(socket.recv())
    take(body if head["kind"] == "offer" else [])
print(json.dumps([offer["leg"] for offer in offers]), flush=True)

sys.stdin.read()
head, _ = answer()
late = head.get("code")
states = begin()
head, lines = answer()
print(json.dumps({"first": late, "states": states, "codes": [line["code"] for line in lines]}))
