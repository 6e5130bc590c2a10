"""What both clients share: messages, the link with its keys, sessions, windows and trying again."""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Callable

import zmq
import zmq.auth
from zmq.utils.monitor import recv_monitor_message

Json = dict[str, Any]

ANSWER_WITHIN = 10.0  # seconds; then it counts as unanswered
UNANSWERED_MAX = 3  # then the socket is closed and made anew
LIMITS = {"header_bytes": 4096, "body_bytes": 262144, "body_lines": 256, "line_bytes": 65536}
WINDOW = {"messages": 16, "bytes": 1 << 20}  # without a session
HANDSHAKE_FAILED = (
    zmq.EVENT_HANDSHAKE_FAILED_NO_DETAIL | zmq.EVENT_HANDSHAKE_FAILED_PROTOCOL | zmq.EVENT_HANDSHAKE_FAILED_AUTH
)


class Shut(Exception):
    """The gateway does not let this client in; trying again will not help."""


class Unsendable(ValueError):
    """Something is above a limit of size."""


def say(*words: object) -> None:
    print(*words, file=sys.stderr, flush=True)


def show(what: Json) -> None:
    print(json.dumps(what, ensure_ascii=False), flush=True)


def dump(value: Json) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def try_again(code: int) -> bool:
    """Whether the class of a code says so. An unknown 5xx is taken for a fault that passes."""
    return 300 <= code < 400 or code in (401, 429) or (code >= 500 and code not in (501, 505))


def pause(tries: int, told: Json | None = None) -> float:
    """Seconds until the next try: as we were told, or 1 s doubling to 60 s, give or take a fifth."""
    if told and isinstance(told.get("retry_after_ms"), int):
        return told["retry_after_ms"] / 1000
    return min(60.0, 2.0 ** min(tries, 6)) * random.uniform(0.8, 1.2)


def encode(header: Json, lines: list[bytes], limits: Json = LIMITS) -> bytes:
    head = dump(header)
    body = b"".join(line + b"\n" for line in lines)
    if len(head) > limits["header_bytes"]:
        raise Unsendable("header")
    if len(body) > limits["body_bytes"] or len(lines) > limits["body_lines"]:
        raise Unsendable("body")
    return head + b"\n" + body


def decode(frame: bytes) -> tuple[Json, list[Json]]:
    header, *lines = [json.loads(line) for line in frame.split(b"\n") if line.strip()]
    return header, lines


@dataclass
class Gateway:
    """Where the gateway is, and who we are to it."""

    endpoint: str
    keys: tuple[bytes, bytes] | None = None  # public, secret
    server_key: bytes | None = None
    speaks_as: str | None = None

    @staticmethod
    def of(arguments: argparse.Namespace) -> Gateway:
        if arguments.key is None:
            return Gateway(arguments.endpoint, speaks_as=arguments.speaks_as)
        public, secret = zmq.auth.load_certificate(arguments.key)
        if secret is None:
            raise SystemExit(f"{arguments.key} is no file of a secret key")
        if Path(arguments.server_key).exists():
            server_key, _ = zmq.auth.load_certificate(arguments.server_key)
        else:
            server_key = arguments.server_key.encode()
        return Gateway(arguments.endpoint, (public, secret), server_key)


