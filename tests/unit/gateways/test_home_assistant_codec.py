import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from embedded_hub.errors import ConfigError, GatewayProtocolError
from embedded_hub.gateways.home_assistant.codec import (
    Household,
    event_of,
    outcome_of_failure,
    outcome_of_result,
    report_of,
    service_call,
)
from embedded_hub.gateways.home_assistant.wire import (
    AreaEntry,
    CallResult,
    DeviceEntry,
    EntityEntry,
    Failure,
    Registries,
    check_version,
    decode,
    read_as,
    websocket_url,
)
from embedded_hub.model.action import OutcomeKind
from embedded_hub.model.description import DeviceDescription, EntityDescription
from embedded_hub.model.ids import EntityId, EntityKey
from embedded_hub.model.state import Context, State
from embedded_hub.model.values import JsonValue
from embedded_hub.protocol.compressed import apply_event
from tests.fakes.actions import action_on

DEMO_HOME = Path(__file__).parents[2] / "fixtures" / "home_assistant" / "demo_home.json"


def recorded() -> tuple[Registries, dict[EntityId, State]]:
    home: dict[str, Any] = json.loads(DEMO_HOME.read_text(encoding="utf-8"))
    registries = msgspec.convert(
        {name: home[name] for name in ("areas", "devices", "entities")}, Registries
    )
    states: dict[EntityId, State] = {}
    apply_event(states, {"a": home["states"]})
    return registries, states


def state_of(entity_id: str, value: str = "on", **attributes: JsonValue) -> State:
    return State(
        entity_id=EntityId(entity_id),
        value=value,
        attributes=attributes,
        changed_at=100.0,
        updated_at=200.0,
        context=Context(id="c"),
    )


def described(
    entry: EntityEntry, device: DeviceEntry | None = None, state: State | None = None
) -> tuple[DeviceDescription, EntityDescription]:
    registries = Registries(
        areas=[AreaEntry("kitchen", "Kitchen"), AreaEntry("hall", "Hall")],
        devices=[device] if device else [],
        entities=[entry],
    )
    states = {state.entity_id: state} if state else {}
    [found] = Household(registries, states).describe_all(states)
    [entity] = found.entities
    return found, entity


def test_the_recorded_home_is_described_whole_and_without_secrets() -> None:
    registries, states = recorded()
    household = Household(registries, states)
    devices = household.describe_all(states)
    entities = [entity for device in devices for entity in device.entities]
    assert len({device.key for device in devices}) == len(devices)
    assert len({entity.key for entity in entities}) == len(entities)
    assert len(entities) == len(set(states) | {EntityId(e.entity_id) for e in registries.entities})
    reports = [
        report_of(key, states[entity_id], is_live=False, cause=None)
        for entity_id, key in household.keys.items()
        if entity_id in states
    ]
    text = msgspec.json.encode([devices, reports]).decode()
    assert "token" not in text
    assert "proxy" not in text
    assert "friendly_name" not in text


def test_a_light_s_range_is_described_and_its_brightness_reported() -> None:
    registries, states = recorded()
    household = Household(registries, states)
    light = EntityId("light.kitchen_lights")
    device = household.describe(household.device_key(light), states)
    [entity] = device.entities
    report = report_of(entity.key, states[light], is_live=False, cause=None)
    assert entity.attributes["max_color_temp_kelvin"] == 6535
    assert "brightness" in report.attributes
    assert not set(entity.attributes) & set(report.attributes)
    assert report.observed_at == states[light].changed_at


def test_a_humidifier_s_mode_is_reported_and_a_number_s_mode_described() -> None:
    humidifier = report_of(
        EntityKey("h"), state_of("humidifier.h", mode="eco"), is_live=True, cause=None
    )
    number = report_of(
        EntityKey("n"), state_of("number.n", "4", mode="box"), is_live=True, cause=None
    )
    assert humidifier.attributes == {"mode": "eco"}
    assert number.attributes == {}


def test_an_unknown_state_has_no_value_and_a_live_one_is_now() -> None:
    report = report_of(EntityKey("s"), state_of("sensor.s", "unknown"), is_live=True, cause="a1")
    assert (report.value, report.observed_at, report.cause) == (None, None, "a1")


