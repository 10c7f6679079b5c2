from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedded_hub.client.entity_mirror import EntityMirror, MirrorChange
from embedded_hub.errors import RemoteProtocolError
from embedded_hub.model.ids import EntityId

LIGHT, LOCK, FAN = EntityId("light.a"), EntityId("lock.b"), EntityId("fan.c")


def whole(value: str, at: float = 1.0, context: str = "x", **attributes: object) -> dict[str, Any]:
    return {"s": value, "a": attributes, "c": context, "lc": at}


def snapshot(mirror: EntityMirror, event: Any) -> MirrorChange:
    mirror.begin()
    return mirror.apply(event)


def mirror_of(**states: dict[str, Any]) -> EntityMirror:
    mirror = EntityMirror()
    snapshot(mirror, {"a": {name.replace("__", "."): state for name, state in states.items()}})
    return mirror


def test_the_first_snapshot_adds_everything() -> None:
    mirror = EntityMirror()
    change = snapshot(mirror, {"a": {LIGHT: whole("on"), LOCK: whole("locked")}})
    assert change == MirrorChange(added=frozenset({LIGHT, LOCK}))
    assert mirror.states[LIGHT].value == "on"


def test_a_second_snapshot_reports_real_differences_only() -> None:
    mirror = mirror_of(light__a=whole("on"), lock__b=whole("locked"))
    change = snapshot(
        mirror, {"a": {LIGHT: whole("on", context="another"), FAN: whole("off", 5.0)}}
    )
    assert change == MirrorChange(added=frozenset({FAN}), removed=frozenset({LOCK}))
    assert set(mirror.states) == {LIGHT, FAN}


def test_an_equal_snapshot_is_no_change_at_all() -> None:
    mirror = mirror_of(light__a=whole("on", brightness=3))
    assert not snapshot(mirror, {"a": {LIGHT: whole("on", brightness=3)}})


def test_a_change_touches_only_what_it_names() -> None:
    mirror = mirror_of(light__a=whole("on", brightness=3, name="A"), lock__b=whole("locked"))
    change = mirror.apply({"c": {LIGHT: {"+": {"lu": 2.0, "a": {"brightness": 9}}}}})
    assert change == MirrorChange(changed=frozenset({LIGHT}))
    state = mirror.states[LIGHT]
    assert (state.attributes, state.changed_at) == ({"brightness": 9, "name": "A"}, 1.0)


def test_an_entity_told_again_whole_and_equal_is_no_change() -> None:
    mirror = mirror_of(light__a=whole("on"))
    assert not mirror.apply({"a": {LIGHT: whole("on")}})
    assert mirror.apply({"a": {LIGHT: whole("off", 2.0)}}) == MirrorChange(
        changed=frozenset({LIGHT})
    )


def test_a_removed_entity_is_gone_and_reported_once() -> None:
    mirror = mirror_of(light__a=whole("on"))
    assert mirror.apply({"r": [LIGHT]}).removed == {LIGHT}
    assert not mirror.apply({"r": [LIGHT]})


def test_a_malformed_event_changes_nothing() -> None:
    mirror = mirror_of(light__a=whole("on"))
    for event in (7, {"a": {"light.a": {"s": 3}}}, {"r": "light.a"}):
        with pytest.raises(RemoteProtocolError):
            mirror.apply(event)
        with pytest.raises(RemoteProtocolError):
            snapshot(mirror, event)
    assert mirror.states[LIGHT].value == "on"


_names = st.sampled_from([LIGHT, LOCK, FAN])
_wholes = st.dictionaries(_names, st.builds(whole, st.sampled_from(["on", "off"]), st.just(1.0)))


@given(_wholes, _wholes, st.integers(0, 3))
def test_a_snapshot_in_parts_is_the_same_as_in_one(before: Any, after: Any, cut: int) -> None:
    one, other = EntityMirror(), EntityMirror()
    for mirror in (one, other):
        snapshot(mirror, {"a": before})
    at_once = snapshot(one, {"a": after})
    other.begin()
    names = list(after)
    parts: list[Any] = [{"more": True}]
    parts += [{"a": {name: after[name] for name in half}} for half in (names[:cut], names[cut:])]
    assert not any(other.apply(part) for part in parts)
    was_whole = other.is_whole
    assert {name: state.value for name, state in other.states.items()} == {
        name: state["s"] for name, state in before.items()
    }
    assert other.apply({"more": False}) == at_once
    assert (was_whole, other.is_whole) == (False, True)
    assert other.states == one.states


@given(_wholes, _wholes)
def test_a_snapshot_leaves_exactly_what_it_holds(before: Any, after: Any) -> None:
    mirror = EntityMirror()
    snapshot(mirror, {"a": before})
    change = snapshot(mirror, {"a": after})
    assert {name: state.value for name, state in mirror.states.items()} == {
        name: state["s"] for name, state in after.items()
    }
    assert change.added == after.keys() - before.keys()
    assert change.removed == before.keys() - after.keys()
    assert change.changed == {n for n in before.keys() & after.keys() if before[n] != after[n]}
