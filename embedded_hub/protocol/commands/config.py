"""Commands that tell a client about the hub, its abilities and its people."""

from typing import Annotated

import msgspec

from embedded_hub.protocol.base import Command, Name, Text


class GetConfig(Command, frozen=True, tag="get_config"):
    """Read the home's name, place, units, language and version."""


class GetServices(Command, frozen=True, tag="get_services"):
    """Read which actions there are, by domain, with their fields."""


class GetPanels(Command, frozen=True, tag="get_panels"):
    """Read which pages the hub offers."""


class CurrentUser(Command, frozen=True, tag="auth/current_user"):
    """Read who this connection is."""


class ListUsers(Command, frozen=True, tag="config/auth/list"):
    """List everybody who may come in; for the owner."""


class LongLivedToken(Command, frozen=True, tag="auth/long_lived_access_token"):
    """Get another token for this same person, shown once."""

    client_name: Name
    lifespan: Annotated[int, msgspec.Meta(ge=1, le=36_500)] = 3650
    """Days."""
    client_icon: Text | None = None


class ListPersons(Command, frozen=True, tag="person/list"):
    """List the people of the home."""


class GetManifest(Command, frozen=True, tag="manifest/get"):
    """Read what the hub knows of one kind of gateway."""

    integration: Text


class SearchRelated(Command, frozen=True, tag="search/related"):
    """Find what belongs together: an entity's device and area, a device's entities."""

    item_type: Text
    item_id: Text


COMMANDS = (
    GetConfig,
    GetServices,
    GetPanels,
    CurrentUser,
    ListUsers,
    LongLivedToken,
    ListPersons,
    GetManifest,
    SearchRelated,
)
