"""What is found on a network and on this machine, by real announcements and real servers."""

import asyncio
import contextlib
import re
import uuid
from collections.abc import AsyncIterator, Callable, Sequence
from functools import partial
from pathlib import Path

import msgspec
import pytest

from embedded_hub.core.clock import SystemClock
from embedded_hub.gateways.announcement import LocalService
from embedded_hub.gateways.api import GatewayConfig
from embedded_hub.gateways.catalog import Catalog
from embedded_hub.gateways.discovery.discovery import Discovery
from embedded_hub.gateways.discovery.finds import KnownGateway
from embedded_hub.gateways.discovery.local import answers
from embedded_hub.gateways.discovery.mdns import MdnsBrowser
from embedded_hub.model.gateway_find import Found
from embedded_hub.model.ids import GatewayId
from tests.fakes.announcer import LOOPBACK, Announcer, announcer
from tests.fakes.broker import mosquitto
from tests.fakes.stores import MemoryRecords
from tests.fakes.zigbee2mqtt_server import zigbee2mqtt_server
from tests.fakes.zwave_js_server import zwave_js_server

CATALOG = Catalog.installed()


class Bench:
    """A discovery on the loopback and what it told."""

    def __init__(self, *, interface: str = LOOPBACK, records: MemoryRecords | None = None) -> None:
        self.records = records or MemoryRecords()
        self.known: list[KnownGateway] = []
        self.told: list[Sequence[Found]] = []
        self._changed = asyncio.Event()
        # What runs on this machine is none of these tests' business, but for one.
        manifests = [
            msgspec.structs.replace(one, local_service=None) for one in CATALOG.manifests()
        ]
        self.discovery = Discovery(
            manifests,
            save=self.records.save,
            clock=SystemClock(),
            browse=partial(MdnsBrowser, interfaces=[interface]),
            is_eager=False,
        )

    def start(self) -> None:
        self.discovery.start(self.records.load(), lambda: self.known)

    def hear(self, found: Sequence[Found]) -> None:
        self.told.append(found)
        self._changed.set()

    async def until(self, is_so: Callable[[Sequence[Found]], bool]) -> Sequence[Found]:
        async with asyncio.timeout(20):
            while not (self.told and is_so(self.told[-1])):
                self._changed.clear()
                await self._changed.wait()
        return self.told[-1]


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    one = Bench()
    one.start()
    yield one
    await one.discovery.stop()


@pytest.fixture
async def network() -> AsyncIterator[Announcer]:
    async with announcer() as one:
        yield one


@pytest.fixture
def name() -> str:
    """A name no other test on this machine announces."""
    return f"Strip {uuid.uuid4().hex[:8]}"


def by_title(found: Sequence[Found], title: str) -> Found | None:
    return next((one for one in found if one.title == title), None)


async def test_what_announces_itself_is_found_recognised_and_gone_after_its_goodbye(
    bench: Bench, network: Announcer, name: str
) -> None:
    await network.announce("_wled._tcp", name, 8123, {"mac": name[-8:]})
    stop = bench.discovery.follow(bench.hear)
    found = by_title(await bench.until(lambda now: by_title(now, name) is not None), name)
    assert found is not None
    assert (found.gateway_type, found.options) == ("wled", {"host": "127.0.0.1:8123"})
    assert found.gateway_id is None
    config = GatewayConfig(
        id=GatewayId("strip"), type="wled", title="", options={"host": "thing.local:8123"}
    )
    bench.known.append(KnownGateway.of(config, frozenset()))
    bench.discovery.known_changed()
    now = await bench.until(lambda now: getattr(by_title(now, name), "gateway_id", "") == "strip")
    assert now
    await network.leave("_wled._tcp", name)
    await bench.until(lambda now: by_title(now, name) is None)
    stop()


