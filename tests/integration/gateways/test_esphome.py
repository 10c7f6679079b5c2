"""The ESPHome driver against a stand-in over real sockets."""

import asyncio
import math
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aioesphomeapi.client import APIClient

from embedded_hub.errors import (
    ConfigError,
    GatewayAuthRequired,
    GatewayProtocolError,
    GatewayUnreachable,
)
from embedded_hub.gateways.api import Gateway, GatewayConfig
from embedded_hub.gateways.esphome import driver
from embedded_hub.model.action import Outcome, OutcomeKind
from embedded_hub.model.ids import EntityKey, GatewayId
from tests.fakes import esphome_home as of
from tests.fakes.actions import action_for
from tests.fakes.driven_home import DrivenHome, driven, running
from tests.fakes.esphome_device import PSK, EsphomeDevice, esphome_device
from tests.fakes.esphome_messages import pb
from tests.fakes.sinks import AwaitableSink

LIGHT = EntityKey("light/lamp")

Home = DrivenHome[EsphomeDevice]


def gateway_to(host: str, **secrets: str) -> Gateway:
    return driver.create(
        GatewayConfig(
            id=GatewayId("esp"),
            type="esphome",
            title="ESPHome",
            options={"host": host},
            secrets=secrets,
        )
    )


@pytest.fixture
async def home() -> AsyncIterator[Home]:
    device = of.workshop()
    async with esphome_device(device) as host, driven(device, gateway_to(host)) as home:
        yield home


async def test_the_stand_in_passes_for_a_node_with_the_client_library_people_use() -> None:
    for psk in ("", PSK):
        device = of.workshop(psk=psk)
        async with esphome_device(device) as host:
            name, _, port = host.partition(":")
            client = APIClient(name, int(port), None, noise_psk=psk or None)
            await client.connect(login=True)
            info, entities, _ = await client.device_info_and_list_entities()
            assert (info.name, len(entities)) == ("workshop", len(device.entities))
            await client.disconnect()


async def test_a_node_arrives_whole_and_a_light_goes_off_and_its_state_comes_back(
    home: Home,
) -> None:
    node = home.sink.devices_by_key["ac:bc:32:89:0e:a9"]
    assert (node.name, node.area, node.sw_version) == ("Workshop", "Workshop", "2026.6.5")
    assert node.connections == (("mac", "ac:bc:32:89:0e:a9"),)
    freezer = home.sink.devices_by_key["ac:bc:32:89:0e:a9/7"]
    assert (freezer.name, freezer.area, freezer.via) == ("Freezer", "Cellar", node.key)
    assert {str(one.key) for one in freezer.entities} == {
        "sensor/temperature@7",
        "switch/socket@7",
    }
    assert len(home.sink.entities) == len(home.peer.entities)
    assert home.now(LIGHT).attributes["rgb_color"] == [255, 128, 0]

    assert (await home.act(LIGHT, "turn_off")).kind is OutcomeKind.DONE
    assert home.now(LIGHT).value == "off"


@pytest.mark.parametrize(
    ("key", "value", "attributes"),
    [
        ("light/strip", "on", {"color_mode": "color_temp", "color_temp_kelvin": 2000}),
        ("light/whites", "off", {"brightness": None}),
        ("binary_sensor/door", "on", {}),
        ("sensor/temperature@7", "-18.0", {}),
        ("sensor/energy", "1.500", {}),
        ("sensor/dial", None, {}),
        ("text_sensor/version", "1.2.3", {}),
        ("number/level", "2.1", {}),
        ("select/mode", "Calm", {}),
        ("lock/bolt", "locked", {}),
        ("climate/heating", "heat", {"temperature": 21, "preset_mode": "away"}),
        ("climate/heating", "heat", {"hvac_action": "heating", "fan_mode": "auto"}),
        ("media_player/speaker", "idle", {"volume_level": 0.4}),
        ("alarm_control_panel/alarm", "disarmed", {}),
        ("text/note", "hello", {}),
        ("date/day", "2026-11-23", {}),
        ("time/alarm_time", "06:30:00", {}),
        ("datetime/start", "2026-11-18T11:06:40+00:00", {}),
        ("valve/water", "open", {"current_position": 100}),
        ("update/firmware", "on", {"latest_version": "2026.6.5"}),
        ("siren/horn", "off", {}),
        ("water_heater/boiler", "eco", {"temperature": 55, "away_mode": "off"}),
        ("cover/blind", "open", {"current_position": 40, "current_tilt_position": 100}),
        ("fan/fan", "on", {"percentage": 50, "direction": "forward"}),
        ("camera/eye", "idle", {}),
        ("unknown/infrared", None, {}),
    ],
)
async def test_the_first_states_are_those_of_the_node(
    home: Home, key: str, value: str | None, attributes: dict[str, Any]
) -> None:
    now = home.now(key)
    assert now.value == value
    assert {name: now.attributes[name] for name in attributes} == attributes


