"""Who is connected to a home now, and how each of these connections is ended at once.

A connection lasts exactly as long as its token is worth something: revoked, it ends before the
revoking is answered. When somebody's role becomes another, theirs end too, and come again to a
home that shows them what they may see now.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from enum import Enum

import msgspec

from embedded_hub.core.bus import Bus
from embedded_hub.core.clock import Clock
from embedded_hub.core.events import RightsChanged, TokenRevoked
from embedded_hub.model.ids import UserId


class Ending(Enum):
    """Why a connection is ended."""

    REVOKED = "revoked"
    OTHER_ROLE = "other_role"


class LiveSession(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """One connection of one device."""

    token_id: str
    user_id: UserId
    address: str
    since_at: float
    """Seconds UTC."""
    end: Callable[[Ending], None]


class Sessions:
    """The connections of one home's people."""

    def __init__(self, bus: Bus, clock: Clock) -> None:
        self._clock = clock
        self._live: dict[str, list[LiveSession]] = {}
        """By token."""
        self._here: Counter[str] = Counter()
        """Connections by user."""
        self._seen_at: dict[str, float] = {}
        bus.subscribe(TokenRevoked, self._token_revoked)
        bus.subscribe(RightsChanged, self._rights_changed)

    def load(self, seen_at: Mapping[str, float]) -> None:
        """Take when each token was last used, as it was known when the hub stopped."""
        self._seen_at = {**seen_at, **self._seen_at}

    def enter(self, session: LiveSession) -> None:
        """Note a connection."""
        self._live.setdefault(session.token_id, []).append(session)
        self._here[session.user_id] += 1
        self._seen_at[session.token_id] = self._clock.utc_s()

    def leave(self, session: LiveSession) -> None:
        """Forget a connection that is over."""
        same = self._live.get(session.token_id, [])
        if session not in same:
            return
        same.remove(session)
        if not same:
            del self._live[session.token_id]
        self._here[session.user_id] -= 1
        if not self._here[session.user_id]:
            del self._here[session.user_id]
        self._seen_at[session.token_id] = self._clock.utc_s()

    @property
    def count(self) -> int:
        """How many connections there are."""
        return self._here.total()

    def of(self, token_id: str) -> Sequence[LiveSession]:
        """Return the connections a device has, oldest first."""
        return tuple(self._live.get(token_id, ()))

    def is_here(self, user_id: str) -> bool:
        """Say whether somebody is connected with any of their devices."""
        return self._here[user_id] > 0

    def seen_at(self, token_id: str) -> float | None:
        """Return when a token was last used, seconds UTC; now, while it is."""
        return self._clock.utc_s() if self.of(token_id) else self._seen_at.get(token_id)

    @property
    def last_seen(self) -> Mapping[str, float]:
        """When each token was last used, to be kept."""
        return self._seen_at | dict.fromkeys(self._live, self._clock.utc_s())

    def _token_revoked(self, event: TokenRevoked) -> None:
        self._seen_at.pop(event.token_id, None)
        for session in self.of(event.token_id):
            session.end(Ending.REVOKED)

    def _rights_changed(self, event: RightsChanged) -> None:
        if not (event.is_over or event.is_other_role):
            return
        live = [one for sessions in self._live.values() for one in sessions]
        for session in [one for one in live if one.user_id == event.user_id]:
            session.end(Ending.REVOKED if event.is_over else Ending.OTHER_ROLE)
