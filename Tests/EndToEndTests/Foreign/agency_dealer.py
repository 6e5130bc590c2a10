"""An agency with DEALER: many under way at once, each answered once, decided in the order sent."""

import sys
import zmq
from relais_foreign import check, dealer, message, parse, referral

context = zmq.Context()
socket = dealer(context, sys.argv[1], "agency:ced")
socket.send(message({"v": 1, "kind": "hello", "seq": 0, "as": "agency:ced", "client": "foreign", "versions": [1]}))
head, _ = parse(socket.recv())
check(head["kind"] == "welcome" and head["re"] == 0, "a hello is welcomed")
check(head["window"]["messages"] >= 64, "the window has room for 64")

for seq in range(1, 65):
    one = referral(f"DEALER-{seq}", f"ced-{seq}", agency="ced", enterprise={"no_bce": "not_founded"})
    socket.send(message({"v": 1, "kind": "publish", "seq": seq, "as": "agency:ced"}, one))
cases = {}
for _ in range(64):
    head, lines = parse(socket.recv())
    check(head["kind"] == "receipt", "each publish gets a receipt")
    check(head["re"] not in cases, "each publish gets one receipt")
    check(lines[0]["code"] == 200, "each is stored")
    cases[head["re"]] = lines[0]["first"]["case"]
numbers = [cases[seq] for seq in sorted(cases)]
check(numbers == sorted(numbers), "events of one agency are decided in the order sent")

socket.send(message({"v": 1, "kind": "lookup", "seq": 100, "as": "agency:ced", "agency_ref": "ced-1"}))
head, lines = parse(socket.recv())
check(head["kind"] == "journey" and lines[0]["case"] == cases[1], "an agency sees where its case is")

socket.send(message({"v": 1, "kind": "follow", "seq": 101, "as": "agency:ced", "max": 10, "wait_ms": 1000}))
head, lines = parse(socket.recv())
check(head["kind"] == "progress" and len(lines) == 10, "an agency hears what became of its cases")
check(lines[0]["agency_ref"] == "ced-1", "progress names the agency's own reference")

socket.send(message({"v": 9, "kind": "publish", "seq": 102, "as": "agency:ced"}, one))
head, _ = parse(socket.recv())
check(head["kind"] == "error" and head["code"] == 505, "another version is refused")
socket.send(message({"v": 1, "kind": "dance", "seq": 103, "as": "agency:ced"}))
head, _ = parse(socket.recv())
check(head["code"] == 501, "an unknown kind is refused")
socket.send_multipart([b"not empty", b"no envelope"])
head, _ = parse(socket.recv())
check(head["code"] == 400 and head["error"] == "frames", "frames that are no envelope are refused")
print("agency with DEALER: 12 facts of the contract hold")
