"""Answers what user interfaces keep with the hub, and what only Home Assistant's own would need."""

from embedded_hub.errors import ConfigNotFound
from embedded_hub.model.values import JsonObject, JsonValue
from embedded_hub.protocol.commands.frontend import (
    GetThemes,
    GetTranslations,
    GetUserData,
    LovelaceConfig,
    LovelaceResources,
    SetUserData,
)
from embedded_hub.server.caller import Caller
from embedded_hub.server.commands.table import CommandTable

DASHBOARD_KEY = "lovelace"
"""Under which a person's dashboard is kept, for clients that ask by that name."""


def register(table: CommandTable) -> None:
    """Add this family to the table."""
    table.slow(GetUserData, get_user_data)
    table.slow(SetUserData, set_user_data)
    table.slow(LovelaceConfig, get_dashboard)
    table.quick(LovelaceResources, list_resources)
    table.quick(GetTranslations, get_translations)
    table.quick(GetThemes, get_themes)


async def get_user_data(caller: Caller, command: GetUserData) -> JsonObject:
    """Read what this person saved."""
    values = await caller.feed.user_data.all(caller.principal.user.id)
    return {"value": values if command.key is None else values.get(command.key)}


async def set_user_data(caller: Caller, command: SetUserData) -> None:
    """Save a value for this person; the result comes when it is on the disk."""
    await caller.feed.user_data.set(caller.principal.user.id, command.key, command.value)


async def get_dashboard(caller: Caller, _: LovelaceConfig) -> JsonValue:
    """Read this person's dashboard."""
    values = await caller.feed.user_data.all(caller.principal.user.id)
    if values.get(DASHBOARD_KEY) is None:
        raise ConfigNotFound("No config found.")
    return values[DASHBOARD_KEY]


def list_resources(_caller: Caller, _: LovelaceResources) -> list[JsonObject]:
    """List extra scripts of dashboards: none."""
    return []


def get_translations(_caller: Caller, _: GetTranslations) -> JsonObject:
    """Read words for states: they ship with the interfaces."""
    return {"resources": {}}


def get_themes(_caller: Caller, _: GetThemes) -> JsonObject:
    """Read colour themes: none but the interfaces' own."""
    return {
        "themes": {},
        "default_theme": "default",
        "default_dark_theme": None,
    }
