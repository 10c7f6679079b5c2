"""State triggers: does this change do what a client waits for? Pure.

Only triggers on a state are known; one that must hold ``for`` a time is refused rather than
fired too early.
"""

from collections.abc import Mapping

import msgspec

from embedded_hub.errors import InvalidFormat, NotSupported
from embedded_hub.model.state import State
from embedded_hub.model.values import JsonValue

Values = str | list[str] | None


class StateTrigger(msgspec.Struct, frozen=True, kw_only=True):
    """One trigger, in Home Assistant's words; ``to: null`` means any other state."""

    entity_id: str | list[str]
    platform: str = "state"
    trigger: str | None = None
    """The newer name of ``platform``."""
    from_: Values | msgspec.UnsetType = msgspec.field(name="from", default=msgspec.UNSET)
    to: Values | msgspec.UnsetType = msgspec.UNSET
    not_from: Values | msgspec.UnsetType = msgspec.UNSET
    not_to: Values | msgspec.UnsetType = msgspec.UNSET
    attribute: str | None = None
    hold: JsonValue = msgspec.field(name="for", default=None)
    id: str = "0"

    @property
    def entity_ids(self) -> frozenset[str]:
        """The entities it watches."""
        texts = [self.entity_id] if isinstance(self.entity_id, str) else self.entity_id
        return frozenset(text.strip().lower() for text in texts)

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
