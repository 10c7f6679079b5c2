"""A home over the wire: in this program, in the next room or far away, it makes no difference."""

import asyncio
import contextlib
import logging
from collections.abc import Mapping, Sequence

import msgspec

from desktop.backend import wire
from desktop.backend.api import (
    ActivityEntry,
    BackendEvent,
    EntityChanges,
    GatewaysChanged,
    History,
    HomeInfo,
    Layout,
    LayoutChanged,
    Link,
    LinkChanged,
    LinkPhase,
    Listener,
    Places,
    PlacesChanged,
    Snapshot,
    StatesChanged,
)
from desktop.backend.gateways import GatewayType
from desktop.backend.hub_devices import HubDevices
from desktop.backend.hub_gateways import PATIENCE_S, HubGateways
from desktop.backend.hub_notices import HubNotices
from desktop.backend.hub_people import HubPeople
from desktop.backend.hub_places import HubPlaces
from desktop.backend.hub_voice_source import HubVoiceSource
from desktop.backend.listeners import Unsubscribe
from embedded_hub.client import link_events
from embedded_hub.client.home_registry import HomeRegistry
from embedded_hub.client.hub_client import CALL_TIMEOUT_S
from embedded_hub.client.hub_link import HubLink
from embedded_hub.client.link_events import HubLinkState, LinkEvent, LinkStatus
from embedded_hub.errors import HomewireError, RemoteProtocolError, RequestError
from embedded_hub.model.action import Outcome
from embedded_hub.model.gateway_status import GatewayStatus
from embedded_hub.model.ids import EntityId, GatewayId
from embedded_hub.model.values import JsonObject, JsonValue
from embedded_hub.protocol.times import iso_time

logger = logging.getLogger(__name__)

LAYOUT_KEY = "homewire.layout"
POINTS_SPAN_S = 2 * 86_400.0
"""Longer than this a person cannot tell points apart, and the hub sends summaries instead."""
BIN_PERIODS = ((8 * 86_400.0, "hour"), (float("inf"), "day"))

_PHASES: Mapping[HubLinkState, LinkPhase] = {
    HubLinkState.CONNECTED: LinkPhase.CONNECTED,
    HubLinkState.LOST: LinkPhase.LOST,
    HubLinkState.REFUSED: LinkPhase.REFUSED,
    HubLinkState.CLOSED: LinkPhase.STOPPED,
}


