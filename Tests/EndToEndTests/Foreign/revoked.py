"""Keys that are revoked while their links stand: refused on the next message, then the link is cut.

    revoked.py PROGRAM
"""

import json
import subprocess
import sys
import time
import zmq
from locked import HOUSE, ask, keys, locked
from relais_foreign import check, referral

context = zmq.Context()
agency = locked(context, "intake", keys("agency-hub.1"))
partner = locked(context, "desk", keys("partner-un-pass.1"))
supervisor = locked(context, "control", keys("supervisor-pole.1"))
listener = locked(context, "feed", keys("supervisor-pole.1"), kind=zmq.SUB)
listener.setsockopt(zmq.SUBSCRIBE, b"m1/")
monitors = {socket: socket.get_monitor_socket() for socket in (agency, partner, supervisor, listener)}
seq = 0


def say(socket):
    """Says what its owner says all day: the code of the answer, 0 for a good one."""
    global seq
    seq += 1
    if socket is agency:
        event = referral(f"V-{seq}", f"v-{seq}", agency="hub", enterprise={"no_bce": "not_founded"})
        head, _ = ask(socket, {"v": 1, "kind": "publish", "seq": seq}, event)
    elif socket is partner:
        head, _ = ask(socket, {"v": 1, "kind": "mine", "seq": seq})
    else:
        head, _ = ask(socket, {"v": 1, "kind": "ask", "seq": seq, "what": "queues"}, {})
    return head.get("code", 0) if head["kind"] == "error" else 0


def revoke(name):
    words = [sys.argv[1], "key", "revoke", name, "--keys", f"{HOUSE}/keys.d"]
    subprocess.run(words, check=True, capture_output=True)
    return time.monotonic()


def is_cut(socket):
    """Waits until the link is gone and its owner is told that the key no longer opens the door."""
    while monitors[socket].poll(20_000):
        event = zmq.utils.monitor.recv_monitor_message(monitors[socket])["event"]
        if event == zmq.EVENT_HANDSHAKE_FAILED_AUTH:
            return True
    return False


def refused(socket, name):
    revoked = revoke(name)
    while not (code := say(socket)):
        check(time.monotonic() < revoked + 20, f"{name} is refused")
    check(code == 403, f"{name} is refused with 403, not {code}")
    return round((time.monotonic() - revoked) * 1000)


head, _ = ask(partner, {"v": 1, "kind": "hello", "seq": 1_000_001, "versions": [1]})
check(head["kind"] == "welcome", f"{head}")
head, _ = ask(partner, {"v": 1, "kind": "attach", "seq": 1_000_002, "consumer": "one"})
check(head["kind"] == "attached", f"{head}")
for socket in (agency, partner, supervisor):
    check(say(socket) == 0, "all are served at first")
check(listener.recv_multipart()[0].startswith(b"m1/"), "the feed is heard")
told = {"agency": refused(agency, "agency:hub"), "partner": refused(partner, "partner:un-pass")}
told["supervisor"] = refused(supervisor, "supervisor:pole")
for socket in (agency, partner, supervisor, listener):
    check(is_cut(socket), "the link is cut, and the key opens the door no more")
while listener.poll(0):
    listener.recv_multipart()
check(not listener.poll(3_000), "nothing is heard of the feed any more")
print(json.dumps(told))
