"""Speaks every kind to a running server, and lets the schemas judge all it says.

    live.py INTAKE DESK CONTROL FEED
"""

import os
import sys
import zmq
from contract import check, finish
from kinds import first, judges, sent, wholes

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
from relais_foreign import REPORTED, dealer, event, message, referral

intake, desk, control, feed = sys.argv[1:]
context = zmq.Context()
doors = {"agency:1819": intake, "partner:ced": desk, "supervisor:pole": control}
sockets = {speaker: dealer(context, door, speaker) for speaker, door in doors.items()}
listener = context.socket(zmq.SUB)
listener.setsockopt(zmq.LINGER, 0)
listener.setsockopt(zmq.RCVTIMEO, 5_000)
listener.subscribe(b"")
listener.connect(feed)
heard_kinds, offers, seq = set(), [], 0


def hear(speaker):
    heard = sent(f"to {speaker}", sockets[speaker].recv())
    heard_kinds.add(heard[0]["kind"])
    offers.extend(heard[1:] if heard[0]["kind"] == "offer" else [])
    return heard


def ask(speaker, kind, *body, **header):
    global seq
    seq += 1
    head = {"v": 1, "kind": kind, "seq": seq, "as": speaker} | header
    said = [head] + [line for line in body if isinstance(line, dict)]
    if kind in judges:
        check(judges[kind].is_valid(said), f"we ask well: {first(judges[kind], said)}")
    sockets[speaker].send(message(head, *body))
    while True:
        heard = hear(speaker)
        if heard[0].get("re") == seq:
            return heard


for speaker in sockets:
    ask(speaker, "hello", client="judge", versions=[1])
    ask(speaker, "ping")
ask("partner:ced", "attach", {"lease": "L9"}, consumer="one")
crisis = referral("J-2", "ref-2", needs=("psychological.crisis",))
one = referral("J-1", "ref-1")
misspelt = referral("J-9", "ref-9", chanel="web")
stored = ask("agency:1819", "publish", one, crisis, b"no JSON", misspelt)
codes = [line["code"] for line in stored[1:]]
check(codes == [200, 200, 400, 422], f"receipts as expected: {stored}")
ask("agency:1819", "publish", one, dry_run=True, known=stored[1]["journal"])
status = {"agency_ref": "ref-1", "status": "contacted", "at": "2026-03-02T17:50:00+01:00"}
ask("agency:1819", "publish", event("J-3", REPORTED, status))
take = {"v": 1, "kind": "take", "as": "partner:ced", "through": 8, "got": 0}
sockets["partner:ced"].send(message(take))
while not offers:
    hear("partner:ced")
leg = offers[0]["leg"]
yes = {"id": "p-1", "lease": offers[0]["lease"], "verb": "accept", "by": "mv"}
late = {"id": "p-2", "lease": "L99", "verb": "return"}
_, accepted, lost = ask("partner:ced", "answer", yes, late)
check(accepted["code"] == 200 and "content" in accepted, f"accepted, with content: {accepted}")
check(lost["code"] == 410, f"a lease that was never given is lost: {lost}")
reached = {"id": "r-1", "leg": leg, "verb": "contact", "result": "reached"}
wrong = {"id": "r-2", "leg": leg, "verb": "resume"}
start = {"id": "r-3", "leg": leg, "verb": "start", "x_ours": 1}
ask("partner:ced", "report", reached, wrong, start)
ask("partner:ced", "open", leg=leg, by="mv")
patch = {"of": "J-1", "patch": {"person": {"phone": "+32470000002"}}}
ask("agency:1819", "publish", event("J-4", "brussels.relais.correction.v1", patch))
while "notice" not in heard_kinds:
    hear("partner:ced")
ask("partner:ced", "mine")
ask("partner:ced", "ack", through=1)
ask("agency:1819", "follow", max=256, wait_ms=0)
ask("agency:1819", "lookup", agency_ref="ref-1")
ask("agency:1819", "wrong kind")
ask("supervisor:pole", "ask", what="queues")
ask("supervisor:pole", "order", verb="activate", reason="a trial", key="k-1", dry_run=True)
while not {"metrics", "fact"} <= heard_kinds:
    topic, frame = listener.recv_multipart()
    heard_kinds.add(sent(f"on {topic}", frame)[0]["kind"])
ours = {name for name, whole in wholes.items() if "We send it" in whole["description"]}
silent = ours - heard_kinds
check(silent == {"drain"}, f"all that we send was heard: {silent}")
finish(f"{len(heard_kinds)} kinds heard: {' '.join(sorted(heard_kinds))}")
