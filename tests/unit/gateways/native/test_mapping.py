"""Every kind becomes its domain and back, and nothing that arrives breaks a tile."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embedded_hub.errors import ActionInvalid, ActionUnsupported
from embedded_hub.gateways.native import mapping
from embedded_hub.gateways.native.mapping.lights import brightness_to_level, level_to_brightness
from embedded_hub.model.capability import DOMAINS
from embedded_hub.model.ids import EntityKey
from embedded_hub.model.values import JsonObject, JsonValue
from embedded_hub.protocol.gateway_messages import Cap, DeviceSpec, EntitySpec

ON = Cap(type="bool", w=1)
PERCENT = Cap(type="int", min=0, max=100, w=1)
KEY = EntityKey("d/e")


def entity(kind: str, does: tuple[str, ...] = (), **caps: Cap) -> EntitySpec:
    return EntitySpec(id="e", kind=kind, caps=caps, does=does)


def static(spec: EntitySpec) -> JsonObject:
    (described,) = mapping.describe(DeviceSpec(id="d", name="D", entities=(spec,))).entities
    return described.attributes


def shown(spec: EntitySpec, **values: JsonValue) -> tuple[str | None, JsonObject]:
    report = mapping.report(KEY, spec, values)
    return report.value, report.attributes


def order(spec: EntitySpec, action: str, now: JsonObject, **args: JsonValue) -> JsonObject:
    made = mapping.order(spec, now, action, args)
    return made.args if made.do == "set" else {"do": made.do, **made.args}


@given(st.integers(0, 100))
def test_forty_per_cent_stays_forty_per_cent(level: int) -> None:
    brightness = level_to_brightness(level)
    assert 0 <= brightness <= 255
    assert brightness_to_level(brightness) == level


@given(st.integers(1, 255))
def test_a_light_that_is_on_never_gets_level_zero(brightness: int) -> None:
    assert brightness_to_level(brightness) >= 1


COLORS = [
    ("rgb", [255, 120, 0]),
    ("hs", [28.0, 100.0]),
    ("xy", [0.55, 0.41]),
    ("rgbw", [10, 20, 30, 40]),
    ("rgbww", [10, 20, 30, 40, 50]),
]


@pytest.mark.parametrize(("mode", "color"), COLORS)
def test_a_colour_comes_back_in_the_form_it_was_sent(mode: str, color: list[JsonValue]) -> None:
    lamp = entity("light", on=ON, level=PERCENT, color=Cap(type=mode, w=1))
    assert static(lamp)["supported_color_modes"] == [mode]
    args = order(lamp, "turn_on", {}, **{f"{mode}_color": color})
    assert args == {"on": True, "color": color}
    value, attributes = shown(lamp, on=True, level=100, color=color)
    assert (value, attributes["color_mode"]) == ("on", mode)
    assert attributes[f"{mode}_color"] == color
    assert attributes["rgb_color"] is not None


def test_light_that_is_off_has_its_attributes_as_null() -> None:
    lamp = entity(
        "light", on=ON, level=PERCENT, color_temp=Cap(type="int", min=2000, max=6500, w=1)
    )
    value, attributes = shown(lamp, on=False, level=40, color_temp=3000)
    assert value == "off"
    assert attributes["brightness"] is attributes["color_temp_kelvin"] is None
    _, lit = shown(lamp, on=True, level=40, color_temp=3000)
    assert (lit["brightness"], lit["color_temp_kelvin"]) == (102, 3000)
    assert static(lamp)["max_mireds"] == 500


def test_transition_is_sent_only_to_a_lamp_that_knows_it() -> None:
    plain = entity("light", on=ON, level=PERCENT)
    fading = entity("light", ("transition",), on=ON, level=PERCENT)
    assert order(plain, "turn_off", {}, transition=3) == {"on": False}
    assert order(fading, "turn_off", {}, transition=3) == {"on": False, "transition": 3}


CASES: list[tuple[EntitySpec, dict[str, JsonValue], str | None, str, JsonObject, JsonObject]] = [
    (entity("switch", on=ON), {"on": True}, "on", "turn_off", {}, {"on": False}),
    (
        entity("cover", ("stop",), position=PERCENT),
        {"position": 30, "moving": "closing"},
        "closing",
        "set_cover_position",
        {"position": 40},
        {"position": 40},
    ),
    (entity("cover", open=ON), {"open": False}, "closed", "open_cover", {}, {"open": True}),
    (
        entity("valve", ("stop",), position=PERCENT),
        {"position": 0},
        "closed",
        "stop_valve",
        {},
        {"do": "stop"},
    ),
    (
        entity("lock", lock=Cap(type="enum", w=1)),
        {"lock": "unlocking"},
        "unlocking",
        "lock",
        {"code": "1"},
        {"lock": "locked"},
    ),
    (
        entity("climate", mode=Cap(options=("off", "heat"), w=1), target=Cap(type="float", w=1)),
        {"mode": "heat", "target": 21.5},
        "heat",
        "set_temperature",
        {"temperature": 22.5},
        {"target": 22.5},
    ),
    (
        entity("climate", mode=Cap(options=("off", "cool", "heat"), w=1)),
        {"mode": "off"},
        "off",
        "turn_on",
        {},
        {"mode": "heat"},
    ),
    (
        entity("fan", on=ON, speed=PERCENT),
        {"on": True, "speed": 50},
        "on",
        "set_percentage",
        {"percentage": 0},
        {"on": False, "speed": 0},
    ),
    (
        entity("media_player", on=ON, playing=Cap(w=1), volume=PERCENT),
        {"on": True, "playing": "paused", "volume": 35},
        "paused",
        "volume_set",
        {"volume_level": 0.35},
        {"volume": 35},
    ),
    (
        entity("media_player", ("seek",), playing=Cap(w=1)),
        {"playing": "playing"},
        "playing",
        "media_seek",
        {"seek_position": 12.5},
        {"do": "seek", "elapsed": 12.5},
    ),
    (
        entity("alarm", ("arm",), status=Cap(options=("disarmed", "armed_away"))),
        {"status": "armed_away"},
        "armed_away",
        "alarm_arm_away",
        {"code": "9"},
        {"do": "arm", "mode": "armed_away", "code": "9"},
    ),
    (
        entity("select", option=Cap(options=("a", "b"), w=1)),
        {"option": "b"},
        "b",
        "select_next",
        {},
        {"option": "a"},
    ),
    (
        entity("number", v=Cap(type="float", w=1)),
        {"v": 2},
        "2",
        "set_value",
        {"value": 3},
        {"v": 3},
    ),
    (
        entity("button", ("press",)),
        {"pressed": 1_795_399_200_000},
        "2026-11-23T02:00:00.000000+00:00",
        "press",
        {},
        {"do": "press"},
    ),
    (
        entity("water_heater", mode=Cap(options=("off", "eco"), w=1), away=ON),
        {"mode": "eco", "away": True},
        "eco",
        "set_away_mode",
        {"away_mode": False},
        {"away": False},
    ),
    (
        entity("siren", on=ON, volume=PERCENT),
        {"on": False},
        "off",
        "turn_on",
        {"volume_level": 0.5},
        {"on": True, "volume": 50},
    ),
    (
        entity("update", ("install",)),
        {"installed": "1", "latest": "2"},
        "on",
        "install",
        {},
        {"do": "install"},
    ),
    (
        entity("weather", ("forecast",)),
        {"condition": "sunny"},
        "sunny",
        "get_forecasts",
        {"type": "daily"},
        {"do": "forecast", "type": "daily"},
    ),
]


@pytest.mark.parametrize(("spec", "values", "state", "action", "arguments", "wire"), CASES)
def test_values_become_a_state_and_actions_become_commands(
    spec: EntitySpec,
    values: dict[str, JsonValue],
    state: str | None,
    action: str,
    arguments: dict[str, JsonValue],
    wire: JsonObject,
) -> None:
    assert shown(spec, **values)[0] == state
    assert order(spec, action, values, **arguments) == wire


def test_volume_is_shown_as_home_assistant_counts_it() -> None:
    player = entity("media_player", playing=Cap(w=1), volume=PERCENT)
    assert shown(player, playing="playing", volume=35)[1]["volume_level"] == 0.35


def test_tracker_carries_speed_and_heading() -> None:
    van = entity(
        "device_tracker",
        place=Cap(),
        lat=Cap(type="float"),
        lon=Cap(type="float"),
        speed=Cap(type="float", unit="km/h"),
        heading=Cap(type="int"),
    )
    value, attributes = shown(van, place="not_home", lat=52.5, lon=13.4, speed=42.5, heading=270)
    assert value == "not_home"
    assert (attributes["latitude"], attributes["longitude"]) == (52.5, 13.4)
    assert (attributes["speed"], attributes["heading"]) == (42.5, 270)
    assert static(van)["speed_unit"] == "km/h"


def test_kind_nobody_has_heard_of_becomes_a_sensor_and_never_vanishes() -> None:
    strange = EntitySpec(
        id="e", kind="teleporter", caps={"charge": Cap(type="int", unit="%"), "ready": ON}
    )
    (described,) = mapping.describe(DeviceSpec(id="d", name="D", entities=(strange,))).entities
    assert described.domain == "sensor"
    assert described.attributes["unit_of_measurement"] == "%"
    value, attributes = shown(strange, charge=12, ready=False)
    assert value == "12"
    assert attributes["ready"] is False


def test_sensor_says_its_unit_class_and_kind_of_number() -> None:
    spec = EntitySpec(
        id="e",
        kind="sensor",
        device_class="temperature",
        icon="mdi:sun",
        caps={"v": Cap(type="float", unit="°C", stat="measurement")},
    )
    assert static(spec) == {
        "device_class": "temperature",
        "icon": "mdi:sun",
        "unit_of_measurement": "°C",
        "state_class": "measurement",
    }
    assert shown(spec, v=21.5)[0] == "21.5"
    assert shown(spec, v=None)[0] is None


def test_what_was_not_announced_is_refused_before_it_is_sent() -> None:
    fixed = entity("light", on=Cap(type="bool"))
    with pytest.raises(ActionUnsupported):
        mapping.order(fixed, {}, "turn_on", {})
    with pytest.raises(ActionUnsupported):
        mapping.order(entity("cover", position=PERCENT), {}, "stop_cover", {})
    with pytest.raises(ActionUnsupported):
        mapping.order(entity("switch", on=ON), {}, "dance", {})
    with pytest.raises(ActionInvalid):
        mapping.order(entity("number", v=Cap(type="float", w=1)), {}, "set_value", {})


def test_every_kind_is_a_domain_the_home_knows() -> None:
    passive = {"sensor", "binary_sensor", "event", "person", "device_tracker"}
    for kind in mapping.KINDS.values():
        assert kind.domain in DOMAINS or kind.domain in passive


SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**60), 2**60)
    | st.sampled_from([10**400, 1e308, -1e308, 5e-324, 0, 1])
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8)
)
JUNK = SCALARS | st.lists(SCALARS, max_size=6) | st.dictionaries(st.text(max_size=3), SCALARS)
CAPS = (
    *("on", "level", "color", "color_temp", "effect", "position", "tilt", "moving", "mode"),
    *("target", "speed", "playing", "volume", "elapsed_at", "v", "option", "pressed", "away"),
    *("installed", "latest", "progress", "status", "lock", "place", "started", "activated"),
)


@settings(max_examples=600, deadline=None)
@given(
    st.sampled_from([*mapping.KINDS, "unheard"]),
    st.dictionaries(
        st.sampled_from(CAPS),
        st.builds(
            Cap,
            type=st.sampled_from(
                ["bool", "int", "float", "enum", "rgb", "hs", "xy", "rgbw", "time"]
            ),
            w=st.integers(0, 1),
            min=st.none() | st.floats(allow_nan=False, allow_infinity=False),
            max=st.none() | st.floats(allow_nan=False, allow_infinity=False),
        ),
        max_size=5,
    ),
    st.dictionaries(st.sampled_from(CAPS), JUNK, max_size=6),
)
def test_no_junk_a_gateway_sends_breaks_its_description_or_its_state(
    kind: str, caps: dict[str, Cap], values: dict[str, JsonValue]
) -> None:
    spec = EntitySpec(id="e", kind=kind, caps=caps)
    msgspec.json.encode(static(spec))
    value, attributes = shown(spec, **values)
    msgspec.json.encode(attributes)
    assert value is None or len(value) <= 255
