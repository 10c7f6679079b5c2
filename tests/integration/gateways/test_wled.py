"""The WLED driver against a stand-in over real sockets."""

import asyncio
import socket
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ClientSession, TCPConnector
from aiohttp.abc import AbstractResolver, ResolveResult
from wled import WLED  # type: ignore[import-untyped, unused-ignore]

from embedded_hub.errors import GatewayProtocolError, GatewayUnreachable
from embedded_hub.gateways.api import Gateway, GatewayConfig
from embedded_hub.gateways.wled import driver
from embedded_hub.model.action import OutcomeKind
from embedded_hub.model.ids import EntityKey, GatewayId
from tests.fakes.actions import action_for
from tests.fakes.driven_home import running
from tests.fakes.sinks import AwaitableSink
from tests.fakes.wled_server import WledServer, wled_server

LIGHT = EntityKey("light/0")


class Redirect(AbstractResolver):
    """Leads to a port of this machine: the library knows port 80 alone."""

    def __init__(self, port: int) -> None:
        self._port = port

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        assert port
        return [
            ResolveResult(
                hostname=host, host="127.0.0.1", port=self._port, family=family, proto=0, flags=0
            )
        ]

    async def close(self) -> None:
        """Nothing is open."""


def gateway_to(host: str) -> Gateway:
    return driver.create(
        GatewayConfig(id=GatewayId("wled"), type="wled", title="WLED", options={"host": host})
    )


@pytest.fixture
async def strip() -> AsyncIterator[tuple[WledServer, str]]:
    async with wled_server() as pair:
        yield pair


@pytest.fixture
def sink() -> AwaitableSink:
    return AwaitableSink()


async def test_the_stand_in_passes_for_a_strip_with_the_client_library_people_use(
    strip: tuple[WledServer, str],
) -> None:
    server, host = strip
    connector = TCPConnector(resolver=Redirect(int(host.partition(":")[2])))
    async with (
        ClientSession(connector=connector) as session,
        WLED("strip", session=session) as client,
    ):
        device = await client.update()
        assert device.info.name == "Shelf"
        assert [effect.name for effect in device.effects.values()][:2] == ["Solid", "Blink"]
        await client.connect()
    assert server.received == []


async def test_a_strip_arrives_whole_and_a_light_goes_on_and_its_state_comes_back(
    strip: tuple[WledServer, str], sink: AwaitableSink
) -> None:
    server, host = strip
    gateway = gateway_to(host)
    async with running(gateway, sink):
        [device] = sink.devices_by_key.values()
        assert (device.name, device.sw_version) == ("Shelf", "0.14.4")
        assert device.connections == (("mac", "a8:03:2a:11:22:33"),)
        light = sink.entities[LIGHT]
        assert light.attributes["effect_list"] == ["Solid", "Blink", "Breathe", "Rainbow"]
        now = sink.states[LIGHT]
        assert (now.value, now.attributes["brightness"]) == ("on", 128)
        assert now.attributes["rgb_color"] == [255, 160, 0]

        off = await gateway.act(action_for(light, "turn_off"))
        assert off.kind is OutcomeKind.DONE
        assert sink.states[LIGHT].value == "off"
        assert sink.states[LIGHT].attributes["brightness"] is None
        wanted: dict[str, Any] = {"brightness": 99, "rgb_color": [0, 10, 255], "transition": 1.5}
        assert (await gateway.act(action_for(light, "turn_on", wanted))).kind is OutcomeKind.DONE
        assert sink.states[LIGHT].attributes["brightness"] == 99
        assert sink.states[LIGHT].attributes["rgb_color"] == [0, 10, 255]
        assert server.received[-1]["tt"] == 15


@pytest.mark.parametrize(
    ("key", "name", "arguments", "value"),
    [
        ("preset", "select_option", {"option": "Party"}, "Party"),
        ("palette/0", "select_option", {"option": "Party"}, "Party"),
        ("speed/0", "set_value", {"value": 40.0}, "40"),
        ("nightlight", "turn_on", {}, "on"),
        ("sync_receive", "turn_off", {}, "off"),
    ],
)
async def test_every_setting_is_set_and_confirmed(
    strip: tuple[WledServer, str],
    sink: AwaitableSink,
    key: str,
    name: str,
    arguments: dict[str, Any],
    value: str,
) -> None:
    _, host = strip
    gateway = gateway_to(host)
    async with running(gateway, sink):
        entity = sink.entities[EntityKey(key)]
        outcome = await gateway.act(action_for(entity, name, arguments))
        assert outcome.kind is OutcomeKind.DONE
        assert sink.states[entity.key].value == value


