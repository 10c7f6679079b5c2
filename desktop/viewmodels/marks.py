"""What was asked of an entity and is not real yet, and what went wrong: pure.

====================  ==========================================================
event                 what happens to the entity's mark
====================  ==========================================================
a command leaves      pending, with what was asked; an old problem goes
its entity's state    pending ends, unless further commands are still out
outcome done          pending ends as soon as a state came, or after a grace time
outcome failed, …     pending ends at once, a problem stays until it is read
====================  ==========================================================

A mark never changes what a tile says the entity *is*.
"""

from collections.abc import Collection
from typing import Literal

import msgspec

from embedded_hub.model.action import Outcome, OutcomeKind
from embedded_hub.model.ids import EntityId

ProblemKind = Literal["not_connected", "failed", "unknown"]

DONE_GRACE_S = 1.5
"""A confirmation may overtake the state it confirms: they travel in different lanes."""

_KINDS: dict[OutcomeKind, ProblemKind] = {
    OutcomeKind.NOT_CONNECTED: "not_connected",
    OutcomeKind.UNKNOWN: "unknown",
    OutcomeKind.FAILED: "failed",
}


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """How the last command on an entity went wrong."""

    kind: ProblemKind
    code: str
    message: str
    """The technical line."""


class Pending(msgspec.Struct, kw_only=True):
    """What is still being asked of one entity."""

    asked: str
    outstanding: int = 0
    has_state_come: bool = False
    ends_at_s: float | None = None
    """Monotonic time at which a confirmed mark ends without a state."""


class Marks:
    """The marks of all entities of one home. Times are monotonic seconds."""

    def __init__(self) -> None:
        self._pending: dict[EntityId, Pending] = {}
        self._problems: dict[EntityId, Problem] = {}

    def pending(self, entity_id: EntityId) -> Pending | None:
        """Return what is being asked of an entity."""
        return self._pending.get(entity_id)

    def problem(self, entity_id: EntityId) -> Problem | None:
        """Return what went wrong with an entity last, until it is dismissed."""
        return self._problems.get(entity_id)

    @property
    def has_expiring(self) -> bool:
        """Whether a confirmed mark still waits for its state."""
        return any(mark.ends_at_s is not None for mark in self._pending.values())

    def asked(self, entity_id: EntityId, text: str) -> None:
        """Note that a command is on its way."""
        self._problems.pop(entity_id, None)
        mark = self._pending.setdefault(entity_id, Pending(asked=text))
        mark.asked = text
        mark.outstanding += 1
        mark.has_state_come = False
        mark.ends_at_s = None

    def state_came(self, entity_id: EntityId) -> None:
        """Note that the hub told an entity's state."""
        mark = self._pending.get(entity_id)
        if mark is None:
            return
        mark.has_state_come = True
        # One command and a state after it: this is its effect, or the news that overrules it.
        # While more are out, as during a drag, the state belongs to an earlier one.
        if mark.outstanding <= 1:
            del self._pending[entity_id]

    def ended(self, entity_id: EntityId, outcome: Outcome, now_s: float) -> Problem | None:
        """Note how a command ended; return the problem where there is one."""
        mark = self._pending.get(entity_id)
        if mark is not None:
            mark.outstanding = max(0, mark.outstanding - 1)
        kind = _KINDS.get(outcome.kind)
        if kind is not None:
            self._pending.pop(entity_id, None)
            problem = Problem(
                kind=kind, code=outcome.code or kind, message=outcome.message or outcome.kind
            )
            self._problems[entity_id] = problem
            return problem
        if mark is not None and mark.outstanding == 0:
            if mark.has_state_come:
                del self._pending[entity_id]
            else:
                mark.ends_at_s = now_s + DONE_GRACE_S
        return None

    def dismiss(self, entity_id: EntityId) -> None:
        """Forget an entity's problem: somebody has read it."""
        self._problems.pop(entity_id, None)

    def expire(self, now_s: float) -> list[EntityId]:
        """End confirmed marks whose state never came, and say whose."""
        over = [
            entity_id
            for entity_id, mark in self._pending.items()
            if mark.ends_at_s is not None and mark.ends_at_s <= now_s
        ]
        for entity_id in over:
            del self._pending[entity_id]
        return over

    def retain(self, entity_ids: Collection[EntityId]) -> None:
        """Forget everything about entities that are gone."""
        for marks in (self._pending, self._problems):
            for entity_id in [one for one in marks if one not in entity_ids]:
                del marks[entity_id]
