"""One home that can be spoken to: by typed text, and by whatever hears for it."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from embedded_hub.conversation import doings, words
from embedded_hub.conversation.doings import DOINGS, Doing
from embedded_hub.conversation.grammar import Grammar, grammar_of
from embedded_hub.conversation.reply import Named, Reply, ReplyCode
from embedded_hub.conversation.things import Meant, Thing, Things
from embedded_hub.conversation.trust import lets_somebody_in
from embedded_hub.conversation.understanding import NotUnderstood, Understood, understand
from embedded_hub.core.actions import Call
from embedded_hub.core.home import Home
from embedded_hub.core.people import Principal
from embedded_hub.core.targets import Target
from embedded_hub.errors import ActionError, NotSupported
from embedded_hub.model import capability
from embedded_hub.model.ids import AreaId

VOICE_NOT_TRUSTED = "voice_not_trusted"
"""Why something that lets people in is not done when it was only said."""
_COVERS = frozenset({"cover"})
_AS_CONTACT = {"open": "on", "closed": "off"}
_UNKNOWN_NAME = {"name": "no_entity", "area": "no_area", "floor": "no_floor"}


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence somebody said."""

    text: str
    language: str | None = None
    """Of the sentence; each one that is spoken in the home is tried when left out."""
    area_id: AreaId | None = None
    """Where they are, so that "the light" is the one there."""
    cmd_id: str | None = None
    """The client's own id: a repeat within ten minutes is answered and not done again."""
    is_spoken: bool = False
    """It was heard: the language is a guess, and nobody knows for certain who said it."""


