"""Every limit of a message: at the limit it is taken, one over it is refused.

    limits.py INTAKE
"""

import json
import sys
import zmq
from relais_foreign import check, dealer, message, parse, referral, said

context = zmq.Context()
socket = dealer(context, sys.argv[1], "agency:1819")
count = 0


def event():
    """A good event that was not sent before."""
    global count
    count += 1
    return referral(f"L-{count}", f"l-{count}", enterprise={"no_bce": "not_founded"})


def ask(frame, envelope=()):
    socket.send_multipart([*envelope, frame])
    *back, answer = socket.recv_multipart()
    return back, *parse(answer)


def publish(body, seq=1, **fields):
    header = said({"v": 1, "kind": "publish", "seq": seq, "as": "agency:1819"} | fields)
    _, head, lines = ask(json.dumps(header).encode() + b"\n" + body)
    return head, lines


def padded(size):
    """A header of so many bytes."""
    header = said({"v": 1, "kind": "publish", "seq": 1, "as": "agency:1819", "pad": ""})
    header["pad"] = "x" * (size - len(json.dumps(header)))
    return json.dumps(header).encode()


_, head, lines = ask(padded(4096) + b"\n" + event())
check(head["kind"] == "receipt" and lines[0]["code"] == 200, "a header of 4 KiB is taken")
_, head, _ = ask(padded(4097) + b"\n" + event())
check(head["code"] == 400 and head["error"] == "bad_header", f"one over is refused: {head}")

good = event()
_, lines = publish(good + b" " * (65_536 - len(good)) + b"\n" + event())
check([line["code"] for line in lines] == [200, 200], f"a line of 64 KiB is taken: {lines}")
good = event()
_, lines = publish(good + b" " * (65_537 - len(good)) + b"\n" + event())
check([line["code"] for line in lines] == [413, 200], f"one over is refused alone: {lines}")
check(lines[0]["limit"] == "line" and lines[0]["max"] == 65_536, "and told the limit")

_, lines = publish(b"\n".join(event() for _ in range(256)))
check([line["code"] for line in lines] == [200] * 256, "256 lines are taken")
head, _ = publish(b"\n".join(event() for _ in range(257)))
check(head["kind"] == "error" and head["code"] == 413, f"one over is refused: {head}")

four = (b" " * 65_535 + b"\n") * 3
good = event()
head, lines = publish(four + good + b" " * (65_536 - len(good)))
check(head["kind"] == "receipt" and lines[-1]["code"] == 200, "a body of 256 KiB is taken")
head, _ = publish(four + good + b" " * (65_535 - len(good)) + b"\n\n")
check(head["kind"] == "error" and head["code"] == 413, f"one over is refused: {head}")

frames = [b"x" * 64] * 3 + [b""]
back, head, _ = ask(message({"v": 1, "kind": "publish", "seq": 1, "as": "agency:1819"}, event()), frames)
check(head["kind"] == "receipt" and back == frames, "an envelope of 4 frames of 64 bytes comes back")
for wrong in ([b"x" * 64] * 4 + [b""], [b"x" * 65, b""], [b"x"]):
    back, head, _ = ask(message({"v": 1, "kind": "publish", "seq": 1, "as": "agency:1819"}, event()), wrong)
    check(head["code"] == 400 and head["error"] == "frames" and back == [], "one over is refused")

for seq, code in ((0, None), (2**53 - 1, None), (-1, 400), (2**53, 400), (1.5, 400), ("1", 400)):
    head, _ = publish(event(), seq=seq)
    check(head.get("code") == code, f"seq {seq}: {head}")
    check(code or head["re"] == seq, "seq comes back")

for field, most in (("max", 256), ("wait_ms", 8000)):
    follow = {"v": 1, "kind": "follow", "seq": 1, "as": "agency:1819"}
    _, head, _ = ask(message(follow | {field: most}))
    check(head["kind"] == "progress", f"{field} {most} is taken")
    _, head, _ = ask(message(follow | {field: most + 1}))
    check(head["kind"] == "error" and head["code"] in (400, 422), f"one over is refused: {head}")
print("limits: at the limit taken, one over refused")
