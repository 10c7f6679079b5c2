"""What a home needs from outside, as interfaces: the shells that satisfy them stand elsewhere.

``storage`` implements the stores, ``gateways`` the directory, ``desktop`` or ``storage`` the
secrets. Nothing in ``core`` imports any of them.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

import msgspec

from embedded_hub.model.gateway_find import Found
from embedded_hub.model.gateway_report import Diagnosis, Trial
from embedded_hub.model.gateway_status import GatewayStatus
from embedded_hub.model.ids import EntityId, GatewayId
from embedded_hub.model.state import State
from embedded_hub.model.values import JsonObject

RecordKind = str
"""One of ``area floor label device entity user token gateway notice layout user_data home``."""


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """One document of a home's registry; ``body`` is JSON, ``None`` deletes it."""

    kind: RecordKind
    id: str
    body: bytes | None


class RecordStore(Protocol):
    """Keeps small documents that must survive a power cut."""

    def load(self) -> Sequence[Record]:
        """Return every record, once, before the home starts. May block.

        Raises:
            StorageError: neither the database nor a backup can be read.
        """

    async def save(self, records: Sequence[Record]) -> None:
        """Write all of them in one transaction and return when they are on the disk.

        Calls are written in the order they were made.

        Raises:
            StorageError: nothing of it was kept.
        """


class HistoryRow(msgspec.Struct, frozen=True, kw_only=True):
    """One past state. ``attributes`` is ``None`` where the reader asked without."""

    value: str
    attributes: JsonObject | None
    changed_at: float
    updated_at: float
    user_id: str | None = None
    """Who caused it, where somebody did."""


class StatisticsRow(msgspec.Struct, frozen=True, kw_only=True):
    """One number's summary over one period; ``start_at`` is seconds UTC."""

    start_at: float
    end_at: float
    mean: float | None
    min: float | None
    max: float | None
    last: float | None


class HistoryStore(Protocol):
    """Keeps what states were. What was recorded in the last second may be lost with the power."""

    def record(self, state: State) -> None:
        """Queue one state; returns at once and never raises."""

    async def read(
        self,
        entity_ids: Sequence[EntityId],
        start_at: float,
        end_at: float,
        *,
        has_attributes: bool = True,
        limit: int | None = None,
    ) -> Mapping[EntityId, Sequence[HistoryRow]]:
        """Return the states in ``[start_at, end_at)``, oldest first, for each entity.

        The first row of an entity is the state that held at ``start_at``, where one is known.
        With ``limit`` only the newest that many of each entity are returned. An entity without
        any row is left out.

        Raises:
            StorageError: the history cannot be read now.
        """

    async def statistics(
        self, entity_ids: Sequence[EntityId], start_at: float, end_at: float, period_s: float
    ) -> Mapping[EntityId, Sequence[StatisticsRow]]:
        """Return time-weighted mean, minimum and maximum of numeric states by period.

        Periods up to an hour lie on their own multiples; longer ones are whole hours counted from
        the hour ``start_at`` lies in, so that a local midnight gives local days. Where single
        states are purged, short periods come as hours. Periods without a number are left out.

        Raises:
            StorageError: the history cannot be read now.
        """

    async def flush(self) -> None:
        """Return when everything recorded so far can be read."""

    async def forget(self, entity_ids: Sequence[EntityId]) -> None:
        """Delete everything recorded so far about these entities.

        Raises:
            StorageError: it could not be deleted now; asking again finishes it.
        """


class SecretStore(Protocol):
    """Keeps gateway credentials apart from the configuration."""

    async def load(self, name: str) -> Mapping[str, str]:
        """Return what was saved under the name; empty when nothing was."""

    async def save(self, name: str, secrets: Mapping[str, str]) -> None:
        """Keep the values under the name; an empty mapping forgets it.

        Raises:
            StorageError: they could not be kept.
        """


class GatewayDiscovery(Protocol):
    """Looks for gateways on the network, while somebody wants to know."""

    @property
    def problem(self) -> str | None:
        """Why nothing can be heard on the network, in words; ``None`` when it can."""

    def found(self) -> Sequence[Found]:
        """Return what is known now, without looking."""

    def follow(self, listener: Callable[[Sequence[Found]], None]) -> Callable[[], None]:
        """Look until the returned function is called; tell the listener at each change."""

    async def ignore(self, found_id: str, is_ignored: bool) -> None:
        """Mark one as of no interest, or of interest again; kept.

        Raises:
            StorageError: it could not be kept.
            QuotaExceeded: too many are ignored already.
        """


class GatewayDirectory(Protocol):
    """Adds, lists and removes the gateways of one home."""

    @property
    def discovery(self) -> GatewayDiscovery | None:
        """What looks for more of them; ``None`` where the network is not the home's own."""

    def list(self) -> Sequence[GatewayStatus]:
        """Return every gateway with how it is now."""

    def types(self) -> Sequence[JsonObject]:
        """Return the catalogue: every type with its title, summary, icon, options and guide."""

    async def add(self, type_: str, title: str | None, options: Mapping[str, str]) -> GatewayStatus:
        """Create a gateway and wait until its first snapshot is in.

        Raises:
            InvalidInfo: unknown type, a missing or an unknown option.
            GatewayError: it did not come up; nothing was kept.
        """

    async def edit(
        self, gateway_id: GatewayId, title: str | None, options: Mapping[str, str | None]
    ) -> GatewayStatus:
        """Give a gateway other settings; return how it stands after its first try with them.

        Raises:
            NotFound: no such gateway.
            InvalidInfo: a missing or an unknown option.
        """

    async def test(self, type_: str, options: Mapping[str, str]) -> Trial:
        """Connect once and keep nothing; raises what :meth:`add` would."""

    async def diagnose(self, gateway_id: GatewayId) -> Diagnosis:
        """Say how a gateway has been doing.

        Raises:
            NotFound: no such gateway.
        """

    async def admit(self, gateway_id: GatewayId, code: str | None) -> Sequence[str]:
        """Let a new device into the network behind a gateway; return the keys of those that came.

        Raises:
            NotFound: no such gateway.
            NotSupported: it has no network to let anything into.
            HomewireError: none came, or it is not connected.
        """

    async def stop_admitting(self, gateway_id: GatewayId) -> None:
        """Let no more devices in; nothing happens where none may come in anyway.

        Raises:
            HomewireError: it does not answer; the network closes by itself.
        """

    async def pause(self, gateway_id: GatewayId, is_paused: bool) -> GatewayStatus:
        """Disconnect it until told otherwise, or go on.

        Raises:
            NotFound: no such gateway.
        """

    async def remove(self, gateway_id: GatewayId) -> None:
        """Disconnect it and forget its devices, entities and secrets.

        Raises:
            NotFound: no such gateway.
        """
