"""An agency's client: publishes events and has the outbox for them; follows cases and looks them up.

    python agency.py --endpoint E --key mine.key_secret --server-key gateway.key --outbox outbox.jsonl events.jsonl
    python agency.py --endpoint E --as agency:test events.jsonl
    python agency.py --endpoint E --as agency:test --follow --lookup agency_ref=1819-26-00412

Receipts and news go to stdout, words to stderr. It ends with 0 when all is stored, 65 when something was refused,
69 when nobody answered, 75 when something is left to be sent, 77 when it is not let in.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from wire import (Gateway, Json, Peer, Shut, arguments_of, dump, parsed, pause, say, show, try_again)

KEPT = 7 * 86400  # seconds that a receipted event is kept, should the gateway lose it
CLIENT = "stranger-agency 1"


@dataclass(eq=False)
class Entry:
    """An event in the outbox: to be sent, or receipted at a place of the gateway's journal."""

    number: int
    text: bytes
    journal: Json | None = None
    receipted_at: float = 0.0
    final: bool = False
    tries: int = 0
    not_before: float = 0.0
    holds_others: bool = False  # those behind it wait with it, to keep the order


@dataclass(eq=False)
class Outbox:
    """Events until they are receipted, and for a week after. In memory, or in a file of JSON lines."""

    path: Path | None = None
    entries: dict[int, Entry] = field(default_factory=dict)
    known: Json | None = None
    cursor: str | None = None
    numbers: list[Json] = field(default_factory=list)  # what to show in a crisis
    last: int = 0
    todo: dict[int, Entry] = field(default_factory=dict)  # those without a final receipt, in their order

    def __post_init__(self) -> None:
        if self.path is None:
            return
        if self.path.exists():
            for line in self.path.read_bytes().splitlines():
                try:
                    self.apply(json.loads(line))
                except ValueError:
                    say("the outbox has a line that was cut off")
        self.compact()

    def apply(self, note: Json) -> None:
        if "put" in note:
            self.last = max(self.last, note["put"])
            entry = Entry(note["put"], note["text"].encode())
            self.entries[entry.number] = self.todo[entry.number] = entry
        if "final" in note and (entry := self.entries.get(note["final"])):
            entry.final, entry.journal, entry.receipted_at = True, note["journal"], note["at"]
            self.todo.pop(entry.number, None)
        if again := [self.entries[number] for number in note.get("again", []) if number in self.entries]:
            for entry in again:
                entry.final = False
            self.todo = {entry.number: entry for entry in again} | self.todo
        for name in ("known", "cursor", "numbers"):
            if name in note:
                setattr(self, name, note[name])

    def compact(self) -> None:
        assert self.path is not None
        kept = [e for e in self.entries.values() if not e.final or (e.journal and e.receipted_at > time.time() - KEPT)]
        self.entries = {entry.number: entry for entry in kept}
        notes: list[Json] = [{"known": self.known, "cursor": self.cursor, "numbers": self.numbers}]
        ahead = list(self.todo.values())  # these need not be in the order of their numbers
        for entry in [e for e in kept if e.final] + ahead:
            notes.append({"put": entry.number, "text": entry.text.decode()})
            if entry.final:
                notes.append({"final": entry.number, "journal": entry.journal, "at": entry.receipted_at})
        fresh = self.path.with_suffix(".new")
        fresh.touch(mode=0o600)
        fresh.write_bytes(b"".join(dump(note) + b"\n" for note in notes))
        fresh.replace(self.path)

    def note(self, *notes: Json) -> None:
        """Takes note of something, on disk before in memory."""
        if self.path is not None:
            with self.path.open("ab") as file:
                file.write(b"".join(dump(note) + b"\n" for note in notes))
                file.flush()
                os.fsync(file.fileno())
        for note in notes:
            self.apply(note)

    def put(self, texts: list[bytes]) -> None:
        self.note(*({"put": number, "text": text.decode()} for number, text in enumerate(texts, self.last + 1)))

    def rewind(self, theirs: Json) -> None:
        """The gateway's journal is behind: what it lacks has to be sent again, before the rest."""
        mine, since = self.known, time.time() - KEPT
        kept = [e for e in self.entries.values() if e.final and e.journal and e.receipted_at > since]
        at_place = [e.journal for e in kept if e.journal["id"] == theirs["id"]
                    and e.journal["position"] == theirs["position"]] + ([mine] if mine else [])
        another = mine is None or mine["id"] != theirs["id"] or theirs["position"] >= mine["position"] or any(
            j["position"] == theirs["position"] and j["head"] != theirs["head"] for j in at_place)
        lost = [e.number for e in sorted(kept, key=lambda e: e.receipted_at)
                if another or e.journal["position"] > theirs["position"]]
        note = {"known": theirs, "again": lost}
        self.note(note | {"cursor": None} if another else note)  # a cursor of another journal means nothing
        say(f"the journal is behind: {len(lost)} events go out again")


