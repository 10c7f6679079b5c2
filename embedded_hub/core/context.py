"""Makes contexts, and remembers for a while which action a later report belongs to."""

import secrets
from collections import OrderedDict

from embedded_hub.core.clock import Clock
from embedded_hub.model.ids import EntityId
from embedded_hub.model.state import Context

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_ATTRIBUTION_S = 5.0
"""A report this soon after an action on the same entity is taken as its effect: long enough for
a mesh radio's answer, short enough that a person at the wall switch is not mistaken for it."""
_REMEMBERED = 1024


def new_ulid(clock: Clock) -> str:
    """Make a ULID: 48 bits of milliseconds and 80 random bits, in 26 sortable characters."""
    number = (int(clock.utc_s() * 1000) & (1 << 48) - 1) << 80 | secrets.randbits(80)
    return "".join(_CROCKFORD[number >> shift & 31] for shift in range(125, -1, -5))


class Contexts:
    """Who is behind what, for one home."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._by_action: OrderedDict[str, Context] = OrderedDict()
        self._recent: OrderedDict[EntityId, tuple[float, Context]] = OrderedDict()

    def new(self, user_id: str | None = None, parent_id: str | None = None) -> Context:
        """Make a context of its own."""
        return Context(id=new_ulid(self._clock), user_id=user_id, parent_id=parent_id)

    def remember(self, action_id: str, entity_id: EntityId, context: Context) -> None:
        """Note that this action on this entity is under way."""
        self._by_action[action_id] = context
        self._recent[entity_id] = (self._clock.monotonic_s(), context)
        self._recent.move_to_end(entity_id)
        for remembered in (self._by_action, self._recent):
            if len(remembered) > _REMEMBERED:
                remembered.popitem(last=False)

    def of_report(self, entity_id: EntityId, cause: str | None) -> Context:
        """Return the context a report belongs to, or a new one when nobody is behind it."""
        if cause is not None and (context := self._by_action.get(cause)):
            return context
        if recent := self._recent.get(entity_id):
            begun_at, context = recent
            if self._clock.monotonic_s() - begun_at <= _ATTRIBUTION_S:
                return context
        return self.new()
