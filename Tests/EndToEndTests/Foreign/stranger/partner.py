"""A partner's client: takes what is offered, answers it, and reports on what it has accepted.

    python partner.py --endpoint E --key mine.key_secret --server-key gateway.key --consumer desk-1 --accept-all
    python partner.py --endpoint E --as partner:test --consumer desk-1 --accept-all --complete --idle 10

What comes goes to stdout, personal data only with --show-content; words go to stderr. SIGINT and SIGTERM end it.
"""

from __future__ import annotations

import signal
import sys
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

from wire import Gateway, Json, Peer, Shut, arguments_of, dump, parsed, pause, say, show, try_again

CLIENT = "stranger-partner 1"
STOP_WITHIN = 15.0  # seconds, then what is still in hand lapses
OVER = ("recalled", "consent_withdrawn")


@dataclass(eq=False)
class Line:
    """A line of ours, with the same id however often it must be sent, until it has a final answer."""

    kind: str
    text: Json
    done: Callable[[Json], None]
    tries: int = 0
    not_before: float = 0.0
    under_way: bool = False


@dataclass(eq=False)
class Worker(Peer):
    consumer: str = "worker"
    verb: str = "accept"
    reason: str = "at_capacity"
    credit: int = 8
    complete: bool = False
    show_content: bool = False
    take_over: bool = False
    most: int | None = None

    stopping: bool = False
    numbers: set[int] = field(default_factory=set)  # of the offers above `got`
    highest: int = 0  # the highest number of an offer in this session
    got: int = 0  # up to which there is no gap
    through: int = 0
    told: tuple[int, int] = (0, 0)  # the credit as it was last told
    held: dict[str, Json] = field(default_factory=dict)  # offers without a final answer, by lease
    lines: list[Line] = field(default_factory=list)
    legs: set[str] = field(default_factory=set)  # those that were accepted here
    cancelling: set[str] = field(default_factory=set)
    noticed: int = 0
    answered: int = 0
    refusals: int = 0
    offered_at: float = field(default_factory=time.monotonic)

    # The beginning of a session: attach, then mine to its end, then credit

    def begun(self) -> None:
        leases = [dump({"lease": lease}) for lease in self.held]
        fields: Json = {"consumer": self.consumer}
        if self.take_over:
            fields["take_over"] = True
        self.ask("attach", fields, leases, self.on_attached, opening=True)

    def on_attached(self, header: Json, lines: list[Json]) -> None:
        if header["kind"] == "error":
            raise Shut(f"{header.get('error')}: {header.get('detail')}")
        show({"attached": lines})
        self.take_over = False
        states = {line["lease"]: line["state"] for line in lines if "lease" in line}
        for lease, offer in list(self.held.items()):
            state = states.get(lease, "lost")
            if state == "held":
                continue
            line = self.settled(lease)
            if state == "answered" and line and line.text["verb"] == "accept":
                self.accepted(offer["leg"], None)
        self.read_mine({})

    def read_mine(self, fields: Json) -> None:
        self.ask("mine", fields, [], self.on_mine, opening=True)

    def on_mine(self, header: Json, lines: list[Json]) -> None:
        if header["kind"] == "error":
            raise Shut(f"{header.get('error')}: {header.get('detail')}")
        for leg in lines:
            show({"mine": leg})
            self.resume(leg["leg"], leg["state"])
        if "next" in header:
            self.read_mine({"after": header["next"]})
            return
        self.ready, self.failures = True, 0
        self.give_credit()

    def resume(self, leg: str, state: str) -> None:
        """A leg of ours, perhaps from before we were started, perhaps another worker's."""
        if state == "closed":
            self.legs.discard(leg)
        elif state == "cancel_requested":
            self.cancel(leg)

    def ended(self) -> None:
        self.highest = self.got = self.through = 0
        self.told, self.numbers = (0, 0), set()
        for line in self.lines:
            line.under_way = False

    def disconnect(self, wait: float) -> None:
        """The session that we leave behind may still have our name for a while: the next one takes it over.

        After a 401 on a living connection it is another worker that may have it, and may keep it."""
        self.take_over = self.take_over or self.ready
        super().disconnect(wait)

    # Offers and credit

    def heard(self, header: Json, lines: list[Json]) -> None:
        if header.get("kind") == "offer":
            for offer in lines:
                self.on_offer(offer)
            self.give_credit()
        elif header.get("kind") == "notice":
            for notice in lines:
                self.on_notice(notice)
            if lines:
                through = max(notice["n"] for notice in lines)
                self.ask("ack", {"through": through}, [], lambda header, lines: None)

    def on_offer(self, offer: Json) -> None:
        self.count(offer["n"])
        lease = offer["lease"]
        if lease in self.held:
            return  # sent again; our answer is under way
        show({"offer": offer})
        self.offered_at = time.monotonic()
        self.held[lease] = offer
        answer = self.decide()
        self.add("answer", {"lease": lease} | answer, lambda reply: self.on_answered(lease, answer["verb"], reply))

    def count(self, number: int) -> None:
        self.highest = max(self.highest, number)
        if number > self.got:
            self.numbers.add(number)
        while self.got + 1 in self.numbers:
            self.got += 1
            self.numbers.discard(self.got)

    def decide(self) -> Json:
        if self.stopping or (self.most is not None and self.answered + len(self.held) > self.most):
            return {"verb": "return"}
        return {"accept": {"verb": "accept", "by": self.consumer}, "return": {"verb": "return"},
                "decline": {"verb": "decline", "reason": self.reason}}[self.verb]

    def free(self) -> int:
        if self.stopping:
            return 0
        free = self.credit - len(self.held)
        return free if self.most is None else min(free, self.most - self.answered - len(self.held))

    def give_credit(self) -> None:
        """Credit runs from the highest number seen, is absolute, and never falls."""
        if not self.ready or self.draining is not None:
            return
        if (free := self.free()) > 0:
            self.through = max(self.through, self.highest + free)
        credit = (self.through, self.got)
        if self.told != credit and self.tell("take", through=self.through, got=self.got):
            self.told = credit

    def ping_fields(self) -> Json:
        return {"through": self.through, "got": self.got} if self.ready else {}

    # Lines: answers and reports

    def add(self, kind: str, text: Json, done: Callable[[Json], None]) -> None:
        self.lines.append(Line(kind, {"id": str(uuid.uuid4())} | text, done))

    def send_lines(self, kind: str) -> None:
        """Sends what is due in its order; behind one that must wait the others of its kind wait as well."""
        if not self.ready or self.draining is not None:
            return
        due: list[Line] = []
        for line in self.lines:
            if line.kind != kind or line.under_way:
                continue
            if line.not_before > time.monotonic() or len(due) == 64:
                break
            due.append(line)
        if due:
            for line in due:
                line.under_way = True
            self.ask(kind, {}, [dump(line.text) for line in due],
                     lambda header, lines: self.on_replies(due, header, lines), passing=True)

    def on_replies(self, sent: list[Line], header: Json, replies: list[Json]) -> None:
        by_number = {reply.get("line"): reply for reply in replies}
        for number, line in enumerate(sent, 1):
            line.under_way = False
            if line not in self.lines:
                continue  # settled meanwhile
            reply = header if header["kind"] == "error" else by_number.get(number, {"code": 503})
            if try_again(reply.get("code", 503)):
                line.not_before = time.monotonic() + pause(line.tries, reply)
                line.tries += 1
            else:
                self.lines.remove(line)
                line.done(reply)

    # Answers

    def settled(self, lease: str) -> Line | None:
        """The lease is over, and with it our answer, if that has not been settled yet."""
        self.held.pop(lease, None)
        line = next((x for x in self.lines if x.kind == "answer" and x.text["lease"] == lease), None)
        if line is not None:
            self.lines.remove(line)
        return line

    def on_answered(self, lease: str, verb: str, reply: Json) -> None:
        offer = self.held.pop(lease)
        hidden = "content" in reply and not self.show_content
        show({"answered": reply | ({"content": "-"} if hidden else {}), "leg": offer["leg"]})
        if reply["code"] >= 300:
            self.refusals += reply["code"] != 410
        else:
            self.answered += verb == self.verb
            if verb == "accept":
                self.accepted(offer["leg"], reply.get("content"))
        self.give_credit()

    # Legs

    def accepted(self, leg: str, content: Json | None) -> None:
        self.legs.add(leg)
        if content is None:
            self.open(leg)
        if self.complete:
            self.report(leg, "contact", result="reached")
            self.report(leg, "complete", outcome="helped_full")

    def open(self, leg: str) -> None:
        self.ask("open", {"leg": leg, "by": self.consumer}, [], self.on_content)

    def on_content(self, header: Json, lines: list[Json]) -> None:
        if header["kind"] == "content" and not lines:
            say("its content is not ours to read any more")
        for content in lines:
            show({"content": content if self.show_content else {k: content[k] for k in ("leg", "revision")}})

    def report(self, leg: str, verb: str, **fields: str) -> None:
        self.add("report", {"leg": leg, "verb": verb} | fields, lambda reply: self.on_reported(leg, reply))

    def on_reported(self, leg: str, reply: Json) -> None:
        show({"reported": reply, "leg": leg})
        self.refusals += reply["code"] >= 300
        if reply.get("state") == "closed" or reply["code"] == 404:
            self.legs.discard(leg)

    def cancel(self, leg: str) -> None:
        if leg not in self.cancelling:
            self.cancelling.add(leg)
            self.report(leg, "confirm_cancel")

    def drop(self, leg: str) -> None:
        """It is not ours any more, neither to answer nor to report on."""
        self.legs.discard(leg)
        for lease in [lease for lease, offer in self.held.items() if offer["leg"] == leg]:
            self.settled(lease)
        self.lines = [x for x in self.lines if x.under_way or x.text.get("leg") != leg]
        self.give_credit()

    # Notices

    def on_notice(self, notice: Json) -> None:
        if notice["n"] <= self.noticed:
            return  # it has come before; it is only acknowledged once more
        self.noticed = notice["n"]
        show({"notice": notice})
        leg, what = notice["leg"], notice["notice"]
        if leg is None:
            return
        if what == "content_changed":
            self.open(leg)
        elif what == "cancel_requested":
            self.cancel(leg)
        elif what in OVER:
            self.drop(leg)

    # The loop, and its end

    def turn(self, wait: float = 0.1) -> None:
        self.send_lines("answer")
        self.send_lines("report")
        super().turn(wait)

    def idle(self) -> bool:
        under_way = self.session is not None and (self.waiting or self.under_way())
        return not (self.held or self.lines or under_way)

    def run(self, until: float, idle: float | None) -> None:
        asked_at: float | None = None
        while time.monotonic() < until:
            self.turn()
            enough = self.most is not None and self.answered >= self.most
            bored = idle is not None and time.monotonic() - self.offered_at > idle
            self.stopping = self.stopping or enough or bored
            if self.stopping:
                asked_at = asked_at or time.monotonic()
                if self.idle() or time.monotonic() - asked_at > STOP_WITHIN:
                    return


