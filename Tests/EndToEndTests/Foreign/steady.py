"""An agency that goes about its work while others misbehave: each request gets its receipt.

    steady.py AGENCY       until stdin ends; then what was stored and how long it took in milliseconds, a line of JSON

Every second request is urgent. It prints "ready" after the first receipt.
"""

import json
import select
import sys
import time
import zmq
from locked import keys, locked
from relais_foreign import check, message, parse, referral

# Whoever got no answer says the same again; the links of all at a door are cut when a key is revoked.
AGAIN_MS = 2_000
agency = sys.argv[1]
context = zmq.Context()
socket = locked(context, "intake", keys(f"agency-{agency}.1"))
times = []
stored = 0
while not select.select([sys.stdin], [], [], 0.01)[0]:
    stored += 1
    event = referral(
        f"S-{agency}-{stored}", f"s-{stored}", agency=agency, enterprise={"no_bce": "not_founded"},
        urgency="urgent" if stored % 2 else "soon",
    )
    said = message({"v": 1, "kind": "publish", "seq": stored}, event)
    began = time.monotonic()
    receipt = None
    while receipt is None:
        check(time.monotonic() < began + 60, f"request {stored} has no receipt")
        try:
            socket.send(said)
        except zmq.Again:
            continue
        while receipt is None and socket.poll(AGAIN_MS):
            head, lines = parse(socket.recv())
            if head.get("re") == stored and head["kind"] == "receipt":
                receipt = lines[0]
            elif head["kind"] == "error":
                check(head["code"] in (300, 401, 429, 500, 503), f"{head}")
                time.sleep(0.2)
                break
    times.append(time.monotonic() - began)
    check(receipt["status"] == "stored", f"{receipt}")
    if stored == 1:
        print("ready", flush=True)
times.sort()
print(json.dumps({
    "stored": stored, "median": round(times[len(times) // 2] * 1000, 1), "longest": round(times[-1] * 1000, 1),
}))
