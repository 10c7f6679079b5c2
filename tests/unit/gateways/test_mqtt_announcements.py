"""What devices announce over MQTT, in the forms of Home Assistant's documentation and Tasmota's."""

import json
from typing import Any

import pytest

from embedded_hub.errors import ActionInvalid
from embedded_hub.gateways.mqtt.component import Command
from embedded_hub.gateways.mqtt.inventory import Inventory
from tests.fakes.actions import action_for
from tests.fakes.clock import ManualClock
from tests.fakes.recording_sink import RecordingSink

TASMOTA: dict[str, Any] = {
    "ip": "192.0.2.7",
    "dn": "Roof",
    "fn": ["Roof", None],
    "hn": "roof-1",
    "mac": "AABBCCDDEEFF",
    "md": "Sonoff",
    "ty": 0,
    "if": 0,
    "ofln": "Offline",
    "onln": "Online",
    "state": ["OFF", "ON", "TOGGLE", "HOLD"],
    "sw": "14.1.0",
    "t": "roof",
    "ft": "%topic%/%prefix%/",
    "tp": ["cmnd", "stat", "tele"],
    "rl": [1, 0],
    "swc": [-1],
    "swn": [None],
    "btn": [0],
    "so": {"30": 0, "68": 0, "73": 0, "114": 0},
    "lk": 1,
    "lt_st": 0,
    "sho": [0],
    "ver": 1,
}


class Broker:
    """A broker's messages as a home takes them."""

    def __init__(self) -> None:
        self.clock, self.sink = ManualClock(), RecordingSink()
        self.inventory = Inventory(
            self.sink, lambda _: None, "homeassistant", self.clock.monotonic_s
        )
        self.inventory.describe()

    def say(self, topic: str, payload: Any) -> None:
        """Publish something."""
        text = payload if isinstance(payload, str) else json.dumps(payload)
        self.inventory.take(topic, text.encode())
        if self.inventory.is_changed:
            self.inventory.describe()

    def announce(self, component: str, **config: Any) -> None:
        """Announce one entity whose id is ``it``."""
        self.say(f"homeassistant/{component}/it/config", {"uniq_id": "it", "name": "It", **config})

    def tasmota(self, measured: Any = None, **config: Any) -> None:
        """Announce a Tasmota device."""
        self.say("tasmota/discovery/AABBCCDDEEFF/config", TASMOTA | config)
        if measured is not None:
            told = {"sn": {"Time": "2026-01-01T00:00:00", **measured}, "ver": 1}
            self.say("tasmota/discovery/AABBCCDDEEFF/sensors", told)

    def told(self, key: str) -> tuple[str | None, dict[str, Any]]:
        """Return what an entity was last said to be."""
        report = self.sink.states[key]
        return report.value, dict(report.attributes)

    def sent(self, key: str, name: str, **arguments: Any) -> list[tuple[str, str]]:
        """Return what is published for an action."""
        command = self.command(key, name, **arguments)
        return [(one.topic, one.payload) for one in command.messages]

    def command(self, key: str, name: str, **arguments: Any) -> Command:
        entity = self.sink.entities[key]
        command = self.inventory.command(action_for(entity, name, arguments))
        assert command is not None
        return command


@pytest.fixture
def broker() -> Broker:
    return Broker()


def test_an_alarm_is_armed_with_its_code(broker: Broker) -> None:
    template = '{"do":"{{ action }}","code":"{{ code }}"}'
    broker.announce("alarm_control_panel", stat_t="a", cmd_t="a/set", code="1234", cmd_tpl=template)
    broker.say("a", "armed_away")
    key = "alarm_control_panel/it"
    assert broker.told(key)[0] == "armed_away"
    assert broker.sink.entities[key].attributes["code_format"] == "number"
    disarming = broker.sent(key, "alarm_disarm", code="1234")
    assert disarming == [("a/set", '{"do":"DISARM","code":"1234"}')]
    wrong = action_for(broker.sink.entities[key], "alarm_disarm", {"code": "1"})
    with pytest.raises(ActionInvalid, match="the code is wrong"):
        broker.inventory.command(wrong)


def test_a_vacuum_cleaner_tells_everything_at_once(broker: Broker) -> None:
    features = ["start", "return_home", "fan_speed", "send_command"]
    broker.announce(
        "vacuum", stat_t="v", cmd_t="v/do", set_fan_spd_t="v/fan", send_cmd_t="v/x",
        sup_feat=features, fanspd_lst=["low", "max"],
    )  # fmt: skip
    broker.say("v", {"state": "cleaning", "fan_speed": "max", "battery_level": 61})
    assert broker.told("vacuum/it") == ("cleaning", {"fan_speed": "max", "battery_level": 61})
    assert broker.sent("vacuum/it", "return_to_base") == [("v/do", "return_to_base")]
    assert broker.sent("vacuum/it", "set_fan_speed", fan_speed="low") == [("v/fan", "low")]


