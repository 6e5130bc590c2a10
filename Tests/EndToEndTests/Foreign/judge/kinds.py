"""The schemas of the kinds of message as judges: of a message, of a line, and of what we send."""

import json
from jsonschema import Draft202012Validator
from contract import check, names, part, pointer, schema

wholes = {name: schema(f"messages/{name}.json") for name in names("messages")}
judges = {name: Draft202012Validator(whole) for name, whole in wholes.items()}
lines = {
    name: Draft202012Validator(part(whole, "line"))
    for name, whole in wholes.items() if "line" in whole["$defs"]
}


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


strict = {name: Draft202012Validator(closed(whole)) for name, whole in wholes.items()}


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
