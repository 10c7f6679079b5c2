import pytest

from embedded_hub.cli.call import sentence
from embedded_hub.cli.change_lines import Change, change_as_json, change_line, changes_between
from embedded_hub.cli.entity_filter import EntityFilter
from embedded_hub.cli.exit_codes import ExitCode, of_error, of_outcome
from embedded_hub.cli.output import age, table
from embedded_hub.client.action_call import Target
from embedded_hub.client.entity_mirror import MirrorChange
from embedded_hub.client.home_registry import HomeRegistry
from embedded_hub.errors import (
    AuthenticationFailed,
    CannotConnect,
    ConfigError,
    GatewayUnreachable,
    HomewireError,
    NotFound,
    StorageError,
)
from embedded_hub.model.action import Outcome, OutcomeKind
from embedded_hub.model.ids import AreaId, EntityId, EntityKey, GatewayId
from embedded_hub.model.registry import Area, Entity
from embedded_hub.model.state import Context, State
from embedded_hub.model.values import JsonValue

DESK = EntityId("light.desk")


def state(value: str, **attributes: JsonValue) -> State:
    return State(
        entity_id=DESK,
        value=value,
        attributes={"friendly_name": "Desk Lamp", **attributes},
        changed_at=1.0,
        updated_at=2.0,
        context=Context(id="1", user_id="anna"),
    )


@pytest.mark.parametrize(
    ("change", "end"),
    [
        (Change(state("off"), state("on", brightness=3)), "light.desk  off -> on"),
        (Change(None, state("on")), "light.desk  (new) -> on"),
        (Change(state("on"), None), "light.desk  on -> (removed)"),
        (
            Change(state("on", brightness=3), state("on", brightness=9, effect="x")),
            "light.desk  on  brightness 3 -> 9, effect - -> x",
        ),
        (Change(state("on"), state("on", **dict.fromkeys("abcdef", 1))), "and 2 more"),
        (Change(state("on"), state("on")), "light.desk  on"),
    ],
)
def test_a_change_is_a_line_with_what_was_and_is(change: Change, end: str) -> None:
    assert change_line(change).endswith(end)


def test_a_change_for_programs_holds_only_what_differs() -> None:
    assert change_as_json(Change(state("off", a=1, b=1), state("on", a=2))) == {
        "at": 2.0,
        "entity_id": "light.desk",
        "old": "off",
        "new": "on",
        "attributes": {"a": 2, "b": None},
        "user_id": "anna",
    }


def test_changes_follow_what_was_known_before() -> None:
    known: dict[EntityId, State] = {}
    added = MirrorChange(added=frozenset({DESK}))
    assert changes_between(known, {DESK: state("on")}, added) == [Change(None, state("on"))]
    removed = MirrorChange(removed=frozenset({DESK}))
    assert changes_between(known, {}, removed) == [Change(state("on"), None)]
    assert changes_between(known, {}, removed) == []


@pytest.mark.parametrize(
    ("words", "is_meant"),
    [
        ((), True),
        (("light.desk",), True),
        (("light.des",), False),
        (("light.*",), True),
        (("desk",), True),
        (("lamp",), True),
        (("cellar",), False),
        (("cellar", "desk"), True),
    ],
)
def test_an_entity_is_named_by_id_pattern_or_part_of_its_name(
    words: tuple[str, ...], is_meant: bool
) -> None:
    assert EntityFilter(words=words).holds(state("on"), HomeRegistry()) is is_meant


def test_area_and_domain_must_both_hold() -> None:
    study = AreaId("study")
    registry = HomeRegistry(
        areas={study: Area(area_id=study, name="Study")},
        entities={
            DESK: Entity(
                entity_id=DESK, gateway_id=GatewayId("g"), key=EntityKey("k"), area_id=study
            )
        },
    )
    assert EntityFilter(area_id=study, domain="light").holds(state("on"), registry)
    assert not EntityFilter(area_id=study, domain="fan").holds(state("on"), registry)
    assert not EntityFilter(area_id=AreaId("hall")).holds(state("on"), registry)


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (OutcomeKind.DONE, 0),
        (OutcomeKind.FAILED, 3),
        (OutcomeKind.NOT_CONNECTED, 4),
        (OutcomeKind.UNKNOWN, 5),
    ],
)
def test_every_outcome_has_its_exit_code(kind: OutcomeKind, code: int) -> None:
    assert of_outcome(kind) == code


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (ConfigError(), ExitCode.USAGE),
        (StorageError(), ExitCode.FAILED),
        (CannotConnect(), ExitCode.NOT_CONNECTED),
        (AuthenticationFailed(), ExitCode.NOT_CONNECTED),
        (NotFound(), ExitCode.FAILED),
        (GatewayUnreachable(), ExitCode.FAILED),
    ],
)
def test_every_error_has_its_exit_code(error: HomewireError, code: ExitCode) -> None:
    assert of_error(error) is code


def test_an_outcome_is_a_plain_sentence() -> None:
    target = Target(entity_id=("light.desk",), area_id=("study",))
    done = Outcome(kind=OutcomeKind.DONE)
    assert sentence("light.turn_on", target, done) == "Done: light.turn_on on light.desk, study."
    failed = Outcome(kind=OutcomeKind.FAILED, code="action_invalid", message="Too bright.")
    assert sentence("light.turn_on", target, failed).endswith("(action_invalid). Too bright.")
    assert sentence("script.evening", Target(), done) == "Done: script.evening."


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "now"), (40, "40 s"), (200, "3 min"), (7200, "2 h"), (170_000, "47 h"), (200_000, "2 d")],
)
def test_an_age_is_told_in_its_largest_unit(seconds: float, text: str) -> None:
    assert age(seconds) == text


def test_a_table_is_aligned_and_shows_control_characters() -> None:
    assert table(("A", "B"), [("long name", "1"), ("x\n", "22")]) == (
        "A          B\nlong name  1\nx\\x0a      22"
    )