def crisis(event: Json) -> bool:
    data = event.get("data")
    if not isinstance(data, dict):
        return False
    needs, screening = data.get("needs"), data.get("screening")
    urgent = isinstance(needs, list) and any(isinstance(n, dict) and n.get("urgency") == "crisis" for n in needs)
    return urgent or (isinstance(screening, dict) and screening.get("result") in ("L2", "L3"))


@dataclass(eq=False)
class Agency(Peer):
    outbox: Outbox = field(default_factory=Outbox)
    lane: str = "live"
    dry_run: bool = False
    in_flight: int = 1
    publishing: set[int] = field(default_factory=set)
    refusals: int = 0

    def hello_fields(self) -> Json:
        return {"known": self.outbox.known} if self.outbox.known else {}

    def may_greet_again(self, error: Json) -> bool:
        return self.behind(error)

    def behind(self, error: Json) -> bool:
        if error.get("error") != "journal_behind" or not error.get("journal"):
            return False
        self.outbox.rewind(error["journal"])
        return True

    # Publishing

    def add(self, texts: Iterable[bytes]) -> None:
        """Takes events into the outbox, but for those that can never be sent."""
        self.outbox.put([text.strip() for text in texts if text.strip() and self.sendable(text.strip())])

    def sendable(self, text: bytes) -> bool:
        if len(text) > self.limits["line_bytes"]:
            self.set_aside("it is longer than a line may be")
            return False
        try:
            event = json.loads(text)
        except ValueError:
            self.set_aside("it is no JSON")
            return False
        if self.outbox.numbers and isinstance(event, dict) and crisis(event):
            show({"show_now": self.outbox.numbers})
        return True

    def set_aside(self, why: str) -> None:
        self.refusals += 1
        say("an event is set aside:", why)

    def batch(self) -> list[Entry]:
        """The next events that may go: in their order, within the limits and the window."""
        batch: list[Entry] = []
        room = min(self.limits["body_bytes"], self.window["bytes"] - 4096)
        for entry in self.outbox.todo.values():
            if entry.number in self.publishing:
                continue
            if entry.not_before > time.monotonic():
                if entry.holds_others:
                    break
                continue
            room -= len(entry.text) + 1
            if room < 0 or len(batch) == self.limits["body_lines"]:
                break
            batch.append(entry)
        return batch

    def publish(self) -> None:
        """Puts the next batch in, unless enough is under way."""
        under_way = sum(s.request.kind == "publish" for s in self.under_way())
        queued = any(r.kind == "publish" for r in self.waiting)
        if not self.ready or self.draining is not None or queued or under_way >= self.in_flight:
            return
        if batch := self.batch():
            self.publishing |= {entry.number for entry in batch}
            fields: Json = {} if self.lane == "live" else {"lane": self.lane}
            if self.dry_run:
                fields["dry_run"] = True
            self.ask("publish", fields, [entry.text for entry in batch],
                     lambda header, lines: self.receipted(batch, header, lines))

    def receipted(self, batch: list[Entry], header: Json, lines: list[Json]) -> None:
        self.publishing -= {entry.number for entry in batch}
        if header["kind"] == "error":  # final: the message itself was wrong, and no event of it will pass so
            lines = [{"line": n + 1, "status": "refused"} | {k: header[k] for k in ("code", "error", "detail")}
                     for n in range(len(batch))]
        by_number = {line.get("line"): line for line in lines}
        notes: list[Json] = []
        for number, entry in enumerate(batch, 1):
            notes += self.judge(entry, by_number.get(number, {"line": number, "code": 503, "status": "deferred"}))
        self.outbox.note(*notes)

    def judge(self, entry: Entry, line: Json) -> Iterator[Json]:
        """What the outbox has to note of one line of a receipt."""
        code, journal = line.get("code", 503), line.get("journal")
        show(line)
        if line.get("show_now"):
            yield {"numbers": line["show_now"]}
        if try_again(code):
            entry.not_before = time.monotonic() + pause(entry.tries, line)
            entry.holds_others, entry.tries = code >= 400, entry.tries + 1
            return
        self.refusals += code >= 400
        yield {"final": entry.number, "journal": journal, "at": time.time()}
        if journal and not self.dry_run and self.is_newer(journal):
            yield {"known": journal}

    def is_newer(self, journal: Json) -> bool:
        known = self.outbox.known
        return known is None or known["id"] != journal["id"] or known["position"] < journal["position"]

    def again(self, request: Any, told: Json | None, at_once: bool = False) -> None:
        """A publish refused because the journal is behind is made anew from the outbox."""
        if request.kind == "publish" and told and self.behind(told):
            self.publishing.clear()
            return
        super().again(request, told, at_once)

    # Asking

    def answer_to(self, kind: str, fields: Json, until: float) -> tuple[Json, list[Json]] | None:
        got: list[tuple[Json, list[Json]]] = []
        self.ask(kind, fields, [], lambda header, lines: got.append((header, lines)))
        while not got and time.monotonic() < until:
            self.turn()
        return got[0] if got else None

    def follow(self, wait_ms: int, until: float) -> Iterator[Json]:
        """The news since the last time, up to where there are none or the time is over."""
        while time.monotonic() < until:
            fields: Json = {"wait_ms": wait_ms} if wait_ms else {}
            if self.outbox.cursor is not None:
                fields["after"] = self.outbox.cursor
            answer = self.answer_to("follow", fields, until)
            if answer and answer[0].get("field") == "/after":
                self.outbox.note({"cursor": None})  # from the beginning; lines that come again have the same id
                continue
            if answer is None or answer[0]["kind"] == "error":
                return
            yield from answer[1]
            if answer[1]:
                self.outbox.note({"cursor": answer[1][-1]["cursor"]})
            elif not wait_ms:
                return

    def lookup(self, name: str, value: str, until: float) -> Iterator[Json]:
        fields: Json = {name: value}
        while (answer := self.answer_to("lookup", fields, until)) is not None:
            if answer[0]["kind"] == "error":
                self.refusals += 1
                return
            yield from answer[1]
            if "next" not in answer[0]:
                return
            fields = {name: value, "after": answer[0]["next"]}

    def run(self, until: float) -> None:
        """Publishes until the outbox is empty or the time is over."""
        while self.outbox.todo and time.monotonic() < until:
            self.publish()
            self.turn(0.05)


