#!/usr/bin/env python3
"""A whole Homewire gateway in one file: a lamp and a thermometer on one connection.

It needs Python and the package ``websockets``, nothing of Homewire, and is written to be ported:
plain dictionaries, one loop, no cleverness. See docs/guides/write-a-gateway.md.

    HOMEWIRE_TOKEN=hw1.… python gateway.py ws://192.168.1.20:8755/api/gateway/gw_attic
"""

import argparse
import asyncio
import collections
import json
import os
import random
import secrets
import time
import zlib

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus

LEVEL = {"type": "int", "min": 0, "max": 100, "unit": "%", "w": 1}  # w: it can be set
LIGHT = {"id": "light", "kind": "light", "caps": {"on": {"type": "bool", "w": 1}, "level": LEVEL}}
CELSIUS = {"type": "float", "unit": "°C", "stat": "measurement"}
SENSOR = {"id": "t", "kind": "sensor", "class": "temperature", "caps": {"v": CELSIUS}}
BUTTON = {"id": "button", "kind": "event", "caps": {"type": {"options": ["press"]}}}
DEVICES = [
    {"id": "lamp", "name": "Attic lamp", "area": "Attic", "entities": [LIGHT]},
    {"id": "thermo", "name": "Attic sensor", "area": "Attic", "entities": [SENSOR, BUTTON]},
]
REV = zlib.crc32(json.dumps(DEVICES).encode())  # changes whenever DEVICES does
MAX_EVENTS = 1000  # unacknowledged events kept; beyond it the oldest is lost
MAX_UNACKED = 500  # messages sent and not acknowledged; beyond it states wait and coalesce
PAUSE_S = 0.025  # between messages: a hub takes welcome.limits.rate (50) a second
MAX_COMMANDS = 256  # outcomes remembered, so that a repeated command is answered, not repeated


