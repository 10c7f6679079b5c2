"""Our own family: what the home is, and its tokens. Home Assistant has no such commands."""

from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, UnsetType

from embedded_hub.model.position import Latitude, Longitude
from embedded_hub.protocol.base import Command, Name, Text


class HomeInfo(Command, frozen=True, tag="home/info"):
    """Read what this home is called, where it is reached and who is asking."""


class ConfigureHome(Command, frozen=True, tag="home/configure"):
    """Change what the home is called and where it stands, for the owner; what is not named stays.

    Quiet hours and guests' hours go by its time zone, *at home* by its place.
    """

    name: Name | UnsetType = UNSET
    latitude: Latitude | UnsetType = UNSET
    longitude: Longitude | UnsetType = UNSET
    elevation_m: Annotated[float, msgspec.Meta(ge=-500, le=9000)] | UnsetType = UNSET
    time_zone: Text | UnsetType = UNSET
    """An IANA name, such as ``Europe/Berlin``."""
    language: Annotated[str, msgspec.Meta(min_length=2, max_length=35)] | UnsetType = UNSET
    """A BCP 47 tag."""
    country: Annotated[str, msgspec.Meta(min_length=2, max_length=2)] | UnsetType | None = UNSET
    currency: Annotated[str, msgspec.Meta(min_length=3, max_length=3)] | UnsetType = UNSET
    map_tiles: Annotated[str, msgspec.Meta(max_length=500)] | UnsetType = UNSET
    """Where maps get pictures of streets: an address with ``{z}``, ``{x}`` and ``{y}``. Its server
    learns where everybody's map looks; empty, as it is at first, nobody is asked."""
    map_credit: Annotated[str, msgspec.Meta(max_length=200)] | UnsetType = UNSET
    """Whom these pictures are owed to."""


class CreateToken(Command, frozen=True, tag="home/tokens/create"):
    """Make a token, shown once; for the owner."""

    role: Literal["owner", "family", "guest", "gateway", "tester"]
    name: Name
    area_ids: tuple[Text, ...] = ()
    gateway_id: Text | None = None


class ListTokens(Command, frozen=True, tag="home/tokens/list"):
    """List the tokens without their secrets; for the owner."""


class RevokeToken(Command, frozen=True, tag="home/tokens/revoke"):
    """Make a token worthless and end its sessions; for the owner."""

    token_id: Text


COMMANDS = (
    HomeInfo,
    ConfigureHome,
    CreateToken,
    ListTokens,
    RevokeToken,
)
