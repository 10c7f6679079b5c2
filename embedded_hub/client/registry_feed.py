"""Keeps a client's :class:`HomeRegistry` true while a connection lives."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec

from embedded_hub.client.home_registry import HomeRegistry
from embedded_hub.client.hub_client import HubClient
from embedded_hub.client.registry_wire import (
    read_areas,
    read_devices,
    read_entities,
    read_floors,
    read_labels,
)
from embedded_hub.client.together import together
from embedded_hub.errors import NotSupported, Unauthorized, UnknownCommand
from embedded_hub.model.values import JsonValue


class _Part(msgspec.Struct, frozen=True):
    """One list: the field of :class:`HomeRegistry` it fills, and how to read it."""

    wire_name: str
    field: str
    id_field: str
    read: Callable[[JsonValue], Sequence[Any]]


_PARTS = (
    _Part("floor", "floors", "floor_id", read_floors),
    _Part("area", "areas", "area_id", read_areas),
    _Part("label", "labels", "label_id", read_labels),
    _Part("device", "devices", "id", read_devices),
    _Part("entity", "entities", "entity_id", read_entities),
)
# An older Home Assistant has no floors, and tells some changes to administrators only.
_NOT_THERE = (UnknownCommand, Unauthorized, NotSupported)


class RegistryFeed:
    """Reads the registry lists and reads again those that changed.

    Args:
        publish: Called with the new registry after each reading that found a difference.
    """

    def __init__(self, publish: Callable[[HomeRegistry], None]) -> None:
        self._publish = publish
        self._stale: set[_Part] = set()
        self._is_stale = asyncio.Event()
        self.registry = HomeRegistry()
        """What is known now."""

    async def start(self, client: HubClient) -> None:
        """Ask to be told of changes, then read everything once.

        Raises:
            LinkError: the connection ended.
            RemoteProtocolError: a list cannot be read.
        """
        self._stale.clear()
        self._is_stale.clear()
        await together(*(self._subscribe(client, part) for part in _PARTS))
        await self._load(client, _PARTS)

    async def run(self, client: HubClient) -> None:
        """Read again what changes, until cancelled.

        Raises:
            LinkError: the connection ended.
            RemoteProtocolError: a list cannot be read.
        """
        while True:
            await self._is_stale.wait()
            self._is_stale.clear()
            parts = [part for part in _PARTS if part in self._stale]
            self._stale.clear()
            await self._load(client, parts)

    async def _subscribe(self, client: HubClient, part: _Part) -> None:
        def note(_event: JsonValue) -> None:
            self._stale.add(part)
            self._is_stale.set()

        try:
            await client.subscribe(
                "subscribe_events", note, event_type=f"{part.wire_name}_registry_updated"
            )
        except _NOT_THERE:
            return

    async def _load(self, client: HubClient, parts: Sequence[_Part]) -> None:
        lists = await together(*(self._list(client, part) for part in parts))
        fresh = dict(zip((part.field for part in parts), lists, strict=True))
        registry = msgspec.structs.replace(self.registry, **fresh)
        if registry != self.registry:
            self.registry = registry
            self._publish(registry)

    async def _list(self, client: HubClient, part: _Part) -> Mapping[str, object]:
        try:
            result = await client.call(f"config/{part.wire_name}_registry/list")
        except _NOT_THERE:
            return {}
        return {getattr(entry, part.id_field): entry for entry in part.read(result)}
