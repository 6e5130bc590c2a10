"""The schemas of messages judge the golden messages, what a server really sends, and their own examples.

    messages.py                 the golden messages, the examples, and that every field we send is described
    messages.py ENDPOINTS...    INTAKE DESK CONTROL FEED of a running server: what it sends in a short run
"""

import copy
import json
import sys
import uuid
from jsonschema import Draft202012Validator
from contract import GOLDEN, Beyond, Events, check, finish, names, parse, part, pointer, raw, records, schema

beyond = Beyond()
wholes = {name: schema(f"messages/{name}.json") for name in names("messages")}
judges = {name: Draft202012Validator(whole) for name, whole in wholes.items()}
headers = {name: Draft202012Validator(part(whole, "header")) for name, whole in wholes.items()}
lines = {name: Draft202012Validator(part(whole, "line")) for name, whole in wholes.items() if "line" in whole["$defs"]}


def closed(value):
    """The schema with no field let through that it does not describe."""
    if isinstance(value, list):
        return [closed(item) for item in value]
    if not isinstance(value, dict):
        return value
    shut = {key: closed(item) for key, item in value.items() if key not in ("examples", "default")}
    if isinstance(value.get("properties"), dict) and value.get("type") == "object":
        shut.setdefault("unevaluatedProperties", False)
    return shut


strict = {name: Draft202012Validator(closed(copy.deepcopy(whole))) for name, whole in wholes.items()}


def first(judge, value):
    """The first thing wrong, as words."""
    for error in judge.iter_errors(value):
        return f"{pointer(error.absolute_path)}: {error.message[:300]}"
    return "nothing"


def values(frame):
    return [json.loads(line) for line in frame.split(b"\n") if line]


def sent(what, frame):
    """A message of ours: valid, and every field of it described."""
    message = values(frame)
    kind = message[0].get("kind")
    check(kind in judges, f"{what}: no schema of {kind}")
    check(judges[kind].is_valid(message), f"{what}: {first(judges[kind], message)}")
    check(strict[kind].is_valid(message), f"{what}: {first(strict[kind], message)}")
    return message


def golden():
    for record in records(GOLDEN + "/messages/messages.jsonl"):
        sent(record["name"], raw(record))
    for record in records(GOLDEN + "/messages/inquiries.jsonl"):
        # The lines of a publish are no matter of the message.
        message = [value for is_json, value in map(parse, raw(record).split(b"\n")) if is_json]
        kind = message[0]["kind"]
        check(judges[kind].is_valid(message), f"{record['why']}: {first(judges[kind], message)}")
    refused = records(GOLDEN + "/messages/refused.jsonl")
    for record in refused:
        judge_header(record)
    for record in records(GOLDEN + "/messages/lines-refused.jsonl"):
        is_json, value = parse(record["raw"])
        judge = lines[record["kind"]]
        accepted = is_json and judge.is_valid(value)
        pointers = {pointer(error.absolute_path) for error in judge.iter_errors(value)} if is_json else set()
        beyond.judge(record["why"], record["error"], record["field"], accepted, pointers)
    judge_examples()
    for row in beyond.rows:
        check(row in beyond.seen or row[1] not in ("/case", "/bce", "/lease", "/leg", "/at"), f"{row} was never seen at work")
    finish(f"{len(wholes)} schemas of messages judged")


def judge_header(record):
    """A message refused whole: so says its schema, unless the list has it."""
    found = [parse(line) for line in raw(record).split(b"\n")]
    header = found[0][1]
    known = isinstance(header, dict) and isinstance(header.get("kind"), str) and header["kind"] in judges
    accepted = known and all(is_json or not line for (is_json, _), line in zip(found, raw(record).split(b"\n")))
    pointers = set()
    if accepted:
        message = [value for is_json, value in found if is_json]
        judge = judges[header["kind"]]
        accepted = judge.is_valid(message)
        pointers = {pointer(list(error.absolute_path)[1:]) for error in judge.iter_errors(message)}
    error = "duplicate_key" if record["why"] == "a key twice" else "too_deep" if record["why"] == "too deep" else record["error"]
    beyond.judge(record["why"], error, record["field"], accepted, pointers)


def judge_examples():
    """Every example in a schema is good by it, every schema is one, and every field has words and an example."""
    for folder in ("events", "messages"):
        for name in names(folder):
            whole = schema(f"{folder}/{name}.json")
            Draft202012Validator.check_schema(whole)
            for example in whole["examples"]:
                judge = Draft202012Validator(whole)
                check(judge.is_valid(example), f"the example of {name}: {first(judge, example)}")
            judge_fields(whole, whole["$defs"], name)


