"""Nodes of Z-Wave that have more than the usual, in the shapes of the server's API schema."""

from typing import Any

import msgspec
import pytest

from embedded_hub.gateways.zwave_js.facet import Write
from embedded_hub.gateways.zwave_js.network import Network
from embedded_hub.gateways.zwave_js.wire import Node
from embedded_hub.model.ids import EntityKey
from tests.fakes.actions import action_for
from tests.fakes.recording_sink import RecordingSink

MODES = {"0": "Off", "1": "Heat", "3": "Auto", "11": "Energy heat", "31": "Manufacturer specific"}


def value(
    command_class: int, prop: str, now: Any = None, key: Any = None, **metadata: Any
) -> dict[str, Any]:
    described = {"type": "number", "readable": True, "writeable": True, "label": prop, **metadata}
    told = {"commandClass": command_class, "endpoint": 0, "property": prop, "metadata": described}
    return {**told, "value": now, **({"propertyKey": key} if key is not None else {})}


THERMOSTAT = [
    value(64, "mode", 3, states=MODES),
    value(68, "mode", 1, states={"0": "Auto low", "1": "Low"}),
    value(67, "setpoint", 20, key=1),
    value(67, "setpoint", 25, key=2),
    value(49, "Air temperature", 21.5, unit="°C", writeable=False),
    value(49, "Humidity", 40, unit="%", writeable=False),
]
LAMP = [
    value(38, "currentValue", 0),
    value(38, "targetValue", 0),
    value(51, "currentColor", dict.fromkeys(("red", "green", "blue", "warmWhite", "coldWhite"), 0)),
    value(51, "targetColor", {}),
]


class Home:
    """A network with one node."""

    def __init__(self, *values: dict[str, Any]) -> None:
        self.sink = RecordingSink()
        self.network = Network(self.sink, lambda _: None)
        node = {"nodeId": 5, "status": 4, "ready": True, "values": list(values)}
        self.network.adopt([msgspec.convert(node, Node)])

    def change(self, changed: dict[str, Any], now: Any) -> None:
        """Let the node report something."""
        args = {**changed, "newValue": now}
        self.network.take({"source": "node", "event": "value updated", "nodeId": 5, "args": args})

    def now(self, key: str) -> tuple[str | None, dict[str, Any]]:
        report = self.sink.states[f"5/0/{key}"]
        return report.value, dict(report.attributes)

    def write(self, key: str, name: str, **arguments: Any) -> list[Any]:
        """Return what is set for an action, in order."""
        entity = self.sink.entities[f"5/0/{key}"]
        request = self.network.request(action_for(entity, name, arguments))
        assert request is not None
        first: Write | None = request.write.first
        writes = [*([first] if first else []), request.write]
        return [(one.id.prop, one.id.property_key, one.value) for one in writes]


def test_a_thermostat_keeps_between_two_temperatures_and_has_presets_and_a_fan() -> None:
    home = Home(*THERMOSTAT)
    mode, now = home.now("climate")
    assert (mode, now["target_temp_low"], now["target_temp_high"]) == ("heat_cool", 20, 25)
    assert (now["fan_mode"], now["current_humidity"]) == ("Low", 40)
    both = home.write("climate", "set_temperature", target_temp_low=19, target_temp_high=26)
    assert both == [("setpoint", 1, 19), ("setpoint", 2, 26)]
    assert home.write("climate", "set_fan_mode", fan_mode="Auto low") == [("mode", None, 0)]
    preset = home.write("climate", "set_preset_mode", preset_mode="Energy heat")
    assert preset == [("mode", None, 11)]
    home.change(THERMOSTAT[0], 11)
    mode, now = home.now("climate")
    assert (mode, now["preset_mode"], now["temperature"]) == ("heat", "Energy heat", 20)
    assert home.write("climate", "set_preset_mode", preset_mode="none") == [("mode", None, 1)]


def test_a_lamp_that_is_off_is_coloured_before_it_goes_on() -> None:
    home = Home(*LAMP)
    red = {"red": 255, "green": 0, "blue": 0, "warmWhite": 0, "coldWhite": 0}
    on_in_red = home.write("light", "turn_on", rgb_color=[255, 0, 0], brightness=255)
    assert on_in_red == [("targetColor", None, red), ("targetValue", None, 99)]
    home.change(LAMP[0], 99)
    home.change(LAMP[2], {"red": 0, "green": 0, "blue": 0, "warmWhite": 0, "coldWhite": 255})
    _, now = home.now("light")
    assert (now["color_mode"], now["color_temp_kelvin"]) == ("color_temp", 6536)
    [(_, _, white)] = home.write("light", "turn_on", color_temp_kelvin=2703)
    assert (white["warmWhite"], white["coldWhite"], white["red"]) == (255, 0, 0)


def test_a_doorbell_plays_its_tones() -> None:
    tones = {"0": "off", "1": "Ding dong", "255": "default"}
    tone = value(121, "toneId", 0, states=tones)
    home = Home(tone)
    assert home.sink.entities["5/0/siren"].attributes["available_tones"] == ["Ding dong"]
    ringing = home.write("siren", "turn_on", tone="Ding dong")
    assert ringing == [("toneId", None, 1)]
    home.change(tone, 1)
    assert home.now("siren")[0] == "on"


def test_motion_with_and_without_a_place_is_motion() -> None:
    states = {"0": "idle", "7": "Motion detection (location provided)", "8": "Motion detection"}
    motion = value(113, "Home Security", 7, key="Motion sensor status", states=states)
    door = value(98, "doorStatus", "open", type="any", writeable=False)
    home = Home({**motion, "metadata": {**motion["metadata"], "writeable": False}}, door)
    key = "113/Home Security/Motion sensor status"
    assert home.now(key)[0] == "on"
    assert home.sink.entities[f"5/0/{key}"].attributes["device_class"] == "motion"
    assert home.now("98/doorStatus")[0] == "open"


def test_words_without_numbers_and_unknown_modes_end_nothing() -> None:
    odd = value(113, "Odd", 1, states={"true": "yes", "x": "y"}, writeable=False)
    home = Home(odd, *THERMOSTAT)
    home.change(THERMOSTAT[0], 31)
    assert home.now("climate")[1]["preset_mode"] == "Manufacturer specific"
    assert EntityKey("5/0/113/Odd") in home.sink.entities


@pytest.mark.parametrize("percent", range(1, 99))
def test_what_is_set_in_percent_is_shown_in_percent(percent: int) -> None:
    home = Home(*LAMP)
    asked = round(percent * 255 / 100)
    [(_, _, level)] = home.write("light", "turn_on", brightness=asked)
    home.change(LAMP[0], level)
    assert abs(home.now("light")[1]["brightness"] * 100 / 255 - percent) < 0.5
