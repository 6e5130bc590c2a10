"""Keys read and written by pyzmq and by czmq, which know nothing of ours.

    keys.py read CARD SECRET        both libraries read a card and its secret file
    keys.py make FOLDER             each library makes a pair in FOLDER: pyzmq.key, czmq.key
    keys.py admit CARDS CARD SECRET pyzmq's own doorkeeper lets in whom the folder CARDS names

What was found goes to stdout, a line of JSON.
"""
import ctypes
import hashlib
import json
import pathlib
import sys

import zmq
import zmq.auth
import zmq.utils.z85
from zmq.auth.thread import ThreadAuthenticator

# Damm's quasigroup of order 10, and the fingerprint as the contract tells it: eight groups of 13 bits.
DAMM = ["0317598642", "7092154863", "4206871359", "1750983426", "6123045978", "3674209581", "5869720134",
        "8945362017", "9438617205", "2581436790"]


def fingerprint(z85):
    bits = int.from_bytes(hashlib.sha256(zmq.utils.z85.decode(z85)).digest(), "big")
    groups = []
    for place in range(8):
        digits = f"{bits >> (256 - (place + 1) * 13) & 0x1FFF:04}"
        check = place
        for digit in digits:
            check = int(DAMM[check][int(digit)])
        groups.append(digits + str(check))
    return " ".join(groups)


def czmq():
    library = ctypes.CDLL("libczmq.so.4")
    for name in ["zcert_load", "zcert_new"]:
        getattr(library, name).restype = ctypes.c_void_p
    for name in ["zcert_public_txt", "zcert_secret_txt", "zcert_meta"]:
        getattr(library, name).restype = ctypes.c_char_p
    return library


def load(library, path):
    certificate = library.zcert_load(str(path).encode())
    assert certificate, f"czmq does not read {path}"
    return ctypes.c_void_p(certificate)


def read(card, secret):
    library = czmq()
    public, none = zmq.auth.load_certificate(card)
    assert none is None, "pyzmq found a secret in a card"
    both = zmq.auth.load_certificate(secret)
    assert both[0] == public and zmq.curve_public(both[1]) == public, "pyzmq: not a pair"
    certificate = load(library, card)
    assert library.zcert_public_txt(certificate) == public, "czmq reads another key"
    # czmq writes forty zeros where it knows no secret.
    assert library.zcert_secret_txt(certificate) == b"0" * 40, "czmq found a secret in a card"
    own = load(library, secret)
    assert library.zcert_secret_txt(own) == both[1], "czmq reads another secret"
    return {"public_key": public.decode(), "fingerprint": fingerprint(public),
            "principal": library.zcert_meta(certificate, b"principal").decode(),
            "name": library.zcert_meta(own, b"key-name").decode()}


def make(folder):
    library = czmq()
    zmq.auth.create_certificates(folder, "pyzmq", metadata={})
    certificate = ctypes.c_void_p(library.zcert_new())
    library.zcert_set_meta(certificate, b"name", b"%s", b"Ada Example")
    path = pathlib.Path(folder, "czmq.key")
    assert library.zcert_save(certificate, str(path).encode()) == 0, "czmq cannot save"
    keys = [zmq.auth.load_certificate(f"{folder}/pyzmq.key")[0], library.zcert_public_txt(certificate)]
    return {"pyzmq": fingerprint(keys[0]), "czmq": fingerprint(keys[1])}


def admit(cards, card, secret):
    context = zmq.Context()
    door = ThreadAuthenticator(context)
    door.start()
    door.configure_curve(domain="*", location=cards)
    server, client = context.socket(zmq.REP), context.socket(zmq.REQ)
    served, server.curve_secretkey = zmq.curve_keypair()
    server.curve_server = True
    server.linger = client.linger = 0
    port = server.bind_to_random_port("tcp://127.0.0.1")
    public, own = zmq.auth.load_certificate(secret)
    assert public == zmq.auth.load_certificate(card)[0]
    client.curve_serverkey, client.curve_publickey, client.curve_secretkey = served, public, own
    client.connect(f"tcp://127.0.0.1:{port}")
    client.send(b"hello")
    heard = server.poll(10_000) and server.recv()
    door.stop()
    return {"heard": heard.decode() if heard else None}


print(json.dumps({"read": read, "make": make, "admit": admit}[sys.argv[1]](*sys.argv[2:])))
