"""Events with something wrong, or something odd: each a good one with one to three changes."""

import copy
import json

DATES = [
    "2026-02-29", "2024-02-29", "1900-02-29", "2000-02-29", "2026-04-31", "2026-13-01",
    "2026-00-10", "2026-3-1", "0999-12-31", "1000-01-02", "26-03-02", "2026-03-02\n",
    " 2026-03-02", "2026-03-02Z", "9999-12-31", "2026-02-30", "2026-12-00", "２026-03-02",
]
TIMES = [
    "2026-03-02t21:42:10z", "2026-03-02T21:42:10Z", "2026-03-02T21:42:10.123456789+01:00",
    "2026-03-02T21:42:10.1234567890+01:00", "2026-03-02T21:42:10.+01:00",
    "2026-03-02T21:42:60+01:00", "2026-03-02T21:42:61+01:00", "2026-03-02T24:00:00+01:00",
    "2026-03-02T21:60:00+01:00", "2026-03-02T21:42:10", "2026-03-02T21:42:10+24:00",
    "2026-03-02T21:42:10-23:59", "2026-03-02 21:42:10+01:00", "2026-03-02T21:42+01:00",
    "2026-02-30T00:00:00Z", "2026-03-02T21:42:10+01:00\n", "1001-01-01T00:00:00Z",
    "0998-01-01T00:00:00Z", "2030-01-01T00:00:00Z", "2026-03-03T00:30:00+01:00",
]
NUMBERS = [
    "0999.001.119", "BE0999001119", "be 0999 001 119", "0999001118", "2999001119", "099900111",
    "09990011199", "0000000000", "1/000/000-35", "0999.001.119 ", "B0999001119", "0999001119\n",
    "０999001119", "", "----",
]
PHONES = [
    "+32470008585", "+0470008585", "0470008585", "+324700", "+3247000", "+123456789012345",
    "+1234567890123456", "+32 470 00 85 85", "+32470008585\n", "+３2470008585", "+",
]
WINDOWS = [
    "mon-fri 9-17", "mon 09:30-12", "sun-mon 0-24", "mon 9-9", "mon 17-9", "mon 9-24:01",
    "mon 9:5-12", "mon  9-12", "mon-fri", "Mon 9-17", "lun 9-17", "mon 09-017", "mon 9-25",
    "mon 24-24", "mon 9-17\n", "mon,tue 9-17", "mon 0-0:01",
]
CASES = [
    "RL-2026-000123-7", "rl20260001237", "RL 2026 000123 7", "RL-2026-000123-8",
    "RL-2026-000000-1", "RL-2026-0123-7", "RL-2026-0000123-7", "XX-2026-000123-7",
    "RL-2026-000123-7\n", "R L-2026-000123-7", "RL-2026-99999999999-7",
]
WORDS = [
    "psychological", "treasury.vat", "other", "crisis", "L2", "oral", "vital_interest", "closed",
    "contacted", "withdrawn", "consent_given", "signal", "phone", "normal", "bankrupt", "fr",
    "xx", "FR", "no", "agency", "un-pass", "Un-Pass", "un_pass", "2025", "47", "4", "123456",
    "21013", "00000", "1060", "0160", "application/json; charset=utf-8", "application/jsonp",
    "vat_arrears", "something_new", "Vat", "a" * 33, "", " ", "0-5k", "granted",
]
CONTROLS = [
    "\u0000", "\u0007", "\n", "\u007f", "\u0085", "\u00a0", "\u061c", "\u200e", "\u202e",
    "\u2066", "\u2069", "\u200b", "\ufeff", "\ud800", "😀", "é",
]
COUNTS = [0, 1, 8, 9, 14, 15, 16, 17]
LENGTHS = [1, 32, 33, 64, 65, 200, 201, 254, 255, 256, 257, 500, 501, 2000, 2001, 4000, 4001]
SCALARS = [
    None, True, False, 0, 1, -1, 1.0, 2.5, 1e2, 100000, 100001, 2 ** 53, 2 ** 53 + 1, -0.0,
    "", "x", [], {}, [None], [1], ["x"], {"a": 1},
]
FIELDS = [
    "sms", "x_", "x_note", "X_note", "leave_mesage", "abc", "aBc", "a-b", "a_b", "",
    "x_a\u0000b", "data_base64", "ext1", "legal", "phase", "reason", "scope", "how", "outcome",
    "result", "appointment_at", "at", "signal", "since", "case", "bce", "host_bce", "no_bce",
    "note", "recipients", "instrument", "decision", "amount_band", "needs", "code", "detail",
]
STATUSES = [
    "contacted", "appointment", "no_show", "legal_state", "aid_decided", "phase", "withdrawn",
    "consent_given", "consent_withdrawn", "closed", "signal",
]
POOL = DATES + TIMES + NUMBERS + PHONES + WINDOWS + CASES + WORDS


