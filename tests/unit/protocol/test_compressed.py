import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedded_hub.errors import RemoteProtocolError
from embedded_hub.model.ids import EntityId
from embedded_hub.model.state import Context, State
from embedded_hub.protocol.compressed import apply_event, change_member, event_body, full_member

IDS = st.sampled_from([EntityId("light.a"), EntityId("sensor.b"), EntityId("lock.c")])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=5,
)
CONTEXTS = st.builds(
    Context,
    id=st.text("abc", min_size=1, max_size=3),
    parent_id=st.none() | st.just("p"),
    user_id=st.none() | st.just("u"),
)


@st.composite
def states(draw: st.DrawFn, entity_id: EntityId) -> State:
    changed_at = draw(st.floats(0, 2e9))
    return State(
        entity_id=entity_id,
        value=draw(st.text(max_size=5)),
        attributes=draw(st.dictionaries(st.sampled_from("abcd"), VALUES)),
        changed_at=changed_at,
        updated_at=changed_at + draw(st.sampled_from([0.0, 1.5])),
        context=draw(CONTEXTS),
    )


@given(st.data())
def test_a_mirror_ends_equal_whatever_happened(data: st.DataObject) -> None:
    truth: dict[EntityId, State] = {}
    mirror: dict[EntityId, State] = {}
    for _ in range(data.draw(st.integers(1, 8))):
        entity_id = data.draw(IDS)
        old = truth.get(entity_id)
        if old is not None and data.draw(st.booleans()):
            del truth[entity_id]
            body = event_body(removed=[entity_id])
        else:
            new = truth[entity_id] = data.draw(states(entity_id))
            body = (
                event_body(added=[full_member(new)])
                if old is None
                else event_body(changed=[change_member(old, new)])
            )
        apply_event(mirror, json.loads(body))
    assert mirror == truth


def test_an_event_with_nothing_in_it_is_an_empty_first_answer() -> None:
    assert event_body() == b'{"a":{}}'


def test_a_change_of_an_unknown_entity_is_passed_over() -> None:
    mirror: dict[EntityId, State] = {}
    applied = apply_event(mirror, {"c": {"light.x": {"+": {"s": "on"}}}})
    assert mirror == {}
    assert applied.changed == ()


def test_a_change_as_home_assistant_writes_it_is_understood() -> None:
    mirror: dict[EntityId, State] = {}
    apply_event(
        mirror,
        {"a": {"light.x": {"s": "on", "a": {"brightness": 9, "old": 1}, "c": "1", "lc": 1.5}}},
    )
    apply_event(
        mirror,
        {
            "c": {
                "light.x": {
                    "+": {"lu": 2.5, "c": {"id": "2", "user_id": "u"}, "a": {"brightness": None}},
                    "-": {"a": ["old"]},
                }
            }
        },
    )
    state = mirror[EntityId("light.x")]
    assert state.attributes == {"brightness": None}
    assert (state.changed_at, state.updated_at) == (1.5, 2.5)
    assert state.context == Context(id="2", user_id="u")


@pytest.mark.parametrize("event", [5, {"a": []}, {"c": {"x": 1}}, {"a": {"x": {"s": 1}}}, None])
def test_a_malformed_event_leaves_the_mirror_alone(event: object) -> None:
    mirror: dict[EntityId, State] = {}
    with pytest.raises(RemoteProtocolError):
        apply_event(mirror, event)
    assert mirror == {}
