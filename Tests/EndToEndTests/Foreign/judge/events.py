"""Decoder and schemas judge the same events: corpora, golden lines, edges, languages, mutants.

    events.py PROGRAM FOLDER [COUNT SEED]
"""

import json
import os
import random
import string
import subprocess
import sys
from contract import CORPUS, GOLDEN, OF_MESSAGES, Beyond, Events, check, finish, parse, raw, records
from mutants import edges, mutant

program, folder = sys.argv[1:3]
count, seed = (int(word) for word in (sys.argv[3:] or ["10000", "2026"]))
schemas, beyond = Events(), Beyond()
LATE = "2026-03-03T00:00:00+01:00"


def decide(lines, at=LATE, agency=None):
    """What the decoder says of each line: nothing, or its refusal."""
    path = os.path.join(folder, "lines.jsonl")
    with open(path, "wb") as file:
        file.write(b"\n".join(lines) + b"\n")
    words = [program, "check", path, "--at", at, "-o", "jsonl"]
    words += ["--as", agency] if agency else []
    run = subprocess.run(words, capture_output=True)
    check(run.returncode in (0, 65), f"{words} ended with {run.returncode}: {run.stderr.decode()}")
    refusals = {row["line"]: row for row in map(json.loads, run.stdout.splitlines())}
    return [refusals.get(number) for number in range(1, len(lines) + 1)]


def compare(what, line, refusal):
    """Whether both say the same of a line, as far as a schema can say it."""
    is_json, value = parse(line)
    accepted = is_json and schemas.accept(value)
    if refusal is None:
        check(accepted, f"{what}: the decoder takes it, and the schema does not: {line[:2000]}")
        return
    row = beyond.row(refusal["error"], refusal["field"])
    if refusal["code"] not in (400, 422) and row is None:
        return
    pointers = schemas.pointers(value) if is_json and not accepted and row else set()
    beyond.judge(what, refusal["error"], refusal["field"], accepted, pointers)


corpora = [line for name in ("pole-2020", "statuses-2020")
           for line in open(os.path.join(CORPUS, name + ".jsonl"), "rb").read().splitlines()]
for line, refusal in zip(corpora, decide(corpora)):
    check(refusal is None, f"the decoder takes every line of the corpora: {refusal}")
    compare("a line of the corpora", line, refusal)

good = [raw(record) for record in records(GOLDEN + "/events/good.jsonl")]
for line, refusal in zip(good, decide(good, "2026-03-02T22:00:00+01:00", "agency:1819")):
    check(refusal is None, f"the decoder takes every good golden line: {refusal}")
    compare("a good golden line", line, refusal)

refused = records(GOLDEN + "/events/refused.jsonl")
lines = [raw(record) for record in refused]
refusals = decide(lines, "2026-03-02T22:00:00+01:00", "agency:1819")
for record, line, refusal in zip(refused, lines, refusals):
    check(refusal and refusal["error"] == record["error"], f"{record['why']}: {refusal}")
    compare(record["why"], line, refusal)

for record in records(CORPUS + "/bad-2020.jsonl"):
    line = raw(record)
    if b"\n" not in line.strip(b"\n"):
        compare(record["why"], line, decide([line], "2021-04-03T09:00:00+02:00", record["as"])[0])

# Rows that neither the corpus nor the golden lines reach, and every language there could be.
base = json.loads(next(line for line in good if b'"enterprise"' in line))


def with_data(event, **data):
    return json.dumps(event | {"data": event["data"] | data}).encode()


status = {
    "specversion": "1.0", "id": "a", "source": "urn:relais:agency:1819",
    "type": "brussels.relais.status.reported.v1", "time": "2026-03-02T21:50:00+01:00",
    "data": {"at": "2026-03-02T21:50:00+01:00", "status": "contacted"},
}
given = {
    "agency_ref": "r", "status": "consent_given", "scope": ["legal"], "how": "vital_interest",
    "reason": "Danger.", "recipients": ["ced"], "text_version": "1", "expires": "2027-01-01",
    "detail": "Vu.",
}
odd = [
    with_data(base, enterprise={"host_bce": "0999001118"}),
    with_data(base, person={"via": "agency", "contact_windows": ["mon 9-24:01"]}),
    with_data(base, x_a="x" * 70_000),
    with_data(status, bce="0999001118"),
    with_data(status, agency_ref="r", at="2026-03-04T21:50:00+01:00"),
    with_data(status, **given | {"at": "2026-03-02T21:50:01+01:00"}),
]
letters = string.ascii_lowercase
odd += [with_data(base, language=one + two) for one in letters for two in letters]
full = json.loads(with_data(status, **given))
odd += [line.encode() for line in edges([json.loads(line) for line in good] + [full])]
for line, refusal in zip(odd, decide(odd)):
    compare("an odd line", line, refusal)

seeds = [json.loads(line) for line in corpora + 40 * good]
dice = random.Random(seed)
lines = [mutant(seeds, dice).encode("utf-8", "surrogatepass") for _ in range(count)]
taken = 0
for line, refusal in zip(lines, decide(lines)):
    taken += refusal is None
    compare("a mutant", line, refusal)
check(count * 0.1 < taken < count * 0.9, f"mutants are good and bad: {taken} of {count} good")

for row in beyond.rows:
    is_here = row[0] != "bad_header" and row[1] not in OF_MESSAGES | {"/after"}
    check(row in beyond.seen or not is_here, f"{row} is listed, and was never seen at work")
total = len(corpora) + len(good) + len(refused) + len(odd)
finish(f"{total} lines and {count} mutants ({taken} good) judged")
