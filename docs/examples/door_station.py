#!/usr/bin/env python3
r"""A door station in one file: it rings, and whoever answers first talks with the visitor.

Its microphone is the standard input, its loudspeaker the standard output: bare 16-bit samples,
16 kHz, mono. It needs Python and the package ``websockets``, and is written to be ported.

    arecord -t raw -f S16_LE -r 16000 | HOMEWIRE_TOKEN=hw1.… python door_station.py \
        ws://192.168.1.20:8755/api/gateway/gw_gate --ring | aplay -t raw -f S16_LE -r 16000
"""

import argparse
import asyncio
import json
import os
import secrets
import struct
import sys

from websockets.asyncio.client import connect

HEADER = struct.Struct(">BBHI")  # handler, flags, sequence, clock at 48 kHz
FIRST, BUNDLE = 1, 16  # flags
FRAME_BYTES, FRAME_CLOCK = 640, 960  # 20 ms
PRESS = {"type": {"options": ["press"]}}
BELL = {"id": "bell", "kind": "event", "class": "doorbell", "caps": PRESS}
PARTS = [BELL, {"id": "mic", "kind": "mic"}, {"id": "speaker", "kind": "speaker"}]
DOOR = {"id": "door", "name": "Garden gate", "area": "Garden", "entities": PARTS}


class DoorStation:
    """One connection and what stands at both its ends."""

    def __init__(self, socket):
        self.socket = socket
        self.is_open = False  # somebody has answered: the microphone may be heard
        self.handler = None  # in front of our frames, while we have the floor
        self.sent = 0

    async def send(self, kind, **fields):
        """Send words."""
        await self.socket.send(json.dumps({"t": kind, **fields}))

    async def greet(self, gateway_id):
        """Say who we are; a fresh boot each time saves us from keeping what was sent before."""
        await self.send("hello", gw=gateway_id, boot=secrets.token_hex(4), rev=1)
        welcome = json.loads(await self.socket.recv())
        if welcome["t"] == "reject":
            raise SystemExit(f"the hub refuses us: {welcome['code']}")
        if welcome["rev"] != 1:
            await self.send("announce", rev=1, full=True, devices=[DOOR])
        values = {"door/mic": {"on": False}, "door/speaker": {"playing": "idle"}}
        await self.send("state", seq=1, ts=welcome["time"], set=values, snapshot=True)
        return welcome["time"]

    async def ask(self):
        """Ask for the floor; when people speak we have it again after them."""
        await self.send("talk/start", dev="door", req=1, handler=1, codec="pcm16", queue=True)

    async def listen(self):
        """Do what the hub says and play what people say, until the connection ends."""
        async for message in self.socket:
            if isinstance(message, bytes):
                self.play(message)
                continue
            told = json.loads(message)
            if told["t"] == "talk/call":
                was_open, self.is_open = self.is_open, told.get("open", False)
                if self.is_open and not was_open:
                    await self.ask()
            elif told["t"] == "talk/floor":
                granted = told["state"] == "granted"
                self.handler, self.sent = (told["handler"], 0) if granted else (None, 0)
                if told["state"] == "revoked" and self.is_open:
                    await self.ask()  # they speak; we are next

    def play(self, message):
        """Play frames; several that come at once are a bundle: two bytes of length before each."""
        sound = message[HEADER.size :]
        if len(message) > 1 and message[1] & BUNDLE:
            step = 2 + FRAME_BYTES  # samples are all of one length; Opus packets are not
            sound = b"".join(sound[at + 2 : at + step] for at in range(0, len(sound), step))
        sys.stdout.buffer.write(sound)
        sys.stdout.buffer.flush()

    async def speak(self):
        """Send the microphone while we have the floor; else it is read and forgotten."""
        while frame := await asyncio.to_thread(sys.stdin.buffer.read, FRAME_BYTES):
            if self.handler is not None and len(frame) == FRAME_BYTES:
                flags = FIRST if self.sent == 0 else 0
                clock = self.sent * FRAME_CLOCK % 2**32
                header = HEADER.pack(self.handler, flags, self.sent % 2**16, clock)
                self.sent += 1
                await self.socket.send(header + frame)
        await self.send("talk/release", dev="door")


async def main():
    """Ring once and talk until the microphone ends."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("url", help="ws[s]://hub:8755/api/gateway/<gateway id>")
    parser.add_argument("--ring", action="store_true", help="ring the bell at once")
    options = parser.parse_args()
    headers = {"Authorization": f"Bearer {os.environ['HOMEWIRE_TOKEN']}"}
    protocols = ["homewire.gw.v1"]
    async with connect(options.url, subprotocols=protocols, additional_headers=headers) as socket:
        station = DoorStation(socket)
        now = await station.greet(options.url.rsplit("/", 1)[1])
        if options.ring:
            await station.send("event", seq=2, ts=now, **{"from": "door/bell", "name": "press"})
        listening = asyncio.create_task(station.listen())
        await station.speak()
        listening.cancel()


if __name__ == "__main__":
    asyncio.run(main())
