"""The sentences and answers of one language, read from their package when first needed."""

import functools
import importlib.util
import threading
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from embedded_hub.conversation.doings import INTENTS
from embedded_hub.conversation.own_sentences import with_own
from embedded_hub.errors import NotSupported

if TYPE_CHECKING:
    from hassil import Intents

_PACKAGES = ("hassil", "home_assistant_intents", "jinja2")
_MISSING = "understanding sentences needs the extra 'house': pip install 'homewire[house]'"


class Grammar:
    """What can be understood in one language, and the words of the answers.

    ``lock`` guards ``sentences``: they are parsed as they are used, by one thread at a time.
    """

    def __init__(
        self,
        language: str,
        sentences: "Intents",
        answers: Mapping[str, Mapping[str, str]],
        errors: Mapping[str, str],
    ) -> None:
        self.language = language
        self.sentences = sentences
        self.answers = answers
        """Templates by intent and key."""
        self.errors = errors
        """Templates by key."""
        self.lock = threading.Lock()


def is_installed() -> bool:
    """Say whether sentences can be understood at all; looks at the disk."""
    return all(importlib.util.find_spec(name) for name in _PACKAGES)


def languages() -> Sequence[str]:
    """Return the languages that are understood; reads the disk.

    Raises:
        NotSupported: the extra is not installed.
    """
    try:
        from home_assistant_intents import get_languages
    except ImportError as error:
        raise NotSupported(_MISSING) from error
    return sorted(get_languages())


def grammar_of(language: str) -> Grammar:
    """Return the grammar of a language or of its nearest relative; reads the disk.

    Args:
        language: Such as ``de``, ``de-AT`` or ``pt_br``.

    Raises:
        NotSupported: the extra is not installed, or the language is not known.
    """
    known = {_plain(one): one for one in languages()}
    wanted = _plain(language)
    nearest = known.get(wanted) or known.get(wanted.partition("-")[0])
    if nearest is None:
        raise NotSupported(
            f"there are no sentences in the language {language[:16]!r}",
            details={"language": language[:16]},
        )
    return _load(nearest)


@functools.lru_cache(maxsize=4)
def _load(language: str) -> Grammar:
    from hassil import Intents
    from home_assistant_intents import get_intents

    content = get_intents(language)
    if content is None:
        raise NotSupported(f"the sentences of the language {language!r} are not there")
    intents = {name: one for name, one in content["intents"].items() if name in INTENTS}
    return Grammar(
        language,
        Intents.from_dict({**content, "intents": with_own(language, intents)}),
        content["responses"]["intents"],
        content["responses"]["errors"],
    )


def _plain(language: str) -> str:
    return language.replace("_", "-").casefold()
