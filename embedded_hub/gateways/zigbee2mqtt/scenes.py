"""Scenes that devices and groups of Zigbee2MQTT keep themselves. Pure."""

from collections.abc import Iterable, Iterator

from embedded_hub.gateways.facet import Reading
from embedded_hub.gateways.zigbee2mqtt.facet import Facet, Setting
from embedded_hub.gateways.zigbee2mqtt.wire import SceneEntry
from embedded_hub.model.description import EntityDescription
from embedded_hub.model.ids import EntityKey


def scenes(address: str, entries: Iterable[SceneEntry]) -> Iterator[Facet]:
    """Return the entities of the scenes under one address."""
    for entry in entries:
        yield _scene(address, entry)


def _scene(address: str, entry: SceneEntry) -> Facet:
    entity = EntityDescription(
        key=EntityKey(f"{address}/scene_{entry.id}"),
        domain="scene",
        name=entry.name or f"Scene {entry.id}",
    )
    return Facet(
        entity=entity,
        read=lambda _: Reading(None),
        # Nothing ever says that a scene was recalled; the lamps say what they are.
        write=lambda *_: Setting({"scene_recall": entry.id}),
    )
