"""Where people were and the zones of a hub, over the wire."""

from collections.abc import Sequence

import msgspec

from desktop.backend.places import Watch, ZoneDraft
from embedded_hub.client.hub_link import HubLink
from embedded_hub.errors import RemoteProtocolError
from embedded_hub.model.ids import EntityId
from embedded_hub.model.route import Fix


class _Route(msgspec.Struct, frozen=True):
    points: tuple[Fix, ...]


class _Watches(msgspec.Struct, frozen=True):
    watches: tuple[Watch, ...]


class HubPlaces:
    """Asks over a link that comes back by itself.

    Args:
        link: Of the home.
    """

    def __init__(self, link: HubLink) -> None:
        self._link = link

    async def route(self, entity_id: EntityId, start_at: float, end_at: float) -> Sequence[Fix]:
        """Return where something was."""
        answer = await self._link.call(
            "home/location/route", entity_id=entity_id, start=start_at, end=end_at
        )
        try:
            return msgspec.convert(answer, _Route, strict=False).points
        except msgspec.ValidationError as error:
            raise RemoteProtocolError(f"The hub's route cannot be read: {error}.") from error

    async def add_zone(self, zone: ZoneDraft) -> None:
        """Make a zone."""
        await self._link.call("zone/create", **msgspec.to_builtins(zone))

    async def change_zone(self, zone_id: str, changes: ZoneDraft) -> None:
        """Change a zone."""
        await self._link.call("zone/update", zone_id=zone_id, **msgspec.to_builtins(changes))

    async def remove_zone(self, zone_id: str) -> None:
        """Remove a zone."""
        await self._link.call("zone/delete", zone_id=zone_id)

    async def watches(self) -> Sequence[Watch]:
        """Return what this person is told of."""
        answer = await self._link.call("home/location/watches")
        try:
            return msgspec.convert(answer, _Watches, strict=False).watches
        except msgspec.ValidationError as error:
            raise RemoteProtocolError(f"The hub's list cannot be read: {error}.") from error

    async def watch(self, watch: Watch, *, is_on: bool) -> None:
        """Tell this person from now on, or no more."""
        fields = msgspec.to_builtins(watch)
        await self._link.call("home/location/watch", is_on=is_on, **fields)
