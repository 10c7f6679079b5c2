"""What a sentence means: an intent with its slots, or which word was not known."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from embedded_hub.conversation.grammar import Grammar
from embedded_hub.conversation.things import Meant, Things
from embedded_hub.model.registry import Area, Floor

if TYPE_CHECKING:
    from hassil import RecognizeResult, TextSlotList
    from hassil.intents import SlotList


class Understood(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence that is in the grammar."""

    intent: str
    slots: Mapping[str, Any]
    """Values by slot, as the actions take them."""
    words: Mapping[str, str]
    """The same as they were said."""
    answer: str
    """Which of the intent's answers fits."""
    context_domain: str | None
    """The domain of the thing that was named."""

    def meant(self) -> Meant:
        """Return which things it is about."""
        domains = _several(self.slots.get("domain")) or _several(self.context_domain)
        return Meant(
            name=_text(self.slots.get("name")),
            area=_text(self.slots.get("area") or self.slots.get("preferred_area_id")),
            floor=_text(self.slots.get("floor")),
            domains=domains,
            device_classes=_several(self.slots.get("device_class")),
        )


class NotUnderstood(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence that is not; ``slot`` and ``word`` say which name in it is unknown, if any."""

    slot: str | None = None
    word: str = ""


def understand(
    text: str, grammar: Grammar, things: Things, area: Area | None = None
) -> Understood | NotUnderstood:
    """Find what a sentence means; takes from milliseconds to half a second, never on the loop.

    Args:
        text: One sentence.
        grammar: Its language.
        things: What the speaker can speak of.
        area: Where the speaker is, for "turn on the light".
    """
    from hassil import recognize_best

    context = {"area": area.name} if area else None
    lists = _slot_lists(things)
    with grammar.lock:
        found = recognize_best(
            text,
            grammar.sentences,
            slot_lists=lists,
            intent_context=context,
            language=grammar.language,
            best_slot_name="name",
        )
        if found is not None:
            return _understood(found)
        nearest = recognize_best(
            text,
            grammar.sentences,
            slot_lists=lists,
            intent_context=context,
            language=grammar.language,
            allow_unmatched_entities=True,
            best_slot_name="name",
        )
    return _not_understood(nearest)


def _understood(found: "RecognizeResult") -> Understood:
    domain = found.context.get("domain")
    return Understood(
        intent=found.intent.name,
        slots={name: one.value for name, one in found.entities.items()},
        words={name: one.text.strip() or str(one.value) for name, one in found.entities.items()},
        answer=found.response or "default",
        context_domain=domain if isinstance(domain, str) else None,
    )


def _not_understood(nearest: "RecognizeResult | None") -> NotUnderstood:
    if nearest is None or nearest.text_chunks_matched == 0:
        return NotUnderstood()
    for slot in ("name", "area", "floor"):
        unknown = nearest.unmatched_entities.get(slot)
        word = getattr(unknown, "text", "").strip()
        if word and word != "<missing>":
            return NotUnderstood(slot=slot, word=word)
    return NotUnderstood()


def _slot_lists(things: Things) -> "dict[str, SlotList]":
    from hassil import TextSlotList, TextSlotValue

    names = [
        TextSlotValue.from_tuple((name, thing.name, {"domain": thing.domain}), False)
        for thing in things.all
        for name in thing.spellings
    ]
    return {
        "name": TextSlotList(name="name", values=names),
        "area": _places("area", things.areas),
        "floor": _places("floor", things.floors),
    }


def _places(kind: str, places: Iterable[Area] | Iterable[Floor]) -> "TextSlotList":
    from hassil import TextSlotList, TextSlotValue

    values = [
        TextSlotValue.from_tuple((name, place.name), False)
        for place in places
        for name in (place.name, *place.aliases)
        if name.strip()
    ]
    return TextSlotList(name=kind, values=values)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _several(value: object) -> frozenset[str]:
    if isinstance(value, str):
        return frozenset({value})
    if isinstance(value, list | tuple):
        return frozenset(str(one) for one in value)
    return frozenset()
