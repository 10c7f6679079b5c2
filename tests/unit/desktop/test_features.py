"""What tiles offer, and the action each touch stands for."""

from typing import Any

import pytest

from desktop.backend import fake_home
from desktop.viewmodels.features.kinds import FeatureMap
from desktop.viewmodels.features.table import FEATURES, command_of, features_of
from embedded_hub.model.capability.arguments import check_arguments
from embedded_hub.model.capability.domains import DOMAINS
from embedded_hub.model.ids import domain_of
from embedded_hub.model.state import State
from embedded_hub.model.values import JsonValue
from tests.unit.desktop.homes import state

STATES = {one.entity_id: one for one in fake_home.states(1_800_000_000.0)}
KINDS = {
    "toggle", "slider", "range", "stepper", "buttons", "options", "color", "text", "media", "place",
}  # fmt: skip


def rows() -> list[tuple[State, FeatureMap]]:
    return [
        (one, feature)
        for one in STATES.values()
        for feature in features_of(domain_of(one.entity_id), one)
    ]


def sent(one: State, feature_id: str, value: JsonValue) -> tuple[str, dict[str, JsonValue]]:
    command = command_of(domain_of(one.entity_id), one, feature_id, value)
    assert command is not None
    return command.action, dict(command.arguments)


def values_of(feature: FeatureMap) -> list[Any]:
    """Return what each control may send."""
    match feature["kind"]:
        case "toggle":
            return [True, False]
        case "slider" | "stepper":
            return [feature["min"], feature["max"]]
        case "range":
            return [[feature["min"], feature["max"]]]
        case "options":
            listed = feature["options"]
            assert isinstance(listed, list)
            return [option["value"] for option in listed]
        case "color":
            return ["#ff8800"]
        case "buttons":
            pressed = feature["buttons"]
            assert isinstance(pressed, list)
            return [{"action": one["action"], "code": ""} for one in pressed]
    return []


@pytest.mark.parametrize(("one", "feature"), rows(), ids=lambda part: str(part)[:60])
def test_whatever_a_control_sends_the_domain_accepts(one: State, feature: FeatureMap) -> None:
    assert feature["kind"] in KINDS
    assert feature["label"]
    domain = domain_of(one.entity_id)
    for value in values_of(feature):
        action, arguments = sent(one, str(feature["id"]), value)
        spec = DOMAINS[domain].actions[action]
        check_arguments(spec.fields, one.attributes, arguments)


@pytest.mark.parametrize("domain", sorted(FEATURES))
def test_touch_on_a_control_that_is_not_there_means_nothing(domain: str) -> None:
    assert command_of(domain, state(f"{domain}.x", "on"), "never", None) is None


def test_domain_nobody_knows_offers_nothing() -> None:
    assert features_of("sculpture", state("sculpture.x", "on")) == []
    assert command_of("sculpture", state("sculpture.x", "on"), "power", True) is None


def test_unavailable_thing_offers_nothing() -> None:
    assert features_of("light", state("light.x", "unavailable")) == []


def test_brightness_is_a_percentage_that_never_rounds_to_darkness() -> None:
    lamp = STATES[next(one for one in STATES if one.startswith("light.kitchen"))]
    assert sent(lamp, "brightness", 40) == ("turn_on", {"brightness": 102})
    assert sent(lamp, "brightness", 1) == ("turn_on", {"brightness": 3})
    assert sent(lamp, "brightness", 0) == ("turn_off", {})


def test_broken_colour_is_no_command() -> None:
    lamp = state("light.x", "on", supported_color_modes=["hs"])
    for broken in ("#12", "red", "#zzzzzz", ""):
        assert command_of("light", lamp, "color", broken) is None
    assert sent(lamp, "color", "#ff8000") == ("turn_on", {"rgb_color": [255, 128, 0]})


def test_code_goes_with_the_button_and_only_where_given() -> None:
    alarm = state("alarm_control_panel.a", "armed_home", code_format="number")
    assert sent(alarm, "alarm", {"action": "alarm_disarm", "code": "1234"}) == (
        "alarm_disarm",
        {"code": "1234"},
    )
    assert sent(alarm, "alarm", {"action": "alarm_disarm", "code": ""}) == ("alarm_disarm", {})


def test_unlocking_is_held() -> None:
    (row,) = features_of("lock", state("lock.d", "locked", supported_features=1))
    listed = row["buttons"]
    assert isinstance(listed, list)
    assert {one["action"]: one["isHold"] for one in listed} == {
        "lock": False,
        "unlock": True,
        "open": True,
    }


def test_garage_without_position_has_buttons_alone() -> None:
    kinds = [
        one["kind"]
        for one in features_of("cover", state("cover.g", "closed", supported_features=3))
    ]
    assert kinds == ["buttons"]


def test_two_temperatures_go_out_together() -> None:
    thermostat = state("climate.c", "heat_cool", supported_features=2)
    assert sent(thermostat, "targetRange", [19.5, 23.0]) == (
        "set_temperature",
        {"target_temp_low": 19.5, "target_temp_high": 23.0},
    )


def test_volume_goes_out_as_a_fraction() -> None:
    player = state("media_player.p", "playing", supported_features=4, volume_level=0.2)
    assert sent(player, "volume", 35) == ("volume_set", {"volume_level": 0.35})