class HubBackend:
    """Speaks the client API through a link that comes back by itself.

    Args:
        link: Not started yet; closed with this.
    """

    def __init__(self, link: HubLink) -> None:
        self._link = link
        self._listeners: list[Listener] = []
        self._phase = _link_of(link.status)
        self._snapshot: Snapshot | None = None
        self._is_live = False
        """Whether the snapshot of this connection has been told."""
        self._greeting: asyncio.Task[None] | None = None
        self._stop_listening = link.listen(self._heard)
        self.voice = HubVoiceSource(link)
        self.people = HubPeople(link)
        self.gateways = HubGateways(link)
        self.devices = HubDevices(link)
        self.notices = HubNotices(link)
        self.tracking = HubPlaces(link)

    def start(self) -> None:
        """Begin to connect, from inside the running event loop. Call once."""
        self._link.start()

    def give_up(self, error: HomewireError, at: float) -> None:
        """Say that there will be no connection, and why; instead of :meth:`start`."""
        self._phase = Link(
            phase=LinkPhase.STOPPED, since_at=at, code=error.code, message=error.message
        )

    def subscribe(self, listener: Listener) -> Unsubscribe:
        """Tell the listener everything known now, then every change."""
        self._listeners.append(listener)
        listener(LinkChanged(link=self._phase))
        if self._is_live and self._snapshot is not None:
            listener(self._current(self._snapshot))

        def stop() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return stop

    async def close(self) -> None:
        """Disconnect."""
        self._stop_listening()
        self._listeners.clear()
        if self._greeting is not None:
            self._greeting.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._greeting
        # The link first: a hub that does not answer must not hold up a goodbye to its voice.
        await self._link.close()
        await self.voice.close()
        await self.people.close()
        await self.gateways.close()
        await self.notices.close()

    def reconnect(self) -> None:
        """Try again now."""
        self._link.retry()

    async def act(self, entity_id: EntityId, action: str, arguments: JsonObject) -> Outcome:
        """Do something to an entity."""
        return await self._link.act(entity_id, action, arguments)

    async def history(self, entity_id: EntityId, start_at: float, end_at: float) -> History:
        """Return what an entity was; summaries for long ranges of numbers."""
        span_s = end_at - start_at
        if span_s > POINTS_SPAN_S:
            bins = await self._bins(entity_id, start_at, end_at)
            if bins.bins:
                return bins
        result = await self._link.call(
            "history/history_during_period",
            start_time=iso_time(start_at),
            end_time=iso_time(end_at),
            entity_ids=[entity_id],
            minimal_response=True,
            no_attributes=True,
            significant_changes_only=False,
        )
        return wire.read_points(result, entity_id)

    async def activity(
        self, start_at: float, end_at: float, entity_ids: Sequence[EntityId] = ()
    ) -> Sequence[ActivityEntry]:
        """Return what happened."""
        which: dict[str, JsonValue] = {"entity_ids": list(entity_ids)} if entity_ids else {}
        result = await self._link.call(
            "logbook/get_events",
            timeout_s=CALL_TIMEOUT_S,
            start_time=iso_time(start_at),
            end_time=iso_time(end_at),
            **which,
        )
        names = self._snapshot.user_names if self._snapshot is not None else {}
        return wire.read_activity(result, names)

    async def update_entity(self, entity_id: EntityId, changes: EntityChanges) -> None:
        """Change an entity's entry."""
        fields = wire.entity_fields(changes)
        await self._link.call(
            "config/entity_registry/update",
            timeout_s=CALL_TIMEOUT_S,
            entity_id=entity_id,
            **fields,
        )

    async def save_layout(self, layout: Layout) -> None:
        """Keep how the person arranged the home."""
        value = wire.layout_value(layout)
        await self._link.call("frontend/set_user_data", key=LAYOUT_KEY, value=value)
        if self._snapshot is not None:
            self._snapshot = msgspec.structs.replace(self._snapshot, layout=layout)
        self._tell(LayoutChanged(layout=layout))

    async def gateway_types(self) -> Sequence[GatewayType]:
        """Return what kinds of gateways can be added."""
        return wire.read_gateway_types(await self._link.call("home/gateways/types"))

    async def add_gateway(
        self, type_: str, title: str | None, options: Mapping[str, str]
    ) -> GatewayStatus:
        """Add a gateway and return once its devices are there."""
        named = {"title": title} if title else {}
        result = await self._link.call(
            "home/gateways/add",
            timeout_s=PATIENCE_S,
            gateway_type=type_,
            options=dict(options),
            **named,
        )
        try:
            return msgspec.convert(result, GatewayStatus)
        except msgspec.ValidationError as error:
            raise RemoteProtocolError(f"The hub's answer cannot be read: {error}.") from error

    async def pause_gateway(self, gateway_id: GatewayId, is_paused: bool) -> None:
        """Disconnect a gateway until told otherwise, or let it go on."""
        await self._link.call("home/gateways/pause", gateway_id=gateway_id, is_paused=is_paused)

    async def remove_gateway(self, gateway_id: GatewayId) -> None:
        """Disconnect a gateway and forget its devices."""
        await self._link.call("home/gateways/remove", gateway_id=gateway_id)

    async def _bins(self, entity_id: EntityId, start_at: float, end_at: float) -> History:
        period = next(name for span_s, name in BIN_PERIODS if end_at - start_at <= span_s)
        try:
            result = await self._link.call(
                "recorder/statistics_during_period",
                start_time=iso_time(start_at),
                end_time=iso_time(end_at),
                statistic_ids=[entity_id],
                period=period,
            )
        except RequestError:  # a Home Assistant without a recorder, or words instead of numbers
            return History()
        return wire.read_bins(result, entity_id)

    def _heard(self, event: LinkEvent) -> None:
        match event:
            case link_events.LinkChanged(status):
                self._link_changed(status)
            case link_events.StatesChanged(change) if self._is_live:
                states = self._link.states
                told = (states.get(one) for one in change.added | change.changed)
                self._tell(
                    StatesChanged(
                        states=tuple(state for state in told if state is not None),
                        removed=tuple(change.removed),
                    )
                )
            case link_events.RegistryChanged(registry) if self._is_live:
                self._tell(PlacesChanged(places=_places(registry)))
            case link_events.GatewaysChanged(gateways) if self._is_live:
                self._tell(GatewaysChanged(gateways=gateways))

    def _link_changed(self, status: LinkStatus) -> None:
        if self._greeting is not None:
            self._greeting.cancel()
        if status.state is HubLinkState.CONNECTED:
            self._greeting = asyncio.get_running_loop().create_task(
                self._greet(status), name="hub greeting"
            )
            return
        self._is_live = False
        self._set_phase(_link_of(status))

    async def _greet(self, status: LinkStatus) -> None:
        """Read what belongs to the person, then tell the whole home at once."""
        try:
            snapshot = await self._read_snapshot()
        except HomewireError as error:  # the link went again; its next state says so
            logger.info("The home could not be read: %s", error)
            return
        self._snapshot = snapshot
        self._is_live = True
        self._set_phase(_link_of(status))
        self._tell(self._current(snapshot))

    async def _read_snapshot(self) -> Snapshot:
        link = self._link
        user_id, user_name, is_admin = wire.read_user(await link.call("auth/current_user"))
        layout = wire.read_layout(await link.call("frontend/get_user_data", key=LAYOUT_KEY))
        names = {user_id: user_name}
        with contextlib.suppress(RequestError):  # a guest may not know who else lives there
            names |= wire.read_people(await link.call("person/list"))
        info = link.info
        if info is None:
            raise RemoteProtocolError("The hub did not say whose home it is.")
        return Snapshot(
            info=HomeInfo(
                name=info.name,
                version=info.version,
                home_id=info.home_id,
                role=info.role or ("owner" if is_admin else "family"),
                user_id=user_id,
                user_name=user_name,
                hub_url=info.hub_url,
                is_demo=info.is_demo,
                is_homewire=info.is_homewire,
            ),
            places=Places(),
            states=(),
            layout=layout,
            user_names=names,
        )

    def _current(self, snapshot: Snapshot) -> Snapshot:
        return msgspec.structs.replace(
            snapshot,
            places=_places(self._link.registry),
            states=tuple(self._link.states.values()),
            gateways=self._link.gateways,
        )

    def _set_phase(self, link: Link) -> None:
        # A further try is no news: it is lost since it was lost.
        if link.phase is LinkPhase.CONNECTING and self._phase.phase is LinkPhase.LOST:
            return
        if (link.phase, link.code) == (self._phase.phase, self._phase.code):
            return
        self._phase = link
        self._tell(LinkChanged(link=link))

    def _tell(self, event: BackendEvent) -> None:
        for listener in tuple(self._listeners):
            listener(event)


def _link_of(status: LinkStatus) -> Link:
    phase = _PHASES.get(status.state, LinkPhase.CONNECTING)
    if phase is LinkPhase.LOST and status.last_seen_at is None:
        phase = LinkPhase.CONNECTING
    is_away = phase is LinkPhase.LOST and status.last_seen_at is not None
    return Link(
        phase=phase,
        since_at=status.last_seen_at if is_away and status.last_seen_at else status.since_at,
        code=status.reason,
        message=status.message,
    )


def _places(registry: HomeRegistry) -> Places:
    return Places(
        floors=tuple(registry.floors.values()),
        areas=tuple(registry.areas.values()),
        devices=tuple(registry.devices.values()),
        entities=tuple(registry.entities.values()),
    )
