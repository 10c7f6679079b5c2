#!/usr/bin/env python3
"""A Lampline controller that is not there: two lamps that do what they are told.

python lampline.py --port 7878 --pin 4711
"""

import argparse
import asyncio
import contextlib
import json
from http import HTTPStatus

from websockets.asyncio.server import serve

LAMPS = {
    1: {"id": 1, "name": "Left", "on": False, "level": 80},
    2: {"id": 2, "name": "Right", "on": True, "level": 40},
}


class Controller:
    """The controller behind its socket."""

    def __init__(self, pin=""):
        self.pin = pin
        self.lamps = {number: dict(lamp) for number, lamp in LAMPS.items()}
        self.is_stuck = False  # as if its radio were gone
        self.sockets = set()

    def check(self, connection, request):
        """Let in who knows the PIN."""
        if self.pin and request.headers.get("X-Pin") != self.pin:
            return connection.respond(HTTPStatus.UNAUTHORIZED, "another PIN\n")
        return None

    async def talk(self, socket):
        """Say what there is and do what is asked."""
        mac = "a8:03:2a:be:12:34"
        hello = {"name": "Lampline", "mac": mac, "lamps": list(self.lamps.values())}
        await socket.send(json.dumps(hello))
        self.sockets.add(socket)
        try:
            async for frame in socket:
                await self.answer(socket, json.loads(frame))
        finally:
            self.sockets.discard(socket)

    async def answer(self, socket, asked):
        """Set one lamp, unless it is stuck."""
        lamp = self.lamps.get(asked["set"])
        if lamp is not None and not self.is_stuck:
            lamp.update({name: asked[name] for name in ("on", "level") if name in asked})
            print("lamp", lamp, flush=True)
            for one in self.sockets:
                await one.send(json.dumps({"lamp": lamp}))
        is_done = lamp is not None and not self.is_stuck
        await socket.send(json.dumps({"ref": asked["ref"], "ok": is_done}))

    def listen(self, port=0):
        """Return the server, to be entered."""
        return serve(self.talk, "127.0.0.1", port, process_request=self.check)


async def main():
    """Run until stopped."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, default=7878)
    parser.add_argument("--pin", default="")
    options = parser.parse_args()
    async with Controller(options.pin).listen(options.port) as server:
        port = server.sockets[0].getsockname()[1]
        print(f"a Lampline controller at 127.0.0.1:{port}", flush=True)
        with contextlib.suppress(asyncio.CancelledError):
            await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