@pytest.mark.parametrize(
    ("entry", "name"),
    [
        ({"has_entity_name": True}, None),
        ({"has_entity_name": True, "original_name": "Power"}, "Power"),
        ({"has_entity_name": True, "original_name": "Power", "name": "Watts"}, "Watts"),
        ({"original_name": "Lamp"}, None),
        ({"original_name": "Lamp Power"}, "Power"),
        ({"original_name": "lamp power"}, "power"),
        ({"original_name": "Garden"}, "Garden"),
        ({}, None),
    ],
)
def test_a_name_says_only_what_the_device_s_name_does_not(
    entry: dict[str, Any], name: str | None
) -> None:
    state = state_of("sensor.lamp_power", "1", friendly_name="Lamp")
    _, entity = described(
        EntityEntry(entity_id="sensor.lamp_power", id="e", device_id="d", **entry),
        DeviceEntry(id="d", name="Lamp"),
        state,
    )
    assert entity.name == name


def test_a_device_renamed_by_its_owner_keeps_short_entity_names() -> None:
    device, entity = described(
        EntityEntry(entity_id="sensor.x", id="e", device_id="d", original_name="Lamp Power"),
        DeviceEntry(id="d", name="Lamp", name_by_user="Reading lamp"),
    )
    assert (device.name, entity.name) == ("Reading lamp", "Power")


def test_an_entity_s_own_area_is_told_beside_its_device_s() -> None:
    device, entity = described(
        EntityEntry(entity_id="sensor.x", id="e", device_id="d", area_id="hall"),
        DeviceEntry(id="d", name="Lamp", area_id="kitchen"),
    )
    assert (device.area, entity.area) == ("Kitchen", "Hall")


def test_an_entity_without_a_device_is_one_of_its_own_with_its_area() -> None:
    device, entity = described(
        EntityEntry(entity_id="scene.evening", id="e", area_id="hall", original_name="Evening")
    )
    assert (device.name, device.area, device.is_service) == ("Evening", "Hall", True)
    assert (entity.key, entity.name, entity.area, entity.object_id) == ("e", None, None, "evening")


def test_an_entity_known_by_its_state_alone_goes_by_its_entity_id() -> None:
    states = {EntityId("switch.pump"): state_of("switch.pump")}
    [device] = Household(Registries(), states).describe_all(states)
    assert (device.name, device.is_service) == ("Pump", False)
    assert device.entities[0].key == "switch.pump"


def test_category_icon_hidden_and_disabled_come_from_the_registry() -> None:
    _, entity = described(
        EntityEntry(
            entity_id="sensor.x",
            id="e",
            device_id="d",
            icon="mdi:leaf",
            hidden_by="user",
            entity_category="diagnostic",
        ),
        DeviceEntry(id="d", name="Lamp", disabled_by="user"),
        state_of("sensor.x", "1", unit_of_measurement="W"),
    )
    assert entity.attributes == {"unit_of_measurement": "W", "icon": "mdi:leaf"}
    assert (entity.category, entity.is_hidden, entity.is_enabled) == ("diagnostic", True, False)


def test_what_one_device_is_reached_through_is_told_only_where_it_is_there() -> None:
    registries = Registries(
        devices=[
            DeviceEntry(id="hub", name="Bridge"),
            DeviceEntry(id="bulb", name="Bulb", via_device_id="hub", connections=[["mac", "aa"]]),
            DeviceEntry(id="lost", name=None, model="X1", via_device_id="gone"),
        ]
    )
    found = {one.key: one for one in Household(registries, {}).describe_all({})}
    assert (found["bulb"].via, found["bulb"].connections) == ("hub", (("mac", "aa"),))
    assert (found["lost"].via, found["lost"].name) == (None, "X1")


def test_an_event_entity_s_change_is_an_event_with_its_data() -> None:
    state = state_of(
        "event.button", "2026-01-01", event_type="press", event_types=["press"], clicks=2
    )
    assert event_of(state) == ("press", {"clicks": 2})
    assert event_of(state_of("event.button", "unknown", event_type=None)) is None
    assert event_of(state_of("light.x", event_type="press")) is None


