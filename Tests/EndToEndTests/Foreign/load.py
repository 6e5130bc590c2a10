"""Three agencies publish, three desks answer and a supervisor gives orders while the server is killed again and
again.

    load.py INTAKE DESK CALM_INTAKE CALM_DESK CONTROL PAUSE_MS

The load goes through INTAKE and DESK, which may reach the server by way of links that break; what is compared
in the end is asked of it through CALM_INTAKE, CALM_DESK and CONTROL.
Agencies withdraw some of what they asked for, so that partners are told; some of what they ask for has no
partner that takes it, so that it climbs the ladder of its class, where that is short enough.
All that was promised is kept in this process: receipts, answers with 200, orders done, and notices. A line on stdin asks whether
everybody is served: once each agency has a receipt for an event, and each desk an answer to an offer, that is
younger than the line, one line says after how many milliseconds. The end of stdin says that nothing is
disturbed any more: then everything under way is settled, sent again, and compared with what the server says.
One line of JSON with the counts is printed; the exit code is 0 only if every promise was kept.
"""

import datetime
import json
import os
import select
import sys
import time
import zlib
import zmq
from relais_foreign import REPORTED, check, dealer, event, message, parse, referral

PATIENCE_S = 1.0
UNDER_WAY = 8
SETTLE_S = 60.0
SERVED_S = 40.0
PAGE = 32
FAMILY_NEEDS = ("psychological.distress", "treasury.vat")
LADDER = ["remind", "offer_to_several", "desk"]
IDLE_QUEUE = "bemediation"
ORDERS = (
    ("pause", {"queue": IDLE_QUEUE}), ("surge", {"on": True}),
    ("resume", {"queue": IDLE_QUEUE}), ("surge", {"on": False}),
)


