"""A stand-in for a Shelly: its RPC as the maker documents it, with and without a password."""

import contextlib
import hashlib
import secrets
from collections.abc import AsyncIterator
from typing import Any

import msgspec
from websockets.asyncio.connection import Connection
from websockets.asyncio.server import serve
from websockets.exceptions import ConnectionClosed

ID = "shellyplus2pm-a8032ab12345"
PASSWORD = "open sesame"
PAGE = 2
"""How many components it tells at once."""
INFO = {
    "name": "Garage",
    "id": ID,
    "mac": "A8032AB12345",
    "slot": 0,
    "model": "SNSW-102P16EU",
    "gen": 2,
    "fw_id": "20231219-133934/1.1.0-g34b5d4f",
    "ver": "1.1.0",
    "app": "Plus2PM",
    "auth_en": False,
    "auth_domain": None,
    "profile": "switch",
}


def _switch(number: int) -> dict[str, Any]:
    return {
        "id": number,
        "source": "init",
        "output": False,
        "apower": 0.0,
        "voltage": 231.2,
        "freq": 50.0,
        "current": 0.0,
        "pf": 0.0,
        "aenergy": {"total": 1234.5, "by_minute": [0.0, 0.0, 0.0], "minute_ts": 1700000000},
        "temperature": {"tC": 41.2, "tF": 106.1},
    }


