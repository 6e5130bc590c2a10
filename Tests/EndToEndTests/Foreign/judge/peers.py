"""A running server and the schemas judge the same headers and the same lines of a partner.

    peers.py INTAKE DESK [COUNT SEED]

Each is a good one of an example with one to three changes, sent alone; lines go 200 in a message.
"""

import copy
import json
import os
import random
import sys
import zmq
from contract import Beyond, check, finish
from kinds import judges, lines, wholes
from mutants import change

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
from relais_foreign import dealer, parse

intake, desk = sys.argv[1:3]
count, seed = (int(word) for word in (sys.argv[3:] or ["3000", "2026"]))
beyond, dice, context = Beyond(), random.Random(seed), zmq.Context()
SHAPE = (400, 413, 422, 501, 505)


def ask(socket, frame):
    socket.send(frame)
    while True:
        head, body = parse(socket.recv())
        if head["kind"] not in ("offer", "notice"):
            return head, body


def compare(what, value, judge, told):
    """Whether what a server said of a value is what its schema says."""
    errors = list(judge.iter_errors(value))
    if told.get("code") not in SHAPE:
        # A name of ours that is none may be told before what else is wrong.
        is_early = told.get("error") in ("not_found", "lease_lost")
        check(not errors or is_early, f"{what}: taken, and the schema refuses it: {value}"[:900])
        return
    row = beyond.row(told["error"], told.get("field"))
    if not errors:
        beyond.seen.add(row)
        check(row is not None, f"{what}: {told} for {value}, and the schema takes it"[:900])


def frame(*values):
    return b"".join(json.dumps(value).encode() + b"\n" for value in values)


def mutant(seeds, keep=()):
    """A changed one of the seeds, in which some members stay as they are."""
    original = dice.choice(seeds)
    value = copy.deepcopy(original)
    for _ in range(dice.choice([1, 1, 1, 2, 3])):
        if value:
            change(value, dice)
    return value | {name: original[name] for name in keep}


def hello(endpoint, speaker):
    socket = dealer(context, endpoint, speaker)
    header = {"v": 1, "kind": "hello", "seq": 1, "as": speaker, "versions": [1]}
    head, _ = ask(socket, frame(header))
    check(head["kind"] == "welcome", f"{speaker} is welcome: {head}")
    return socket


def headers(socket, speaker, kinds):
    seeds = [wholes[kind]["examples"][0][0] | {"as": speaker} for kind in kinds]
    codes = set()
    for number in range(count):
        value = mutant(seeds, keep=("kind", "as", "seq") if number % 8 else ("kind", "as"))
        if isinstance(value.get("wait_ms"), int) and 0 < value["wait_ms"] <= 8_000:
            value["wait_ms"] = 0
        head, _ = ask(socket, frame(value))
        codes.add(head.get("code", 200))
        told = head if head["kind"] == "error" else {}
        compare("a header", [value], judges[value["kind"]], told)
    return codes


def partner_lines(socket, kind):
    seeds = [line for line in wholes[kind]["examples"][0][1:]]
    if kind == "report":
        leg = seeds[0]["leg"]
        later = "2026-03-12T09:00:00+01:00"
        seeds += [{"id": "r", "leg": leg} | rest for rest in (
            {"verb": "hold", "reason": "waitlist", "until": later},
            {"verb": "redirect", "to": "ced", "outcome": "other", "text": "Là."},
            {"verb": "fail", "reason": "unreachable", "text": "Rien."},
            {"verb": "schedule", "appointment_at": later},
        )]
    else:
        seeds += [{"id": "a", "lease": "L7"} | rest for rest in (
            {"verb": "decline", "reason": "other", "text": "Non.", "suggest": "hub"},
            {"verb": "return"},
        )]
    for start in range(0, count, 100):
        values = [mutant(seeds) for _ in range(100)]  # of 200 some are too large
        header = {"v": 1, "kind": kind, "seq": start, "as": "partner:ced"}
        head, told = ask(socket, frame(header, *values))
        check(len(told) == 100, f"an answer to each line: {head}")
        for value, line in zip(values, told):
            compare(f"a line of {kind}", value, lines[kind], line)


agency = hello(intake, "agency:1819")
codes = headers(agency, "agency:1819", ["publish", "follow", "lookup"])
# Only now: a partner's session ends when nothing is heard of it for three times ping_ms.
partner = hello(desk, "partner:ced")
ask(partner, frame({"v": 1, "kind": "attach", "seq": 2, "as": "partner:ced", "consumer": "judge"}))
codes |= headers(partner, "partner:ced", ["ping", "open", "ack", "mine"])
check({200, 400, 422} <= codes, f"headers are good and bad: {codes}")
for kind in ("answer", "report"):
    partner_lines(partner, kind)
for row in beyond.rows:
    is_here = row[0] == "bad_header" or row[1] == "/after"
    check(row in beyond.seen or not is_here, f"{row} is listed, and was never seen at work")
finish(f"{2 * count} headers and {2 * count} lines judged; codes {sorted(codes)}")