def test_a_lawn_mower_and_a_boiler_are_what_they_are(broker: Broker) -> None:
    broker.announce("lawn_mower", act_stat_t="m", dock_cmd_t="m/dock", strt_mw_cmd_t="m/go")
    broker.say("m", "mowing")
    assert broker.told("lawn_mower/it")[0] == "mowing"
    assert broker.sent("lawn_mower/it", "dock") == [("m/dock", "dock")]
    broker.announce(
        "water_heater", mode_stat_t="b/m", mode_cmd_t="b/m/set", temp_cmd_t="b/t/set",
        temp_stat_t="b/t", curr_temp_t="b/now", modes=["off", "eco"],
    )  # fmt: skip
    for topic, payload in (("b/m", "eco"), ("b/t", "55"), ("b/now", "48.5")):
        broker.say(topic, payload)
    value, now = broker.told("water_heater/it")
    assert (value, now["temperature"], now["current_temperature"]) == ("eco", 55, 48.5)
    assert broker.sent("water_heater/it", "set_temperature", temperature=50) == [("b/t/set", "50")]


def test_a_valve_with_a_position_hears_and_says_numbers(broker: Broker) -> None:
    broker.announce("valve", stat_t="v", cmd_t="v/set", pos=True, reports_position=True)
    broker.say("v", {"state": "opening", "position": 20})
    assert broker.told("valve/it") == ("opening", {"current_position": 20})
    broker.say("v", "75")
    assert broker.told("valve/it") == ("open", {"current_position": 75})
    assert broker.sent("valve/it", "set_valve_position", position=40) == [("v/set", "40")]
    assert broker.sent("valve/it", "close_valve") == [("v/set", "0")]


def test_a_siren_is_told_in_json_how_to_sound(broker: Broker) -> None:
    broker.announce("siren", stat_t="s", cmd_t="s/set", av_tones=["ping", "siren"])
    ringing = broker.sent("siren/it", "turn_on", tone="ping", duration=5)
    assert json.loads(ringing[0][1]) == {"state": "ON", "tone": "ping", "duration": 5}
    broker.say("s", {"state": "ON", "tone": "ping"})
    assert broker.told("siren/it") == ("on", {"tone": "ping"})


def test_a_light_with_five_channels_goes_on_before_it_is_coloured(broker: Broker) -> None:
    broker.announce(
        "light", cmd_t="l/set", stat_t="l", rgbww_cmd_t="l/c", rgbww_stat_t="l/c/now",
        bri_cmd_t="l/b", on_cmd_type="first",
    )  # fmt: skip
    broker.say("l", "ON")
    broker.say("l/c/now", "255,0,0,10,20")
    value, now = broker.told("light/it")
    assert (value, now["color_mode"], now["rgbww_color"]) == ("on", "rgbww", [255, 0, 0, 10, 20])
    sent = broker.sent("light/it", "turn_on", brightness=128, rgbww_color=[1, 2, 3, 4, 5])
    assert sent == [("l/set", "ON"), ("l/b", "128"), ("l/c", "1,2,3,4,5")]


def test_a_light_of_templates_is_written_and_read(broker: Broker) -> None:
    broker.announce(
        "light", schema="template", stat_t="t", cmd_t="t/set",
        cmd_off_tpl="off",
        cmd_on_tpl="on,{{ brightness|d }},{{ red|d }}-{{ green|d }}-{{ blue|d }}",
        stat_tpl="{{ value.split(',')[0] }}", bri_tpl="{{ value.split(',')[1] }}",
        r_tpl="{{ value.split(',')[2].split('-')[0] }}", g_tpl="{{ value.split('-')[1] }}",
        b_tpl="{{ value.split('-')[2] }}",
    )  # fmt: skip
    broker.say("t", "on,200,255-128-0")
    value, now = broker.told("light/it")
    assert (value, now["brightness"], now["rgb_color"]) == ("on", 200, [255, 128, 0])
    assert broker.sent("light/it", "turn_on", brightness=10) == [("t/set", "on,10,--")]
    assert broker.sent("light/it", "turn_off") == [("t/set", "off")]


