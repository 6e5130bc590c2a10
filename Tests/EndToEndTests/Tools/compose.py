"""compose.py FILE: says on stdout, as JSON, what a Compose file says, once it is valid under the schema of its
specification; else says on stderr what is wrong with it, and ends with 1. Variables have what they have when nobody
sets them."""
import json
import pathlib
import re
import sys

import jsonschema
import yaml


def filled(value):
    if isinstance(value, dict):
        return {name: filled(member) for name, member in value.items()}
    if isinstance(value, list):
        return [filled(member) for member in value]
    if isinstance(value, str):
        return re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", value)
    return value


def main(path):
    tree = filled(yaml.safe_load(pathlib.Path(path).read_text(encoding="utf-8")))
    schema = json.loads(pathlib.Path(__file__).with_name("compose-spec.json").read_text(encoding="utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    faults = sorted(jsonschema.Draft7Validator(schema).iter_errors(tree), key=lambda fault: list(map(str, fault.path)))
    for fault in faults:
        print(f"{path}: /{'/'.join(map(str, fault.path))}: {fault.message}", file=sys.stderr)
    if faults:
        return 1
    print(json.dumps(tree))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
