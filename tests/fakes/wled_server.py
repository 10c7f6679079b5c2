"""A stand-in for a WLED strip: HTTP and WebSocket as its documentation says.

``tests/integration/gateways/test_wled.py`` has the community's own client library read it.
"""

import contextlib
from collections.abc import AsyncIterator
from typing import Any

import msgspec
from aiohttp import WSMsgType, web
from aiohttp.test_utils import TestServer

EFFECTS = ["Solid", "Blink", "Breathe", "RSVD", "Rainbow"]
PALETTES = ["Default", "* Random Cycle", "Party"]
PRESETS = {"0": {}, "1": {"n": "Evening", "on": True, "bri": 40}, "3": {"n": "Party", "fx": 4}}


def segment(number: int, **more: Any) -> dict[str, Any]:
    """Make a segment as a new strip has it."""
    return {
        "id": number,
        "start": number * 30,
        "stop": number * 30 + 30,
        "len": 30,
        "grp": 1,
        "spc": 0,
        "of": 0,
        "on": True,
        "frz": False,
        "bri": 255,
        "cct": 127,
        "col": [[255, 160, 0], [0, 0, 0], [0, 0, 0]],
        "fx": 0,
        "sx": 128,
        "ix": 128,
        "pal": 0,
        "sel": True,
        "rev": False,
        "mi": False,
        **more,
    }


class WledServer:
    """One strip.

    Args:
        segments: How many stretches it has.
    """

    def __init__(self, segments: int = 1) -> None:
        self.state: dict[str, Any] = {
            "on": True,
            "bri": 128,
            "transition": 7,
            "ps": -1,
            "pl": -1,
            "nl": {"on": False, "dur": 60, "mode": 1, "tbri": 0, "rem": -1},
            "udpn": {"send": False, "recv": True},
            "lor": 0,
            "mainseg": 0,
            "seg": [segment(number) for number in range(segments)],
        }
        self.info: dict[str, Any] = {
            "ver": "0.14.4",
            "vid": 2405180,
            "leds": {
                "count": 30 * segments,
                "pwr": 470,
                "fps": 5,
                "maxpwr": 850,
                "maxseg": 32,
                "seglc": [1] * segments,
                "lc": 1,
                "rgbw": False,
                "wv": 0,
                "cct": 0,
            },
            "str": False,
            "name": "Shelf",
            "udpport": 21324,
            "live": False,
            "liveseg": -1,
            "lm": "",
            "lip": "",
            "ws": 1,
            "fxcount": len(EFFECTS),
            "palcount": len(PALETTES),
            "wifi": {"bssid": "aa:bb:cc:dd:ee:ff", "rssi": -57, "signal": 86, "channel": 6},
            "fs": {"u": 12, "t": 983, "pmt": 0},
            "arch": "esp32",
            "core": "v3.3.6",
            "lwip": 0,
            "freeheap": 167000,
            "uptime": 3600,
            "opt": 79,
            "brand": "WLED",
            "product": "FOSS",
            "mac": "a8032a112233",
            "ip": "",
        }
        self.presets: dict[str, Any] = dict(PRESETS)
        self.received: list[dict[str, Any]] = []
        self.is_deaf = False
        """Takes commands and does nothing."""
        self.sockets: list[web.WebSocketResponse] = []
        self.app = web.Application()
        self.app.router.add_get("/ws", self._serve_socket)
        self.app.router.add_get("/json", self._everything)
        self.app.router.add_get("/json/eff", _answering(EFFECTS))
        self.app.router.add_get("/json/effects", _answering(EFFECTS))
        self.app.router.add_get("/json/pal", _answering(PALETTES))
        self.app.router.add_get("/json/palettes", _answering(PALETTES))
        self.app.router.add_get("/presets.json", _answering(self.presets))

    async def apply(self, message: dict[str, Any]) -> None:
        """Do what a message says and tell every client, as a press on its page would."""
        segments = message.pop("seg", [])
        for name, value in message.items():
            if isinstance(value, dict):
                self.state[name] |= value
            elif name in self.state:
                self.state[name] = value
        for change in segments:
            known = next(one for one in self.state["seg"] if one["id"] == change["id"])
            known |= change
        await self.tell()

    async def tell(self) -> None:
        """Send everything to every client."""
        message = msgspec.json.encode({"state": self.state, "info": self.info}).decode()
        for socket in self.sockets:
            await socket.send_str(message)

    async def drop(self) -> None:
        """Hang up on everybody, as a restart does."""
        for socket in list(self.sockets):
            await socket.close()

    async def _serve_socket(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.sockets.append(socket)
        await self.tell()
        try:
            async for message in socket:
                if message.type is not WSMsgType.TEXT:
                    continue
                received = msgspec.json.decode(message.data)
                self.received.append(received)
                if "v" in received:
                    await self.tell()
                elif not self.is_deaf:
                    await self.apply({k: v for k, v in received.items() if k != "tt"})
        finally:
            self.sockets.remove(socket)
        return socket

    async def _everything(self, _: web.Request) -> web.Response:
        return web.json_response(
            {"state": self.state, "info": self.info, "effects": EFFECTS, "palettes": PALETTES}
        )


def _answering(content: object) -> Any:
    async def answer(_: web.Request) -> web.Response:
        return web.json_response(content)

    return answer


@contextlib.asynccontextmanager
async def wled_server(segments: int = 1) -> AsyncIterator[tuple[WledServer, str]]:
    """Run a strip; yields it and its host with port."""
    strip = WledServer(segments)
    async with TestServer(strip.app) as server:
        yield strip, f"127.0.0.1:{server.port}"
        await strip.drop()
