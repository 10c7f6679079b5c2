from typing import Any

import msgspec
import pytest

from embedded_hub.core.permissions import Scope
from embedded_hub.model.ids import EntityId
from embedded_hub.model.state import Context, State
from embedded_hub.protocol.compressed import apply_event
from embedded_hub.server.audiences import (
    EncodedStates,
    EventAudience,
    PendingChange,
    StateAudience,
)

LIGHT, LOCK, NEW = EntityId("light.desk"), EntityId("lock.door"), EntityId("sensor.new")
EVERYBODY = Scope("all", None)
GUEST = Scope("guest:desk", frozenset({LIGHT}))


def state(entity_id: EntityId, value: str, at: float = 1.0) -> State:
    return State(
        entity_id=entity_id,
        value=value,
        attributes={"friendly_name": "X"},
        changed_at=at,
        updated_at=at,
        context=Context(id=f"c{at}"),
    )


@pytest.fixture
def states() -> dict[EntityId, State]:
    return {LIGHT: state(LIGHT, "off"), LOCK: state(LOCK, "locked")}


def read(frame: bytes) -> Any:
    """Decode what stands after a short frame's header."""
    return msgspec.json.decode(frame[frame.index(b"{") :])


def audience(
    states: dict[EntityId, State], scope: Scope, wanted: frozenset[EntityId] | None = None
) -> tuple[EncodedStates, StateAudience]:
    encoded = EncodedStates(states)
    return encoded, StateAudience(encoded, scope, wanted, 7)


def test_a_snapshot_holds_what_was_asked_and_may_be_seen(states: dict[EntityId, State]) -> None:
    for scope, wanted, seen in [
        (EVERYBODY, None, {LIGHT, LOCK}),
        (GUEST, None, {LIGHT}),
        (EVERYBODY, frozenset({LOCK, NEW}), {LOCK}),
        (GUEST, frozenset({LOCK}), set()),
    ]:
        message = msgspec.json.decode(audience(states, scope, wanted)[1].snapshot())
        assert set(message["event"]["a"]) == seen
        assert message["id"] == 7


def test_a_client_that_fell_behind_is_told_newest_values_and_what_went(
    states: dict[EntityId, State],
) -> None:
    encoded, everybody = audience(states, EVERYBODY)
    encoded.member(LIGHT)
    states[LIGHT] = state(LIGHT, "on", 2.0)
    encoded.expire(LIGHT)
    event = read(everybody.newest([LIGHT, NEW]))["event"]
    assert event["a"][LIGHT]["s"] == "on"
    assert event["r"] == [NEW]


def test_a_guest_is_never_told_of_what_it_may_not_see(states: dict[EntityId, State]) -> None:
    event = read(audience(states, GUEST)[1].newest([LIGHT, LOCK]))["event"]
    assert set(event["a"]) == {LIGHT}
    assert "locked" not in str(event)


def test_collected_changes_bring_a_mirror_up_to_date(states: dict[EntityId, State]) -> None:
    encoded, everybody = audience(states, EVERYBODY)
    mirror = dict(states)
    before = dict(states)
    states[LIGHT] = state(LIGHT, "on", 2.0)
    states[NEW] = state(NEW, "5", 2.0)
    del states[LOCK]
    for entity_id in (LIGHT, NEW, LOCK):
        encoded.expire(entity_id)
        pending = PendingChange(entity_id, before.get(entity_id), encoded)
        pending.new = states.get(entity_id)
        everybody.collect(pending)
    apply_event(mirror, read(everybody.take())["event"])
    assert mirror == states


def test_events_keep_their_order_and_none_is_merged_away() -> None:
    events = EventAudience(EVERYBODY, 3, coalesces=True)
    for number in range(3):
        events.collect(b"%d" % number)
    frame = events.take()
    assert msgspec.json.decode(frame[2:]) == [
        {"id": 3, "type": "event", "event": number} for number in range(3)
    ]
    assert not events.has_events


def test_a_client_that_takes_no_arrays_gets_a_frame_for_each_event() -> None:
    events = EventAudience(EVERYBODY, 3, coalesces=False)
    events.collect(b"1")
    events.collect(b"2")
    assert events.take().count(b'"type":"event"') == 2
    events.collect(b"3")
    assert b"[" not in events.take()


def test_listing_names_what_is_seen_and_is_a_list_even_of_nothing() -> None:
    states = {LIGHT: state(LIGHT, "on"), LOCK: state(LOCK, "locked")}
    encoded = EncodedStates(states)

    def listed(visible: frozenset[EntityId] | None) -> list[str]:
        entries = msgspec.json.decode(encoded.listing(Scope("some", visible)))
        return [f"{entry['entity_id']} {entry['state']}" for entry in entries]

    assert listed(None) == [f"{LIGHT} on", f"{LOCK} locked"]
    assert listed(frozenset({LOCK})) == [f"{LOCK} locked"]
    assert listed(frozenset()) == []

    states[LIGHT] = state(LIGHT, "off", 2.0)
    del states[LOCK]
    encoded.expire(LIGHT)
    encoded.expire(LOCK)
    assert listed(None) == [f"{LIGHT} off"]
