"""A TCP proxy that misbehaves by a seed: it delays, cuts messages into pieces and resets links.

    python3 faultproxy.py LISTEN_PORT TARGET_HOST:PORT SEED

LISTEN_PORT 0 takes any free port; the port taken is printed on the first line. Of each piece read, 2 %
reset the link, 8 % are delayed by up to 200 ms, 20 % are sent in two parts. The order within a link holds.
A line on stdin heals it: from then on it carries as it should, once it has reset a link at all: where so little
passed that chance has spared every piece, the next one resets its link. The end of stdin ends it: then the number
of links it has reset is printed.
"""
import asyncio
import random
import sys

RESET, DELAY, SPLIT = 0.02, 0.08, 0.20
DELAY_MOST_S, SPLIT_PAUSE_S = 0.2, 0.01


resets = 0
is_healed = False


async def carry(source, target, chance):
    """Carries one direction of one link until either end closes or chance resets it."""
    global resets
    try:
        while piece := await source.read(65536):
            is_calm = is_healed and resets > 0
            fate = 1.0 if is_calm else 0.0 if is_healed else chance.random()
            if fate < RESET:
                resets += 1
                target.transport.abort()
                break
            if fate < RESET + DELAY:
                await asyncio.sleep(chance.random() * DELAY_MOST_S)
            is_split = not is_healed and chance.random() < SPLIT
            cut = chance.randrange(1, len(piece) + 1) if is_split else len(piece)
            target.write(piece[:cut])
            await target.drain()
            if cut < len(piece):
                await asyncio.sleep(SPLIT_PAUSE_S)
                target.write(piece[cut:])
                await target.drain()
    except ConnectionError:
        pass
    finally:
        target.close()


async def main():
    global is_healed
    listen_port, target, seed = sys.argv[1:4]
    target_host, target_port = target.rsplit(":", 1)
    chance = random.Random(int(seed))

    async def link(client_reader, client_writer):
        try:
            reader, writer = await asyncio.open_connection(target_host, int(target_port))
        except ConnectionError:
            client_writer.close()
            return
        await asyncio.gather(carry(client_reader, writer, chance), carry(reader, client_writer, chance))

    server = await asyncio.start_server(link, "127.0.0.1", int(listen_port))
    print(server.sockets[0].getsockname()[1], flush=True)
    while await asyncio.to_thread(sys.stdin.readline):
        is_healed = True
    server.close()
    print(resets, flush=True)


if __name__ == "__main__":
    asyncio.run(main())
