"""The vectors that Python and JavaScript share: actions, readers, words and icons."""

import importlib
from typing import Any

import pytest

from embedded_hub.errors import RequestError
from embedded_hub.model.capability import DOMAINS, icon_name, resolve, state_word
from embedded_hub.model.ids import domain_of
from tests.unit.model.capability.conftest import (
    DOMAIN_VECTORS,
    state_of_vector,
    vector,
)

# Domains whose readers stand in a module of another name.
READERS_IN = {
    "automation": "script",
    "date": "moment",
    "datetime": "moment",
    "device_tracker": "tracker",
    "input_boolean": "switch",
    "input_button": "button",
    "input_datetime": "moment",
    "input_number": "number",
    "input_select": "select",
    "input_text": "text",
    "person": "tracker",
    "time": "moment",
}


def cases(kind: str) -> list[Any]:
    found = []
    for file in DOMAIN_VECTORS:
        read = vector(file)
        for case in read[kind]:
            name = case.get("name") or f"{case['entity']}.{case['reader']}"
            found.append(pytest.param(read["entities"][case["entity"]], case, id=f"{file}: {name}"))
    return found


@pytest.mark.parametrize(("entity", "case"), cases("resolve"))
def test_an_action_resolves_as_written_down(entity: dict[str, Any], case: dict[str, Any]) -> None:
    state, expected = state_of_vector(entity), case["expect"]

    got: dict[str, Any]
    try:
        name, arguments = resolve(state, case["action"], case["arguments"])
    except RequestError as error:
        got = {"error": error.code} | (
            {"field": error.details["field"]} if "field" in error.details else {}
        )
    else:
        got = {"action": name, "arguments": dict(arguments)}

    assert got == expected


@pytest.mark.parametrize(("entity", "case"), cases("resolve"))
def test_a_resolved_action_resolves_to_itself(entity: dict[str, Any], case: dict[str, Any]) -> None:
    if "error" in case["expect"]:
        return
    state, name, arguments = (
        state_of_vector(entity),
        case["expect"]["action"],
        case["expect"]["arguments"],
    )

    assert resolve(state, name, arguments) == (name, arguments)


@pytest.mark.parametrize(("entity", "case"), cases("readers"))
def test_a_reader_answers_as_written_down(entity: dict[str, Any], case: dict[str, Any]) -> None:
    state = state_of_vector(entity)
    domain = domain_of(state.entity_id)
    module = importlib.import_module(
        f"embedded_hub.model.capability.{READERS_IN.get(domain, domain)}"
    )

    answer = getattr(module, case["reader"])(state)

    if isinstance(answer, frozenset):
        answer = sorted(answer)
    assert (list(answer) if isinstance(answer, tuple) else answer) == case["expect"]


@pytest.mark.parametrize("case", vector("wording")["cases"])
def test_a_state_has_its_word_and_icon(case: dict[str, Any]) -> None:
    state = state_of_vector(case)

    assert (state_word(state), icon_name(state)) == (case["word"], case["icon"])


def test_every_domain_that_can_act_has_vectors() -> None:
    covered = {
        domain_of(entity["entity_id"])
        for file in DOMAIN_VECTORS
        for entity in vector(file)["entities"].values()
    }

    assert covered == set(DOMAINS)


def test_every_action_has_a_vector() -> None:
    called = set()
    for file in DOMAIN_VECTORS:
        read = vector(file)
        for case in read["resolve"]:
            domain = domain_of(read["entities"][case["entity"]]["entity_id"])
            called.add((domain, case["action"]))
    offered = {
        (spec.domain, name) for spec in DOMAINS.values() for name in spec.actions if spec.actions
    }

    assert offered - called == set()
