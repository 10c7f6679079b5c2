"""What a tile shows of what is known."""

import pytest

from desktop.viewmodels.face import ROLES, Face, Subject, build_face
from desktop.viewmodels.marks import Pending, Problem
from desktop.viewmodels.naming import TileName
from embedded_hub.model.capability.icons import ICONS
from embedded_hub.model.state import UNAVAILABLE, State
from embedded_hub.model.values import JsonValue
from tests.unit.desktop.homes import KITCHEN, NOW, entity, state

NAME = TileName(full="Kitchen thing", short="Thing")


def face_of(one: State, **fields: object) -> Face:
    subject = Subject(entity=entity(one.entity_id), state=one, name=NAME, area=KITCHEN, **fields)  # type: ignore[arg-type]
    return build_face(subject, NOW)


def dimmed(value: str = "on", **attributes: JsonValue) -> State:
    return state("light.x", value, NOW, supported_color_modes=["brightness"], **attributes)


def test_every_role_is_there_and_no_other() -> None:
    assert set(face_of(dimmed())) == set(ROLES)


def test_lamp_says_on_and_how_bright() -> None:
    face = face_of(dimmed(brightness=102))
    assert face["stateLine"] == "On · 40\u202f%"
    assert (face["tint"], face["isOn"], face["size"]) == ("light", True, "1x2")
    assert face["mainAction"] == "toggle"


def test_lamp_that_is_off_is_muted() -> None:
    face = face_of(dimmed("off"))
    assert (face["stateLine"], face["tint"], face["isOn"]) == ("Off", "textMuted", False)


def test_coloured_lamp_has_its_own_colour() -> None:
    lamp = state("light.x", "on", supported_color_modes=["hs"], hs_color=[0, 100], brightness=9)
    assert face_of(lamp)["tintColor"] == "#ff0000"


def test_open_door_is_open_and_not_on() -> None:
    face = face_of(state("binary_sensor.door", "on", device_class="door"))
    assert (face["stateText"], face["tint"]) == ("Open", "attention")


def test_number_stands_large_with_its_unit_beside_it() -> None:
    face = face_of(state("sensor.t", "21.44", device_class="temperature", unit_of_measurement="°C"))
    assert (face["valueText"], face["unitText"], face["stateText"]) == ("21.4", "°C", "21.4°")
    assert face["isOn"] is False


def test_gateway_may_say_how_many_decimals() -> None:
    face = face_of(state("sensor.t", "21.449", suggested_display_precision=2))
    assert face["valueText"] == "21.45"


def test_pending_shows_what_was_asked_and_not_what_is() -> None:
    face = face_of(dimmed(brightness=102), pending=Pending(asked="80 %"))
    assert (face["isPending"], face["stateLine"]) == (True, "80 %")
    assert face["detailText"] == "40\u202f%"


def test_problem_is_a_sentence_with_the_things_name() -> None:
    face = face_of(dimmed(), problem=Problem(kind="failed", code="internal", message="ETIMEDOUT"))
    assert face["problemText"] == (
        "Kitchen thing did not do it. It may be switched off at the wall."
    )
    assert face["stateLine"] == face["problemText"]


def test_unknown_outcome_is_sent_and_not_confirmed() -> None:
    face = face_of(dimmed(), problem=Problem(kind="unknown", code="unknown_outcome", message=""))
    assert face["stateLine"] == "Sent, not confirmed"


def test_gateway_that_is_away_is_named() -> None:
    problem = Problem(kind="not_connected", code="not_connected", message="")
    face = face_of(dimmed(), problem=problem, gateway_title="Garden house")
    assert face["problemText"] == "Garden house is not connected. Nothing was sent."


def test_unavailable_thing_shows_its_last_value_with_its_age() -> None:
    gone = state(
        "sensor.t",
        UNAVAILABLE,
        NOW,
        device_class="temperature",
        unit_of_measurement="°C",
        last_state="21.4",
        last_seen_at=NOW - 840,
    )
    face = face_of(gone)
    assert (face["isAvailable"], face["tint"]) == (False, "textMuted")
    assert face["stateLine"] == "21.4° · 14 min ago"
    assert face["features"] == []
    assert face["mainAction"] == "detail"


def test_thing_that_was_never_seen_says_so() -> None:
    assert str(face_of(state("light.x", UNAVAILABLE))["stateLine"]).startswith("Not available")


def test_low_battery_is_a_badge() -> None:
    badges = face_of(state("binary_sensor.d", "off"), battery_percent=9.0)["badges"]
    assert isinstance(badges, list)
    assert [badge["kind"] for badge in badges] == ["battery"]
    assert face_of(state("binary_sensor.d", "off"), battery_percent=80.0)["badges"] == []


def test_lock_is_held_and_not_tapped() -> None:
    face = face_of(state("lock.door", "locked"))
    assert (face["mainAction"], face["holdText"], face["tint"]) == (
        "hold",
        "Hold to unlock",
        "good",
    )
    assert face_of(state("lock.door", "unlocked"))["holdText"] == "Hold to lock"


def test_alarm_is_not_switched_by_a_tap() -> None:
    face = face_of(state("alarm_control_panel.a", "disarmed", supported_features=7))
    assert face["mainAction"] == "detail"


def test_reading_aloud_says_name_and_state() -> None:
    assert face_of(dimmed("off"))["accessibleText"] == "Kitchen thing, Off"


@pytest.mark.parametrize("domain", sorted({key.partition(".")[0] for key in ICONS}))
@pytest.mark.parametrize("value", ["on", "off", "unknown", UNAVAILABLE, "", "12", "2026-11-23"])
def test_every_domain_has_a_face_whatever_its_state(domain: str, value: str) -> None:
    face = face_of(state(f"{domain}.x", value, supported_features=2**22 - 1))
    assert face["icon"]
    assert face["stateText"] or value == ""
