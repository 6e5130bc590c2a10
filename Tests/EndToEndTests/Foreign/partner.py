"""A partner: says hello, attaches, takes, accepts one leg, declines another, reports, and reads mine."""

import sys
import zmq
from relais_foreign import check, dealer, message, parse, referral

intake, desk = sys.argv[1:3]
context = zmq.Context()
agency = dealer(context, intake, "agency:1819")
agency.send(
    message(
        {"v": 1, "kind": "publish", "seq": 1, "as": "agency:1819"},
        referral("PARTNER-1", "p-1", bce="0314595348", needs=("psychological.distress",)),
        referral("PARTNER-2", "p-2", bce="1000000021", needs=("psychological.distress",)),
    )
)
_, receipts = parse(agency.recv())
check([line["code"] for line in receipts] == [200, 200], "both requests are stored")

socket = dealer(context, desk, "partner:un-pass")
pushed = []


def ask(header, *lines):
    socket.send(message({"v": 1, "as": "partner:un-pass"} | header, *lines))
    while True:
        head, body = parse(socket.recv())
        if head.get("re") == header["seq"]:
            return head, body
        pushed.append((head, body))


head, _ = ask({"kind": "attach", "seq": 1, "consumer": "desk-1"})
check(head["kind"] == "error" and head["code"] == 401, "without a hello there is no session")
head, _ = ask({"kind": "hello", "seq": 2, "client": "foreign", "versions": [1]})
check(head["kind"] == "welcome", "a hello is welcomed")
head, lines = ask({"kind": "attach", "seq": 3, "consumer": "desk-1"})
check(head["kind"] == "attached" and lines[0]["queue"] == "un-pass", "it takes from its queue")
socket.send(message({"v": 1, "as": "partner:un-pass", "kind": "take", "through": 2, "got": 0}))
offers = []
while len(offers) < 2:
    head, lines = parse(socket.recv())
    if head["kind"] == "offer":
        offers += lines
check([offer["n"] for offer in offers] == [1, 2], "offers are numbered from 1")
check("name" not in str(offers) and "+32" not in str(offers), "an offer names nobody")

head, lines = ask(
    {"kind": "answer", "seq": 4},
    {"id": "a-1", "lease": offers[0]["lease"], "verb": "accept", "by": "p-7"},
    {"id": "a-2", "lease": offers[1]["lease"], "verb": "decline", "reason": "at_capacity"},
)
check([line["code"] for line in lines] == [200, 200], "both answers are taken")
content = lines[0]["content"]
check(content["person"]["name"] == "Camille Exemple", "an acceptance gives the person")
check(content["notes"][0]["text"] == "Note pour psychological.distress", "and the note of the need")
check("content" not in lines[1] or lines[1]["content"] is None, "a refusal gives nothing")

head, lines = ask(
    {"kind": "answer", "seq": 5},
    {"id": "a-1", "lease": offers[0]["lease"], "verb": "accept", "by": "p-7"},
    {"id": "a-3", "lease": offers[1]["lease"], "verb": "accept", "by": "p-7"},
)
check(lines[0]["code"] == 202 and not lines[0].get("content"), "a repeat is answered without content")
check(lines[1]["code"] == 410, "a lease that has ended is refused")

leg = offers[0]["leg"]
head, lines = ask(
    {"kind": "report", "seq": 6},
    {"id": "r-1", "leg": leg, "verb": "contact", "result": "reached"},
    {"id": "r-2", "leg": leg, "verb": "resume"},
    {"id": "r-3", "leg": leg, "verb": "complete", "outcome": "helped_full"},
)
check([line["code"] for line in lines] == [200, 409, 200], "reports follow the leg's state")
check("complete" in lines[1]["allowed"], "a report out of turn is told what is allowed")
head, lines = ask({"kind": "mine", "seq": 7})
check(head["kind"] == "legs" and lines == [], "a completed leg is no longer mine")
socket.send(message({"v": 1, "as": "partner:un-pass", "kind": "bye"}))
print("partner: 17 facts of the contract hold")
