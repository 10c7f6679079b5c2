"""Puts answers into words: the templates of the language, and our own sentences for failures."""

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from embedded_hub.conversation.grammar import Grammar
from embedded_hub.model import capability
from embedded_hub.model.state import State
from embedded_hub.model.values import JsonObject

if TYPE_CHECKING:
    from jinja2.sandbox import ImmutableSandboxedEnvironment

_FAILURES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "not_connected": "{name} is not connected; nothing was sent.",
        "unknown_outcome": "{name} was told and did not confirm.",
        "action_denied": "You may not control {name}.",
        "action_unsupported": "{name} cannot do that.",
        "action_invalid": "{name} cannot take that value.",
        "voice_not_trusted": "{name} is not opened by voice alone. Use its tile, or type it.",
        "*": "{name} refused.",
        "partly": "Done for {done} of {of}.",
    },
    "de": {
        "not_connected": "{name} ist nicht verbunden; es wurde nichts gesendet.",
        "unknown_outcome": "{name} hat den Befehl erhalten und nicht bestätigt.",
        "action_denied": "Du darfst {name} nicht bedienen.",
        "action_unsupported": "{name} kann das nicht.",
        "action_invalid": "{name} nimmt diesen Wert nicht an.",
        "voice_not_trusted": "{name} wird nicht allein auf Zuruf geöffnet. "
        "Nimm die Kachel oder schreib es.",
        "*": "{name} hat abgelehnt.",
        "partly": "Bei {done} von {of} erledigt.",
    },
}


class Spoken(msgspec.Struct, frozen=True, kw_only=True):
    """A state as the templates read it."""

    name: str
    entity_id: str
    domain: str
    state: str
    state_with_unit: str
    attributes: JsonObject


def spoken(name: str, state: State, language: str) -> Spoken:
    """Return a state in words."""
    return Spoken(
        name=name,
        entity_id=state.entity_id,
        domain=state.entity_id.partition(".")[0],
        state=state.value,
        state_with_unit=_with_unit(state, language),
        attributes=state.attributes,
    )


def answer(
    grammar: Grammar,
    intent: str,
    key: str,
    slots: Mapping[str, object],
    matched: Sequence[Spoken],
    unmatched: Sequence[Spoken],
) -> str:
    """Say the answer of an intent; not for the event loop, since it compiles a template."""
    templates = grammar.answers.get(intent, {})
    template = templates.get(key) or templates.get("default", "")
    all_spoken = (*matched, *unmatched)
    by_id = {one.entity_id: one for one in all_spoken}

    def state_attr(entity_id: str, name: str) -> object:
        one = by_id.get(entity_id)
        return one.attributes.get(name) if one else None

    return _render(
        template,
        state_attr,
        slots=slots,
        state=all_spoken[0] if all_spoken else None,
        query={"matched": matched, "unmatched": unmatched},
    )


def excuse(grammar: Grammar, key: str, **words: str) -> str:
    """Say why a sentence led to nothing; not for the event loop."""
    template = grammar.errors.get(key) or grammar.errors.get("no_intent", "")
    return _render(template, lambda *_: None, **words)


def failure(grammar: Grammar, code: str, name: str) -> str:
    """Say how an action failed; other languages than ours say only that it did."""
    ours = _FAILURES.get(grammar.language.partition("-")[0])
    if ours is None:
        return excuse(grammar, "handle_error")
    return ours.get(code, ours["*"]).format(name=name)


def partly(grammar: Grammar, done: int, of: int) -> str:
    """Say that only some of several things did what was asked."""
    ours = _FAILURES.get(grammar.language.partition("-")[0], _FAILURES["en"])
    return ours["partly"].format(done=done, of=of)


def _with_unit(state: State, language: str) -> str:
    if unit := state.attributes.get("unit_of_measurement"):
        return f"{state.value} {unit}"
    # The templates of other languages translate the values themselves.
    if language == "en" and (word := capability.state_word(state)):
        return word.replace("_", " ")
    return state.value


def _render(template: str, state_attr: Callable[[str, str], object], **values: Any) -> str:
    said = _environment().from_string(template).render(state_attr=state_attr, **values)
    return " ".join(said.split())


@functools.lru_cache(maxsize=1)
def _environment() -> "ImmutableSandboxedEnvironment":
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    # What is rendered is spoken or shown as plain text, never as HTML.
    return ImmutableSandboxedEnvironment(autoescape=False)