def test_a_sensor_that_falls_silent_counts_as_gone_until_it_speaks(broker: Broker) -> None:
    broker.announce("sensor", stat_t="t", unit_of_meas="°C", exp_aft=60)
    broker.say("t", "21.5")
    broker.clock.advance(59)
    broker.say("t", "21.5")
    broker.clock.advance(59)
    broker.inventory.pass_time()
    assert broker.sink.away == set()
    broker.clock.advance(2)
    broker.inventory.pass_time()
    assert broker.sink.away == {"sensor/it"}
    broker.say("t", "")
    assert broker.told("sensor/it")[0] == "21.5", "nothing said is no reason to forget"
    assert broker.sink.away == set()


def test_a_motion_that_is_only_ever_told_is_over_after_its_delay(broker: Broker) -> None:
    broker.announce("binary_sensor", stat_t="m", off_dly=5)
    broker.say("m", "ON")
    broker.clock.advance(5)
    assert broker.inventory.due_s == broker.clock.monotonic_s()
    broker.inventory.pass_time()
    assert broker.told("binary_sensor/it")[0] == "off"


def test_a_tilt_has_a_scale_of_its_own(broker: Broker) -> None:
    broker.announce("cover", cmd_t="c", tilt_cmd_t="c/t", tilt_status_t="c/now", tilt_max=180)
    broker.say("c/now", "90")
    assert broker.told("cover/it")[1]["current_tilt_position"] == 50
    assert broker.sent("cover/it", "set_cover_tilt_position", tilt_position=25) == [("c/t", "45")]


def test_a_lock_gets_its_code_and_an_update_tells_how_far_it_is(broker: Broker) -> None:
    broker.announce("lock", cmd_t="k", cmd_tpl="{{ value }}:{{ code }}", code_format="^\\d{4}$")
    assert broker.sent("lock/it", "unlock", code="1234") == [("k", "UNLOCK:1234")]
    broker.announce("update", stat_t="u", cmd_t="u/do", pl_inst="go")
    broker.say("u", {"installed_version": "1", "latest_version": "2", "update_percentage": 40})
    value, now = broker.told("update/it")
    assert (value, now["in_progress"], now["update_percentage"]) == ("on", True, 40)


def test_what_moves_into_a_whole_device_is_never_twice_and_never_gone(broker: Broker) -> None:
    broker.announce("sensor", stat_t="t", default_entity_id="sensor.attic")
    broker.say("t", "1")
    assert broker.sink.entities["sensor/it"].object_id == "attic"
    broker.say("homeassistant/sensor/it/config", {"migrate_discovery": True})
    part = {"p": "sensor", "unique_id": "it", "state_topic": "t"}
    whole = {"dev": {"ids": "d", "via_device": "hub"}, "o": {"name": "x"}, "cmps": {"a": part}}
    broker.say("homeassistant/device/d/config", whole)
    broker.say("homeassistant/sensor/it/config", "")
    assert set(broker.sink.entities) == {"sensor/it"}
    assert broker.sink.devices_by_key["d"].via == "hub"


def test_what_is_announced_without_a_name_is_called_by_its_class(broker: Broker) -> None:
    told = {"warmth": "temperature", "dust": "pm25", "door": None}
    parts: dict[str, Any] = {
        name: {"p": "sensor", "unique_id": name, "state_topic": "t", "device_class": kind}
        for name, kind in told.items()
    }
    parts["main"] = {**parts["warmth"], "unique_id": "main", "name": None}
    whole = {"dev": {"ids": "d", "name": "Box"}, "o": {"name": "x"}, "cmps": parts}
    broker.say("homeassistant/device/d/config", whole)
    names = {key.removeprefix("sensor/"): it.name for key, it in broker.sink.entities.items()}
    assert names == {"warmth": "Temperature", "dust": "PM2.5", "door": None, "main": None}


def test_a_tasmota_output_keeps_the_name_it_was_given(broker: Broker) -> None:
    key = "tasmota/AABBCCDDEEFF/POWER"
    broker.tasmota(rl=[1])
    assert broker.sink.entities[key].name is None
    broker.tasmota(rl=[1], fn=["Kettle"])
    assert broker.sink.entities[key].name == "Kettle"


