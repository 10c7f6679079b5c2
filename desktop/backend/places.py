"""Where people were and the zones of a home, as a user interface sees them."""

from collections.abc import Coroutine, Sequence
from typing import Literal, Protocol

import msgspec

from embedded_hub.model.ids import EntityId
from embedded_hub.model.route import Fix

Moment = Literal["arrive", "leave", "both"]


class ZoneDraft(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is to be so about a zone; what is not given stays."""

    name: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    radius: float | None = None
    """Metres."""
    icon: str | None = None


class Watch(msgspec.Struct, frozen=True, kw_only=True):
    """One arrival or leaving this person is told of."""

    entity_id: str
    zone_id: str
    on: Moment


class PlaceDesk(Protocol):
    """Reads where people were, and changes zones. All calls from one event loop.

    Every coroutine raises :class:`~embedded_hub.errors.HomewireError` when the hub refuses or
    does not answer.
    """

    async def route(self, entity_id: EntityId, start_at: float, end_at: float) -> Sequence[Fix]:
        """Return where something was, oldest first, in as few points as tell it."""

    def add_zone(self, zone: ZoneDraft) -> Coroutine[None, None, None]:
        """Make a zone."""

    def change_zone(self, zone_id: str, changes: ZoneDraft) -> Coroutine[None, None, None]:
        """Change a zone; ``home`` is the home itself."""

    def remove_zone(self, zone_id: str) -> Coroutine[None, None, None]:
        """Remove a zone."""

    async def watches(self) -> Sequence[Watch]:
        """Return what this person is told of."""

    def watch(self, watch: Watch, *, is_on: bool) -> Coroutine[None, None, None]:
        """Tell this person from now on, or no more."""
