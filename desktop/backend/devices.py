"""What a user interface asks about devices as a whole: where they are, and which are the same."""

from collections.abc import Coroutine, Sequence
from typing import Protocol

import msgspec

from embedded_hub.model.ids import AreaId, DeviceId
from embedded_hub.model.registry import Area


class DeviceChange(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a person wants different about a device; unset fields stay as they are."""

    device_id: DeviceId
    name: str | msgspec.UnsetType | None = msgspec.UNSET
    """``None`` takes the device's own name again."""
    area_id: AreaId | msgspec.UnsetType | None = msgspec.UNSET


class DuplicateGroup(msgspec.Struct, frozen=True, kw_only=True):
    """Devices of different gateways that look like one physical thing."""

    id: str
    reason: str
    """What they have in common: ``mac``, ``serial`` and so on."""
    device_ids: tuple[DeviceId, ...]


class DeviceDesk(Protocol):
    """Arranges and merges devices. All calls from one event loop.

    Every coroutine raises :class:`~embedded_hub.errors.HomewireError` when the hub refuses or
    does not answer. The registries' own events tell what changed.
    """

    async def arrange(self, changes: Sequence[DeviceChange]) -> Sequence[DeviceChange]:
        """Change many devices, all or none; returns what takes it back."""

    async def create_area(self, name: str) -> Area:
        """Make a new room."""

    async def duplicates(self) -> Sequence[DuplicateGroup]:
        """Return what looks like the same thing twice and was not said to be different."""

    def merge(self, keep: DeviceId, others: Sequence[DeviceId]) -> Coroutine[None, None, None]:
        """Show several devices as one; nothing is lost."""

    def unmerge(self, device_id: DeviceId) -> Coroutine[None, None, None]:
        """Show a merged device on its own again."""

    def distinct(self, device_ids: Sequence[DeviceId]) -> Coroutine[None, None, None]:
        """Say that these are different things."""
