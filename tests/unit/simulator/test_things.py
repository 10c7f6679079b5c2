"""Simulated things react like real ones: over time, within limits, and with an answer."""

import pytest

from embedded_hub.model.values import JsonValue
from embedded_hub.simulator.appliances import PROGRAMS, WashingMachine
from embedded_hub.simulator.flat import Flat
from embedded_hub.simulator.travel import HOME, VAN_ROUTE, distance_m, heading_deg

START_S = 1_795_399_200.0


class Watched:
    """A flat and its clock."""

    def __init__(self) -> None:
        self.flat = Flat(seed=1)
        self.now_s = START_S
        self.flat.step(self.now_s)

    def let_pass(self, seconds: float) -> None:
        end_s = self.now_s + seconds
        while self.now_s < end_s:
            self.now_s = min(end_s, self.now_s + 0.25)
            self.flat.step(self.now_s)

    def value(self, key: str, name: str) -> JsonValue:
        return self.flat.states()[key].get(name)

    def number(self, key: str, name: str) -> float:
        value = self.value(key, name)
        assert isinstance(value, int | float)
        return value

    def do(self, key: str, do: str, **args: JsonValue) -> str | None:
        return self.flat.command(key, do, args, self.now_s).code


@pytest.fixture
def home() -> Watched:
    return Watched()


def test_lamp_ramps_to_its_level_and_goes_dark_at_the_end(home: Watched) -> None:
    home.do("floor_lamp/light", "set", level=100)
    home.let_pass(0.25)
    assert 40 < home.number("floor_lamp/light", "level") < 100
    home.let_pass(1)
    assert home.value("floor_lamp/light", "level") == 100
    home.do("floor_lamp/light", "set", on=False, transition=4)
    home.let_pass(2)
    assert home.value("floor_lamp/light", "on") is True
    home.let_pass(3)
    assert home.value("floor_lamp/light", "on") is False


def test_lamp_forgets_its_white_when_it_gets_a_colour(home: Watched) -> None:
    home.do("living_ceiling/light", "set", color=[255, 0, 0])
    assert home.value("living_ceiling/light", "color_temp") is None
    home.do("living_ceiling/light", "set", color_temp=4000)
    assert home.value("living_ceiling/light", "color") is None


@pytest.mark.parametrize(
    ("args", "code"),
    [
        ({"level": 101}, "invalid"),
        ({"level": "bright"}, "invalid"),
        ({"on": 1}, "invalid"),
        ({"color": [1, 2]}, "invalid"),
        ({"effect": "disco"}, "invalid"),
        ({"volume": 3}, "unsupported"),
    ],
)
def test_nonsense_is_refused(home: Watched, args: dict[str, JsonValue], code: str) -> None:
    assert home.do("living_ceiling/light", "set", **args) == code


def test_blind_moves_over_seconds_and_stops_on_the_way(home: Watched) -> None:
    home.do("living_blinds/cover", "set", position=0)
    home.let_pass(5)
    assert home.value("living_blinds/cover", "moving") == "closing"
    assert 0 < home.number("living_blinds/cover", "position") < 70
    home.do("living_blinds/cover", "stop")
    assert home.value("living_blinds/cover", "moving") == "stopped"
    stopped_at = home.value("living_blinds/cover", "position")
    home.let_pass(5)
    assert home.value("living_blinds/cover", "position") == stopped_at


def test_lock_says_it_turns_before_it_has_turned(home: Watched) -> None:
    home.do("front_door/lock", "set", lock="unlocked")
    assert home.value("front_door/lock", "lock") == "unlocking"
    home.let_pass(1)
    assert home.value("front_door/lock", "lock") == "unlocked"


def test_radiator_heats_until_the_room_is_warm(home: Watched) -> None:
    began = home.number("living_radiator/climate", "current")
    home.do("living_radiator/climate", "set", target=began + 1.5)
    home.let_pass(30)
    assert home.value("living_radiator/climate", "action") == "heating"
    home.let_pass(240)
    assert home.number("living_radiator/climate", "current") > began + 1
    assert home.value("living_radiator/climate", "action") == "idle"


def test_preset_sets_the_target_and_a_target_ends_the_preset(home: Watched) -> None:
    home.do("living_radiator/climate", "set", preset="eco")
    assert home.value("living_radiator/climate", "target") == 18.0
    home.do("living_radiator/climate", "set", target=20)
    assert home.value("living_radiator/climate", "preset") == "none"


def test_range_upside_down_is_refused(home: Watched) -> None:
    assert home.do("bedroom_ac/climate", "set", target_low=25, target_high=20) == "invalid"