async def test_units_icons_categories_and_limits_are_those_of_the_node(home: Home) -> None:
    entities = home.sink.entities
    assert entities["sensor/temperature@7"].attributes == {
        "device_class": "temperature",
        "unit_of_measurement": "°C",
        "state_class": "measurement",
    }
    assert entities["switch/relay"].attributes == {"icon": "mdi:fan", "device_class": "outlet"}
    assert entities["switch/socket@7"].name is None
    version = entities["text_sensor/version"]
    assert (version.domain, version.category, version.is_enabled) == (
        "sensor",
        "diagnostic",
        False,
    )
    level = entities["number/level"]
    assert (level.category, level.attributes["step"]) == ("config", 0.1)
    assert entities["light/strip"].attributes["supported_color_modes"] == ["rgbww", "color_temp"]
    heating = entities["climate/heating"].attributes
    assert heating["hvac_modes"] == ["off", "heat", "heat_cool"]
    assert heating["preset_modes"] == ["away", "eco", "Party"]
    assert (
        entities["media_player/speaker"].attributes["supported_features"]
        == 1 | 4 | 8 | 512 | 4096 | 16384
    )


@pytest.mark.parametrize(
    ("key", "name", "arguments", "value", "attributes"),
    [
        ("light/lamp", "turn_on", {"brightness": 51}, "on", {"brightness": 51}),
        ("light/lamp", "turn_on", {"rgb_color": [0, 10, 20]}, "on", {"rgb_color": [0, 10, 20]}),
        ("light/lamp", "turn_on", {"effect": "Pulse"}, "on", {"effect": "Pulse"}),
        (
            "light/strip",
            "turn_on",
            {"rgbww_color": [255, 0, 0, 0, 0]},
            "on",
            {"color_mode": "rgbww", "rgbww_color": [255, 0, 0, 0, 0]},
        ),
        (
            "light/strip",
            "turn_on",
            {"color_temp_kelvin": 4000},
            "on",
            {"color_mode": "color_temp", "color_temp_kelvin": 4000},
        ),
        ("light/whites", "turn_on", {"color_temp_kelvin": 3000}, "on", {"color_temp_kelvin": 3000}),
        ("switch/relay", "turn_on", {}, "on", {}),
        ("switch/socket@7", "turn_off", {}, "off", {}),
        ("number/level", "set_value", {"value": 7.3}, "7.3", {}),
        ("select/mode", "select_option", {"option": "Wild"}, "Wild", {}),
        ("button/restart", "press", {}, None, {}),
        ("lock/bolt", "unlock", {"code": "1234"}, "unlocked", {}),
        ("lock/bolt", "open", {}, "open", {}),
        (
            "climate/heating",
            "set_temperature",
            {"temperature": 22.5},
            "heat",
            {"temperature": 22.5},
        ),
        ("climate/heating", "set_hvac_mode", {"hvac_mode": "off"}, "off", {}),
        ("climate/heating", "turn_off", {}, "off", {}),
        (
            "climate/heating",
            "set_preset_mode",
            {"preset_mode": "eco"},
            "heat",
            {"preset_mode": "eco"},
        ),
        (
            "climate/heating",
            "set_preset_mode",
            {"preset_mode": "Party"},
            "heat",
            {"preset_mode": "Party"},
        ),
        ("climate/heating", "set_fan_mode", {"fan_mode": "low"}, "heat", {"fan_mode": "low"}),
        (
            "climate/heating",
            "set_swing_mode",
            {"swing_mode": "vertical"},
            "heat",
            {"swing_mode": "vertical"},
        ),
        (
            "media_player/speaker",
            "volume_set",
            {"volume_level": 0.7},
            "idle",
            {"volume_level": 0.7},
        ),
        (
            "media_player/speaker",
            "volume_mute",
            {"is_volume_muted": True},
            "idle",
            {"is_volume_muted": True},
        ),
        ("media_player/speaker", "media_play", {}, "playing", {}),
        (
            "media_player/speaker",
            "play_media",
            {"media_content_id": "http://x/a.mp3", "media_content_type": "music"},
            "playing",
            {},
        ),
        ("alarm_control_panel/alarm", "alarm_arm_away", {"code": "1"}, "armed_away", {}),
        ("text/note", "set_value", {"value": "bye"}, "bye", {}),
        ("date/day", "set_value", {"date": "2027-01-02"}, "2027-01-02", {}),
        ("time/alarm_time", "set_value", {"time": "07:05:00"}, "07:05:00", {}),
        (
            "datetime/start",
            "set_value",
            {"datetime": "2027-01-02T03:04:05+00:00"},
            "2027-01-02T03:04:05+00:00",
            {},
        ),
        ("valve/water", "close_valve", {}, "closed", {"current_position": 0}),
        ("update/firmware", "install", {}, "on", {"in_progress": True}),
        ("siren/horn", "turn_on", {"tone": "Wail", "volume_level": 0.5}, "on", {}),
        ("water_heater/boiler", "set_temperature", {"temperature": 60}, "eco", {"temperature": 60}),
        (
            "water_heater/boiler",
            "set_operation_mode",
            {"operation_mode": "performance"},
            "performance",
            {},
        ),
        ("water_heater/boiler", "turn_off", {}, "off", {}),
        ("water_heater/boiler", "set_away_mode", {"away_mode": True}, "eco", {"away_mode": "on"}),
        ("cover/blind", "set_cover_position", {"position": 70}, "open", {"current_position": 70}),
        ("cover/blind", "close_cover", {}, "closed", {"current_position": 0}),
        ("cover/blind", "close_cover_tilt", {}, "open", {"current_tilt_position": 0}),
        ("cover/blind", "stop_cover", {}, "open", {}),
        ("fan/fan", "set_percentage", {"percentage": 100}, "on", {"percentage": 100}),
        ("fan/fan", "set_preset_mode", {"preset_mode": "Sleep"}, "on", {"preset_mode": "Sleep"}),
        ("fan/fan", "oscillate", {"oscillating": True}, "on", {"oscillating": True}),
        ("fan/fan", "set_direction", {"direction": "reverse"}, "on", {"direction": "reverse"}),
        ("fan/fan", "turn_off", {}, "off", {"percentage": 0}),
    ],
)
async def test_what_is_asked_is_done_when_the_node_shows_it(
    home: Home,
    key: str,
    name: str,
    arguments: dict[str, Any],
    value: str | None,
    attributes: dict[str, Any],
) -> None:
    assert await home.act(key, name, **arguments) == Outcome(kind=OutcomeKind.DONE)
    if value is not None:
        now = home.now(key)
        assert now.value == value
        assert {name: now.attributes[name] for name in attributes} == attributes
    await home.peer.until(lambda: len(home.peer.received) == 1)


