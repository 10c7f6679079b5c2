"""When a person is asked for a code, and with which keys."""

import pytest

from embedded_hub.model.capability import alarm_control_panel, code
from embedded_hub.model.capability.api import number_of
from tests.unit.model.capability.conftest import state_of


@pytest.mark.parametrize(
    ("attributes", "action", "expected"),
    [
        ({}, "alarm_disarm", False),
        ({"code_format": "number"}, "alarm_disarm", True),
        ({"code_format": "number"}, "alarm_arm_away", True),
        ({"code_format": "number", "code_arm_required": True}, "alarm_arm_away", True),
        ({"code_format": "number", "code_arm_required": False}, "alarm_arm_away", False),
        ({"code_format": "number", "code_arm_required": False}, "alarm_disarm", True),
    ],
)
def test_an_alarm_asks_for_a_code_where_it_wants_one(
    attributes: dict[str, object], action: str, expected: bool
) -> None:
    state = state_of("alarm_control_panel.home", "disarmed", attributes)

    assert alarm_control_panel.needs_code(state, action) is expected


@pytest.mark.parametrize(
    ("form", "expected"),
    [("number", True), ("^\\d{4}$", True), ("text", False), ("[a-f]+", False), (None, False)],
)
def test_a_number_pad_is_shown_for_digits_alone(form: str | None, expected: bool) -> None:
    assert code.is_numeric(state_of("lock.a", "locked", {"code_format": form})) is expected


@pytest.mark.parametrize(
    ("pattern", "value", "expected"),
    [
        ("[0-9]+", "12", True),
        ("[0-9]+", "12\n", False),
        ("[0-9]{4}", "12345", False),
        ("a" * 101, "b", True),
        ("\\", "b", True),
        ("a{99999999999}", "b", True),
    ],
)
def test_a_pattern_matches_as_a_whole_or_is_left_to_the_device(
    pattern: str, value: str, expected: bool
) -> None:
    assert code.matches(pattern, value) is expected


@pytest.mark.parametrize("value", [10**400, float("inf"), float("nan"), True, None, [], "1_0"])
def test_what_is_no_finite_number_is_none(value: object) -> None:
    assert number_of(value) is None  # type: ignore[arg-type]


@pytest.mark.parametrize(("value", "expected"), [(" 12 ", 12), (".5", 0.5), ("-3e2", -300), (7, 7)])
def test_numbers_are_read_from_text(value: str, expected: float) -> None:
    assert number_of(value) == expected