def test_tasmota_shutters_are_driven_and_asked_where_they_are(broker: Broker) -> None:
    broker.tasmota(rl=[3, 3])
    questions = {("roof/cmnd/STATE", ""), ("roof/cmnd/STATUS", "10")}
    assert broker.inventory.questions == questions
    key = "tasmota/AABBCCDDEEFF/Shutter1"
    shutter = {"Shutter1": {"Position": 30, "Direction": 1, "Target": 100}}
    broker.say("roof/stat/STATUS10", {"StatusSNS": shutter})
    assert broker.told(key) == ("opening", {"current_position": 30})
    broker.say("roof/tele/SENSOR", {"Shutter1": {"Position": 0, "Direction": 0}})
    assert broker.told(key) == ("closed", {"current_position": 0})
    assert broker.sent(key, "open_cover") == [("roof/cmnd/ShutterOpen1", "")]
    moved = broker.sent(key, "set_cover_position", position=40)
    assert moved == [("roof/cmnd/ShutterPosition1", "40")]


def test_tasmota_measures_in_the_units_it_names(broker: Broker) -> None:
    air = {"Temperature": 70.5, "Humidity": 40}
    three = {"Power": [1, 2, 3], "Total": 12.5}
    broker.tasmota(measured={"AM2301": air, "ENERGY": three, "TempUnit": "F"})
    place = "tasmota/AABBCCDDEEFF"
    warmth = broker.sink.entities[f"{place}/AM2301_Temperature"].attributes
    assert (warmth["unit_of_measurement"], warmth["device_class"]) == ("°F", "temperature")
    broker.say("roof/tele/SENSOR", {"AM2301": air, "ENERGY": three, "TempUnit": "F"})
    assert broker.told(f"{place}/ENERGY_Power_2")[0] == "2"
    broker.say("roof/stat/STATUS10", {"StatusSNS": {"AM2301": {"Temperature": 71}}})
    assert broker.told(f"{place}/AM2301_Temperature")[0] == "71"
    assert broker.told(f"{place}/AM2301_Humidity")[0] == "40"


def test_tasmota_buttons_are_events_and_its_inputs_are_signs(broker: Broker) -> None:
    broker.tasmota(rl=[1], btn=[1], swc=[1, 0], swn=["Door", None], so={"73": 1, "114": 1, "30": 1})
    place = "tasmota/AABBCCDDEEFF"
    assert broker.sink.entities[f"{place}/POWER"].domain == "light"
    broker.say("roof/stat/RESULT", {"Button1": {"Action": "DOUBLE"}})
    assert broker.sink.events == [(f"{place}/Button1", "double", {})]
    broker.say("roof/stat/RESULT", {"Door": {"Action": "ON"}})
    assert broker.told(f"{place}/Switch1")[0] == "on"
    broker.say("roof/tele/SENSOR", {"Door": "OFF"})
    assert broker.told(f"{place}/Switch1")[0] == "off"


def test_a_tasmota_lamp_says_whether_it_is_white_or_coloured(broker: Broker) -> None:
    broker.tasmota(rl=[2], lt_st=5)
    key = "tasmota/AABBCCDDEEFF/POWER"
    white = {"POWER": "ON", "Dimmer": 50, "HSBColor": "0,0,0", "White": 50, "CT": 300}
    broker.say("roof/tele/STATE", white)
    value, now = broker.told(key)
    assert (value, now["color_mode"], now["brightness"]) == ("on", "color_temp", 128)
    broker.say("roof/stat/RESULT", {"POWER": "ON", "HSBColor": "120,100,50", "White": 0, "CT": 300})
    assert broker.told(key)[1]["hs_color"] == [120, 100]
    assert broker.sent(key, "turn_on", brightness=255) == [("roof/cmnd/Dimmer", "100")]
    assert broker.sent(key, "turn_off") == [("roof/cmnd/POWER", "OFF")]


@pytest.mark.parametrize("payload", ["nan", "1e400", "-inf", "{}", "null", "[]", '{"state":{}}'])
def test_no_payload_takes_a_home_its_broker(broker: Broker, payload: str) -> None:
    positions = {"pos_t": "t", "tilt_status_t": "t", "tilt_cmd_t": "c", "cmd_t": "c"}
    broker.announce("cover", stat_t="t", ent_cat={"not": "a word"}, **positions)
    broker.announce("valve", stat_t="t", reports_position=True)
    broker.announce("fan", stat_t="t", pct_stat_t="t", pct_cmd_t="c", pl_on=payload)
    broker.announce("light", stat_t="t", bri_stat_t="t", bri_cmd_t="c", bri_scl=payload)
    broker.announce("light", schema="json", stat_t="t", min_mirs=payload, sup_clrm=["color_temp"])
    broker.say("t", payload)
    assert broker.sink.entities.keys() >= {"cover/it", "valve/it", "fan/it", "light/it"}
