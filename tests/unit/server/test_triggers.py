from typing import Any

import pytest

from embedded_hub.errors import InvalidFormat, NotSupported
from embedded_hub.model.ids import EntityId
from embedded_hub.model.state import Context, State
from embedded_hub.server.triggers import parse_triggers


def state(value: str, **attributes: Any) -> State:
    return State(
        entity_id=EntityId("light.x"),
        value=value,
        attributes=attributes,
        changed_at=1.0,
        updated_at=1.0,
        context=Context(id="c"),
    )


@pytest.mark.parametrize(
    ("limits", "old", "new", "fires"),
    [
        ({}, state("on"), state("off"), True),
        ({}, state("on"), state("on", brightness=3), True),
        ({}, None, state("on"), True),
        ({"to": None}, state("on"), state("on", brightness=3), False),
        ({"to": None}, state("on"), state("off"), True),
        ({"to": "on"}, state("off"), state("on"), True),
        ({"to": "on"}, state("on"), state("on", brightness=3), False),
        ({"to": ["on", "auto"]}, state("off"), state("auto"), True),
        ({"from": "off", "to": "on"}, state("auto"), state("on"), False),
        ({"from": "off"}, state("off"), None, True),
        ({"not_from": ["unknown", "unavailable"]}, state("unavailable"), state("on"), False),
        ({"not_to": "off"}, state("on"), state("off"), False),
        ({"attribute": "level"}, state("on", level=1), state("off", level=1), False),
        ({"attribute": "level", "to": "2"}, state("on", level=1), state("on", level=2), True),
    ],
)
def test_a_trigger_fires_when_its_limits_hold(
    limits: dict[str, Any], old: State | None, new: State | None, fires: bool
) -> None:
    trigger = {"platform": "state", "entity_id": "light.x", **limits}
    assert parse_triggers(trigger)[0].fires(old, new) is fires


def test_entities_are_found_whatever_their_spelling() -> None:
    trigger = parse_triggers([{"trigger": "state", "entity_id": ["Light.X ", "light.y"]}])[0]
    assert trigger.entity_ids == {"light.x", "light.y"}


def test_what_is_no_state_trigger_is_refused() -> None:
    with pytest.raises(NotSupported):
        parse_triggers({"platform": "time", "entity_id": "x", "at": "07:00"})
    with pytest.raises(NotSupported):
        parse_triggers({"platform": "state", "entity_id": "light.x", "for": {"seconds": 5}})
    with pytest.raises(InvalidFormat):
        parse_triggers({"platform": "state"})
    with pytest.raises(InvalidFormat):
        parse_triggers({"platform": "state", "entity_id": 7})
