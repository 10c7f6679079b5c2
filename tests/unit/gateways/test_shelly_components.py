"""What is made of each kind of component; statuses are those of the maker's documents."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
import pytest

from embedded_hub.gateways.shelly.device import Device
from embedded_hub.gateways.shelly.wire import DeviceInfo
from embedded_hub.model.description import EntityDescription
from embedded_hub.model.ids import EntityKey
from embedded_hub.model.state import StateReport
from tests.fakes.actions import action_for

TOLD = Path(__file__).parents[2] / "fixtures" / "shelly" / "components.json"
INFO = DeviceInfo(id="shelly-aabbccddeeff", mac="AABBCCDDEEFF", ver="1.4.0", app="X")
LABEL = {"meta": {"ui": {"view": "label", "unit": "ppm"}}}


def device(
    component: str, status: Mapping[str, Any], config: Mapping[str, Any] | None = None
) -> Device:
    return Device(INFO, {component: {"id": 0, **(config or {})}}, {component: {"id": 0, **status}})


def entity(one: Device, key: str) -> EntityDescription:
    return next(each for each in one.describe()[0].entities if each.key == key)


def report(one: Device, key: str) -> StateReport:
    found = one.report(EntityKey(key))
    assert found is not None
    return found


@pytest.mark.parametrize(
    "row", msgspec.json.decode(TOLD.read_bytes()), ids=lambda row: row["component"]
)
def test_each_component_shows_what_it_tells(row: dict[str, Any]) -> None:
    component = row["component"]
    one = device(component, row["status"], row["config"])
    for path, value in row["shows"].items():
        assert report(one, f"{component}/{path}" if path else component).value == value


@pytest.mark.parametrize("component", ["script:1", "schedule:1", "webhook:3", "mqtt", "ws", "knx"])
def test_what_the_device_has_for_itself_is_left_out(component: str) -> None:
    keys = [one.key for one in device(component, {"running": True}).describe()[0].entities]
    assert keys == ["sys/update", "sys/restart"]


def asked(one: Device, key: str, name: str, **arguments: Any) -> tuple[str, dict[str, Any]]:
    request = one.request(action_for(entity(one, key), name, arguments))
    assert request is not None
    return request.method, request.params


def test_slats_are_turned_where_a_cover_has_some() -> None:
    status = {"state": "open", "current_pos": 100, "slat_pos": 40, "pos_control": True}
    one = device("cover:0", status, {"slat": {"enable": True}})
    assert report(one, "cover:0").attributes["current_tilt_position"] == 40
    turn = asked(one, "cover:0", "set_cover_tilt_position", tilt_position=30)
    assert turn == ("Cover.GoToPosition", {"id": 0, "slat_pos": 30})
    assert asked(one, "cover:0", "close_cover_tilt")[1] == {"id": 0, "slat_pos": 0}
    plain = device("cover:0", {"state": "stopped", "current_pos": None, "pos_control": False})
    assert entity(plain, "cover:0").attributes["supported_features"] == 1 | 2 | 8
    assert report(plain, "cover:0").value == "open"


def test_a_bulb_of_two_kinds_shows_the_one_it_is_in() -> None:
    status = {"output": True, "brightness": 40, "rgb": [10, 20, 30], "ct": 3000, "mode": "cct"}
    one = device("rgbcct:0", status)
    assert report(one, "rgbcct:0").attributes["color_temp_kelvin"] == 3000
    assert asked(one, "rgbcct:0", "turn_on", rgb_color=[1, 2, 3]) == (
        "RGBCCT.Set",
        {"id": 0, "on": True, "rgb": [1, 2, 3], "mode": "rgb"},
    )
    _, params = asked(one, "rgbcct:0", "turn_on", color_temp_kelvin=9000, transition=0)
    assert (params["ct"], params["mode"]) == (6500, "cct")
    # Shorter ones are refused by the device.
    assert params["transition_duration"] == 0.5
    one.merge({"rgbcct:0": {"mode": "rgb"}})
    assert report(one, "rgbcct:0").attributes["rgb_color"] == [10, 20, 30]


def test_a_choice_is_made_by_the_title_a_person_gave_it() -> None:
    config = {"options": ["a", "b"], "meta": {"ui": {"titles": {"a": "Eins", "b": "Zwei"}}}}
    one = device("enum:200", {"value": "a"}, config)
    assert entity(one, "enum:200").attributes["options"] == ["Eins", "Zwei"]
    chosen = asked(one, "enum:200", "select_option", option="Zwei")
    assert chosen == ("Enum.Set", {"id": 200, "value": "b"})


def test_a_number_a_person_only_looks_at_cannot_be_set() -> None:
    looked_at = entity(device("number:201", {"value": 612}, LABEL), "number:201")
    assert (looked_at.domain, looked_at.attributes["unit_of_measurement"]) == ("sensor", "ppm")


def test_a_valve_is_told_over_its_gateway() -> None:
    one = device("blutrv:200", {"target_C": 20, "current_C": 19})
    assert asked(one, "blutrv:200", "set_temperature", temperature=22.5) == (
        "BluTRV.Call",
        {"id": 200, "method": "Trv.SetTarget", "params": {"id": 0, "target_C": 22.5}},
    )


def test_what_is_heard_over_bluetooth_are_devices_of_their_own() -> None:
    valve, thermometer = "28:68:47:fc:9a:6b", "7c:c6:b6:65:2d:87"
    config = {
        "blutrv:200": {"id": 200, "addr": valve, "name": "Radiator"},
        "bthomedevice:200": {"id": 200, "addr": valve, "name": "Radiator"},
        "bthomesensor:200": {"id": 200, "addr": valve, "obj_id": 1, "idx": 0},
        "bthomedevice:201": {"id": 201, "addr": thermometer, "name": None},
        "bthomesensor:206": {"id": 206, "addr": thermometer, "obj_id": 58, "idx": 0},
        "bthomesensor:207": {"id": 207, "addr": thermometer, "obj_id": 69, "idx": 1},
        "bthomesensor:208": {"id": 208, "addr": thermometer, "obj_id": 45, "idx": 0},
        "bthomesensor:209": {"id": 209, "addr": thermometer, "obj_id": 250, "idx": 0},
    }
    status: dict[str, Any] = {
        "blutrv:200": {"target_C": 20, "current_C": 19, "battery": 81},
        "bthomedevice:200": {"rssi": -38, "battery": 81, "packet_id": 155},
        "bthomesensor:200": {"value": 81},
        "bthomedevice:201": {"rssi": -61, "packet_id": 93, "last_updated_ts": 1779361801},
        "bthomesensor:206": {"last_updated_ts": 1070210576},
        "bthomesensor:207": {"value": 23.7},
        "bthomesensor:208": {"value": True},
        "bthomesensor:209": {"value": "odd"},
    }
    one = Device(INFO, config, status)
    _, radiator, other = one.describe()
    assert (radiator.name, radiator.via, radiator.key) == ("Radiator", "device", valve)
    assert [each.name for each in radiator.entities] == [None, "Battery"]
    assert other.connections == (("bluetooth", thermometer),)
    names = {each.key: each.name for each in other.entities}
    assert names == {
        "bthomedevice:201/rssi": "Signal",
        "bthomesensor:206": "Button",
        "bthomesensor:207": "Temperature 2",
        "bthomesensor:208": "Window",
        "bthomesensor:209": "Object 250",
    }
    assert report(one, "bthomesensor:208").value == "on"
    press = {"component": "bthomesensor:206", "event": "single_push"}
    assert list(one.happened({"events": [press]})) == [("bthomesensor:206", "single_push")]


def test_a_sensor_that_is_not_there_measures_nothing() -> None:
    one = device("temperature:0", {"tC": -275.1, "errors": ["Sensor driver missing"]})
    assert report(one, "temperature:0/tC").value is None


def test_an_installation_shows_how_far_it_is() -> None:
    updates = {"stable": {"version": "1.5.0"}, "beta": {"version": "1.6.0"}}
    one = Device(INFO, {}, {"sys": {"available_updates": updates}})
    shown = report(one, "sys/update")
    assert (shown.value, shown.attributes["installed_version"]) == ("on", "1.4.0")
    assert shown.attributes["latest_version"] == "1.5.0"
    begun = {"component": "sys", "event": "ota_begin"}
    progress = {"component": "sys", "event": "ota_progress", "progress_percent": 42}
    assert one.note({"events": [begun, progress]}) == ["sys"]
    assert report(one, "sys/update").attributes["update_percentage"] == 42
    one.note({"events": [{"component": "sys", "event": "ota_success"}]})
    assert report(one, "sys/update").attributes["in_progress"] is False
    # What is told anew is told whole.
    one.merge({"sys": {"available_updates": {}}})
    assert report(one, "sys/update").value == "off"


@pytest.mark.parametrize(
    "status",
    [
        {"switch:x": {"output": True}, "SWITCH:0": {"output": True}, "": {"a": 1}},
        {"switch:0": {"output": "yes", "apower": 1e400, "voltage": "high"}},
        {"cover:0": {"current_pos": [], "state": None}, "light:0": {"rgb": 7, "output": True}},
        {"rgb:0": {"output": True, "rgb": ["a", None], "brightness": -4}},
        {"cct:0": {"output": True, "ct": 0, "brightness": 50}},
        {"number:1": {"value": {"deep": 1}}, "enum:1": {"value": 7}, "input:0": {"state": 3}},
        {"sys": {"available_updates": [1, 2], "wakeup_period": -5}},
    ],
)
def test_odd_statuses_are_unknown_and_no_disaster(status: dict[str, Any]) -> None:
    one = Device(INFO, {"enum:1": {"options": [1, None]}, "cover:0": {"slat": 3}}, status)
    assert one.wakeup_period_s == 0
    for each in one.describe()[0].entities:
        one.report(each.key)