class Gateway:
    """What the gateway knows; everything here outlives a connection."""

    def __init__(self, gateway_id):
        self.id = gateway_id
        self.boot = secrets.token_hex(4)  # fresh at each start: numbers belong to it
        self.seq = 0  # last number given
        self.unacked = collections.deque()  # sent, not acknowledged: [message, ...]
        self.events = collections.deque()  # happened, not sent: [message, ...]
        self.unsent = {}  # newest values per entity, not sent
        self.values = {"lamp/light": {"on": False, "level": 80}, "thermo/t": {"v": 20.0}}
        self.outcomes = collections.OrderedDict()  # command id -> its "done"
        self.offset_ms = 0  # hub time = our monotonic time + this
        self.socket = None
        self.news = asyncio.Event()

    # --- what the devices say -------------------------------------------------------------

    def state(self, entity, **values):
        """Values changed; while nothing can be sent, the newest of each wins."""
        self.values[entity].update(values)
        self.unsent.setdefault(entity, {}).update(values)
        self.news.set()

    def event(self, entity, name):
        """Something happened; never merged, never dropped before a thousand of them wait."""
        stamp = time.monotonic() * 1000  # becomes hub time when it is sent
        self.events.append({"t": "event", "at": stamp, "from": entity, "name": name, "data": {}})
        if len(self.events) > MAX_EVENTS:
            self.events.popleft()
        self.news.set()

    # --- one connection -------------------------------------------------------------------

    def hello(self):
        """Say who we are, which numbers we have given and which we can send again."""
        oldest = self.unacked[0]["seq"] if self.unacked else self.seq + 1
        return {
            "t": "hello",
            "gw": self.id,
            "boot": self.boot,
            "seq": self.seq,
            "oldest": oldest,
            "rev": REV,
            "fw": "1.0",
        }

    async def serve(self, socket):
        """Greet, catch up, then send what is new and do what is asked, until it ends."""
        await self.send(socket, self.hello())
        welcome = json.loads(await asyncio.wait_for(socket.recv(), 10))
        if welcome["t"] == "reject":
            raise SystemExit(f"the hub refuses us: {welcome['code']}")
        self.offset_ms = welcome["time"] - time.monotonic() * 1000
        if welcome["rev"] != REV:
            announce = {"t": "announce", "rev": REV, "full": True, "devices": DEVICES}
            await self.send(socket, announce)
        self.forget_up_to(welcome["ack"])
        for message in list(self.unacked):  # again, in order, under their old numbers
            await self.send_numbered(socket, message)
            await asyncio.sleep(PAUSE_S)
        if welcome["resume"] == "snapshot":  # the hub wants the whole truth
            self.unsent = {}
            values = {entity: dict(now) for entity, now in self.values.items()}
            await self.number(socket, {"t": "state", "set": values, "snapshot": True})
        self.socket = socket
        sender = asyncio.create_task(self.send_news(socket))
        try:
            async for frame in socket:
                await self.take(socket, json.loads(frame))
        finally:
            self.socket = None
            sender.cancel()
            await asyncio.gather(sender, return_exceptions=True)

    async def send(self, socket, message):
        """Send one message."""
        await socket.send(json.dumps(message))

    async def number(self, socket, message):
        """Give a message its number and keep it until the hub acknowledges it."""
        self.seq += 1
        message["seq"] = self.seq
        message.setdefault("at", time.monotonic() * 1000)
        self.unacked.append(message)
        await self.send_numbered(socket, message)

    async def send_numbered(self, socket, message):
        """Send a numbered message with its time as the hub counts it."""
        stamped = {**message, "ts": round(message["at"] + self.offset_ms)}
        del stamped["at"]
        await self.send(socket, stamped)

    async def send_news(self, socket):
        """Send events and states as they come."""
        while True:
            await self.news.wait()
            self.news.clear()
            while (self.events or self.unsent) and len(self.unacked) < MAX_UNACKED:
                if self.events:
                    await self.number(socket, self.events.popleft())
                else:
                    values, self.unsent = self.unsent, {}
                    await self.number(socket, {"t": "state", "set": values})
                await asyncio.sleep(PAUSE_S)

    def forget_up_to(self, seq):
        """Acknowledgements are cumulative."""
        while self.unacked and self.unacked[0]["seq"] <= seq:
            self.unacked.popleft()

    async def take(self, socket, message):
        """Handle one message of the hub; what we do not know we ignore."""
        if message["t"] == "ack":
            self.forget_up_to(message["seq"])
            self.news.set()
        elif message["t"] == "cmd":
            await self.command(socket, message)
        elif message["t"] == "err" and message["code"] in ("seq_gap", "rate"):
            await socket.close()  # dialling again resumes where the hub lost us

    async def command(self, socket, message):
        """Do a command once, however often it comes; answer it each time."""
        await self.send(socket, {"t": "took", "id": message["id"]})
        done = self.outcomes.get(message["id"])
        if done is None:
            # A device that takes its time compares monotonic time with ttl before it begins.
            code = self.do(message["to"], message["do"], message["args"])
            done = {"t": "done", "id": message["id"], "ok": code is None}
            if code is not None:
                done["code"] = code
            self.outcomes[message["id"]] = done
            if len(self.outcomes) > MAX_COMMANDS:
                self.outcomes.popitem(last=False)
            if self.unsent:
                # What it led to goes out before its outcome, and names it.
                values, self.unsent = self.unsent, {}
                await self.number(socket, {"t": "state", "set": values, "cause": message["id"]})
        await self.send(socket, done)

    def do(self, entity, verb, args):
        """Set the lamp; return None, or the code of what was wrong."""
        if entity != "lamp/light" or verb != "set" or not set(args) <= {"on", "level"}:
            return "unsupported"
        level = args.get("level", 0)
        if not isinstance(args.get("on", True), bool) or not isinstance(level, int):
            return "invalid"
        if not 0 <= level <= 100:
            return "invalid"
        print("lamp", args, flush=True)
        self.state(entity, **args)
        return None


async def measure(gateway, every_s):
    """Be a thermometer, and a button somebody presses now and then."""
    while True:
        await asyncio.sleep(every_s)
        warmer = random.uniform(-0.2, 0.2)
        gateway.state("thermo/t", v=round(gateway.values["thermo/t"]["v"] + warmer, 1))
        if random.random() < 0.1:
            gateway.event("thermo/button", "press")


async def stay_connected(gateway, url, token):
    """Dial, serve, and dial again after a random wait that doubles up to half a minute."""
    attempt = 0
    while True:
        began = time.monotonic()
        try:
            headers = {"Authorization": f"Bearer {token}"}
            async with connect(
                url, subprotocols=["homewire.gw.v1"], additional_headers=headers, compression=None
            ) as socket:
                await gateway.serve(socket)
        except InvalidStatus as error:
            if error.response.status_code in (401, 403):
                raise SystemExit("the hub does not know this token") from error
        except (OSError, TimeoutError, ConnectionClosed, InvalidHandshake) as error:
            print("not connected:", error, flush=True)
        attempt = 0 if time.monotonic() - began > 30 else min(attempt + 1, 6)
        await asyncio.sleep(random.uniform(0, 0.5 * 2**attempt))


async def main():
    """Run until stopped."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("url", help="ws[s]://hub:8755/api/gateway/<gateway id>")
    parser.add_argument("--every", type=float, default=10, help="seconds between measurements")
    options = parser.parse_args()
    gateway = Gateway(options.url.rsplit("/", 1)[1])
    meter = asyncio.create_task(measure(gateway, options.every))
    try:
        await stay_connected(gateway, options.url, os.environ["HOMEWIRE_TOKEN"])
    finally:
        meter.cancel()


if __name__ == "__main__":
    asyncio.run(main())