async def test_codes_tones_and_transitions_reach_the_node(home: Home) -> None:
    await home.act("lock/bolt", "unlock", code="1234")
    assert (await home.peer.got(pb.LockCommandRequest)).code == "1234"
    await home.act("siren/horn", "turn_on", tone="Wail", volume_level=0.5)
    assert (await home.peer.got(pb.SirenCommandRequest)).tone == "Wail"
    await home.act("light/lamp", "turn_on", transition=1.5, flash="short")
    light = await home.peer.got(pb.LightCommandRequest)
    assert (light.transition_length, light.flash_length) == (1500, 2000)
    await home.act("switch/socket@7", "turn_off")
    assert (await home.peer.got(pb.SwitchCommandRequest)).device_id == of.SUB


async def test_what_is_so_already_is_done_though_the_node_tells_nothing(home: Home) -> None:
    assert (await home.act("switch/relay", "turn_off")).kind is OutcomeKind.DONE
    assert (await home.peer.got(pb.SwitchCommandRequest)).state is False


async def test_a_node_that_does_nothing_is_not_confirmed_and_nothing_flips(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(driver, "ECHO_S", 0.05)
    home.peer.is_deaf = True
    assert (await home.act(LIGHT, "turn_off")).kind is OutcomeKind.UNKNOWN
    assert home.now(LIGHT).value == "on"


async def test_a_press_is_an_event_and_a_change_at_the_node_arrives(home: Home) -> None:
    home.peer.press(of.BELL, "double")
    await home.sink.until(lambda: bool(home.sink.events))
    assert home.sink.events == [("event/bell", "double", {})]
    home.peer.tell(pb.SensorStateResponse(key=of.ENERGY, state=math.nan))
    await home.sink.until(lambda: home.now("sensor/energy").value is None)
    home.peer.tell(pb.SensorStateResponse(key=of.ENERGY, state=2.0004))
    await home.sink.until(lambda: home.now("sensor/energy").value == "2.000")


async def test_a_picture_is_taken_when_somebody_asks(home: Home) -> None:
    outcome = await home.act("camera/eye", "snapshot")
    assert outcome.response == {"content_type": "image/jpeg", "content": "/9hmaXJzdHNlY29uZA=="}


@pytest.mark.parametrize(
    ("psk", "password", "given", "sentence"),
    [
        (PSK, "", {}, "speaks encrypted only"),
        (PSK, "", {"noise_psk": PSK.replace("Q", "R", 1)}, "another encryption key"),
        ("", "", {"noise_psk": PSK}, "does not encrypt"),
        ("", "right", {"password": "wrong"}, "another password"),
        ("", "right", {}, "another password"),
    ],
)
async def test_wrong_credentials_are_named_in_a_sentence(
    psk: str, password: str, given: dict[str, str], sentence: str
) -> None:
    async with esphome_device(of.workshop(psk=psk, password=password)) as host:
        with pytest.raises(GatewayAuthRequired, match=sentence):
            await gateway_to(host, **given).run(AwaitableSink())


@pytest.mark.parametrize(
    ("psk", "password", "given"),
    [(PSK, "", {"noise_psk": PSK}), ("", "right", {"password": "right"})],
)
async def test_right_credentials_let_in(psk: str, password: str, given: dict[str, str]) -> None:
    sink = AwaitableSink()
    async with esphome_device(of.workshop(psk=psk, password=password)) as host:
        gateway = gateway_to(host, **given)
        async with running(gateway, sink):
            lamp = sink.entities[LIGHT]
            outcome = await gateway.act(action_for(lamp, "turn_on", {"brightness": 255}))
            assert outcome.kind is OutcomeKind.DONE


@pytest.mark.parametrize(
    ("options", "secrets"),
    [
        ({"host": "http://"}, {}),
        ({"host": "node", "port": "70000"}, {}),
        ({"host": "node", "port": "six"}, {}),
        ({"host": "node"}, {"noise_psk": "short"}),
    ],
)
def test_an_address_a_port_or_a_key_that_is_none_is_refused(
    options: dict[str, str], secrets: dict[str, str]
) -> None:
    with pytest.raises(ConfigError):
        driver.create(
            GatewayConfig(
                id=GatewayId("e"), type="esphome", title="E", options=options, secrets=secrets
            )
        )


async def test_a_restart_ends_the_run_and_the_next_one_reports_the_same(home: Home) -> None:
    before = dict(home.sink.states)
    await home.peer.drop()
    assert (await home.gateway.act(action_for(home.sink.entities[LIGHT], "turn_on"))).kind in (
        OutcomeKind.NOT_CONNECTED,
        OutcomeKind.UNKNOWN,
    )
    async with esphome_device(home.peer) as host, running(gateway_to(host), home.sink):
        assert home.sink.states == before


async def test_the_end_of_a_connection_ends_the_run() -> None:
    device, sink = of.workshop(), AwaitableSink()
    async with esphome_device(device) as host:
        life = asyncio.create_task(gateway_to(host).run(sink))
        await sink.until(lambda: sink.connected_count == 1)
        await device.drop()
        with pytest.raises(GatewayUnreachable):
            await life


async def test_nobody_there_and_somebody_else_are_told_apart() -> None:
    with pytest.raises(GatewayUnreachable):
        await gateway_to("127.0.0.1:9").run(AwaitableSink())

    async def web_server(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        writer.close()

    async with await asyncio.start_server(web_server, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        for secrets in ({}, {"noise_psk": PSK}):
            with pytest.raises(GatewayProtocolError):
                await gateway_to(f"127.0.0.1:{port}", **secrets).run(AwaitableSink())


async def test_an_entity_that_tells_nothing_at_first_is_unknown_and_holds_nobody_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(driver, "QUIET_S", 0.05)
    device, sink = of.workshop(), AwaitableSink()
    del device.states[pb.SwitchStateResponse, 0, of.RELAY]
    async with esphome_device(device) as host, running(gateway_to(host), sink):
        assert sink.states[EntityKey("switch/relay")].value is None


async def test_thousands_of_entities_and_a_flood_arrive_whole() -> None:
    count = 3000
    entities = [
        pb.ListEntitiesSensorResponse(
            key=key, object_id=f"measurement_number_{key}", name=f"Measurement number {key} " * 4
        )
        for key in range(count)
    ]
    states = [pb.SensorStateResponse(key=key, state=1) for key in range(count)]
    assert sum(len(one.SerializeToString()) for one in entities) > 300_000
    device, sink = EsphomeDevice(entities, states), AwaitableSink()
    async with esphome_device(device) as host, running(gateway_to(host), sink):
        assert len(sink.states) == count
        for _ in range(3):
            device.tell(*(pb.SensorStateResponse(key=key, state=7) for key in range(count)))
        await sink.until(lambda: all(one.value == "7" for one in sink.states.values()))
