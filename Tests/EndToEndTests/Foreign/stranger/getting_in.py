"""To a first receipt: python getting_in.py tcp://127.0.0.1:5570 mine.key_secret gateway.key test"""
import json, sys, zmq, zmq.auth
endpoint, mine, gateway, name = sys.argv[1:]  # where; our secret key; the gateway's card; who we are
socket = zmq.Context.instance().socket(zmq.REQ)
socket.curve_publickey, socket.curve_secretkey = zmq.auth.load_certificate(mine)
socket.curve_serverkey, _ = zmq.auth.load_certificate(gateway)
socket.linger, socket.rcvtimeo = 0, 10_000  # no answer within 10 s: a wrong key is silence
socket.connect(endpoint)
when, needs = "2026-03-02T21:42:10+01:00", [{"code": "treasury.vat"}]
data = {"agency_ref": "first-1", "channel": "phone", "language": "fr", "person": {"phone": "+32470008585"},
        "needs": needs, "consent": {"scope": ["treasury"], "how": "oral", "at": when}}
event = {"specversion": "1.0", "id": "first-1", "source": f"urn:relais:agency:{name}",
         "type": "brussels.relais.referral.requested.v1", "time": when, "data": data}
socket.send_string('{"v":1,"kind":"publish","seq":1}\n' + json.dumps(event))
print(socket.recv_string())  # code 200, status stored; run it again: 202, and nothing is stored twice