def test_track_progresses_and_the_next_one_follows(home: Watched) -> None:
    first = home.value("kitchen_radio/player", "track")
    home.let_pass(15)
    assert home.number("kitchen_radio/player", "elapsed") >= 10
    home.do("kitchen_radio/player", "seek", elapsed=home.number("kitchen_radio/player", "duration"))
    home.let_pass(1)
    assert home.value("kitchen_radio/player", "track") != first
    assert home.do("kitchen_radio/player", "seek", elapsed=9999) == "invalid"


def test_washing_machine_runs_its_phases_and_refuses_a_second_start(home: Watched) -> None:
    home.do("washer/program", "set", option="Quick 30")
    assert home.do("washer/start", "press") is None
    home.let_pass(0.5)
    assert home.do("washer/start", "press") == "busy"
    seen = []
    for _ in range(40):
        home.let_pass(1)
        if (phase := home.value("washer/phase", "v")) not in seen:
            seen.append(phase)
    assert seen == ["filling", "heating", "washing", "rinsing", "spinning", "finished"]
    assert home.do("washer/start", "press") is None


def test_washing_machine_needs_longer_for_cotton() -> None:
    machine = WashingMachine("w", "Bathroom")
    assert PROGRAMS["Cotton 60"] > PROGRAMS["Quick 30"]
    assert machine.spec.entities[0].id == "phase"


def test_vacuum_cleans_comes_home_and_charges(home: Watched) -> None:
    assert home.do("vacuum/vacuum", "start") is None
    home.let_pass(30)
    assert home.number("vacuum/vacuum", "area") > 0.3
    home.do("vacuum/vacuum", "home")
    assert home.value("vacuum/vacuum", "status") == "returning"
    home.let_pass(13)
    assert home.value("vacuum/vacuum", "status") == "docked"


def test_alarm_waits_before_it_is_armed_and_rings_the_siren(home: Watched) -> None:
    home.do("alarm/alarm", "arm", mode="armed_away")
    home.let_pass(5)
    assert home.value("alarm/alarm", "status") == "arming"
    home.let_pass(6)
    assert home.value("alarm/alarm", "status") == "armed_away"
    home.do("alarm/alarm", "trigger")
    home.let_pass(16)
    assert home.value("alarm/alarm", "status") == "triggered"
    assert home.value("siren/siren", "on") is True
    assert home.do("alarm/alarm", "disarm", code="1111") == "denied"
    assert home.do("alarm/alarm", "disarm", code="1234") is None
    home.let_pass(0.5)
    assert home.value("siren/siren", "on") is False


def test_scene_sets_several_things_and_script_one_after_the_other(home: Watched) -> None:
    home.do("moods/film", "activate")
    home.let_pass(2)
    assert home.value("floor_lamp/light", "on") is False
    assert home.value("tv/player", "source") == "Films"
    home.do("moods/night", "set", on=True)
    home.let_pass(1.5)
    assert home.value("moods/night", "on") is True
    home.let_pass(4)
    assert home.value("moods/night", "on") is False
    assert home.value("tv/player", "on") is False


def test_update_installs_in_steps(home: Watched) -> None:
    home.do("gateway/update", "install")
    home.let_pass(5)
    assert 10 < home.number("gateway/update", "progress") < 90
    home.let_pass(12)
    assert home.value("gateway/update", "installed") == "1.4.2"
    assert home.do("gateway/update", "install") == "invalid"


def test_van_drives_its_round_within_the_law(home: Watched) -> None:
    here = HOME
    seen_far = False
    for _ in range(600):
        home.let_pass(1)
        there = (home.number("van/tracker", "lat"), home.number("van/tracker", "lon"))
        assert distance_m(here, there) < 50
        assert 0 <= home.number("van/tracker", "speed") <= 50
        assert 0 <= home.number("van/tracker", "heading") < 360
        seen_far = seen_far or home.value("van/tracker", "place") == "not_home"
        here = there
    assert seen_far


def test_headings_are_those_of_a_compass() -> None:
    assert heading_deg((52.0, 13.0), (52.1, 13.0)) == pytest.approx(0)
    assert heading_deg((52.0, 13.0), (52.0, 13.1)) == pytest.approx(90)
    assert heading_deg((52.0, 13.0), (51.9, 13.0)) == pytest.approx(180)
    assert distance_m(VAN_ROUTE[0], VAN_ROUTE[1]) > 100


def test_charger_draws_what_it_is_set_to(home: Watched) -> None:
    home.do("charger/current", "set", v=16)
    home.let_pass(1)
    assert home.value("charger/power", "v") == 16 * 230
    home.do("charger/charge", "set", on=False)
    home.let_pass(1)
    assert home.value("charger/power", "v") == 0


def test_no_date_is_refused(home: Watched) -> None:
    assert home.do("alarm_clock/holiday", "set", v="2027-13-45") == "invalid"
    assert home.do("alarm_clock/wake", "set", v="07:00:00") is None
