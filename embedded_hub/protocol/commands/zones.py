"""Zones: the places of a home that have a name, in Home Assistant's shapes."""

from typing import Annotated

import msgspec
from msgspec import UNSET, UnsetType

from embedded_hub.model.position import Latitude, Longitude
from embedded_hub.model.zone import HOME_RADIUS_M
from embedded_hub.protocol.base import Command, Name, Text

Radius = Annotated[float, msgspec.Meta(gt=0, le=1_000_000)]
"""Metres."""


class ListZones(Command, frozen=True, tag="zone/list"):
    """List the zones the owner made; the home itself is the entity ``zone.home``."""


class CreateZone(Command, frozen=True, tag="zone/create"):
    """Make a zone; for the owner."""

    name: Name
    latitude: Latitude
    longitude: Longitude
    radius: Radius = HOME_RADIUS_M
    passive: bool = False
    """Whether it is nobody's state, only an entity that counts nobody."""
    icon: Text | None = None


class UpdateZone(Command, frozen=True, tag="zone/update"):
    """Change a zone; for the owner. Of ``home`` the place, the radius and the icon."""

    zone_id: Text
    name: Name | UnsetType = UNSET
    latitude: Latitude | UnsetType = UNSET
    longitude: Longitude | UnsetType = UNSET
    radius: Radius | UnsetType = UNSET
    passive: bool | UnsetType = UNSET
    icon: Text | UnsetType | None = UNSET


class DeleteZone(Command, frozen=True, tag="zone/delete"):
    """Remove a zone; for the owner. Who is in it is away."""

    zone_id: Text


COMMANDS = (ListZones, CreateZone, UpdateZone, DeleteZone)
