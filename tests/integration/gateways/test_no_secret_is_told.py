"""Secrets of every kind go through every driver; none comes out, in a report or in the log."""

import asyncio
import io
import logging
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from urllib.parse import quote

import msgspec
import pytest

from embedded_hub.cli.logging_setup import set_up_logging
from embedded_hub.core.ports import Record
from embedded_hub.gateways.api import Manifest, OptionSpec
from embedded_hub.gateways.catalog import Catalog
from embedded_hub.gateways.directory import Directory
from embedded_hub.gateways.records import RECORD_KIND, StoredGateway
from embedded_hub.model.gateway_status import LinkState
from embedded_hub.model.ids import GatewayId
from tests.fakes.clock import ManualClock
from tests.fakes.secrets import MemorySecrets
from tests.fakes.stores import MemoryRecords
from tests.integration.gateways.test_home_with_home_assistant import House

KINDS = {
    "plain": "Vv8Lw2mQ1zXr",
    "base64": "q83vASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4k=",
    "odd": "pä\"ß\\'/&=+? %41{x}",
    "lines": "-----BEGIN KEY-----\nMIIEvQIBADANBgkqhkiG9w0B\n-----END KEY-----",
    "token": "eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJob21lIn0.c2lnbmF0dXJlLW9mLWl0",
}
USER_INFO = "Hunter2-in-the-address"
CHATTY = Manifest(
    type="chatty",
    title="Chatty",
    summary="",
    module="tests.fakes.chatty_driver",
    options=tuple(OptionSpec(name=kind, label=kind, is_secret=True) for kind in KINDS),
)


@asynccontextmanager
async def parrot() -> AsyncIterator[int]:
    """Answer whatever comes with all of it, as servers do that explain a refusal."""

    async def repeat(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard = await reader.read(4096)
        words = heard.replace(b"\r\n", b" ")
        writer.write(b"HTTP/1.1 400 " + words[:800] + b"\r\nContent-Length: ")
        writer.write(b"%d\r\n\r\n" % len(words) + words)
        writer.close()

    async with await asyncio.start_server(repeat, "127.0.0.1", 0) as server:
        yield server.sockets[0].getsockname()[1]


@pytest.fixture
def stderr() -> Iterator[io.StringIO]:
    """Everything that is logged, down to the last detail, as a hub writes it."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()
    set_up_logging(stream=stream, level=logging.DEBUG)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)


def options_for(manifest: Manifest, port: int) -> dict[str, str]:
    """Fill in every option; what an address can hold of secrets is in it."""
    values = {
        "host": "127.0.0.1" if any(one.name == "port" for one in manifest.options) else "",
        "port": str(port),
        "url": f"http://anna:{USER_INFO}@127.0.0.1:{port}/x?token={USER_INFO}&api_key={USER_INFO}",
    }
    values["host"] = values["host"] or f"127.0.0.1:{port}"
    kinds = iter([*KINDS.values()] * 3)
    return {
        one.name: KINDS.get(one.name) or next(kinds) if one.is_secret else values[one.name]
        for one in manifest.options
        if one.is_secret or one.name in values
    }


async def test_no_driver_and_no_report_tells_a_secret(stderr: io.StringIO) -> None:
    catalog = Catalog([*(await asyncio.to_thread(Catalog.installed)).manifests(), CHATTY])
    house, store = House(catalog), MemorySecrets()
    records: list[Record] = []
    async with parrot() as port:
        for manifest in catalog.manifests():
            given = options_for(manifest, port)
            secret = {one.name for one in manifest.options if one.is_secret}
            secrets = {name: value for name, value in given.items() if name in secret}
            if manifest.dials_in:
                secrets = {"key": KINDS["plain"]}
            await store.save(f"gateway.{manifest.type}", secrets)
            public = {name: value for name, value in given.items() if name not in secret}
            body = StoredGateway(type=manifest.type, title=manifest.title, options=public)
            records.append(
                Record(kind=RECORD_KIND, id=manifest.type, body=msgspec.json.encode(body))
            )
        directory = Directory(
            house.home,
            catalog=catalog,
            save=MemoryRecords().save,
            secrets=store,
            clock=ManualClock(),
            draw=lambda: 0.99,
            on_change=lambda _: None,
            address=lambda path, secret: f"ws://192.0.2.4:8755/{path}/{quote(secret)}",
        )
        await directory.start(records)
        async with asyncio.timeout(60):
            while any(one.state is LinkState.CONNECTING for one in directory.list()):
                await asyncio.sleep(0.05)
        told: dict[str, str] = {
            one.id: msgspec.json.encode(await directory.diagnose(GatewayId(one.id))).decode()
            for one in directory.list()
        }
        await directory.stop()
        await house.home.stop()
    told["stderr"] = stderr.getvalue()
    assert min(told[where].count("[hidden]") for where in ("chatty", "stderr")) > len(KINDS)
    assert len(told) == len(catalog.manifests()) + 1
    forms = {form for kind in (*KINDS.values(), USER_INFO) for form in ways_to_write(kind)}
    leaks = {(where, form) for where, text in told.items() for form in forms if form in text}
    assert leaks == set()


def ways_to_write(secret: str) -> set[str]:
    """Return a secret as it may be found; a piece of it is as good as all of it."""
    as_json = msgspec.json.encode(secret).decode()[1:-1]
    parts = {run[:10] for run in re.findall(r"[A-Za-z0-9+/=.]{8,}", secret)}
    return {secret, as_json, quote(secret, safe=""), repr(secret)[1:-1], *parts}
