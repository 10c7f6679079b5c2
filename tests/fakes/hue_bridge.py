"""A stand-in for a Hue bridge: TLS, requests and a stream of events, as its interface says.

``tests/integration/gateways/test_hue.py`` has the community's own client library read it.
"""

import asyncio
import contextlib
import datetime as dt
import ssl
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.fakes.hue_home import BRIDGE_ID, Content, home, rid

KEY = "key-of-40-characters-abcdefghijklmnopqrs"
_KEEPS_EVENTS = 100
_NO_LINK = "has communication issues, command (.on) may not have effect"


class Authority:
    """Who signs bridges' certificates."""

    def __init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = _name("root-bridge")
        self.certificate = _certificate(self._name, self._name, self._key, self._key, is_ca=True)
        self.pem = self.certificate.public_bytes(serialization.Encoding.PEM).decode()

    def context(self, directory: Path, bridge_id: str = BRIDGE_ID) -> ssl.SSLContext:
        """Return what a bridge with a certificate of this authority serves with."""
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = _certificate(_name(bridge_id), self._name, key, self._key)
        return _serving(directory, certificate, key)


def self_signed(directory: Path, bridge_id: str = BRIDGE_ID) -> ssl.SSLContext:
    """Return what an old bridge serves with."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name(bridge_id)
    return _serving(directory, _certificate(name, name, key, key), key)


class HueBridge:
    """One bridge, with everything in :mod:`tests.fakes.hue_home`."""

    def __init__(self) -> None:
        self.resources: dict[str, Content] = {one["id"]: one for one in home()}
        self.keys = {KEY}
        self.is_button_pressed = False
        self.is_deaf = False
        """Takes commands, and nothing changes."""
        self.is_silent = False
        """Changes, and does not tell."""
        self.next_status: list[int] = []
        """Answered to the next commands instead of carrying them out."""
        self.errors: list[str] = []
        """Said of the next command, which is carried out all the same."""
        self.puts: list[tuple[str, str, Any]] = []
        self.asked_from: list[str] = []
        """Where each stream wanted to go on."""
        self.snapshots = 0
        self._streams: set[asyncio.Queue[bytes | None]] = set()
        self._lines: set[asyncio.Transport] = set()
        self._past: list[tuple[str, bytes]] = []
        self._count = 0
        self.app = web.Application(client_max_size=1 << 20)
        self.app.router.add_get("/api/config", self._config)
        self.app.router.add_post("/api", self._pair)
        self.app.router.add_get("/clip/v2/resource", self._everything)
        self.app.router.add_get("/clip/v2/resource/{rtype}", self._everything)
        self.app.router.add_get("/clip/v2/resource/{rtype}/{rid}", self._one)
        self.app.router.add_put("/clip/v2/resource/{rtype}/{rid}", self._put)
        self.app.router.add_get("/eventstream/clip/v2", self._stream)

    def named(self, name: str) -> Content:
        """Return a resource by the name it has in these tests."""
        return self.resources[rid(name)]

    @property
    def stream_count(self) -> int:
        """How many listen."""
        return len(self._streams)

    def change(self, name: str, **fields: Any) -> None:
        """Change a resource as the world does, and tell."""
        one = self.named(name)
        merge(one, fields)
        self.tell("update", {**_known_by(one), **fields})

    def add(self, *added: Content) -> None:
        """Add resources, and tell."""
        self.resources |= {one["id"]: one for one in added}
        self.tell("add", *added)

    def delete(self, *names: str) -> None:
        """Remove resources, and tell."""
        gone = [self.resources.pop(rid(name)) for name in names]
        self.tell("delete", *({"id": one["id"], "type": one["type"]} for one in gone))

    def tell(self, kind: str, *contents: Mapping[str, Any]) -> None:
        """Send an event to everybody who listens."""
        self._count += 1
        event = {
            "creationtime": "2026-11-23T18:00:00Z",
            "data": list(contents),
            "id": rid(f"event {self._count}"),
            "type": kind,
        }
        self.send(msgspec.json.encode([event]))

    def send(self, data: bytes) -> None:
        """Send a message, whatever is in it."""
        self._count += 1
        number = f"1764000000:{self._count}"
        message = b"id: " + number.encode() + b"\ndata: " + data + b"\n\n"
        self._past = [*self._past, (number, message)][-_KEEPS_EVENTS:]
        for stream in self._streams:
            stream.put_nowait(message)

    def hang_up(self) -> None:
        """End every stream, as an orderly restart does."""
        for stream in self._streams:
            stream.put_nowait(None)

    def break_off(self) -> None:
        """Lose every stream in the middle of it, as a bridge without power does."""
        for line in self._lines:
            line.abort()

    # --- requests -------------------------------------------------------------------------------

    async def _config(self, _: web.Request) -> web.Response:
        return web.json_response(
            {
                "name": "Hue Bridge",
                "swversion": "1970137010",
                "apiversion": "1.70.0",
                "mac": "ec:b5:fa:0a:1b:2c",
                "bridgeid": BRIDGE_ID.upper(),
                "factorynew": False,
                "modelid": "BSB002",
            }
        )

    async def _pair(self, request: web.Request) -> web.Response:
        assert (await request.json())["devicetype"]
        if not self.is_button_pressed:
            error = {"type": 101, "address": "", "description": "link button not pressed"}
            return web.json_response([{"error": error}])
        return web.json_response([{"success": {"username": KEY, "clientkey": "0" * 32}}])

    async def _everything(self, request: web.Request) -> web.Response:
        if (refusal := self._refusal(request)) is not None:
            return refusal
        rtype = request.match_info.get("rtype")
        self.snapshots += rtype is None
        found = [one for one in self.resources.values() if rtype in (None, one["type"])]
        return web.json_response({"errors": [], "data": found})

    async def _one(self, request: web.Request) -> web.Response:
        if (refusal := self._refusal(request)) is not None:
            return refusal
        one = self.resources.get(request.match_info["rid"])
        return _missing() if one is None else web.json_response({"errors": [], "data": [one]})

    async def _put(self, request: web.Request) -> web.Response:
        if (refusal := self._refusal(request)) is not None:
            return refusal
        rtype, wanted = request.match_info["rtype"], request.match_info["rid"]
        body = await request.json()
        self.puts.append((rtype, wanted, body))
        if self.next_status:
            return web.Response(status=self.next_status.pop(0))
        one = self.resources.get(wanted)
        if one is None:
            return _missing()
        if not self.is_deaf:
            self._carry_out(one, body)
        errors = [{"description": text} for text in self._errors_of(one)]
        reference = {"rid": wanted, "rtype": rtype}
        answer = {"data": [reference], "errors": errors}
        return web.json_response(answer, status=207 if errors else 200)

    def _refusal(self, request: web.Request) -> web.Response | None:
        if request.headers.get("hue-application-key") in self.keys:
            return None
        return web.Response(status=403, text="<html>Forbidden</html>", content_type="text/html")

    def _errors_of(self, one: Content) -> list[str]:
        errors, self.errors = self.errors, []
        owner = self.resources.get(one.get("owner", {}).get("rid", ""), {})
        for service in owner.get("services", ()):
            link = self.resources.get(service["rid"], {})
            if service["rtype"] == "zigbee_connectivity" and link.get("status") != "connected":
                errors.append(f"device ({one['type']}) {_NO_LINK}")
        return errors

    def _carry_out(self, one: Content, body: Content) -> None:
        changed = carried_out(one, body)
        if changed and not self.is_silent:
            self.tell("update", {**_known_by(one), **changed})

    async def _stream(self, request: web.Request) -> web.StreamResponse:
        if (refusal := self._refusal(request)) is not None:
            return refusal
        answer = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await answer.prepare(request)
        await answer.write(b": hi\n\n")
        last_id = request.headers.get("Last-Event-ID", "").strip()
        self.asked_from.append(last_id)
        mine: asyncio.Queue[bytes | None] = asyncio.Queue()
        numbers = [number for number, _ in self._past]
        if last_id in numbers:
            for _, message in self._past[numbers.index(last_id) + 1 :]:
                mine.put_nowait(message)
        self._streams.add(mine)
        assert request.transport is not None
        self._lines.add(request.transport)
        try:
            while (told := await mine.get()) is not None:
                await answer.write(told)
        finally:
            self._streams.discard(mine)
            self._lines.discard(request.transport)
        return answer


def carried_out(one: Content, body: Content) -> Content:
    """Change a resource as a command says, and return what became different."""
    changed: Content = {}
    for name, value in body.items():
        if name in ("dynamics", "alert", "identify"):
            continue
        if name == "recall":
            changed |= _recalled(one)
        elif name == "effects_v2":
            changed["effects_v2"] = {"status": {"effect": value["action"]["effect"]}}
        elif name in ("effects", "timed_effects"):
            changed[name] = {"status": value["effect"]}
        elif name == "dimming":
            changed[name] = {"brightness": round(round(value["brightness"] * 2.54) / 2.54, 2)}
        elif name == "color":
            changed[name] = value
            changed["color_temperature"] = {"mirek": None, "mirek_valid": False}
        elif name == "color_temperature":
            changed[name] = {**value, "mirek_valid": True}
        else:
            changed[name] = value
    changed = {name: value for name, value in changed.items() if not _holds(one.get(name), value)}
    merge(one, changed)
    return changed


def merge(one: Content, update: Mapping[str, Any]) -> None:
    """Merge an update into a resource."""
    for name, value in update.items():
        if isinstance(value, Mapping) and isinstance(one.get(name), dict):
            merge(one[name], value)
        else:
            one[name] = value


def _known_by(one: Content) -> Content:
    """Return what every event tells of a resource."""
    return {name: one[name] for name in ("id", "id_v1", "owner", "type") if name in one}


def _recalled(one: Content) -> Content:
    if one["type"] == "smart_scene":
        return {"state": "active"}
    return {"status": {"active": "static", "last_recall": "2026-11-23T18:30:00.000Z"}}


def _holds(old: Any, new: Any) -> bool:
    if isinstance(new, Mapping) and isinstance(old, Mapping):
        return all(_holds(old.get(name), value) for name, value in new.items())
    return bool(old == new)


def _missing() -> web.Response:
    return web.json_response({"errors": [{"description": "Not Found"}], "data": []}, status=404)


@contextlib.asynccontextmanager
async def hue_bridge(
    context: ssl.SSLContext, bridge: HueBridge | None = None, port: int = 0
) -> AsyncIterator[tuple[HueBridge, str]]:
    """Run a bridge; yields it and its host with port."""
    running = bridge or HueBridge()
    server = TestServer(running.app, scheme="https", port=port)
    await server.start_server(ssl=context, shutdown_timeout=0.1)
    try:
        yield running, f"127.0.0.1:{server.port}"
    finally:
        running.hang_up()
        await server.close()


def _name(common: str) -> x509.Name:
    parts = {
        NameOID.COUNTRY_NAME: "NL",
        NameOID.ORGANIZATION_NAME: "Philips Hue",
        NameOID.COMMON_NAME: common,
    }
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in parts.items()])


def _certificate(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    signing: ec.EllipticCurvePrivateKey,
    *,
    is_ca: bool = False,
) -> x509.Certificate:
    # Without a name beside the common one, as real bridges have it.
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(dt.datetime(2017, 1, 1, tzinfo=dt.UTC))
        .not_valid_after(dt.datetime(2038, 1, 19, tzinfo=dt.UTC))
        .add_extension(x509.BasicConstraints(ca=is_ca, path_length=None), critical=True)
        .sign(signing, hashes.SHA256())
    )


def _serving(
    directory: Path, certificate: x509.Certificate, key: ec.EllipticCurvePrivateKey
) -> ssl.SSLContext:
    chain = directory / f"{certificate.serial_number:x}.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    chain.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain)
    return context
