"""The published schemas as judges of events, and the list of what they cannot say."""

import base64
import json
import os
import re
import sys
from jsonschema import Draft202012Validator

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "../../../.."))
SCHEMAS = os.path.join(ROOT, "config/schemas")
GOLDEN = os.path.join(ROOT, "Tests/WireTests/Golden")
CORPUS = os.path.join(ROOT, "Tests/Corpus")

# The fields of headers and of partners' lines that the list of what no schema can say has.
OF_MESSAGES = {"/appointment_at", "/at", "/case", "/bce", "/lease", "/leg"}

failures = []


def check(good, sentence):
    if not good:
        failures.append(sentence)
        print("WRONG:", sentence, file=sys.stderr)


def finish(sentence):
    """Ends the script: with 1 if anything was wrong."""
    print(sentence)
    sys.exit(1 if failures else 0)


def records(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def schema(path):
    with open(os.path.join(SCHEMAS, path), encoding="utf-8") as file:
        return json.load(file)


def names(folder):
    return sorted(name[:-5] for name in os.listdir(os.path.join(SCHEMAS, folder)))


def part(whole, name):
    """The schema of a header or a line alone."""
    return {"$defs": whole["$defs"], "$ref": "#/$defs/" + name}


class Events:
    """The schemas of events, chosen by the type."""

    def __init__(self):
        self.judges = {}
        for name in names("events"):
            whole = schema(f"events/{name}.json")
            self.judges[whole["properties"]["type"]["const"]] = Draft202012Validator(whole)

    def judge(self, value):
        kind = value.get("type") if isinstance(value, dict) else None
        if not isinstance(kind, str) or kind not in self.judges:
            # Any of them refuses the type.
            return next(iter(self.judges.values()))
        return self.judges[kind]

    def accept(self, value):
        return self.judge(value).is_valid(value)

    def pointers(self, value):
        """Where the schema finds something wrong."""
        return {pointer(error.absolute_path) for error in self.judge(value).iter_errors(value)}


def pointer(path):
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)


def parse(raw):
    """A line as a parser of JSON gives it; nothing if it is none."""
    def refuse(word):
        raise ValueError(word)

    try:
        text = raw.decode("utf-8") if isinstance(raw, bytes) else raw
        return True, json.loads(text, parse_constant=refuse)
    except (ValueError, RecursionError):
        return False, None


def raw(record):
    """The bytes a golden record gives."""
    if "raw_hex" in record:
        return bytes.fromhex(record["raw_hex"])
    if "raw_base64" in record:
        return base64.b64decode(record["raw_base64"])
    return record["raw"].encode("utf-8", "surrogatepass")


class Beyond:
    """The list of what the schemas cannot say, and which of its rows were seen at work."""

    def __init__(self):
        with open(os.path.join(SCHEMAS, "beyond-schema.md"), encoding="utf-8") as file:
            cells = [[cell.strip().strip("`") for cell in line.strip().strip("|").split("|")]
                     for line in file if line.startswith("| `")]
        self.rows = [(error, where, sees) for error, where, sees, _ in cells]
        self.seen = set()

    def row(self, error, field):
        for row in self.rows:
            where = row[1]
            if row[0] != error:
                continue
            if where == "*" or where == "(the line)" and not field:
                return row
            if re.fullmatch(re.escape(where).replace(r"\*", "[^/]+"), field or ""):
                return row
        return None

    def judge(self, what, error, field, accepted, pointers):
        """Compares a refusal of the decoder with what a schema says of the line."""
        row = self.row(error, field)
        error = f"{what}: {error} at {field}"
        if accepted:
            check(row is not None, f"{error} is not seen by the schema, and not listed")
            self.seen.add(row)
        elif row is not None and row[2] == "nothing" and field:
            check(field not in pointers, f"{error} is listed, and the schema sees it")
