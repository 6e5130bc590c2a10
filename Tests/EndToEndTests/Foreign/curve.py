"""CURVE by hand (RFC 26, over libsodium): what no well-behaved library lets one say."""

import ctypes
import ctypes.util
import os
import socket
import struct

import zmq.utils.z85

SODIUM = ctypes.CDLL(ctypes.util.find_library("sodium") or "libsodium.so.23")
GREETING = b"\xff" + b"\0" * 8 + b"\x7f\x03\x01" + b"CURVE".ljust(20, b"\0") + b"\0" * 32
MORE, LONG, COMMAND = 1, 2, 4


def pair():
    """A key pair, public part first, 32 bytes each."""
    public, secret = ctypes.create_string_buffer(32), ctypes.create_string_buffer(32)
    SODIUM.crypto_box_keypair(public, secret)
    return public.raw, secret.raw


def box(text, nonce, public, secret):
    output = ctypes.create_string_buffer(len(text) + 16)
    SODIUM.crypto_box_easy(output, text, ctypes.c_ulonglong(len(text)), nonce, public, secret)
    return output.raw


def unbox(sealed, nonce, public, secret):
    output = ctypes.create_string_buffer(max(len(sealed) - 16, 1))
    size = ctypes.c_ulonglong(len(sealed))
    if SODIUM.crypto_box_open_easy(output, sealed, size, nonce, public, secret):
        raise ValueError("what came was not for us")
    return output.raw[: len(sealed) - 16]


def letters(path, name):
    """The 32 bytes of `public-key` or `secret-key` in a certificate."""
    with open(path, encoding="utf-8") as file:
        for line in file:
            if line.strip().startswith(name):
                return zmq.utils.z85.decode(line.split('"')[1].encode())
    raise ValueError(f"{path} has no {name}")


class Peer:
    """A peer on a TCP connection; each stage of the handshake is a call of its own."""

    def __init__(self, port, server, own=None, claims=(), kind=b"DEALER"):
        self.link = socket.create_connection(("127.0.0.1", port), timeout=20)
        self.server, self.claims, self.kind = server, claims, kind
        self.public, self.secret = own or pair()
        self.brief_public, self.brief_secret = pair()
        self.number = 0

    def nonce(self, prefix):
        self.number += 1
        return prefix, struct.pack(">Q", self.number)

    def read(self, count):
        taken = b""
        while len(taken) < count:
            some = self.link.recv(count - len(taken))
            if not some:
                raise ConnectionError("the other side has ended the link")
            taken += some
        return taken

    def frame(self):
        """The next frame: its flags and its body."""
        flags = self.read(1)[0]
        size = self.read(8 if flags & LONG else 1)
        return flags, self.read(int.from_bytes(size, "big"))

    def write(self, flags, body):
        size = struct.pack(">Q", len(body)) if len(body) > 255 else bytes([len(body)])
        self.link.sendall(bytes([flags | (LONG if len(body) > 255 else 0)]) + size + body)

    def greet(self):
        self.link.sendall(GREETING)
        self.read(64)

    def hello(self):
        prefix, short = self.nonce(b"CurveZMQHELLO---")
        sealed = box(b"\0" * 64, prefix + short, self.server, self.brief_secret)
        self.write(COMMAND, b"\x05HELLO\x01\x00" + b"\0" * 72 + self.brief_public + short + sealed)

    def welcome(self):
        _, body = self.frame()
        assert body.startswith(b"\x07WELCOME"), body[:8]
        opened = unbox(body[24:], b"WELCOME-" + body[8:24], self.server, self.brief_secret)
        self.brief_server, self.cookie = opened[:32], opened[32:]

    def initiate(self):
        vouched = os.urandom(16)
        vouch = box(self.brief_public + self.server, b"VOUCH---" + vouched, self.brief_server, self.secret)
        said = [(b"Socket-Type", self.kind), (b"Identity", b"")] + list(self.claims)
        metadata = b"".join(
            bytes([len(name)]) + name + struct.pack(">I", len(value)) + value for name, value in said
        )
        prefix, short = self.nonce(b"CurveZMQINITIATE")
        text = self.public + vouched + vouch + metadata
        sealed = box(text, prefix + short, self.brief_server, self.brief_secret)
        self.write(COMMAND, b"\x08INITIATE" + self.cookie + short + sealed)

    def ready(self):
        _, body = self.frame()
        if not body.startswith(b"\x05READY"):
            raise ConnectionError(f"not let in: {body[:12]}")

    def shake(self):
        for stage in (self.greet, self.hello, self.welcome, self.initiate, self.ready):
            stage()
        return self

    def send(self, payload, more=False):
        prefix, short = self.nonce(b"CurveZMQMESSAGEC")
        text = bytes([MORE if more else 0]) + payload
        sealed = box(text, prefix + short, self.brief_server, self.brief_secret)
        self.write(0, b"\x07MESSAGE" + short + sealed)

    def receive(self):
        while True:
            _, body = self.frame()
            if body.startswith(b"\x07MESSAGE"):
                nonce = b"CurveZMQMESSAGES" + body[8:16]
                opened = unbox(body[16:], nonce, self.brief_server, self.brief_secret)
                if not opened[0] & COMMAND:
                    return opened[1:]

    def is_ended(self, seconds):
        """Whether the other side ends the link within so long."""
        self.link.settimeout(seconds)
        try:
            while self.link.recv(4096):
                pass
        except TimeoutError:
            return False
        except ConnectionError:
            pass
        return True
