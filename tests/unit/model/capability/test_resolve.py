"""Resolving: what the tables cannot show case by case."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embedded_hub.errors import ActionUnsupported, RequestError, ServiceNotFound
from embedded_hub.model.capability import (
    DOMAINS,
    WORDS,
    generic_action,
    icon_name,
    resolve,
    state_word,
    supports,
)
from tests.unit.model.capability.conftest import (
    DOMAIN_VECTORS,
    state_of,
    state_of_vector,
    vector,
)

ENTITIES = [entity for file in DOMAIN_VECTORS for entity in vector(file)["entities"].values()]
ATTRIBUTE_NAMES = sorted({name for entity in ENTITIES for name in entity["attributes"]})
FIELD_NAMES = sorted(
    {
        name
        for spec in DOMAINS.values()
        for action in spec.actions.values()
        for name in action.fields
    }
)
VALUES = sorted({entity["state"] for entity in ENTITIES})

scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([10**400, -(10**400), 2**53, 255, 256, 0, 1])
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["120", "1e999", "on", "nan", "2024-02-30", "[[a]", "(a+)+$", "mdi:x"])
)
json_values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=8,
)


@st.composite
def calls(draw: st.DrawFn) -> tuple[str, str, dict[str, Any], str, dict[str, Any]]:
    """An entity, half real and half nonsense, and a call that may or may not make sense."""
    entity = draw(st.sampled_from(ENTITIES))
    attributes = dict(entity["attributes"])
    attributes.update(
        draw(st.dictionaries(st.sampled_from(ATTRIBUTE_NAMES), json_values, max_size=4))
    )
    spec = DOMAINS[entity["entity_id"].partition(".")[0]]
    actions = sorted(spec.actions) or ["turn_on"]
    action = draw(st.sampled_from(actions))
    fields = sorted(spec.actions[action].fields) if spec.actions else []
    arguments = draw(
        st.dictionaries(st.sampled_from(fields or FIELD_NAMES), json_values, max_size=3)
    )
    return entity["entity_id"], draw(st.sampled_from(VALUES)), attributes, action, arguments


@settings(deadline=None, max_examples=600)
@given(calls())
def test_resolving_nonsense_raises_nothing_but_request_errors(
    call: tuple[str, str, dict[str, Any], str, dict[str, Any]],
) -> None:
    entity_id, value, attributes, action, arguments = call
    state = state_of(entity_id, value, attributes)

    try:
        name, canonical = resolve(state, action, arguments)
    except RequestError:
        return

    assert name != "toggle"
    assert set(canonical) <= set(DOMAINS[entity_id.partition(".")[0]].actions[name].fields)
    json.dumps(canonical)


@settings(deadline=None, max_examples=300)
@given(calls())
def test_a_word_and_an_icon_come_for_any_state(
    call: tuple[str, str, dict[str, Any], str, dict[str, Any]],
) -> None:
    entity_id, value, attributes, _, _ = call
    state = state_of(entity_id, value, attributes)

    word = state_word(state)

    assert word is None or word in WORDS
    assert icon_name(state)


def test_an_unknown_domain_has_no_actions() -> None:
    state = state_of("frobnicator.a", "on")

    with pytest.raises(ServiceNotFound) as caught:
        resolve(state, "turn_on", {})

    assert caught.value.details["domain"] == "frobnicator"
    assert not supports(state, "turn_on")


def test_an_unsupported_action_names_the_entity() -> None:
    with pytest.raises(ActionUnsupported) as caught:
        resolve(state_of("lock.a", "locked"), "open", {})

    assert caught.value.details == {"entity_id": "lock.a"}


@pytest.mark.parametrize("entity", ENTITIES, ids=lambda entity: str(entity["entity_id"]))
def test_support_agrees_with_resolve_where_no_argument_is_needed(entity: dict[str, Any]) -> None:
    state = state_of_vector(entity)
    spec = DOMAINS[entity["entity_id"].partition(".")[0]]
    for name, action in spec.actions.items():
        if supports(state, name) or action.fields:
            continue
        with pytest.raises(ActionUnsupported):
            resolve(state, name, {})


@pytest.mark.parametrize(
    ("entity_id", "value", "name", "expected"),
    [
        ("light.a", "on", "turn_off", "turn_off"),
        ("cover.a", "open", "turn_on", "open_cover"),
        ("cover.a", "open", "turn_off", "close_cover"),
        ("cover.a", "open", "toggle", "toggle"),
        ("valve.a", "open", "turn_off", "close_valve"),
        ("scene.a", "unknown", "turn_on", "turn_on"),
    ],
)
def test_the_generic_actions_find_their_own(
    entity_id: str, value: str, name: str, expected: str
) -> None:
    assert generic_action(state_of(entity_id, value), name) == expected


@pytest.mark.parametrize(
    ("entity_id", "name"),
    [
        ("lock.a", "turn_on"),
        ("lock.a", "turn_off"),
        ("lock.a", "toggle"),
        ("scene.a", "turn_off"),
        ("sensor.a", "toggle"),
        ("frobnicator.a", "turn_on"),
    ],
)
def test_generic_actions_never_reach_what_has_no_on_and_off(entity_id: str, name: str) -> None:
    with pytest.raises(ServiceNotFound):
        generic_action(state_of(entity_id, "locked"), name)


def test_locks_and_alarms_wait_for_the_device() -> None:
    optimistic = {
        f"{domain}.{name}"
        for domain in ("lock", "alarm_control_panel")
        for name, action in DOMAINS[domain].actions.items()
        if action.is_optimistic
    }

    assert optimistic == set()
