"""What goes wrong with a Hue bridge, and what the driver makes of it."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from embedded_hub.errors import (
    ConfigError,
    GatewayAuthRequired,
    GatewayProtocolError,
    GatewayUnreachable,
)
from embedded_hub.gateways.hue import driver, pairing, trust
from embedded_hub.model.action import Outcome, OutcomeKind
from tests.fakes.actions import action_for
from tests.fakes.driven_home import running
from tests.fakes.hue_bridge import KEY, Authority, HueBridge, hue_bridge, self_signed
from tests.fakes.hue_home import BRIDGE_ID, device, light, reference, rid
from tests.fakes.sinks import AwaitableSink
from tests.integration.gateways.test_hue import Running, config_for, gateway_to, key_of

LAMP = key_of("light", "lamp light")
DESK = key_of("light", "desk light")
BUTTON = key_of("button", "dimmer 1")


@pytest.fixture
async def bridge(tmp_path: Path) -> AsyncIterator[Running]:
    async with hue_bridge(self_signed(tmp_path)) as pair:
        yield pair


@pytest.fixture
def sink() -> AwaitableSink:
    return AwaitableSink()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(driver, "ECHO_S", 0.05)
    monkeypatch.setattr(driver, "SIGN_OF_LIFE_S", 0.05)
    monkeypatch.setattr(driver, "STREAM_S", 0.0)
    monkeypatch.setattr(driver, "_RETRY_S", 0.01)
    monkeypatch.setattr(pairing, "ASK_EVERY_S", 0.01)


async def switched(
    gateway: Any, sink: AwaitableSink, key: Any = LAMP, name: str = "turn_off"
) -> Outcome:
    outcome: Outcome = await gateway.act(action_for(sink.entities[key], name))
    return outcome


# --- who is let in, and who answers -----------------------------------------------------------


@pytest.mark.usefixtures("quick")
async def test_a_key_comes_once_the_button_is_pressed(bridge: Running) -> None:
    server, host = bridge
    waiting = asyncio.create_task(pairing.obtain(config_for(host)))
    await asyncio.sleep(0.05)
    assert not waiting.done()
    server.is_button_pressed = True
    secrets = await waiting
    assert secrets["app_key"] == KEY
    assert secrets["certificate"].startswith("sha256:")
    driver.create(config_for(host, **secrets))


async def test_with_a_key_nobody_needs_to_press_anything(bridge: Running) -> None:
    _, host = bridge
    secrets = await pairing.obtain(config_for(host, app_key=KEY))
    again = await pairing.obtain(config_for(host, **secrets))
    assert again == secrets


async def test_a_bridge_its_maker_vouches_for_is_known_by_its_id_whatever_it_shows(
    tmp_path: Path, sink: AwaitableSink, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = Authority()
    monkeypatch.setattr(trust, "AUTHORITIES", authority.pem)
    # A Bridge Pro writes its id in capitals.
    async with hue_bridge(authority.context(tmp_path, BRIDGE_ID.upper())) as (_, host):
        secrets = await pairing.obtain(config_for(host, app_key=KEY))
        assert secrets["certificate"] == f"bridge:{BRIDGE_ID}"
    renewed = authority.context(tmp_path)
    async with hue_bridge(renewed) as (_, host), running(gateway_to(host, **secrets), sink):
        assert LAMP in sink.states
    for context in (authority.context(tmp_path, "ecb5fafffe999999"), self_signed(tmp_path)):
        async with hue_bridge(context) as (_, host):
            with pytest.raises(GatewayAuthRequired, match="another bridge"):
                await gateway_to(host, **secrets).run(sink)


async def test_a_bridge_that_signed_itself_is_known_by_its_certificate_alone(
    tmp_path: Path, sink: AwaitableSink
) -> None:
    mine = self_signed(tmp_path)
    async with hue_bridge(mine) as (_, host):
        secrets = await pairing.obtain(config_for(host, app_key=KEY))
    async with hue_bridge(mine) as (_, host), running(gateway_to(host, **secrets), sink):
        assert LAMP in sink.states
    async with hue_bridge(self_signed(tmp_path)) as (other, host):
        with pytest.raises(GatewayAuthRequired, match="another bridge"):
            await gateway_to(host, **secrets).run(sink)
        assert other.asked_from == []


def test_what_names_no_certificate_is_told_at_once() -> None:
    with pytest.raises(ConfigError):
        gateway_to("192.0.2.1", certificate="mine")
    print_of = hashlib.sha256(b"any").hexdigest().upper()
    spaced = ":".join(print_of[place : place + 2] for place in range(0, 64, 2))
    assert str(trust.read_trust(f"SHA256:{spaced}")) == f"sha256:{print_of.lower()}"


async def test_a_wrong_key_waits_for_a_person(bridge: Running, sink: AwaitableSink) -> None:
    _, host = bridge
    with pytest.raises(GatewayAuthRequired):
        await gateway_to(host, app_key="another").run(sink)


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("is_acting", [True, False])
async def test_a_key_that_is_taken_back_ends_the_run_and_says_so(
    bridge: Running, sink: AwaitableSink, *, is_acting: bool
) -> None:
    server, host = bridge
    gateway = gateway_to(host)
    life = asyncio.create_task(gateway.run(sink))
    await sink.until(lambda: sink.connected_count > 0)
    server.keys.clear()
    if is_acting:
        outcome = await switched(gateway, sink)
        assert (outcome.kind, outcome.code) == (OutcomeKind.FAILED, "denied")
    with pytest.raises(GatewayAuthRequired):
        await life


async def test_what_is_no_bridge_is_told_apart_from_what_is_not_there(
    tmp_path: Path, sink: AwaitableSink
) -> None:
    with pytest.raises(GatewayUnreachable):
        await gateway_to("127.0.0.1:9").run(sink)
    async with TestServer(web.Application()) as plain:
        with pytest.raises((GatewayProtocolError, GatewayUnreachable)):
            await gateway_to(f"127.0.0.1:{plain.port}").run(sink)
    old = TestServer(web.Application(), scheme="https")
    await old.start_server(ssl=self_signed(tmp_path))
    try:
        with pytest.raises(GatewayProtocolError, match="too old"):
            await gateway_to(f"127.0.0.1:{old.port}").run(sink)
    finally:
        await old.close()


# --- restarts and what is lost ------------------------------------------------------------------


@pytest.mark.usefixtures("quick")
async def test_a_stream_that_ends_goes_on_where_it_was_and_nothing_is_missed(
    bridge: Running, sink: AwaitableSink
) -> None:
    server, host = bridge
    async with running(gateway_to(host), sink):
        server.change("lamp light", on={"on": False})
        await sink.until(lambda: sink.states[LAMP].value == "off")
        asked = len(server.asked_from)
        server.hang_up()
        # While nobody listens: one thing is told, another only happens.
        press = {"event": "initial_press", "updated": "2026-11-23T18:10:00.000Z"}
        server.change("dimmer 1", button={"button_report": press})
        server.named("desk light")["on"]["on"] = False
        await sink.until(lambda: sink.states[DESK].value == "off")
        await sink.until(lambda: bool(sink.events))
        assert server.asked_from[asked].startswith("1764000000:")
        assert sink.events[0][:2] == (BUTTON, "initial_press")
        assert sink.connected_count == len(server.asked_from)


@pytest.mark.parametrize("end", [HueBridge.hang_up, HueBridge.break_off])
async def test_a_bridge_that_hangs_up_at_once_is_left_to_the_supervisor(
    bridge: Running, sink: AwaitableSink, end: Callable[[HueBridge], None]
) -> None:
    server, host = bridge
    life = asyncio.create_task(gateway_to(host).run(sink))
    await sink.until(lambda: sink.connected_count > 0)
    end(server)
    with pytest.raises(GatewayUnreachable):
        await life
    assert len(server.asked_from) == 1


@pytest.mark.usefixtures("quick")
async def test_a_bridge_that_vanishes_ends_the_run(tmp_path: Path, sink: AwaitableSink) -> None:
    async with hue_bridge(self_signed(tmp_path)) as (_, host):
        gateway = gateway_to(host)
        life = asyncio.create_task(gateway.run(sink))
        await sink.until(lambda: sink.connected_count > 0)
    with pytest.raises(GatewayUnreachable):
        await life
    assert (await switched(gateway, sink)).kind is OutcomeKind.NOT_CONNECTED


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    "message",
    [
        b'[{"type":"update","data":[{"id":"nobody","type":"light","on":{"on":true}}]}]',
        b"[{",
        b"[" * 100_000,
        b'"words"',
    ],
)
async def test_what_was_told_of_nobody_knows_what_is_looked_up(
    bridge: Running, sink: AwaitableSink, message: bytes
) -> None:
    server, host = bridge
    async with running(gateway_to(host), sink):
        server.named("lamp light")["on"]["on"] = False
        server.send(message)
        await sink.until(lambda: sink.states[LAMP].value == "off")
        assert server.snapshots == 2


@pytest.mark.parametrize(
    "message",
    [
        b"[]",
        b"[null, 3, {}]",
        b'[{"type":"update","data":null},{"type":"error","data":[{"id":"x"}]}]',
        b'[{"type":"update","data":[null,{"id":5,"type":"light"},{"id":"x"}]}]',
        b'[{"type":"delete","data":[{"id":"nobody","type":"light"}]}]',
        b'[{"type":"update","data":[{"id":"nobody","type":"geofence_client","name":"x"}]}]',
    ],
)
async def test_messages_that_say_nothing_change_nothing(
    bridge: Running, sink: AwaitableSink, message: bytes
) -> None:
    server, host = bridge
    async with running(gateway_to(host), sink):
        before = dict(sink.states)
        server.send(message)
        server.change("lamp light", on={"on": False})
        await sink.until(lambda: sink.states[LAMP].value == "off")
        assert {k: v for k, v in sink.states.items() if before[k] != v}.keys() == {LAMP}


# --- what changes -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "mode", "attribute", "value"),
    [
        (
            {"color_temperature": {"mirek": None, "mirek_valid": False}},
            "xy",
            "xy_color",
            [0.4575, 0.4099],
        ),
        ({"color_temperature": {"mirek": 250}}, "color_temp", "color_temp_kelvin", 4000),
        # Other makers' bridges leave the rest of it to whoever listens.
        ({"color": {"xy": {"x": 0.2, "y": 0.3}}}, "xy", "xy_color", [0.2, 0.3]),
        ({"color": {"xy": {"x": 0.4576, "y": 0.41}}}, "color_temp", "color_temp_kelvin", 2732),
        ({"dimming": {"brightness": None}}, "color_temp", "brightness", None),
        ({"dimming": {"brightness": "much"}}, "color_temp", "brightness", None),
        ({"effects_v2": {"status": {"effect": "fire"}}}, "color_temp", "effect", "fire"),
        ({"color": None, "color_temperature": None}, None, "xy_color", None),
    ],
)
async def test_updates_are_merged_and_what_is_null_is_not_known(
    bridge: Running,
    sink: AwaitableSink,
    fields: dict[str, Any],
    mode: str | None,
    attribute: str,
    value: object,
) -> None:
    server, host = bridge
    async with running(gateway_to(host), sink):
        told = len(sink.calls)
        server.change("lamp light", **fields)
        await sink.until(lambda: len(sink.calls) > told)
        now = sink.states[LAMP]
        assert (now.value, now.attributes["color_mode"]) == ("on", mode)
        assert now.attributes[attribute] == value


async def test_presses_and_turns_happen_once_each(bridge: Running, sink: AwaitableSink) -> None:
    server, host = bridge
    async with running(gateway_to(host), sink):
        first = {"event": "initial_press", "updated": "2026-11-23T18:10:00.100Z"}
        then = {"event": "short_release", "updated": "2026-11-23T18:10:00.300Z"}
        one = {"id": rid("dimmer 1"), "type": "button"}
        reports = [{**one, "button": {"button_report": report}} for report in (first, then, then)]
        # Without a time: what a restart tells again.
        server.tell("update", *reports, {**one, "button": {"last_event": "short_release"}})
        turn = {"direction": "counter_clock_wise", "steps": 45, "duration": 400}
        report = {"action": "repeat", "rotation": turn, "updated": "2026-11-23T18:11:00.000Z"}
        server.change("dial rotary", relative_rotary={"rotary_report": report})
        await sink.until(lambda: len(sink.events) > 2)
        assert [(key, name) for key, name, _ in sink.events] == [
            (BUTTON, "initial_press"),
            (BUTTON, "short_release"),
            (key_of("relative_rotary", "dial rotary"), "counter_clock_wise"),
        ]
        assert sink.events[2][2] == {"action": "repeat", "steps": 45, "duration": 400}


async def test_a_lamp_that_comes_is_renamed_and_goes_does_so_here(
    bridge: Running, sink: AwaitableSink
) -> None:
    server, host = bridge
    async with running(gateway_to(host), sink):
        new = device("New", [light("new light")], product="Hue white lamp", model="LWA001")
        # Lamp first, as some bridges tell it: it must not be a device of its own for a moment.
        for one in reversed(new):
            server.add(one)
        await sink.until(lambda: rid("New") in sink.devices_by_key)
        assert sink.states[key_of("light", "new light")].value == "on"
        assert all(not key.startswith("of ") for keys, _ in sink.listings for key in keys)
        server.change("New", metadata={"name": "Shelf"})
        await sink.until(lambda: sink.devices_by_key[rid("New")].name == "Shelf")
        children = [*server.named("Living room")["children"], reference("device", "New")]
        server.change("Living room", children=children)
        await sink.until(lambda: sink.devices_by_key[rid("New")].area == "Living room")
        server.delete(*("New", "new light", "New radio", "New update"))
        await sink.until(lambda: rid("New") not in sink.listings[-1][0])


async def test_what_a_group_can_do_may_come_later(bridge: Running, sink: AwaitableSink) -> None:
    server, host = bridge
    del server.named("living group")["dimming"]
    for ability in ("color", "color_temperature", "dynamics"):
        del server.named("living group")[ability]
    async with running(gateway_to(host), sink):
        key = key_of("grouped_light", "living group")
        assert sink.entities[key].attributes["supported_color_modes"] == ["onoff"]
        server.change("living group", dimming={"brightness": 10.0})
        await sink.until(
            lambda: sink.entities[key].attributes["supported_color_modes"] == ["brightness"]
        )
        assert sink.states[key].attributes["brightness"] == 26


async def test_a_large_bridge_arrives_at_once(tmp_path: Path, sink: AwaitableSink) -> None:
    server = HueBridge()
    for number in range(300):
        lamp = device(f"L{number}", [light(f"l{number}")], product="Hue lamp", model="LWA001")
        server.resources |= {one["id"]: one for one in lamp}
    context = self_signed(tmp_path)
    async with hue_bridge(context, server) as (_, host), running(gateway_to(host), sink):
        assert sum(key.startswith("light/") for key in sink.states) == 304


# --- commands that do not work ------------------------------------------------------------------


@pytest.mark.usefixtures("quick")
async def test_a_lamp_without_power_is_away_and_says_so_when_it_is_switched(
    bridge: Running, sink: AwaitableSink
) -> None:
    server, host = bridge
    gateway = gateway_to(host)
    async with running(gateway, sink):
        server.change("Lamp radio", status="connectivity_issue")
        await sink.until(lambda: bool(sink.availability) and not sink.availability[-1][1])
        assert LAMP in sink.availability[-1][0]
        assert key_of("device_software_update", "Lamp update") not in sink.availability[-1][0]
        outcome = await switched(gateway, sink)
        assert (outcome.kind, outcome.code) == (OutcomeKind.FAILED, "unreachable")
        # The bridge tells what it wishes to be so.
        assert server.named("lamp light")["on"]["on"] is False
        assert sink.states[LAMP].value == "on"
        server.change("Lamp radio", status="connected")
        await sink.until(lambda: sink.availability[-1][1])
        assert sink.states[LAMP].value == "off"


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    ("says", "kind", "code"),
    [
        ('device (light) is "soft off", command (.on) may not have effect', "unknown", None),
        ("device (grouped_light) has communication issues, may not have effect", "unknown", None),
        ("parameter, on, is not modifiable", "failed", "invalid"),
    ],
)
async def test_what_the_bridge_has_doubts_about_is_not_called_done(
    bridge: Running, sink: AwaitableSink, says: str, kind: str, code: str | None
) -> None:
    server, host = bridge
    gateway = gateway_to(host)
    async with running(gateway, sink):
        server.errors = [says]
        outcome = await switched(gateway, sink)
        assert (outcome.kind.value, outcome.code, outcome.message) == (kind, code, says)


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    ("statuses", "kind", "code"),
    [
        ([429], "done", None),
        ([503, 429], "done", None),
        ([429, 429, 429], "failed", "busy"),
        ([500], "failed", "internal"),
    ],
)
async def test_a_busy_bridge_is_asked_again_a_little_later(
    bridge: Running, sink: AwaitableSink, statuses: list[int], kind: str, code: str | None
) -> None:
    server, host = bridge
    gateway = gateway_to(host)
    async with running(gateway, sink):
        server.next_status = statuses
        outcome = await switched(gateway, sink)
        assert (outcome.kind.value, outcome.code) == (kind, code)


@pytest.mark.usefixtures("quick")
async def test_a_bridge_that_does_not_tell_is_asked_and_one_that_does_nothing_is_not_believed(
    bridge: Running, sink: AwaitableSink
) -> None:
    server, host = bridge
    gateway = gateway_to(host)
    async with running(gateway, sink):
        server.is_silent = True
        assert (await switched(gateway, sink)).kind is OutcomeKind.DONE
        assert sink.states[LAMP].value == "off"
        server.is_deaf = True
        assert (await switched(gateway, sink, name="turn_on")).kind is OutcomeKind.UNKNOWN
        assert sink.states[LAMP].value == "off"


async def test_a_command_that_would_have_to_wait_too_long_is_refused(
    bridge: Running, sink: AwaitableSink
) -> None:
    _, host = bridge
    gateway = gateway_to(host)
    async with running(gateway, sink):
        group = sink.entities[key_of("grouped_light", "living group")]
        late = action_for(group, "turn_on")
        first = asyncio.create_task(gateway.act(late))
        await asyncio.sleep(0)
        hurried = msgspec.structs.replace(late, timeout_s=0.1)
        refused = await gateway.act(hurried)
        assert (refused.kind, refused.code) == (OutcomeKind.FAILED, "busy")
        assert (await first).kind is OutcomeKind.DONE


async def test_a_command_to_what_is_gone_fails(bridge: Running, sink: AwaitableSink) -> None:
    server, host = bridge
    gateway = gateway_to(host)
    async with running(gateway, sink):
        del server.resources[rid("lamp light")]
        outcome = await switched(gateway, sink)
        assert (outcome.kind, outcome.code) == (OutcomeKind.FAILED, "invalid")
        assert (await switched(gateway, sink, BUTTON)).code == "unsupported"
