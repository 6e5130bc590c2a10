"""An agency with REQ: publishes, publishes again, publishes other content, and reports a status."""

import sys
import zmq
from relais_foreign import REPORTED, check, event, message, parse, referral, show_keys

context = zmq.Context()
socket = context.socket(zmq.REQ)
for option, value in [(zmq.LINGER, 0), (zmq.REQ_RELAXED, 1), (zmq.REQ_CORRELATE, 1)]:
    socket.setsockopt(option, value)
socket.setsockopt(zmq.RCVTIMEO, 10_000)
show_keys(socket, "agency:1819")
socket.connect(sys.argv[1])
seq = 0


def publish(*events, **header):
    global seq
    seq += 1
    socket.send(message({"v": 1, "kind": "publish", "seq": seq, "as": "agency:1819"} | header, *events))
    head, lines = parse(socket.recv())
    check(head["kind"] == "receipt" and head["re"] == seq, "a receipt answers a publish")
    return lines


first = publish(referral("REQ-1", "1819-1", needs=("treasury.vat", "psychological.distress")))[0]
check(first["code"] == 200 and first["status"] == "stored", "a good event is stored")
check(first["first"]["case"].startswith("RL-"), "the receipt names the case")
check(len(first["first"]["legs"]) == 2, "each need is a leg")
check(first["now"][0]["waiting"] == "no_consumer_connected", "nobody takes yet")
check(len(first["journal"]["head"]) == 64, "the receipt tells where the journal is")

again = publish(referral("REQ-1", "1819-1", needs=("treasury.vat", "psychological.distress")))[0]
check(again["code"] == 202 and again["first"] == first["first"], "the same again is answered the same")

other = publish(referral("REQ-1", "1819-2"))[0]
check(other["code"] == 409 and other["error"] == "id_reused", "an id is for one content")

joined = publish(referral("REQ-2", "1819-3", needs=("treasury.vat",)))[0]
check(joined["first"]["case"] == first["first"]["case"], "the same enterprise is the same case")
check(joined["first"]["legs"][0] == first["first"]["legs"][0], "an open need is joined")

bad, good = publish(
    b'{"specversion":"1.0","id":"REQ-3"', referral("REQ-4", "1819-4", bce="0428759497")
)
check(bad["code"] == 400 and bad["line"] == 1, "a broken line is refused alone")
check(good["code"] == 200 and good["line"] == 2, "the good one beside it is stored")

status = {"agency_ref": "1819-1", "status": "contacted", "at": "2026-03-02T18:00:00+01:00"}
told = publish(event("REQ-5", REPORTED, status))[0]
check(told["code"] == 200 and told["first"]["legs"] == [], "a status is stored")

unknown = publish(event("REQ-6", REPORTED, status | {"agency_ref": "never"}))[0]
check(unknown["code"] == 404, "a status of nothing is refused after a day")

dry = publish(referral("REQ-7", "1819-7", bce="0566988259"), dry_run=True)[0]
check(dry["status"] == "would_store" and dry["first"] is None, "a dry run stores nothing")
print("agency with REQ: 11 facts of the contract hold")
