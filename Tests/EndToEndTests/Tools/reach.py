"""reach.py listen PORT: takes every connection until it is killed; says "ready" first.
reach.py try PORT ADDRESS...: says for each address, a line each, whether somebody takes a connection there."""
import socket
import sys


def listen(port):
    with socket.create_server(("0.0.0.0", port)) as server:
        print("ready", flush=True)
        while True:
            server.accept()[0].close()


def reaches(address, port):
    try:
        with socket.create_connection((address, port), timeout=1.0):
            return True
    except OSError:
        return False


if sys.argv[1] == "listen":
    listen(int(sys.argv[2]))
for address in sys.argv[3:]:
    print(address, "yes" if reaches(address, int(sys.argv[2])) else "no", flush=True)