def arguments_of(role: str, says: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=says, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--endpoint", required=True, help="where the gateway listens")
    parser.add_argument("--key", help="our own secret key, a file as zmq.auth.create_certificates writes it")
    parser.add_argument("--server-key", help="the gateway's public card, or its 40 characters")
    parser.add_argument("--as", dest="speaks_as", help=f"{role}:NAME, only without keys")
    return parser


def parsed(parser: argparse.ArgumentParser, argv: list[str] | None = None) -> argparse.Namespace:
    arguments = parser.parse_args(argv)
    if (arguments.key is None) == (arguments.speaks_as is None):
        parser.error("either --key and --server-key, or --as")
    if arguments.key is not None and arguments.server_key is None:
        parser.error("--key needs --server-key")
    return arguments


Done = Callable[[Json, list[Json]], None]


@dataclass(eq=False)
class Request:
    """A message that wants an answer, until it has one. With a new `seq` it may be sent again."""

    kind: str
    fields: Json
    lines: list[bytes]
    done: Done
    opening: bool = False  # may go before the session is set up
    passing: bool = False  # is not repeated in the next session
    not_before: float = 0.0
    tries: int = 0


@dataclass(eq=False)
class Sent:
    request: Request
    size: int
    at: float
    late: bool = False  # given up and sent again; should the answer come after all, it counts


@dataclass(eq=False)
class Peer:
    """A client in one thread: each `turn` does what is due. The roles add to it."""

    gateway: Gateway
    client: str
    context: zmq.Context = field(default_factory=zmq.Context)
    socket: zmq.Socket | None = None
    monitor: zmq.Socket | None = None
    waiting: deque[Request] = field(default_factory=deque)
    sent: dict[int, Sent] = field(default_factory=dict)
    seq: int = 0
    session: Json | None = None  # the welcome
    ready: bool = False  # the session is set up, so that everything may be sent
    greeting: bool = False  # hello is under way
    draining: float | None = None  # when to connect again
    not_before: float = 0.0  # nothing is begun before this
    failures: int = 0  # connections and sessions in a row that came to nothing
    unanswered: int = 0  # in a row
    sent_at: float = 0.0
    heard_at: float = 0.0
    ever_heard: bool = False

    # What a role adds

    def hello_fields(self) -> Json:
        return {}

    def ping_fields(self) -> Json:
        return {}

    def begun(self) -> None:
        """The gateway has said welcome. Sets the session up, and then `ready`."""
        self.ready = True

    def ended(self) -> None:
        """The session is over."""

    def heard(self, header: Json, lines: list[Json]) -> None:
        """Something came unasked."""

    def may_greet_again(self, error: Json) -> bool:
        """Whether the role has mended what `hello` was refused for."""
        return False

    # The connection

    def connect(self) -> None:
        socket = self.context.socket(zmq.DEALER)
        socket.linger, socket.immediate, socket.ipv6 = 0, 1, 1
        socket.sndtimeo, socket.rcvtimeo = 1000, 0
        socket.sndhwm, socket.rcvhwm = 1024, 0
        socket.reconnect_ivl, socket.reconnect_ivl_max = 200, 30_000
        if self.gateway.keys:
            socket.curve_publickey, socket.curve_secretkey = self.gateway.keys
            socket.curve_serverkey = self.gateway.server_key
        self.monitor = socket.get_monitor_socket(HANDSHAKE_FAILED | zmq.EVENT_DISCONNECTED)
        socket.connect(self.gateway.endpoint)
        self.socket, self.sent_at, self.heard_at = socket, time.monotonic(), time.monotonic()

    def disconnect(self, wait: float) -> None:
        """Closes the socket. What has no answer goes out again on the next one."""
        self.end_session()
        if self.socket is not None:
            self.socket.disable_monitor()
            if self.monitor is not None:
                self.monitor.close(0)
            self.socket.close(0)
        self.socket, self.monitor, self.draining, self.unanswered = None, None, None, 0
        self.not_before = time.monotonic() + wait

    def end_session(self) -> None:
        self.session, self.ready, self.greeting = None, False, False
        again = [s.request for s in self.sent.values() if not s.late]
        self.waiting = deque(r for r in [*again, *self.waiting] if not r.passing)
        self.sent.clear()
        self.ended()

    def fail(self, told: Json | None = None) -> float:
        """Counts a failure, and says how long to wait after it."""
        self.failures += 1
        return pause(self.failures - 1, told)

    def watch(self) -> None:
        while self.monitor is not None and self.monitor.poll(0):
            event = recv_monitor_message(self.monitor)["event"]
            if event & HANDSHAKE_FAILED and self.gateway.keys and not self.ever_heard:
                raise Shut("the handshake failed: is it the right key, and is ours known there?")
            if event & HANDSHAKE_FAILED:
                say("the handshake failed: if it goes on, our key is not let in any more")
            self.disconnect(self.fail())

    # Sending

    @property
    def limits(self) -> Json:
        return self.session["limits"] if self.session else LIMITS

    @property
    def window(self) -> Json:
        return self.session["window"] if self.session else WINDOW

    def under_way(self) -> list[Sent]:
        return [s for s in self.sent.values() if not s.late]

    def room(self, size: int) -> bool:
        sent = self.under_way()
        return len(sent) < self.window["messages"] and sum(s.size for s in sent) + size <= self.window["bytes"]

    def header(self, kind: str, seq: int | None, fields: Json) -> Json:
        header: Json = {"v": 1, "kind": kind}
        if seq is not None:
            header["seq"] = seq
        if self.gateway.speaks_as:
            header["as"] = self.gateway.speaks_as
        return header | fields

    def put(self, frame: bytes) -> bool:
        if self.socket is None:
            return False
        try:
            self.socket.send(frame)
        except zmq.Again:
            return False
        self.sent_at = time.monotonic()
        return True

    def tell(self, kind: str, **fields: Any) -> bool:
        """Sends what wants no answer."""
        return self.put(encode(self.header(kind, None, fields), [], self.limits))

    def ask(self, kind: str, fields: Json, lines: list[bytes], done: Done, opening: bool = False,
            passing: bool = False) -> None:
        """Has a message sent when there is room, and again until it has a final answer."""
        self.waiting.append(Request(kind, fields, lines, done, opening, passing or opening))

    def post(self, request: Request) -> bool:
        frame = encode(self.header(request.kind, self.seq + 1, request.fields), request.lines, self.limits)
        if not self.room(len(frame)) or not self.put(frame):
            return False
        self.seq += 1
        self.sent[self.seq] = Sent(request, len(frame), time.monotonic())
        return True

    def post_waiting(self) -> None:
        now, kept, full = time.monotonic(), deque[Request](), False
        for request in self.waiting:
            may = request.opening or (self.ready and self.draining is None)
            if full or not may or request.not_before > now:
                kept.append(request)
            elif not self.post(request):
                kept.append(request)
                full = True
        self.waiting = kept

    def again(self, request: Request, told: Json | None, at_once: bool = False) -> None:
        if request.kind == "ping":
            return
        if request.kind == "hello":
            self.greeting = False  # said anew, for its fields may be others
            self.not_before = time.monotonic() + self.fail(told)
            return
        request.not_before = 0.0 if at_once else time.monotonic() + pause(request.tries, told)
        request.tries += 1
        self.waiting.appendleft(request)

    # Receiving

    def receive(self) -> None:
        while self.socket is not None:
            try:
                frames = self.socket.recv_multipart()
            except zmq.Again:
                return
            self.heard_at, self.ever_heard = time.monotonic(), True
            try:
                header, lines = decode(frames[-1])
            except ValueError:
                say("a message that cannot be read")
                continue
            self.take_in(header, lines)

    def take_in(self, header: Json, lines: list[Json]) -> None:
        re = header.get("re")
        sent = self.sent.get(re) if isinstance(re, int) else None
        if header.get("kind") == "drain":
            say("the gateway closes")
            self.draining = time.monotonic() + header.get("retry_after_ms", 1000) / 1000
        elif header.get("kind") == "error":
            self.refused(sent.request if sent else None, header)
        elif re is None:
            self.heard(header, lines)
        elif sent is not None:
            if sent.request.kind != "ping":
                self.unanswered = 0
            self.forget(sent.request)
            sent.request.done(header, lines)

    def forget(self, request: Request) -> None:
        """It has its answer: no copy of it goes out or is waited for any more."""
        self.waiting = deque(r for r in self.waiting if r is not request)
        self.sent = {seq: s for seq, s in self.sent.items() if s.request is not request}

    def refused(self, request: Request | None, error: Json) -> None:
        """A whole message was refused, so that nothing of it was recorded."""
        code = error.get("code", 500)
        say(f"error {code} {error.get('error')}: {error.get('detail', '')}")
        if request is not None:
            self.unanswered = 0
            self.forget(request)
            if request.kind == "hello":
                self.hello_refused(request, error)
            elif try_again(code):
                self.again(request, error, at_once=code == 401 and request.tries == 0)
            else:
                request.done(error, [])
        if error.get("fatal"):
            self.disconnect(self.fail(error))
        elif code == 401 or (error.get("error") == "window" and self.session is not None):
            # Only a session that has ended unseen makes the window smaller than we were told.
            wait = 0.0 if self.ready else self.fail(error)
            self.end_session()
            self.not_before = time.monotonic() + wait

    def hello_refused(self, hello: Request, error: Json) -> None:
        if self.may_greet_again(error):
            self.greeting = False
        elif try_again(error.get("code", 500)):
            self.again(hello, error)
        else:
            raise Shut(f"{error.get('error')}: {error.get('detail')}")

    def welcomed(self, header: Json, lines: list[Json]) -> None:
        if header.get("kind") == "error":
            return
        if self.session is not None:
            self.end_session()
        self.session = header
        self.begun()

    # Time

    def expire(self) -> None:
        now = time.monotonic()
        for sent in list(self.sent.values()):
            request = sent.request
            if sent.late or now - sent.at < ANSWER_WITHIN + request.fields.get("wait_ms", 0) / 1000:
                continue
            say(f"no answer to {request.kind}")
            sent.late = True
            self.unanswered += 1
            self.again(request, None)
        if self.unanswered >= UNANSWERED_MAX:
            say("three times no answer: a new connection")
            self.disconnect(0.0)

    def sign_of_life(self) -> None:
        if self.session is None:
            return
        now, ping = time.monotonic(), self.session["ping_ms"] / 1000
        if now - self.heard_at > 3 * ping:
            say("silence: a new connection")
            self.disconnect(self.fail())
        elif now - self.sent_at >= ping and self.draining is None:
            self.post(Request("ping", self.ping_fields(), [], lambda header, lines: None, passing=True))

    def turn(self, wait: float = 0.2) -> None:
        """One round: what is due, what came, what is late."""
        now = time.monotonic()
        if self.socket is None:
            if now < self.not_before:
                time.sleep(min(wait, self.not_before - now))
                return
            self.connect()
        if self.session is None and not self.greeting and now >= self.not_before:
            self.greeting = True
            fields = {"client": self.client, "versions": [1]} | self.hello_fields()
            self.ask("hello", fields, [], self.welcomed, opening=True)
        self.post_waiting()
        if self.socket is not None:
            self.socket.poll(int(wait * 1000))
        self.receive()
        self.watch()
        self.expire()
        self.sign_of_life()
        if self.draining is not None and not self.under_way():
            self.disconnect(max(0.0, self.draining - time.monotonic()))

    def stop(self) -> None:
        if self.session is not None and self.tell("bye"):
            time.sleep(0.1)  # LINGER is 0
        self.disconnect(0.0)
        self.context.term()
