"""What the home tells people of by itself: gateways that need somebody, and what gateways say.

A gateway that needs a person makes one notice, which goes when that is over. An entity's event
named ``notice`` is a notice too, so that a device's maker can write to people with nothing but the
events there are: its payload has ``message`` and may have ``title`` and ``severity``.
"""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

import msgspec

from embedded_hub.core.bus import Bus
from embedded_hub.core.clock import Clock
from embedded_hub.core.events import EntityFired, GatewaysChanged
from embedded_hub.core.messages.pace import Pace
from embedded_hub.core.notice import NoticeDraft, Severity
from embedded_hub.core.notices import Notices
from embedded_hub.core.registry import Registry
from embedded_hub.errors import ActionFailed, StorageError
from embedded_hub.model.gateway_status import GatewayStatus, LinkState
from embedded_hub.model.ids import EntityId, GatewayId

_LOG = logging.getLogger(__name__)
NOTICE_EVENT = "notice"
_NEEDS_A_PERSON = (LinkState.AUTH_REQUIRED, LinkState.FAULTY)
_MAX_CHARS = 2000


class _Said(msgspec.Struct, frozen=True):
    """What an entity's notice says; unknown parts are passed over."""

    message: str
    title: str | None = None
    severity: Severity = Severity.INFO


class NoticeSources:
    """Turns what happens into notices.

    Args:
        bus: The home's.
        notices: Where they go.
        registry: Knows whose an entity is.
        clock: The home's.
    """

    def __init__(self, bus: Bus, notices: Notices, registry: Registry, clock: Clock) -> None:
        self._notices = notices
        self._registry = registry
        self._clock = clock
        self._pace = Pace()
        self._in_need: set[GatewayId] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        bus.subscribe(GatewaysChanged, self._gateways_changed)
        bus.subscribe(EntityFired, self._entity_fired)

    async def settle(self) -> None:
        """Return when what happened so far is told."""
        while self._tasks:
            await asyncio.gather(*self._tasks)

    def tell(self, draft: NoticeDraft) -> None:
        """Make a notice of the hub's own; returns at once."""
        self._start(self._create(draft))

    # --- what happens -------------------------------------------------------------------------

    def _gateways_changed(self, event: GatewaysChanged) -> None:
        in_need = {one.id for one in event.gateways if one.state in _NEEDS_A_PERSON}
        known = {one.id for one in event.gateways}
        for gateway in event.gateways:
            if gateway.id in in_need - self._in_need:
                self.tell(_of_gateway(gateway))
        for gateway_id in self._in_need - in_need:
            is_well = any(
                one.id == gateway_id and one.state is LinkState.CONNECTED for one in event.gateways
            )
            # While it only tries again, the notice stays.
            if is_well or gateway_id not in known:
                self._start(self._dismiss(_notice_id(gateway_id)))
            else:
                in_need.add(gateway_id)
        self._in_need = in_need

    def _entity_fired(self, event: EntityFired) -> None:
        if event.name != NOTICE_EVENT:
            return
        entity = self._registry.entities.get(event.entity_id)
        if entity is None or not self._pace.allows(entity.gateway_id, self._clock.monotonic_s()):
            return
        try:
            said = msgspec.convert(event.payload, _Said)
        except msgspec.ValidationError as error:
            _LOG.info("a notice of %s makes no sense: %s", event.entity_id, error)
            return
        if said.message.strip():
            self.tell(_of_entity(event.entity_id, entity.gateway_id, said))

    # --- parts --------------------------------------------------------------------------------

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _create(self, draft: NoticeDraft) -> None:
        try:
            await self._notices.create(draft)
        except (StorageError, ActionFailed) as error:
            _LOG.warning("a notice could not be made: %s", error)

    async def _dismiss(self, notice_id: str) -> None:
        try:
            await self._notices.dismiss(notice_id)
        except StorageError as error:
            _LOG.warning("a notice could not be removed: %s", error)


def _notice_id(gateway_id: str) -> str:
    return f"gateway:{gateway_id}"


def _of_gateway(gateway: GatewayStatus) -> NoticeDraft:
    return NoticeDraft(
        id=_notice_id(gateway.id),
        title=gateway.title,
        message=gateway.message or gateway.state.value,
        severity=Severity.WARNING,
        source="gateway",
        gateway_id=gateway.id,
    )


def _of_entity(entity_id: EntityId, gateway_id: str, said: _Said) -> NoticeDraft:
    return NoticeDraft(
        id=f"entity:{entity_id}",
        title=None if said.title is None else said.title[:255],
        message=said.message[:_MAX_CHARS],
        severity=said.severity,
        source="gateway",
        entity_id=entity_id,
        gateway_id=gateway_id,
    )