class _Turn(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence that was understood, with who said it."""

    principal: Principal
    asked: Asked
    grammar: Grammar
    things: Things
    understood: Understood


class Conversation:
    """Understands sentences about one home and does what they ask, with the speaker's rights."""

    def __init__(self, home: Home) -> None:
        self._home = home

    async def process(self, principal: Principal, asked: Asked) -> Reply:
        """Answer one sentence.

        Raises:
            NotSupported: nothing is installed that understands sentences, or not this language.
        """
        things = Things(self._home, principal)
        area = next((one for one in things.areas if one.area_id == asked.area_id), None)
        first: tuple[Grammar, NotUnderstood] | None = None
        for grammar in await self._grammars(asked):
            found = await asyncio.to_thread(understand, asked.text, grammar, things, area)
            if isinstance(found, Understood):
                turn = _Turn(
                    principal=principal,
                    asked=asked,
                    grammar=grammar,
                    things=things,
                    understood=found,
                )
                doing = DOINGS.get(found.intent)
                return await (self._answer(turn) if doing is None else self._do(turn, doing))
            first = first or (grammar, found)
        if first is None:
            raise NotSupported("there are no sentences in the languages of this home")
        return await _not_understood(*first)

    async def _grammars(self, asked: Asked) -> Sequence[Grammar]:
        """Return in which languages a sentence may be, the likeliest first.

        Raises:
            NotSupported: nothing understands sentences, or not this language.
        """
        speech = self._home.intercom.speech
        own = (speech.settings.languages if speech else ()) or (self._home.settings.language,)
        if asked.language and not asked.is_spoken:
            return [await asyncio.to_thread(grammar_of, asked.language)]
        guess = (asked.language,) if asked.language else ()
        grammars: dict[str, Grammar] = {}
        refusal: NotSupported | None = None
        for language in (*guess, *own):
            try:
                grammar = await asyncio.to_thread(grammar_of, language)
            except NotSupported as error:
                refusal = refusal or error
            else:
                grammars[grammar.language] = grammar
        if not grammars and refusal is not None:
            raise refusal
        return list(grammars.values())

    # --- doing --------------------------------------------------------------------------------

    async def _do(self, turn: _Turn, doing: Doing) -> Reply:
        meant = turn.understood.meant()
        chosen = await self._chosen(turn, doing, meant)
        if isinstance(chosen, Reply):
            return chosen
        failures: dict[str, str] = {}
        """Codes by entity."""
        async with asyncio.TaskGroup() as group:
            for thing in chosen:
                group.create_task(self._act(turn, doing, thing, failures))
        done = [thing for thing in chosen if thing.entity_id not in failures]
        failed = [thing for thing in chosen if thing.entity_id in failures]
        if not done:
            code = failures[failed[0].entity_id]
            speech = await asyncio.to_thread(words.failure, turn.grammar, code, failed[0].name)
            return _error(turn.grammar, "failed_to_handle", speech, reason=code)
        speech = words.partly(turn.grammar, len(done), len(chosen))
        if not failed:
            speech = await self._speech(turn, done, ())
        return Reply(
            kind="action_done",
            speech=speech,
            language=turn.grammar.language,
            success=(*_place(turn.things, meant), *map(_named, done)),
            failed=tuple(map(_named, failed)),
            reason=failures[failed[0].entity_id] if failed else None,
        )

    async def _chosen(self, turn: _Turn, doing: Doing, meant: Meant) -> Sequence[Thing] | Reply:
        """Return the things that are to act, or why there are none."""
        able = [
            thing
            for thing in turn.things.matching(meant)
            if (action := doing.action_of(thing.domain)) is not None
            and thing.domain in capability.DOMAINS
            and self._can(turn, thing, action)
        ]
        if len(able) > 1 and not _is_for_several(turn, doing, meant):
            here = [one for one in able if one.area_id == turn.asked.area_id]
            if len(here) != 1:
                is_named = _is_named(meant)
                key = "duplicate_entities" if is_named else "duplicate_targets"
                return await _no_target(turn.grammar, key, meant)
            able = here
        if not able:
            return await _no_target(turn.grammar, _missing_key(meant), meant)
        return able

    def _can(self, turn: _Turn, thing: Thing, action: str) -> bool:
        state = turn.things.state_of(thing)
        return state is not None and capability.supports(state, action)

    async def _act(self, turn: _Turn, doing: Doing, thing: Thing, failures: dict[str, str]) -> None:
        asked = turn.asked
        action = doing.action_of(thing.domain) or ""
        if not self._is_trusted(asked, thing, action):
            failures[thing.entity_id] = VOICE_NOT_TRUSTED
            return
        call = Call(
            domain=thing.domain,
            name=action,
            arguments=doing.arguments(turn.understood.slots),
            target=Target(entity_id=(thing.entity_id,)),
            cmd_id=f"{asked.cmd_id}/{thing.entity_id}" if asked.cmd_id else None,
        )
        try:
            await self._home.actions.call(turn.principal, call)
        except ActionError as error:
            failures[thing.entity_id] = error.code

    def _is_trusted(self, asked: Asked, thing: Thing, action: str) -> bool:
        if not asked.is_spoken or not lets_somebody_in(thing.domain, thing.device_class, action):
            return True
        speech = self._home.intercom.speech
        return speech is not None and speech.settings.can_unlock_by_voice

    # --- answering ----------------------------------------------------------------------------

    async def _answer(self, turn: _Turn) -> Reply:
        match turn.understood.intent:
            case doings.GET_STATE:
                return await self._state(turn)
            case doings.GET_TEMPERATURE:
                return await self._temperature(turn)
            case _:
                return _query(turn, await self._speech(turn, (), ()))

    async def _state(self, turn: _Turn) -> Reply:
        meant = turn.understood.meant()
        wanted = turn.understood.slots.get("state")
        found = [one for one in turn.things.matching(meant) if turn.things.state_of(one)]
        if not found and meant.domains == _COVERS:
            # A window one can only look at is open when its contact is on.
            seen = msgspec.structs.replace(meant, domains=frozenset({"binary_sensor"}))
            found = [one for one in turn.things.matching(seen) if turn.things.state_of(one)]
            wanted = _AS_CONTACT.get(str(wanted), wanted)
        if not found:
            return await _no_target(turn.grammar, _missing_key(meant), meant)
        if _is_named(meant) and len(found) > 1:
            return await _no_target(turn.grammar, "duplicate_entities", meant)
        matched = [one for one in found if wanted is None or self._value(turn, one) == wanted]
        unmatched = [one for one in found if one not in matched]
        return _query(turn, await self._speech(turn, matched, unmatched), matched)

    async def _temperature(self, turn: _Turn) -> Reply:
        meant = msgspec.structs.replace(turn.understood.meant(), domains=frozenset())
        found = turn.things.thermometers(meant)
        if not found:
            about = msgspec.structs.replace(meant, device_classes=frozenset({"temperature"}))
            return await _no_target(turn.grammar, _missing_key(about), about)
        return _query(turn, await self._speech(turn, found[:1], ()), found[:1])

    def _value(self, turn: _Turn, thing: Thing) -> str | None:
        state = turn.things.state_of(thing)
        return state.value if state else None

    # --- words --------------------------------------------------------------------------------

    async def _speech(
        self, turn: _Turn, matched: Sequence[Thing], unmatched: Sequence[Thing]
    ) -> str:
        language = turn.grammar.language
        said = [
            [
                words.spoken(thing.name, state, language)
                for thing in things
                if (state := turn.things.state_of(thing)) is not None
            ]
            for things in (matched, unmatched)
        ]
        understood = turn.understood

        def put() -> str:
            slots = {**understood.words, **self._now()}
            return words.answer(turn.grammar, understood.intent, understood.answer, slots, *said)

        return await asyncio.to_thread(put)

    def _now(self) -> Mapping[str, object]:
        zone: tzinfo
        try:
            zone = ZoneInfo(self._home.settings.time_zone)
        except (ZoneInfoNotFoundError, ValueError):
            zone = UTC
        now = datetime.fromtimestamp(self._home.clock.utc_s(), zone)
        return {"time": now.time(), "date": now.date()}


async def _not_understood(grammar: Grammar, found: NotUnderstood) -> Reply:
    if found.slot is None:
        speech = await asyncio.to_thread(words.excuse, grammar, "no_intent")
        return _error(grammar, "no_intent_match", speech)
    name = {"entity" if found.slot == "name" else found.slot: found.word}
    speech = await asyncio.to_thread(words.excuse, grammar, _UNKNOWN_NAME[found.slot], **name)
    return _error(grammar, "no_valid_targets", speech)


async def _no_target(grammar: Grammar, key: str, meant: Meant) -> Reply:
    said = {
        "entity": meant.name or "",
        "area": meant.area or "",
        "floor": meant.floor or "",
        "domain": next(iter(meant.domains), ""),
        "device_class": next(iter(meant.device_classes), ""),
    }
    speech = await asyncio.to_thread(words.excuse, grammar, key, **said)
    return _error(grammar, "no_valid_targets", speech)


def _is_named(meant: Meant) -> bool:
    return meant.name not in (None, "all")


def _is_for_several(turn: _Turn, doing: Doing, meant: Meant) -> bool:
    """Say whether a sentence means every thing it fits: all lights, or the players of a room.

    "Turn on the kitchen" is about anything at all, and so about nothing.
    """
    if _is_named(meant):
        return False
    if turn.understood.slots.get("domain") or meant.device_classes:
        return True
    return "*" not in doing.actions and (meant.area or meant.floor) is not None


def _missing_key(meant: Meant) -> str:
    """Return which excuse fits when nothing there is meant."""
    if _is_named(meant):
        what = "no_entity"
    elif meant.device_classes:
        what = "no_device_class"
    elif meant.domains:
        what = "no_domain"
    else:
        return "feature_not_supported"
    if meant.area is not None:
        return f"{what}_in_area"
    return f"{what}_in_floor" if meant.floor is not None else what


def _error(grammar: Grammar, code: ReplyCode, speech: str, *, reason: str | None = None) -> Reply:
    return Reply(kind="error", speech=speech, language=grammar.language, code=code, reason=reason)


def _query(turn: _Turn, speech: str, matched: Sequence[Thing] = ()) -> Reply:
    return Reply(
        kind="query_answer",
        speech=speech,
        language=turn.grammar.language,
        success=tuple(map(_named, matched)),
    )


def _named(thing: Thing) -> Named:
    return Named(name=thing.name, type="entity", id=thing.entity_id)


def _place(things: Things, meant: Meant) -> tuple[Named, ...]:
    area = things.area_named(meant.area) if meant.area else None
    return (Named(name=area.name, type="area", id=area.area_id),) if area else ()
