"""State triggers: does this change do what a client waits for? Pure.

Only triggers on a state are known; one that must hold ``for`` a time is refused rather than
fired too early.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated

import msgspec

from embedded_hub.errors import InvalidFormat, NotSupported
from embedded_hub.model.state import State
from embedded_hub.model.values import JsonValue
from embedded_hub.protocol.base import Text

Values = Text | Annotated[list[Text], msgspec.Meta(max_length=1000)] | None
MAX_TRIGGERS = 100
"""Of one command."""


class StateTrigger(msgspec.Struct, frozen=True, kw_only=True):
    """One trigger, in Home Assistant's words; ``to: null`` means any other state."""

    entity_id: Text | Annotated[list[Text], msgspec.Meta(max_length=1000)]
    platform: Text = "state"
    trigger: Text | None = None
    """The newer name of ``platform``."""
    from_: Values | msgspec.UnsetType = msgspec.field(name="from", default=msgspec.UNSET)
    to: Values | msgspec.UnsetType = msgspec.UNSET
    not_from: Values | msgspec.UnsetType = msgspec.UNSET
    not_to: Values | msgspec.UnsetType = msgspec.UNSET
    attribute: Text | None = None
    hold: JsonValue = msgspec.field(name="for", default=None)
    id: Text = "0"

    @property
    def entity_ids(self) -> frozenset[str]:
        """The entities it watches."""
        texts = [self.entity_id] if isinstance(self.entity_id, str) else self.entity_id
        return frozenset(text.strip().lower() for text in texts)

    @property
    def names(self) -> int:
        """How many texts it holds."""
        limits = (self.entity_id, self.from_, self.to, self.not_from, self.not_to)
        return sum(len(limit) if isinstance(limit, list) else 1 for limit in limits)

    def fires(self, old: State | None, new: State | None) -> bool:
        """Say whether a change of one of its entities fires it."""
        before, after = self._value(old), self._value(new)
        limits = (self.from_, self.to, self.not_from, self.not_to)
        is_any_change = all(limit is msgspec.UNSET for limit in limits) and self.attribute is None
        if not is_any_change and before == after:
            return False
        return (
            _accepts(self.from_, before)
            and _accepts(self.to, after)
            and not _excludes(self.not_from, before)
            and not _excludes(self.not_to, after)
        )

    def _value(self, state: State | None) -> JsonValue:
        if state is None:
            return None
        return state.value if self.attribute is None else state.attributes.get(self.attribute)


def parse_triggers(
    wanted: Mapping[str, JsonValue] | list[dict[str, JsonValue]],
) -> list[StateTrigger]:
    """Read the ``trigger`` of a command: one or several.

    Raises:
        InvalidFormat: one of them is malformed.
        NotSupported: one of them is of another kind, or must hold for a time.
    """
    many = wanted if isinstance(wanted, list) else [wanted]
    if len(many) > MAX_TRIGGERS:
        raise InvalidFormat(f"trigger: more than {MAX_TRIGGERS} at once")
    try:
        triggers = [msgspec.convert(one, StateTrigger) for one in many]
    except msgspec.ValidationError as error:
        raise InvalidFormat(f"trigger: {error}") from error
    for trigger in triggers:
        if (trigger.trigger or trigger.platform) != "state":
            raise NotSupported("only state triggers are known")
        if trigger.hold is not None:
            raise NotSupported("a trigger that must hold for a time is not known")
    return triggers


def watch(
    triggers: Iterable[StateTrigger],
) -> Mapping[str, Sequence[tuple[int, StateTrigger]]]:
    """Return the triggers and their numbers by the entity they watch."""
    watched: dict[str, list[tuple[int, StateTrigger]]] = {}
    for number, trigger in enumerate(triggers):
        for entity_id in trigger.entity_ids:
            watched.setdefault(entity_id, []).append((number, trigger))
    return watched


def _accepts(wanted: Values | msgspec.UnsetType, value: JsonValue) -> bool:
    if wanted is msgspec.UNSET or wanted is None:
        return True
    return _contains(wanted, value)


def _excludes(unwanted: Values | msgspec.UnsetType, value: JsonValue) -> bool:
    if unwanted is msgspec.UNSET or unwanted is None:
        return False
    return _contains(unwanted, value)


def _contains(values: str | list[str], value: JsonValue) -> bool:
    return str(value) in ([values] if isinstance(values, str) else values)