class Agency:
    """Publishes one event a message; keeps what was receipted, and sends again what was not."""

    def __init__(self, context, endpoint, name, pause):
        self.socket = dealer(context, endpoint, "agency:" + name)
        self.name, self.pause = name, pause
        self.number = self.seq = 0
        self.next = 0.0
        self.under_way = {}
        self.events, self.receipts = {}, {}
        self.to_withdraw, self.withdrawn, self.idle = [], [], []
        self.resent = 0
        self.served = self.marked = 0

    def mark(self):
        """What is made from now on has to be receipted before it is served again."""
        self.marked, self.served = self.number, 0

    def make(self):
        self.number += 1
        if self.to_withdraw:
            return self.withdraw(self.to_withdraw.pop())
        identifier = f"{self.name}-{self.number}"
        if self.number % 16 == 3:
            self.idle.append(identifier)
            self.events[identifier] = referral(
                identifier, identifier, agency=self.name, needs=("takeover_sale",), urgency="crisis",
                enterprise={"no_bce": "not_founded"},
            )
            return identifier
        enterprise = {"no_bce": "not_founded"} if self.number % 16 else {"bce": "0403019261"}
        needs = FAMILY_NEEDS if self.number % 4 == 0 else FAMILY_NEEDS[self.number % 2:][:1]
        self.events[identifier] = referral(
            identifier, identifier, agency=self.name, needs=needs, enterprise=enterprise
        )
        return identifier

    def withdraw(self, reference):
        """Says that a request of its own is no longer wanted."""
        identifier = f"{self.name}-w-{self.number}"
        self.withdrawn.append(reference)
        data = {
            "agency_ref": reference, "status": "withdrawn", "at": "2026-03-02T17:41:00+01:00",
            "reason": "no_longer_needed",
        }
        self.events[identifier] = event(identifier, REPORTED, data, self.name)
        return identifier

    def send(self, identifier, now):
        self.seq += 1
        header = {"v": 1, "kind": "publish", "seq": self.seq, "as": "agency:" + self.name}
        try:
            self.socket.send(message(header, self.events[identifier]), zmq.NOBLOCK)
        except zmq.Again:
            pass
        self.under_way[self.seq] = (identifier, now + PATIENCE_S)

    def turn(self, now, is_open):
        for seq, (identifier, until) in list(self.under_way.items()):
            if until <= now:
                del self.under_way[seq]
                self.resent += 1
                self.send(identifier, now)
        if is_open and now >= self.next and len(self.under_way) < UNDER_WAY:
            self.next = now + self.pause
            self.send(self.make(), now)

    def take(self, frame, now):
        head, lines = parse(frame)
        waiting = self.under_way.get(head.get("re"))
        if waiting is None:
            return
        if head["kind"] == "receipt" and lines[0]["code"] in (200, 202):
            identifier = waiting[0]
            del self.under_way[head["re"]]
            known = self.receipts.setdefault(identifier, lines[0]["first"])
            check(known == lines[0]["first"], f"{identifier} has one first for ever")
            is_new = identifier in self.events and "-w-" not in identifier
            if is_new and int(identifier.rsplit("-", 1)[1]) % 8 == 5:
                self.to_withdraw.append(identifier)
            self.served += int(identifier.rsplit("-", 1)[1]) > self.marked
        else:
            code = lines[0]["code"] if head["kind"] == "receipt" else head["code"]
            check(code // 100 == 3 or code in (401, 429, 500, 503), f"a good event is not refused: {head} {lines}")


class Pole:
    """A supervisor who gives one order after the other, each until it is answered."""

    def __init__(self, context, endpoint):
        self.socket = dealer(context, endpoint, "supervisor:pole")
        self.seq = self.number = 0
        self.next, self.until = 0.0, 0.0
        self.order = None
        self.done = []
        self.served = 0

    def mark(self):
        self.served = 0

    def push(self, now):
        header, line = self.order
        self.seq += 1
        try:
            self.socket.send(message({"v": 1, "as": "supervisor:pole", "seq": self.seq} | header, line), zmq.NOBLOCK)
        except zmq.Again:
            pass
        self.until = now + PATIENCE_S

    def turn(self, now, is_open):
        if self.order is None and is_open and now >= self.next:
            self.next = now + 0.3
            verb, line = ORDERS[self.number % len(ORDERS)]
            self.number += 1
            header = {"kind": "order", "verb": verb, "reason": "a trial", "key": f"k-{self.number}"}
            self.order = (header, line)
            self.push(now)
        elif self.order is not None and now >= self.until:
            self.push(now)

    def take(self, frame, now):
        head, _ = parse(frame)
        if head.get("re") != self.seq or self.order is None:
            return
        if head["kind"] == "done":
            check(head["code"] in (200, 202), f"an order is done, or was done before: {head}")
            self.done.append(self.order)
            self.order = None
            self.served += 1
        else:
            check(head["code"] // 100 == 3 or head["code"] in (401, 429, 500, 503), f"an order is not refused: {head}")
            self.until = now + 0.2


class Book:
    """The notices of one partner: each is told until it is acknowledged, under one number, in order."""

    def __init__(self):
        self.last = 0
        self.told = {}
        self.stopped = set()

    def take(self, lines):
        """Keeps what is new, and gives the legs of which the agency asks that they be stopped."""
        to_stop = []
        for line in lines:
            told = {name: line[name] for name in ("notice", "leg", "case", "at") if name in line}
            if line["n"] <= self.last:
                check(self.told[line["n"]] == told, f"a notice is told again as it was: {line}")
                continue
            check(line["n"] == self.last + 1, f"no notice is left out: {line} after {self.last}")
            self.last = line["n"]
            self.told[line["n"]] = told
            if line["notice"] == "cancel_requested":
                to_stop.append(line["leg"])
        return to_stop


class Desk:
    """One consumer of a partner: takes, accepts or declines, reports; keeps what was answered."""

    def __init__(self, context, endpoint, partner, consumer, book):
        self.book = book
        self.context, self.endpoint = context, endpoint
        self.partner, self.consumer = partner, consumer
        self.socket = dealer(context, endpoint, "partner:" + partner)
        self.seq = 0
        self.lines = {}
        self.answers = {}
        self.accepted, self.completed = {}, {}
        self.refused = []
        self.served = 0
        self.young = set()
        self.ping_s = 0.0
        self.begin(0.0)

    def mark(self):
        """An offer from now on has to be answered before it is served again."""
        self.served, self.young = 0, set()

    def begin(self, now):
        """A new session: hello, then attach with the leases whose answer is not known."""
        self.stage, self.asked, self.until = "hello", None, now + PATIENCE_S
        self.through = self.got = 0
        self.sent = {}
        self.ping_at = now + 0.5
        self.push({"kind": "hello", "client": "load", "versions": [1]}, now)

    def push(self, header, now, *lines):
        self.seq += 1
        whole = {"v": 1, "as": "partner:" + self.partner, "seq": self.seq} | header
        try:
            self.socket.send(message(whole, *lines), zmq.NOBLOCK)
        except zmq.Again:
            pass
        if header["kind"] in ("hello", "attach", "ping"):
            self.asked, self.until = self.seq, now + PATIENCE_S
        return self.seq

    def turn(self, now, is_open):
        if self.asked is not None and now >= self.until:
            return self.begin(now)
        if self.stage != "open":
            return
        for kind in ("answer", "report"):
            lines = [
                (identifier, line)
                for identifier, (sort, line) in self.lines.items()
                if sort == kind and identifier not in self.sent
            ][:PAGE]
            if lines:
                self.push({"kind": kind}, now, *(bare(line) for _, line in lines))
                for identifier, _ in lines:
                    self.sent[identifier] = now + PATIENCE_S
        if any(until <= now for until in self.sent.values()):
            return self.begin(now)
        if now >= self.ping_at and self.asked is None:
            self.ping_at = now + 0.5
            self.push({"kind": "ping", "through": self.through, "got": self.got}, now)
        room = 4 - sum(1 for sort, _ in self.lines.values() if sort == "answer")
        if is_open and room > 0 and self.through < self.got + room:
            self.through = self.got + room
            self.push({"kind": "take", "through": self.through, "got": self.got}, now)

    def take(self, frame, now):
        head, lines = parse(frame)
        if head["kind"] == "error":
            if head["code"] == 401 or self.stage != "open":
                self.stage, self.asked, self.until = "lost", 0, now + 0.05
            return
        if head["kind"] == "offer":
            return self.offered(lines) if self.stage == "open" else None
        if head["kind"] == "notice":
            for leg in self.book.take(lines):
                self.report(leg, "x", {"verb": "confirm_cancel"})
            return self.push({"kind": "ack", "through": self.book.last}, now)
        if head["kind"] in ("answered", "reported"):
            return [self.answered(line) for line in lines]
        if head.get("re") != self.asked:
            return
        if head["kind"] == "welcome":
            self.ping_s = head["ping_ms"] / 1000
            leases = [
                {"lease": line["lease"]} for sort, line in self.lines.values() if sort == "answer"
            ]
            self.stage = "attach"
            self.push(
                {"kind": "attach", "consumer": self.consumer, "take_over": True}, now, *leases
            )
        elif head["kind"] == "attached":
            self.stage, self.asked = "open", None
        elif head["kind"] == "pong":
            self.asked = None

    def offered(self, lines):
        for offer in lines:
            if offer["n"] != self.got + 1:
                continue
            self.got = offer["n"]
            identifier = "a-" + offer["lease"]
            if identifier in self.lines or identifier in self.answers:
                continue
            line = {"id": identifier, "lease": offer["lease"], "verb": "accept", "by": "p-7"}
            if chance(offer["lease"]) % 8 == 0 and offer["attempt"] == 1:
                line = {"id": identifier, "lease": offer["lease"], "verb": "decline", "reason": "at_capacity"}
            self.lines[identifier] = ("answer", line | {"_leg": offer["leg"]})
            self.young.add(identifier)

    def answered(self, line):
        sort, sent = self.lines.get(line["id"], (None, None))
        self.sent.pop(line["id"], None)
        if sort is None:
            return
        if line["code"] not in (200, 202):
            check(line["code"] in (409, 410), f"an answer is taken or has come too late: {line}")
            self.refused.append((line, sent))
            del self.lines[line["id"]]
            return
        del self.lines[line["id"]]
        self.answers[line["id"]] = (sort, sent)
        self.served += line["id"] in self.young
        leg = sent["_leg"]
        if sent["verb"] == "accept":
            self.accepted[leg] = sent["lease"]
            if chance(leg) % 2 == 0:
                self.report(leg, "c", {"verb": "contact", "result": "reached"})
        elif sent["verb"] == "contact":
            self.report(leg, "d", {"verb": "complete", "outcome": "helped_full"})
        elif sent["verb"] == "complete":
            self.completed[leg] = True
        elif sent["verb"] == "confirm_cancel":
            self.book.stopped.add(leg)

    def report(self, leg, letter, fields):
        identifier = f"{letter}-{leg}"
        self.lines[identifier] = ("report", {"id": identifier, "leg": leg, "_leg": leg} | fields)


def chance(text):
    """A number that is the same for the same text, in every run."""
    return zlib.crc32(text.encode())


def bare(line):
    return {key: value for key, value in line.items() if key != "_leg"}


class Question:
    """Asks one thing after the other of a server that lives."""

    def __init__(self, context, endpoint, speaker):
        self.socket, self.speaker, self.seq = dealer(context, endpoint, speaker), speaker, 0
        self.kinds = []

    def ask(self, header, *lines):
        self.seq += 1
        self.socket.send(message({"v": 1, "seq": self.seq, "as": self.speaker} | header, *lines))
        while True:
            head, body = parse(self.socket.recv())
            if head.get("re") == self.seq:
                check(head["kind"] != "error", f"{self.speaker} is answered: {head}")
                return head, body
            self.kinds.append(head["kind"])

    def pushed(self, kind):
        """Whether something of this kind came that was not asked for."""
        return kind in self.kinds

    def rows(self, what, where):
        """All rows of a list, page after page."""
        head, rows = self.ask({"kind": "ask", "what": what}, where)
        while head.get("next"):
            head, more = self.ask({"kind": "ask", "what": what, "after": head["next"]}, where)
            rows += more
        return rows


def pages(items):
    items = list(items)
    return [items[start:start + PAGE] for start in range(0, len(items), PAGE)]


def verify_orders(context, control, pole):
    """Each order was done once, and the last of each kind is in force."""
    question = Question(context, control, "supervisor:pole")
    for header, line in pole.done:
        head, _ = question.ask(header, line)
        check(head["code"] == 202, f"an order is not done again: {head}")
    standing = [header["verb"] for header, _ in pole.done if header["verb"] in ("pause", "resume")]
    row = {row["queue"]: row for row in question.rows("queues", {})}.get(IDLE_QUEUE)
    if standing and row is not None:
        expected = "paused" if standing[-1] == "pause" else "open"
        check(row["standing"] == expected, f"the queue stands as was ordered last: {row}")


def verify_withdrawn(pole, agencies):
    """What is no longer wanted is closed, however far it had gone."""
    count = 0
    for agency in agencies:
        for reference in agency.withdrawn:
            case = agency.receipts[reference]["case"]
            for row in pole.rows("legs", {"case": case}):
                check(row["state"] == "closed", f"what is withdrawn ends: {row}")
                count += 1
    return count


def verify_climbs(pole, agencies):
    """What nobody takes has climbed its ladder: each step once, in order, and the desk has it when it is due."""
    count = 0
    now = datetime.datetime.now(datetime.timezone.utc)
    for agency in agencies:
        for reference in agency.idle:
            case = agency.receipts[reference]["case"]
            rows = pole.rows("legs", {"case": case})
            steps = [row["step"] for row in pole.rows("journey", {"case": case}) if row["what"] == "stepped"]
            check(steps == LADDER[:len(steps)], f"each step is taken once, in order: {steps}")
            count += len(steps)
            late = now - datetime.datetime.fromisoformat(rows[0]["due"])
            if late > datetime.timedelta(seconds=5):
                check(steps == LADDER and rows[0]["owner"] == "desk", f"the desk has what is due: {rows} {steps}")
    return count


def verify(context, intake, desk, control, agencies, desks):
    """Compares what was promised with what the server says now."""
    for agency in agencies:
        check(set(agency.receipts) == set(agency.events), "every event has a receipt in the end")
        again = Question(context, intake, "agency:" + agency.name)
        for page in pages(agency.events):
            _, lines = again.ask({"kind": "publish"}, *(agency.events[one] for one in page))
            for identifier, line in zip(page, lines):
                check(line["code"] == 202, f"what is receipted is there: {line}")
                check(line["first"] == agency.receipts[identifier], "and is answered as before")
    cases = sorted({first["case"] for agency in agencies for first in agency.receipts.values()})
    pole = Question(context, control, "supervisor:pole")
    stored = 0
    for page in pages(cases):
        _, rows = pole.ask({"kind": "ask", "what": "cases"}, {"case": {"in": page}})
        check(len(rows) == len(page), "every case is there")
        stored += sum(row["events"] for row in rows)
    check(stored == sum(len(agency.events) for agency in agencies), f"every event is there once: {stored}")
    for one in desks:
        answered = Question(context, desk, "partner:" + one.partner)
        answered.ask({"kind": "hello", "client": "load", "versions": [1]})
        answered.ask({"kind": "attach", "consumer": one.consumer, "take_over": True})
        for kind in ("answer", "report"):
            chosen = [line for sort, line in one.answers.values() if sort == kind]
            for page in pages(chosen):
                _, lines = answered.ask({"kind": kind}, *(bare(line) for line in page))
                check(all(line["code"] == 202 for line in lines), f"an answer is not forgotten: {lines}")
        check(not answered.pushed("notice"), f"{one.partner} was told nothing that it had not acknowledged")
        answered.socket.close()
    verify_legs(pole, desks)
    return len(cases)


def verify_legs(pole, desks):
    """Each leg that was accepted has one owner, and its journey tells of it once."""
    owners = {}
    for one in desks:
        for leg in one.accepted:
            check(leg not in owners, f"{leg} was given to one partner only")
            owners[leg] = one
    journeys = {}
    for leg, one in owners.items():
        case = leg.split("/")[0]
        if case not in journeys:
            rows = {row["leg"]: row for row in pole.rows("legs", {"case": case})}
            journeys[case] = (rows, pole.rows("journey", {"case": case}))
        rows, steps = journeys[case]
        times = sum(1 for step in steps if step["what"] == "accepted" and step.get("leg") == leg)
        check(times == 1, f"{leg} was accepted once, not {times} times")
        if leg in one.completed:
            check(rows[leg]["outcome"] == "helped_full", f"{leg} is closed: {rows[leg]}")
        elif leg in one.book.stopped:
            check(rows[leg]["outcome"] == "no_longer_needed", f"{leg} was stopped: {rows[leg]}")
        else:
            owner = "partner:" + one.partner
            check(rows[leg]["owner"] == owner, f"{leg} is with {one.partner}: {rows[leg]}")


class Parties:
    """All agencies and desks, and a supervisor, each given its turn again and again."""

    def __init__(self, agencies, desks, pole):
        self.agencies, self.desks, self.pole = agencies, desks, pole
        self.all = agencies + desks + [pole]
        self.poller = zmq.Poller()
        for party in self.all:
            self.poller.register(party.socket, zmq.POLLIN)

    def turn(self, is_open):
        ready = dict(self.poller.poll(5))
        now = time.monotonic()
        for party in self.all:
            if party.socket in ready:
                for _ in range(64):
                    try:
                        frame = party.socket.recv(zmq.NOBLOCK)
                    except zmq.Again:
                        break
                    party.take(frame, now)
            party.turn(now, is_open)
        return now

    def work(self):
        """Works until the end of stdin, and says when asked after how long everybody was served."""
        marked = None
        while True:
            now = self.turn(True)
            if marked is None and select.select([sys.stdin], [], [], 0)[0]:
                if not os.read(0, 64):
                    return
                marked = now
                for party in self.all:
                    party.mark()
            elif marked is not None:
                idle = [party for party in self.all if not party.served]
                check(now < marked + SERVED_S, f"everybody is served: not {[vars(one) for one in idle]}")
                if not idle:
                    print(round((now - marked) * 1000), flush=True)
                    marked = None

    def settle(self):
        """Nothing new is begun; what is under way is settled."""
        until = time.monotonic() + SETTLE_S
        while (
            any(one.under_way for one in self.agencies) or self.pole.order is not None
            or any(one.lines or one.stage != "open" for one in self.desks)
        ):
            check(self.turn(False) < until, "everything is settled when the server lives")

    def hear_out(self, pole):
        """After two pings each offer was heard: whoever hears one answers, so none is left unanswered."""
        until = time.monotonic() + 2 * max(one.ping_s for one in self.desks) + 0.5
        while self.turn(False) < until or any(one.lines for one in self.desks):
            check(time.monotonic() < until + SETTLE_S, "what was offered is answered")
        _, rows = pole.ask({"kind": "ask", "what": "legs"}, {"state": "offered"})
        check(not rows, f"no live session has an offer that it has not heard: {rows}")
        _, rows = pole.ask({"kind": "ask", "what": "status"})
        check(rows[0]["leases"] == 0, f"no lease is left: {rows}")


def main():
    intake, desk, calm_intake, calm_desk, control, pause = sys.argv[1:7]
    context = zmq.Context()
    agencies = [
        Agency(context, intake, name, int(pause) / 1000) for name in ("1819", "ced", "hub")
    ]
    books = {"un-pass": Book(), "ced": Book()}
    desks = [
        Desk(context, desk, partner, consumer, books[partner])
        for partner, consumer in (("un-pass", "one"), ("un-pass", "two"), ("ced", "one"))
    ]
    orders = Pole(context, control)
    parties = Parties(agencies, desks, orders)
    parties.work()
    parties.settle()
    pole = Question(context, control, "supervisor:pole")
    parties.hear_out(pole)
    for one in desks:
        one.push({"kind": "bye"}, time.monotonic())
    cases = verify(context, calm_intake, calm_desk, control, agencies, desks)
    verify_orders(context, control, orders)
    withdrawn, steps = verify_withdrawn(pole, agencies), verify_climbs(pole, agencies)
    print(json.dumps({
        "receipts": sum(len(one.receipts) for one in agencies),
        "resent": sum(one.resent for one in agencies),
        "cases": cases,
        "accepted": sum(len(one.accepted) for one in desks),
        "completed": sum(len(one.completed) for one in desks),
        "late": sum(len(one.refused) for one in desks),
        "orders": len(orders.done),
        "notices": sum(book.last for book in books.values()),
        "withdrawn": withdrawn,
        "steps": steps,
    }))


main()