def main() -> int:
    parser = arguments_of("partner", __doc__ or "")
    parser.add_argument("--consumer", required=True, help="the name of this worker")
    does = parser.add_mutually_exclusive_group(required=True)
    does.add_argument("--accept-all", dest="verb", action="store_const", const="accept")
    does.add_argument("--decline-all", dest="verb", action="store_const", const="decline")
    does.add_argument("--return-all", dest="verb", action="store_const", const="return")
    parser.add_argument("--reason", default="at_capacity", help="with --decline-all")
    parser.add_argument("--complete", action="store_true", help="report contact and completion of what is accepted")
    parser.add_argument("--credit", type=int, default=8, help="how many offers may be in hand")
    parser.add_argument("--max", type=int, help="stop after so many answers")
    parser.add_argument("--idle", type=float, help="stop when no offer has come for so many seconds")
    parser.add_argument("--timeout", type=float, default=float("inf"), help="stop after so many seconds")
    parser.add_argument("--take-over", action="store_true", help="end a session that has our name")
    parser.add_argument("--show-content", action="store_true", help="write personal data on stdout as well")
    arguments = parsed(parser)
    worker = Worker(Gateway.of(arguments), CLIENT, consumer=arguments.consumer, verb=arguments.verb,
                    reason=arguments.reason, credit=min(arguments.credit, 128), complete=arguments.complete,
                    show_content=arguments.show_content, take_over=arguments.take_over, most=arguments.max)

    def ask_to_stop(*_: object) -> None:
        worker.stopping = True

    signal.signal(signal.SIGTERM, ask_to_stop)
    signal.signal(signal.SIGINT, ask_to_stop)
    try:
        worker.run(time.monotonic() + arguments.timeout, arguments.idle)
    except Shut as reason:
        say(reason)
        return 77
    finally:
        worker.stop()
    return 69 if not worker.ever_heard else 65 if worker.refusals else 0


if __name__ == "__main__":
    sys.exit(main())