class ShellyDevice:
    """One device with two relays, a roller, a light, inputs, sensors and something unheard of."""

    def __init__(self) -> None:
        self.info: dict[str, Any] = dict(INFO)
        self.status: dict[str, Any] = {
            "ble": {},
            "cloud": {"connected": False},
            "input:0": {"id": 0, "state": False},
            "input:1": {"id": 1, "state": None},
            "switch:0": _switch(0),
            "switch:1": _switch(1),
            "cover:0": {"id": 0, "state": "open", "current_pos": 60, "pos_control": True},
            "rgbw:0": {
                "id": 0,
                "output": True,
                "brightness": 50,
                "rgb": [255, 0, 10],
                "white": 0,
            },
            "temperature:100": {"id": 100, "tC": 19.7, "tF": 67.5},
            "smoke:0": {"id": 0, "alarm": False, "mute": False},
            "number:200": {"id": 200, "value": 4, "source": "sys"},
            "oracle:0": {"id": 0, "answer": 42},
            "sys": {
                "mac": "A8032AB12345",
                "uptime": 100,
                "cfg_rev": 10,
                "available_updates": {"stable": {"version": "1.2.0"}},
            },
            "wifi": {"sta_ip": "192.168.1.50", "status": "got ip", "ssid": "Home", "rssi": -61},
            "mqtt": {"connected": False},
            "ws": {"connected": False},
        }
        self.config: dict[str, Any] = {
            "input:0": {"id": 0, "name": "Door contact", "type": "switch"},
            "input:1": {"id": 1, "name": None, "type": "button"},
            "switch:0": {"id": 0, "name": "Door opener"},
            "switch:1": {"id": 1, "name": None},
            "number:200": {"id": 200, "name": "Level", "min": 0, "max": 10, "meta": {"ui": {}}},
            "sys": {"device": {"name": "Garage"}, "cfg_rev": 10},
            "mqtt": {"enable": False},
        }
        self.added: list[dict[str, Any]] = []
        """Components a person has made up, which its status leaves out."""
        self.received: list[dict[str, Any]] = []
        self.password = ""
        self.is_silent = False
        self.knows: frozenset[str] | None = None
        """The methods it has; it is silent about others. ``None`` for all."""
        self.is_deaf = False
        """Whether it takes requests and answers none, as one does whose firmware hangs."""
        self._nonce = secrets.randbelow(1 << 31)
        self._peers: dict[Connection, str] = {}

    async def notify(self, method: str, **params: Any) -> None:
        """Send a notification to everybody who has asked for something."""
        for connection, source in tuple(self._peers.items()):
            frame = {
                "src": self.info["id"],
                "dst": source,
                "method": method,
                "params": {"ts": 1.0, **params},
            }
            with contextlib.suppress(ConnectionClosed):
                await connection.send(msgspec.json.encode(frame).decode())

    async def send(self, message: dict[str, Any]) -> None:
        """Send a message as it is to everybody who has asked for something."""
        for connection in tuple(self._peers):
            await connection.send(msgspec.json.encode(message).decode())

    async def serve(self, connection: Connection) -> None:
        """Serve one client."""
        with contextlib.suppress(ConnectionClosed):
            async for frame in connection:
                message = msgspec.json.decode(frame)
                self.received.append(message)
                is_known = self.knows is None or message.get("method") in self.knows
                if self.is_deaf or not is_known:
                    continue
                answer: dict[str, Any] = {
                    "id": message["id"],
                    "src": self.info["id"],
                    "dst": message.get("src", ""),
                }
                change: dict[str, Any] = {}
                if "method" not in message:
                    continue
                if self._is_locked(message) and not self._is_allowed(message.get("auth")):
                    answer["error"] = {"code": 401, "message": self._challenge()}
                else:
                    if "src" in message:
                        self._peers[connection] = message["src"]
                    change = self._answer(message, answer)
                await connection.send(msgspec.json.encode(answer).decode())
                if change and not self.is_silent:
                    await self.notify("NotifyStatus", **change)
        self._peers.pop(connection, None)

    def _answer(self, message: dict[str, Any], answer: dict[str, Any]) -> dict[str, Any]:
        params = message.get("params") or {}
        match message["method"]:
            case "Shelly.GetDeviceInfo":
                answer["result"] = {**self.info, "auth_en": bool(self.password)}
            case "Shelly.GetConfig":
                answer["result"] = self.config
            case "Shelly.GetStatus":
                answer["result"] = self.status
            case "Shelly.GetComponents":
                start = params["offset"]
                answer["result"] = {
                    "components": self.added[start : start + PAGE],
                    "offset": start,
                    "total": len(self.added),
                }
            case "Switch.Set" | "RGBW.Set":
                return self._set(message["method"].split(".")[0].lower(), params, answer)
            case "Cover.GoToPosition":
                answer["result"] = None
                return {"cover:0": {"id": 0, "current_pos": params["pos"], "state": "stopped"}}
            case "Cover.Open" | "Cover.Stop":
                answer["result"] = None
                return {"cover:0": {"id": 0, "state": "opening"}}
            case "Number.Set":
                answer["result"] = None
                return {"number:200": {"id": 200, "value": params["value"]}}
            case _:
                answer["error"] = {"code": 404, "message": "No handler for " + message["method"]}
        return {}

    def _set(self, kind: str, params: dict[str, Any], answer: dict[str, Any]) -> dict[str, Any]:
        name = f"{kind}:{params['id']}"
        if name not in self.status:
            answer["error"] = {
                "code": -105,
                "message": f"Argument 'id', value {params['id']} not found!",
            }
            return {}
        answer["result"] = {"was_on": self.status[name]["output"]}
        change = {"output" if key == "on" else key: value for key, value in params.items()}
        self.status[name] |= change
        return {name: {**change, "source": "WS_in"}}

    def _challenge(self) -> str:
        challenge = {
            "auth_type": "digest",
            "nonce": self._nonce,
            "nc": 1,
            "realm": self.info["id"],
            "algorithm": "SHA-256",
        }
        return msgspec.json.encode(challenge).decode()

    def _is_locked(self, message: dict[str, Any]) -> bool:
        # Who it is anybody may ask.
        return bool(self.password) and message["method"] != "Shelly.GetDeviceInfo"

    def _is_allowed(self, auth: Any) -> bool:
        if not isinstance(auth, dict):
            return False
        secret = _digest(f"admin:{self.info['id']}:{self.password}")
        asked = _digest("dummy_method:dummy_uri")
        wanted = _digest(f"{secret}:{self._nonce}:1:{auth['cnonce']}:auth:{asked}")
        return bool(auth["response"] == wanted)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@contextlib.asynccontextmanager
async def shelly_device() -> AsyncIterator[tuple[ShellyDevice, str]]:
    """Run a device; yields it and its host with port."""
    device = ShellyDevice()
    async with serve(device.serve, "127.0.0.1", 0, compression=None) as server:
        [bound] = server.sockets
        yield device, f"127.0.0.1:{bound.getsockname()[1]}"
