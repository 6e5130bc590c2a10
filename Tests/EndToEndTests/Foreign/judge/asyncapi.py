"""The AsyncAPI document is valid under AsyncAPI's own schema, and its references lead somewhere."""

import json
import os
from jsonschema import Draft7Validator
from contract import SCHEMAS, check, finish, names, pointer, schema

own = os.path.join(os.path.dirname(__file__), "../asyncapi/3.0.0.json")
with open(own, encoding="utf-8") as file:
    judge = Draft7Validator(json.load(file))
document = schema("asyncapi.json")
for error in judge.iter_errors(document):
    check(False, f"{pointer(error.absolute_path)}: {error.message[:300]}")


def references(value):
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for item in value.values():
            yield from references(item)
    if isinstance(value, list):
        for item in value:
            yield from references(item)


def found(reference):
    if not reference.startswith("#/"):
        return os.path.isfile(os.path.join(SCHEMAS, reference))
    value = document
    for step in reference[2:].split("/"):
        value = value.get(step) if isinstance(value, dict) else None
    return value is not None


for reference in references(document):
    check(found(reference), f"{reference} leads nowhere")
kinds = set(names("messages"))
check(set(document["components"]["messages"]) == kinds, "every kind of message is in it")
used = set(references(document["channels"]))
check({"#/components/messages/" + name for name in kinds} <= used, "every kind is on a channel")
broken = json.loads(json.dumps(document))
broken["servers"]["intake"].pop("protocol")
check(not judge.is_valid(broken), "the judge sees a mistake")
finish(f"{len(document['operations'])} operations on {len(document['channels'])} channels judged")
