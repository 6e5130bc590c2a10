"""Fills the disk under a server: requests get 503, answers and reports go on; then makes room again.

    full.py INTAKE DESK FILLER (a path on the disk of the data)
"""

import errno
import os
import sys
import time
import zmq
from relais_foreign import check, dealer, message, parse, referral

intake, desk, filler = sys.argv[1:4]
context = zmq.Context()
agency, partner = dealer(context, intake, "agency:1819"), dealer(context, desk, "partner:ced")
seq = 0


def ask(socket, speaker, header, *lines):
    global seq
    seq += 1
    socket.send(message({"v": 1, "seq": seq, "as": speaker} | header, *lines))
    while True:
        head, body = parse(socket.recv())
        if head.get("re") == seq:
            return head, body
        if head["kind"] == "offer":
            offers.extend(body)


def publish(identifier):
    event = referral(identifier, identifier, enterprise={"no_bce": "not_founded"})
    head, lines = ask(agency, "agency:1819", {"kind": "publish"}, event)
    return (lines or [head])[0]


def fill():
    """Takes all the space there is."""
    size = 1 << 20
    with open(filler, "ab") as file:
        while size >= 4096:
            try:
                os.posix_fallocate(file.fileno(), file.seek(0, os.SEEK_END), size)
            except OSError as error:
                check(error.errno == errno.ENOSPC, f"only space is missing: {error}")
                size //= 2


offers = []
for number in range(8):
    check(publish(f"ROOM-{number}")["code"] == 200, "with room a request is stored")
ask(partner, "partner:ced", {"kind": "hello", "client": "full", "versions": [1]})
ask(partner, "partner:ced", {"kind": "attach", "consumer": "one"})
partner.send(message({"v": 1, "as": "partner:ced", "kind": "take", "through": 8, "got": 0}))
while len(offers) < 8:
    head, body = parse(partner.recv())
    offers += body if head["kind"] == "offer" else []

fill()
for number in range(20):
    refused = publish(f"FULL-{number}")
    check(refused["code"] == 503 and refused["error"] == "disk_full", f"a full disk is told: {refused}")
for offer in offers:
    _, lines = ask(
        partner,
        "partner:ced",
        {"kind": "answer"},
        {"id": "a-" + offer["lease"], "lease": offer["lease"], "verb": "accept", "by": "p-7"},
    )
    check(lines[0]["code"] == 200, f"an answer is taken on a full disk: {lines}")
    _, lines = ask(
        partner,
        "partner:ced",
        {"kind": "report"},
        {"id": "c-" + offer["lease"], "leg": offer["leg"], "verb": "contact", "result": "reached"},
        {"id": "d-" + offer["lease"], "leg": offer["leg"], "verb": "complete", "outcome": "helped_full"},
    )
    check([line["code"] for line in lines] == [200, 200], f"a report is taken on a full disk: {lines}")
check(publish("ROOM-0")["code"] in (202, 503), "what was stored is not refused for good")

os.unlink(filler)
until = time.monotonic() + 20
while (last := publish("FULL-0"))["code"] != 200:
    check(time.monotonic() < until, f"with room again a request is stored: {last}")
print("a full disk: refused, answered, recovered")