async def test_an_effect_is_chosen_by_its_name_though_some_places_are_empty(
    strip: tuple[WledServer, str], sink: AwaitableSink
) -> None:
    server, host = strip
    gateway = gateway_to(host)
    async with running(gateway, sink):
        light = sink.entities[LIGHT]
        outcome = await gateway.act(action_for(light, "turn_on", {"effect": "Rainbow"}))
        assert outcome.kind is OutcomeKind.DONE
        assert server.state["seg"][0]["fx"] == 4


async def test_segments_are_lights_of_their_own_under_the_whole_strip(sink: AwaitableSink) -> None:
    async with wled_server(segments=2) as (server, host):
        gateway = gateway_to(host)
        async with running(gateway, sink):
            second = sink.entities[EntityKey("light/1")]
            assert second.name == "Segment 1"
            dim = action_for(second, "turn_on", {"brightness": 12})
            assert (await gateway.act(dim)).kind is OutcomeKind.DONE
            assert [one["bri"] for one in server.state["seg"]] == [255, 12]
            main = sink.entities[EntityKey("main")]
            assert (await gateway.act(action_for(main, "turn_off"))).kind is OutcomeKind.DONE
            assert sink.states[EntityKey("light/1")].value == "off"


async def test_a_press_at_the_strip_itself_arrives(
    strip: tuple[WledServer, str], sink: AwaitableSink
) -> None:
    server, host = strip
    async with running(gateway_to(host), sink):
        await server.apply({"bri": 7})
        await sink.until(lambda: sink.states[LIGHT].attributes.get("brightness") == 7)


async def test_a_strip_that_does_nothing_is_not_confirmed_and_nothing_flips(
    strip: tuple[WledServer, str], sink: AwaitableSink, monkeypatch: pytest.MonkeyPatch
) -> None:
    server, host = strip
    monkeypatch.setattr(driver, "ECHO_S", 0.05)
    server.is_deaf = True
    gateway = gateway_to(host)
    async with running(gateway, sink):
        outcome = await gateway.act(action_for(sink.entities[LIGHT], "turn_off"))
        assert outcome.kind is OutcomeKind.UNKNOWN
        assert sink.states[LIGHT].value == "on"


async def test_a_restart_ends_the_run_and_the_next_one_takes_up_where_it_was(
    strip: tuple[WledServer, str], sink: AwaitableSink
) -> None:
    server, host = strip
    gateway = gateway_to(host)
    for _ in range(2):
        life = asyncio.create_task(gateway.run(sink))
        count = sink.connected_count
        await sink.until(lambda: sink.connected_count > count)  # noqa: B023
        await server.drop()
        with pytest.raises(GatewayUnreachable):
            await life
    assert len(server.sockets) == 0


async def test_what_is_no_strip_is_told_apart_from_what_is_not_there(sink: AwaitableSink) -> None:
    with pytest.raises(GatewayUnreachable):
        await gateway_to("127.0.0.1:9").run(sink)
    async with wled_server() as (server, host):
        server.info["leds"] = "many"
        with pytest.raises(GatewayProtocolError):
            await gateway_to(host).run(sink)


async def test_a_redirect_is_not_followed(sink: AwaitableSink) -> None:
    """It could lead to what only this machine may reach."""
    asked: list[bytes] = []

    async def elsewhere(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await reader.readuntil(b"\r\n\r\n"))
        writer.close()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        there = secret.sockets[0].getsockname()[1]
        writer.write(
            f"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:{there}/\r\n"
            "Content-Length: 0\r\nConnection: close\r\n\r\n".encode()
        )
        await writer.drain()
        writer.close()

    secret = await asyncio.start_server(elsewhere, "127.0.0.1", 0)
    device = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with secret, device:
        host = f"127.0.0.1:{device.sockets[0].getsockname()[1]}"
        with pytest.raises(GatewayProtocolError, match="302"):
            await gateway_to(host).run(sink)
    assert asked == []


async def test_a_preset_made_later_can_be_chosen_and_a_playlist_is_what_runs(
    strip: tuple[WledServer, str], sink: AwaitableSink
) -> None:
    server, host = strip
    async with running(gateway_to(host), sink):
        server.presets["7"] = {"n": "Tour", "playlist": {"ps": [1, 3]}}
        server.info["fs"]["pmt"] = 1_700_000_000
        server.state |= {"pl": 7, "ps": 1}
        await server.tell()
        await sink.until(lambda: sink.value("preset") == "Tour")
        assert sink.entities["preset"].attributes["options"] == ["Evening", "Party", "Tour"]
