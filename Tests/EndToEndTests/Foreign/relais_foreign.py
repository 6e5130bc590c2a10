"""What the scripts of this folder share: JSON lines over ZeroMQ, and nothing of Relais' own code.

Where FOREIGN_KEYS names the folder of a locked installation, everybody shows the keys that it has for them, and
no message says who speaks.
"""

import json
import os
import sys
import zmq
import zmq.auth
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent

REQUESTED = "brussels.relais.referral.requested.v1"
REPORTED = "brussels.relais.status.reported.v1"
KEYS = os.environ.get("FOREIGN_KEYS")


def said(header):
    """A header as it is sent: whoever has keys does not say who speaks."""
    return {name: value for name, value in header.items() if name != "as" or not KEYS}


def message(header, *lines):
    """One frame: the header and its lines."""
    parts = [json.dumps(said(header), ensure_ascii=False).encode()]
    parts += [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
    return b"\n".join(parts) + b"\n"


def parse(frame):
    """A message as its header and its lines."""
    lines = [json.loads(line) for line in frame.split(b"\n") if line]
    return lines[0], lines[1:]


def show_keys(socket, speaker):
    """Whoever has keys shows them, to the gateway and to nobody else."""
    if KEYS:
        own = f"{KEYS}/secrets/{speaker.replace(':', '-')}.1.key_secret"
        socket.curve_publickey, socket.curve_secretkey = zmq.auth.load_certificate(own)
        socket.curve_serverkey, _ = zmq.auth.load_certificate(f"{KEYS}/keys.d/gateway/main.1.key")


def dealer(context, endpoint, speaker):
    """A socket with the settings of the contract."""
    socket = context.socket(zmq.DEALER)
    socket.setsockopt(zmq.LINGER, 0)
    socket.setsockopt(zmq.IMMEDIATE, 1)
    socket.setsockopt(zmq.RCVTIMEO, 10_000)
    socket.setsockopt(zmq.SNDTIMEO, 10_000)
    socket.setsockopt(zmq.RCVHWM, 0)
    show_keys(socket, speaker)
    socket.connect(endpoint)
    return socket


def referral(identifier, reference, bce="0403019261", needs=("treasury.vat",), agency="1819",
             urgency="urgent", **data):
    """A request as the CloudEvents package of PyPI writes it."""
    body = {
        "agency_ref": reference,
        "channel": "phone",
        "language": "fr",
        "person": {"name": "Camille Exemple", "phone": "+32470000001"},
        "enterprise": {"bce": bce, "postcode": "1060"},
        "needs": [
            {"code": code, "urgency": urgency, "note": "Note pour " + code} for code in needs
        ],
        "consent": {
            "scope": sorted({code.split(".")[0] for code in needs}),
            "how": "oral",
            "at": "2026-03-02T17:40:00+01:00",
        },
    }
    body.update(data)
    return event(identifier, REQUESTED, body, agency)


def event(identifier, kind, data, agency="1819"):
    """The bytes of one event."""
    attributes = {
        "specversion": "1.0",
        "id": identifier,
        "source": "urn:relais:agency:" + agency,
        "type": kind,
        "time": __import__("datetime").datetime.fromisoformat("2026-03-02T17:42:10+01:00"),
        "datacontenttype": "application/json",
    }
    return JSONFormat().write(CloudEvent(attributes=attributes, data=data))


def check(condition, words):
    """Ends the script with a sentence when something is not as the contract says."""
    if not condition:
        sys.exit("not so: " + words)