def places(value):
    """Every container with each of its keys."""
    if isinstance(value, dict):
        for key in value:
            yield value, key
            yield from places(value[key])
    elif isinstance(value, list):
        for index in range(len(value)):
            yield value, index
            yield from places(value[index])


def objects(value):
    if isinstance(value, dict):
        yield value
        for child in value.values():
            yield from objects(child)
    elif isinstance(value, list):
        for child in value:
            yield from objects(child)


def likes(value):
    """Other texts of the kind a text has, so that near misses are not rare."""
    if value.startswith("+"):
        return PHONES
    if value[:3] in ("mon", "tue", "wed", "thu", "fri", "sat", "sun"):
        return WINDOWS
    if value.startswith("RL"):
        return CASES
    if value[:4].isdigit() and len(value) == 10 and value[4] == "-":
        return DATES
    if value[:4].isdigit() and "T" in value:
        return TIMES
    if sum(character.isdigit() for character in value) == 10:
        return NUMBERS
    return WORDS


def change(event, random):
    container, key = random.choice(list(places(event)))
    value = container[key]
    how = random.randrange(14)
    if how == 0:
        del container[key]
    elif how == 1:
        container[key] = None
    elif how == 2:
        container[key] = copy.deepcopy(random.choice(SCALARS))
    elif how == 3:
        container[key] = random.choice("xé😀") * random.choice(LENGTHS)
    elif how in (4, 5):
        target = random.choice(list(objects(event)))
        field = random.choice(FIELDS)
        target[field] = copy.deepcopy(random.choice(SCALARS + POOL + [{"x_deep": [["\u0000"]]}]))
    elif how in (6, 7, 8) and isinstance(value, str):
        container[key] = random.choice(likes(value))
    elif how == 9 and isinstance(value, str):
        at = random.randrange(len(value) + 1)
        container[key] = value[:at] + random.choice(CONTROLS) + value[at:]
    elif how == 10 and isinstance(value, list):
        length = random.choice(COUNTS) if value else 0
        container[key] = [copy.deepcopy(random.choice(value)) for _ in range(length)]
    elif how == 11:
        for _ in range(random.randrange(1, 10)):
            value = [value]
        container[key] = value
    elif how == 12 and isinstance(event.get("data"), dict) and "status" in event["data"]:
        event["data"]["status"] = random.choice(STATUSES)
    else:
        members = list(container.items()) if isinstance(container, dict) else None
        if members:
            random.shuffle(members)
            container.clear()
            container.update(members)


def edges(events):
    """Each field of the events once at every length, with every near miss and odd character."""
    done = set()
    for event in events:
        data = event.get("data")
        kind = event["type"], data.get("status") if isinstance(data, dict) else None
        for number, (container, key) in enumerate(places(event)):
            value = container[key]
            at = path(event, container, key)
            if (at in COMMON and (kind[0], at) in done) or (kind, at) in done:
                continue
            done |= {(kind, at), (kind[0], at)}
            for other in nearby(value):
                copied = copy.deepcopy(event)
                inner, name = list(places(copied))[number]
                inner[name] = other
                yield json.dumps(copied)


COMMON = {
    "/specversion", "/id", "/source", "/type", "/time", "/data/status", "/data/at",
    "/data/agency_ref", "/data/by", "/data/detail", "/data/need",
}


def nearby(value):
    if isinstance(value, str):
        yield from ("é" * length for length in LENGTHS)
        yield from likes(value)
        yield from (value + control for control in CONTROLS)
    elif isinstance(value, list) and value:
        yield from ([value[0]] * length for length in COUNTS)
    yield from SCALARS


def path(value, container, key):
    """Where a place is, the items of a list being one."""
    if value is container:
        return "/*" if isinstance(value, list) else f"/{key}"
    keys = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for name in keys:
        found = path(value[name], container, key)
        if found:
            return ("/*" if isinstance(value, list) else f"/{name}") + found
    return ""


def mutant(seeds, random):
    event = copy.deepcopy(random.choice(seeds))
    for _ in range(random.choice([1, 1, 1, 2, 3])):
        if event:
            change(event, random)
    return json.dumps(event, ensure_ascii=random.random() < 0.3)