async def test_a_hostile_announcement_is_short_text(
    bench: Bench, network: Announcer, name: str
) -> None:
    txt: dict[str | bytes, str | bytes | None] = {
        f"key{number}".encode(): b"x" * 200 for number in range(30)
    }
    evil = f"{name}\x1b[2J\u202e<img src=x>"
    txt |= {b"uuid": b"\xff\xfe", b"location_name": evil.encode()}
    await network.announce("_home-assistant._tcp", name, 8123, txt)
    stop = bench.discovery.follow(bench.hear)
    now = await bench.until(lambda now: any(one.title.startswith(name) for one in now))
    stop()
    [found] = [one for one in now if one.title.startswith(name)]
    assert found.title == f"{name}[2J<img src=x>"
    assert found.needs == ("token",)
    assert len(msgspec.json.encode(found)) < 1000


async def test_what_is_ignored_stays_so_after_a_restart(
    bench: Bench, network: Announcer, name: str
) -> None:
    await network.announce("_wled._tcp", name, 80, {"mac": name[-8:]})
    stop = bench.discovery.follow(bench.hear)
    found = by_title(await bench.until(lambda now: by_title(now, name) is not None), name)
    assert found is not None
    await bench.discovery.ignore(found.id, True)
    await bench.until(lambda now: getattr(by_title(now, name), "is_ignored", False))
    stop()
    again = Bench(records=bench.records)
    again.start()
    stop = again.discovery.follow(again.hear)
    try:
        await again.until(lambda now: getattr(by_title(now, name), "is_ignored", False))
        await again.discovery.ignore(found.id, False)
        await again.until(lambda now: not getattr(by_title(now, name), "is_ignored", True))
        assert again.records.kept == {}
    finally:
        stop()
        await again.discovery.stop()


# The library leaves the socket it had already opened to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
async def test_a_machine_that_refuses_the_sockets_finds_nothing_and_does_not_mind() -> None:
    bench = Bench(interface="203.0.113.7")  # an address this machine does not have
    bench.start()
    stop = bench.discovery.follow(bench.hear)
    await asyncio.sleep(0.3)
    assert bench.discovery.found() == []
    assert bench.discovery.problem == "this machine is in no network that carries announcements"
    stop()
    await bench.discovery.stop()


# --- this machine -------------------------------------------------------------------------------


def service_of(type_: str, port: int) -> LocalService:
    service = CATALOG.manifest(type_).local_service
    assert service is not None
    return msgspec.structs.replace(service, port=port)


def port_of(url: str) -> int:
    found = re.search(r":(\d+)", url.partition("//")[2])
    assert found is not None
    return int(found[1])


async def test_a_server_on_this_machine_is_told_from_others_by_what_it_says(
    tmp_path: Path,
) -> None:
    async with (
        zwave_js_server() as (_, zwave_url),
        zigbee2mqtt_server() as (_, zigbee_url),
        mosquitto(tmp_path) as broker,
    ):
        ports = {
            "zwave_js": port_of(zwave_url),
            "zigbee2mqtt": port_of(zigbee_url),
            "mqtt": broker.port,
        }
        pairs = [(type_, other) for type_ in ports for other in ports]
        verdicts = await asyncio.gather(
            *(answers(service_of(type_, ports[other])) for type_, other in pairs)
        )
        assert {pair for pair, is_it in zip(pairs, verdicts, strict=True) if is_it} == {
            (type_, type_) for type_ in ports
        }


async def test_nothing_and_something_else_on_the_port_are_not_it() -> None:
    async def chatter(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError):
            writer.write(b"HTTP/1.1 200 OK\r\n\r\n" + b"<h1>A printer</h1>" * 10_000)
            writer.close()

    server = await asyncio.start_server(chatter, LOOPBACK, 0)
    port = server.sockets[0].getsockname()[1]
    assert not await answers(service_of("home_assistant", port))
    server.close()
    await server.wait_closed()
    assert not await answers(service_of("home_assistant", port))