def test_an_action_becomes_a_service_call_on_one_entity() -> None:
    action = action_on("key", "turn_on", {"brightness": 7})
    call = service_call(action, EntityId("light.bed"))
    assert msgspec.to_builtins(call) == {
        "type": "call_service",
        "domain": "light",
        "service": "turn_on",
        "service_data": {"brightness": 7},
        "target": {"entity_id": "light.bed"},
        "return_response": False,
    }


@pytest.mark.parametrize(
    ("code", "kind", "ours"),
    [
        ("not_found", OutcomeKind.FAILED, "unsupported"),
        ("service_validation_error", OutcomeKind.FAILED, "invalid"),
        ("unauthorized", OutcomeKind.FAILED, "denied"),
        ("home_assistant_error", OutcomeKind.FAILED, "internal"),
        (3, OutcomeKind.FAILED, "internal"),
        ("timeout", OutcomeKind.UNKNOWN, None),
    ],
)
def test_a_refusal_is_told_in_our_words(
    code: str | int, kind: OutcomeKind, ours: str | None
) -> None:
    outcome = outcome_of_failure(Failure(code, "x" * 1000))
    assert (outcome.kind, outcome.code) == (kind, ours)
    assert len(outcome.message or "") == 255


def test_an_answer_comes_without_the_entity_id_it_is_keyed_by() -> None:
    result = CallResult(response={"weather.south": {"forecast": []}})
    assert outcome_of_result(result, EntityId("weather.south")).response == {"forecast": []}
    assert outcome_of_result(CallResult(), EntityId("light.x")).response is None


@pytest.mark.parametrize(
    ("pasted", "url"),
    [
        ("ws://host:8123", "ws://host:8123/api/websocket"),
        ("ws://host:8123/api/websocket", "ws://host:8123/api/websocket"),
        ("http://host:8123/", "ws://host:8123/api/websocket"),
        ("https://home.example.org", "wss://home.example.org/api/websocket"),
        ("https://home.example.org/lovelace/0?x=1", "wss://home.example.org/api/websocket"),
        ("https://example.org/ha/api/websocket", "wss://example.org/ha/api/websocket"),
        ("homeassistant.local", "ws://homeassistant.local:8123/api/websocket"),
        (" 192.168.1.5:8200 ", "ws://192.168.1.5:8200/api/websocket"),
        ("http://[fd00::1]:8123", "ws://[fd00::1]:8123/api/websocket"),
        ("HTTPS://user:secret@host", "wss://host/api/websocket"),
    ],
)
def test_whatever_a_person_pastes_leads_to_the_websocket(pasted: str, url: str) -> None:
    assert websocket_url(pasted) == url


@pytest.mark.parametrize(
    "pasted", ["", "ftp://host", "http://", "http://host:99999", "://", "http://[::1"]
)
def test_what_is_no_address_is_refused(pasted: str) -> None:
    with pytest.raises(ConfigError):
        websocket_url(pasted)


@pytest.mark.parametrize("version", ["2022.4.0", "2024.3.3", "2026.11.0b1", "2022.12.0.dev0"])
def test_versions_with_compressed_states_are_accepted(version: str) -> None:
    check_version(version)


@pytest.mark.parametrize("version", ["2022.3.9", "2021.12", "0.118.5", "", None, "nonsense"])
def test_older_or_nameless_versions_are_refused(version: str | None) -> None:
    with pytest.raises(GatewayProtocolError):
        check_version(version)


def test_a_frame_holds_one_message_or_a_batch() -> None:
    assert [message.id for message in decode('{"type":"result","id":1,"success":true}')] == [1]
    batch = '[{"type":"event","id":2,"event":{}},{"type":"pong","id":3,"new_field":1}]'
    assert [message.id for message in decode(batch)] == [2, 3]


@pytest.mark.parametrize("frame", ["", "{", "1", '{"id":1}', '[{"type":3}]', b"\xff", "[" * 5000])
def test_what_is_no_message_breaks_the_protocol(frame: str | bytes) -> None:
    with pytest.raises(GatewayProtocolError):
        decode(frame)


def test_a_result_of_another_shape_breaks_the_protocol() -> None:
    with pytest.raises(GatewayProtocolError):
        read_as(list[AreaEntry], [{"area_id": 3}])
