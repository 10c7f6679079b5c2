"""Areas as people name them on a command line."""

from collections.abc import Sequence

from embedded_hub.cli.answers import read_answer
from embedded_hub.client.home_registry import HomeRegistry
from embedded_hub.client.hub_client import HubClient
from embedded_hub.errors import ConfigError
from embedded_hub.model.registry import Area
from embedded_hub.model.values import JsonValue


async def area_ids(hub: HubClient, words: Sequence[str]) -> list[JsonValue]:
    """Return the ids of areas named by id or name.

    Raises:
        ConfigError: there is no such area.
    """
    listed = read_answer(await hub.call("config/area_registry/list"), list[Area])
    registry = HomeRegistry(areas={area.area_id: area for area in listed})
    found: list[JsonValue] = []
    for word in words:
        area = registry.area_named(word)
        if area is None:
            raise ConfigError(f"There is no area {word!r}.")
        found.append(area.area_id)
    return found
