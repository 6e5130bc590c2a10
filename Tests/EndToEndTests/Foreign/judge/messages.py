"""The schemas of messages judge the golden messages, and their own examples."""

import json
import os
import re
from jsonschema import Draft202012Validator
from contract import GOLDEN, OF_MESSAGES, SCHEMAS, Beyond, check, finish, names, parse, pointer, raw, records, schema
from kinds import first, judges, lines, sent, wholes

beyond = Beyond()


def golden():
    for record in records(SCHEMAS + "/golden/messages.jsonl"):
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
        errors = list(judge.iter_errors(value)) if is_json else []
        pointers = {pointer(error.absolute_path) for error in errors}
        accepted = is_json and not errors
        beyond.judge(record["why"], record["error"], record["field"], accepted, pointers)
    judge_examples()
    judge_page()
    for row in beyond.rows:
        is_here = row[1] in OF_MESSAGES
        check(row in beyond.seen or not is_here, f"{row} was never seen at work")
    finish(f"{len(wholes)} schemas of messages judged")


def judge_page():
    """The messages that the page in words shows are good ones."""
    with open(os.path.join(SCHEMAS, "README.md"), encoding="utf-8") as file:
        blocks = re.findall(r"(?:^[<>] .*\n)+", file.read(), re.MULTILINE)
    check(len(blocks) == 10, f"the page shows ten messages, not {len(blocks)}")
    for block in blocks:
        message = [json.loads(line[2:]) for line in block.splitlines()]
        kind = message[0]["kind"]
        check(judges[kind].is_valid(message), f"on the page: {first(judges[kind], message)}")


def judge_header(record):
    """A message refused whole: so says its schema, unless the list has it."""
    sent_lines = raw(record).split(b"\n")
    found = [parse(line) for line in sent_lines]
    header = found[0][1]
    kind = header.get("kind") if isinstance(header, dict) else None
    accepted = isinstance(kind, str) and kind in judges
    accepted &= all(is_json or not line for (is_json, _), line in zip(found, sent_lines))
    pointers = set()
    if accepted:
        message = [value for is_json, value in found if is_json]
        judge = judges[kind]
        accepted = judge.is_valid(message)
        pointers = {pointer(list(error.absolute_path)[1:]) for error in judge.iter_errors(message)}
    # Of a header that is no JSON only bad_header is told; the list has the reason.
    reasons = {"a key twice": "duplicate_key", "too deep": "too_deep"}
    error = reasons.get(record["why"], record["error"])
    beyond.judge(record["why"], error, record["field"], accepted, pointers)


def judge_examples():
    """Every schema is one, every example in it is good by it, and every field has words."""
    for folder in ("events", "messages"):
        for name in names(folder):
            whole = schema(f"{folder}/{name}.json")
            Draft202012Validator.check_schema(whole)
            for example in whole["examples"]:
                judge = Draft202012Validator(whole)
                check(judge.is_valid(example), f"the example of {name}: {first(judge, example)}")
            judge_fields(whole, whole["$defs"], name)


def judge_fields(value, defs, place):
    """The examples of every field below, and that each field of an object has words."""
    if isinstance(value, list):
        for item in value:
            judge_fields(item, defs, place)
    if not isinstance(value, dict):
        return
    for key, item in value.items():
        if key not in ("examples", "default"):
            judge_fields(item, defs, f"{place}.{key}")
    fields = value.get("properties")
    if isinstance(fields, dict) and value.get("type") == "object":
        for key, field in fields.items():
            check("description" in field, f"{place}.{key} has no description")
    if isinstance(value.get("examples"), list) and "$schema" not in value:
        for example in value["examples"]:
            judge = Draft202012Validator({"$defs": defs} | value)
            check(judge.is_valid(example), f"the example of {place}: {first(judge, example)}")


golden()
