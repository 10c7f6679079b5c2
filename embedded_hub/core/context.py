"""Makes contexts, and remembers for a while which action a later report belongs to."""

import random
from collections import OrderedDict

from embedded_hub.core.clock import Clock
from embedded_hub.model.ids import EntityId
from embedded_hub.model.state import Context

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_PAIRS = tuple(first + second for first in _CROCKFORD for second in _CROCKFORD)
_PER_DRAW = 1 << 20
_ATTRIBUTION_S = 5.0
"""A report this soon after an action on the same entity is taken as its effect: long enough for
a mesh radio's answer, short enough that a person at the wall switch is not mistaken for it."""
_REMEMBERED = 1024


class Ulids:
    """Makes ULIDs: 48 bits of milliseconds and 80 random bits, in 26 sortable characters.

    As their specification allows, those of one millisecond have one random part and count on from
    it: drawing and writing down all of it took a fifth of the time a report takes. They name
    contexts, and guard nothing.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._chance = random.SystemRandom()
        self._at_ms = -1
        self._prefix = ""
        self._count = 0

    def make(self) -> str:
        """Make the next one; it sorts after those of earlier milliseconds and of its own."""
        at_ms = int(self._clock.utc_s() * 1000)
        self._count += 1
        if at_ms != self._at_ms or self._count >= _PER_DRAW:
            self._draw(at_ms)
        count = self._count
        return f"{self._prefix}{_PAIRS[count >> 10]}{_PAIRS[count & 1023]}"

    def _draw(self, at_ms: int) -> None:
        self._at_ms = at_ms
        bits = (at_ms & (1 << 48) - 1) << 60 | self._chance.getrandbits(60)
        pairs = (_PAIRS[bits >> shift & 1023] for shift in range(100, -1, -10))
        self._prefix = "".join(pairs)
        # Half of them, so that there is room to count.
        self._count = self._chance.getrandbits(19)


class Contexts:
    """Who is behind what, for one home."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._ulids = Ulids(clock)
        self._by_action: OrderedDict[str, Context] = OrderedDict()
        self._recent: OrderedDict[EntityId, tuple[float, Context]] = OrderedDict()

    def new(self, user_id: str | None = None, parent_id: str | None = None) -> Context:
        """Make a context of its own."""
        return Context(id=self._ulids.make(), user_id=user_id, parent_id=parent_id)

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
