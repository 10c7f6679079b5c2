import sys

import pytest

from embedded_hub.conversation.doings import DOINGS
from embedded_hub.conversation.grammar import grammar_of, languages
from embedded_hub.errors import NotSupported
from embedded_hub.model import capability


@pytest.mark.parametrize(
    ("asked", "found"), [("en", "en"), ("de-AT", "de"), ("pt_br", "pt-BR"), ("EN", "en")]
)
def test_a_language_or_its_nearest_relative_is_found(asked: str, found: str) -> None:
    assert grammar_of(asked).language == found


def test_a_grammar_is_read_once() -> None:
    assert grammar_of("en") is grammar_of("en-GB")


def test_many_languages_are_known() -> None:
    assert {"en", "de", "fr", "es", "pl", "uk"} <= set(languages())


def test_without_the_extra_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "home_assistant_intents", None)
    with pytest.raises(NotSupported, match=r"homewire\[house\]"):
        languages()


def test_every_action_of_the_table_exists() -> None:
    missing = [
        f"{domain}.{action}"
        for doing in DOINGS.values()
        for domain, action in doing.actions.items()
        if domain in capability.DOMAINS and action not in capability.DOMAINS[domain].actions
    ]
    assert missing == []


def test_every_value_of_the_table_is_one_its_action_takes() -> None:
    missing = [
        f"{domain}.{action}: {given.field}"
        for doing in DOINGS.values()
        for domain, action in doing.actions.items()
        for given in doing.given.values()
        if given.field not in capability.DOMAINS[domain].actions[action].fields
    ]
    assert missing == []