def main() -> int:
    parser = arguments_of("agency", __doc__ or "")
    parser.add_argument("file", nargs="?", help="events, one JSON object a line; - is stdin")
    parser.add_argument("--outbox", type=Path, help="the file of the outbox; in memory without")
    parser.add_argument("--lane", choices=("live", "bulk"), default="live")
    parser.add_argument("--dry-run", action="store_true", help="only ask what would be stored")
    parser.add_argument("--in-flight", type=int, default=1, help="batches under way at once; 1 keeps the order")
    parser.add_argument("--follow", action="store_true", help="then write what became of our cases")
    parser.add_argument("--wait-ms", type=int, default=0, help="with --follow: wait so long for news, and go on")
    parser.add_argument("--lookup", metavar="NAME=VALUE", help="then look a case up: case, agency_ref or bce")
    parser.add_argument("--timeout", type=float, default=60.0, help="seconds for all of it")
    arguments = parsed(parser)
    agency = Agency(Gateway.of(arguments), CLIENT, outbox=Outbox(arguments.outbox), lane=arguments.lane,
                    dry_run=arguments.dry_run, in_flight=arguments.in_flight)
    until = time.monotonic() + arguments.timeout
    try:
        if arguments.file:
            source = sys.stdin.buffer if arguments.file == "-" else open(arguments.file, "rb")
            agency.add(source)
        agency.run(until)
        if arguments.follow:
            for line in agency.follow(arguments.wait_ms, until):
                show(line)
        if arguments.lookup:
            name, _, value = arguments.lookup.partition("=")
            for line in agency.lookup(name, value, until):
                show(line)
    except Shut as reason:
        say(reason)
        return 77
    finally:
        agency.stop()
    if not agency.ever_heard and (arguments.file or agency.outbox.todo):
        return 69
    return 75 if agency.outbox.todo else 65 if agency.refusals else 0


if __name__ == "__main__":
    sys.exit(main())
