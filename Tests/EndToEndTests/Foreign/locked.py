"""An installation with keys, as a client with pyzmq sees it; nothing of Relais' own code."""

import os
import zmq
import zmq.auth
import zmq.utils.monitor
from relais_foreign import message, parse

HOUSE = os.environ["HOUSE"]
DOORS = {
    name: os.environ["DOOR_" + name.upper()]
    for name in ("intake", "desk", "control", "feed", "work", "record")
    if "DOOR_" + name.upper() in os.environ
}


def port(door):
    return int(DOORS[door].rsplit(":", 1)[1])


def server_key():
    return zmq.auth.load_certificate(f"{HOUSE}/keys.d/gateway/main.1.key")[0]


def keys(name):
    """The pair of `agency-1819.1`, and so on."""
    return zmq.auth.load_certificate(f"{HOUSE}/secrets/{name}.key_secret")


def locked(context, door, own, server=None, kind=zmq.DEALER, **options):
    """A socket with the settings of the contract and a pair of keys, or none."""
    socket = context.socket(kind)
    for option, value in {
        "LINGER": 0, "IMMEDIATE": 1, "RCVTIMEO": 20_000, "SNDTIMEO": 20_000, "RCVHWM": 0, **options,
    }.items():
        socket.setsockopt(getattr(zmq, option), value)
    if own:
        socket.curve_publickey, socket.curve_secretkey = own
        socket.curve_serverkey = server or server_key()
    socket.connect(DOORS[door])
    return socket


def ask(socket, header, *lines):
    """Asks, and gives the answer: its header and its lines."""
    socket.send(message(header, *lines))
    while True:
        head, body = parse(socket.recv())
        if head.get("re") == header["seq"]:
            return head, body


def refusal(socket, monitor, milliseconds=15_000):
    """The event by which a socket learns that it is not let in; 0 when it learns nothing."""
    while monitor.poll(milliseconds):
        event = zmq.utils.monitor.recv_monitor_message(monitor)["event"]
        if event in (
            zmq.EVENT_HANDSHAKE_FAILED_AUTH, zmq.EVENT_HANDSHAKE_FAILED_PROTOCOL,
            zmq.EVENT_HANDSHAKE_FAILED_NO_DETAIL, zmq.EVENT_HANDSHAKE_SUCCEEDED,
        ):
            return event
    return 0