def judge_fields(value, defs, place):
    if isinstance(value, list):
        for item in value:
            judge_fields(item, defs, place)
    if not isinstance(value, dict):
        return
    for key, item in value.items():
        if key in ("examples", "if", "allOf", "anyOf", "oneOf", "not", "default") and not is_branch(item):
            continue
        judge_fields(item, defs, f"{place}.{key}")
    fields = value.get("properties")
    for key, field in fields.items() if isinstance(fields, dict) and value.get("type") == "object" else ():
        check("description" in field, f"{place}.{key} has no description")
        for example in field.get("examples", []):
            judge = Draft202012Validator({"$defs": defs} | field)
            check(judge.is_valid(example), f"the example of {place}.{key}: {first(judge, example)}")


def is_branch(item):
    return isinstance(item, list) and all(isinstance(rule, dict) and "then" in rule for rule in item)


def live(endpoints):
    """Speaks every kind to a server, and judges all it says."""
    import zmq
    sys.path.insert(0, __file__.rsplit("/judge/", 1)[0])
    from relais_foreign import dealer, event, message, referral
    intake, desk, control, feed = endpoints
    context = zmq.Context()
    sockets = {"agency:1819": dealer(context, intake), "partner:ced": dealer(context, desk),
               "supervisor:pole": dealer(context, control)}
    listener = context.socket(zmq.SUB)
    listener.setsockopt(zmq.LINGER, 0)
    listener.setsockopt(zmq.RCVTIMEO, 5_000)
    listener.subscribe(b"")
    listener.connect(feed)
    kinds, offers, seq = set(), [], 0

    def hear(speaker):
        heard = sent(f"to {speaker}", sockets[speaker].recv())
        kinds.add(heard[0]["kind"])
        offers.extend(heard[1:] if heard[0]["kind"] == "offer" else [])
        return heard

    def ask(speaker, kind, *body, **header):
        nonlocal seq
        seq += 1
        head = {"v": 1, "kind": kind, "seq": seq, "as": speaker} | header
        said = [head] + [line for line in body if isinstance(line, dict)]
        if kind in judges:
            check(judges[kind].is_valid(said), f"we ask as the contract says: {first(judges[kind], said)}")
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
    stored = ask("agency:1819", "publish", one, crisis, b"no JSON", referral("J-9", "ref-9", chanel="web"))
    check([line["code"] for line in stored[1:]] == [200, 200, 400, 422], f"receipts as expected: {stored}")
    ask("agency:1819", "publish", one, dry_run=True, known=stored[1]["journal"])
    ask("agency:1819", "publish", event("J-3", "brussels.relais.status.reported.v1", {"agency_ref": "ref-1", "status": "contacted", "at": "2026-03-02T17:50:00+01:00"}))
    sockets["partner:ced"].send(message({"v": 1, "kind": "take", "as": "partner:ced", "through": 8, "got": 0}))
    while not offers:
        hear("partner:ced")
    leg = offers[0]["leg"]
    accepted = ask("partner:ced", "answer", {"id": "p-1", "lease": offers[0]["lease"], "verb": "accept", "by": "mv"},
                   {"id": "p-2", "lease": "L99", "verb": "return"})
    check(accepted[1]["code"] == 200 and "content" in accepted[1], f"accepted, with content: {accepted}")
    ask("partner:ced", "report", {"id": "r-1", "leg": leg, "verb": "contact", "result": "reached"},
        {"id": "r-2", "leg": leg, "verb": "resume"}, {"id": "r-3", "leg": leg, "verb": "start", "x_ours": 1})
    ask("partner:ced", "open", leg=leg, by="mv")
    patch = event("J-4", "brussels.relais.correction.v1", {"of": "J-1", "patch": {"person": {"phone": "+32470000002"}}})
    ask("agency:1819", "publish", patch)
    while "notice" not in kinds:
        hear("partner:ced")
    ask("partner:ced", "mine")
    ask("partner:ced", "ack", through=1)
    ask("agency:1819", "follow", max=256, wait_ms=0)
    ask("agency:1819", "lookup", agency_ref="ref-1")
    ask("agency:1819", "wrong kind")
    ask("supervisor:pole", "ask", what="queues")
    ask("supervisor:pole", "order", verb="activate", reason="a trial", key=str(uuid.uuid4()), dry_run=True)
    while not {"metrics", "fact"} <= kinds:
        topic, frame = listener.recv_multipart()
        kinds.add(sent(f"on {topic}", frame)[0]["kind"])
    silent = {name for name, whole in wholes.items() if "We send it" in whole["description"]} - kinds
    check(silent == {"drain"}, f"all that we send was heard: {silent}")
    finish(f"{len(kinds)} kinds heard: {' '.join(sorted(kinds))}")


if __name__ == "__main__":
    live(sys.argv[1:]) if sys.argv[1:] else golden()
