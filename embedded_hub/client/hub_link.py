"""A connection to a hub that comes back by itself, with everything a user interface shows.

::

            start            everything read
    CONNECTING ──────────────▶ CONNECTED ──────┐ the connection ends
        ▲  │ token or version refused           ▼
        │  └──────────▶ REFUSED               LOST
        └──── retry() ─────┴──── back-off, nudge() ────┘

While it is lost nothing known is thrown away: states stay in the mirror with their age, and the
first list of the next connection is compared with them, so that listeners hear of real changes
only. Actions are never kept for later: without a connection they end as not connected.
"""

import asyncio
import contextlib
import logging
import random
import ssl
from collections.abc import Callable, Mapping

import msgspec

from embedded_hub.client.action_call import Target, no_connection
from embedded_hub.client.entity_mirror import EntityMirror
from embedded_hub.client.exchange import EventListener
from embedded_hub.client.home_registry import HomeRegistry
from embedded_hub.client.hub_client import ACTION_EXPIRES_S, CALL_TIMEOUT_S, HubClient
from embedded_hub.client.hub_info import HubInfo
from embedded_hub.client.link_events import (
    GatewaysChanged,
    HubLinkState,
    LinkChanged,
    LinkEvent,
    LinkListener,
    LinkStatus,
    RegistryChanged,
    StatesChanged,
)
from embedded_hub.client.pinned import Pinned
from embedded_hub.client.registry_feed import RegistryFeed
from embedded_hub.client.standing import StandingSubscription, StandingSubscriptions
from embedded_hub.client.suspend import SuspendDetector
from embedded_hub.client.together import together
from embedded_hub.core.backoff import full_jitter_s
from embedded_hub.core.clock import Clock, SystemClock
from embedded_hub.errors import (
    AuthenticationFailed,
    ConfigError,
    HomewireError,
    LinkClosed,
    LinkError,
    RemoteProtocolError,
    RequestError,
    RequestTimeout,
    Unauthorized,
    UntrustedHub,
    VersionMismatch,
)
from embedded_hub.model.action import Outcome
from embedded_hub.model.gateway_status import GatewayStatus
from embedded_hub.model.ids import EntityId
from embedded_hub.model.state import State
from embedded_hub.model.values import JsonObject, JsonValue

logger = logging.getLogger(__name__)

TICK_S = 1.0
"""How often sleep is looked for: people expect live tiles a second after they open the lid."""
WAKE_PING_S = 2.0
"""A hub that does not answer within this after a sleep is taken for gone."""
STABLE_S = 10.0
"""A connection that lived this long ends the row of failures back-off counts."""


_FOR_A_PERSON = (AuthenticationFailed, Unauthorized, UntrustedHub, VersionMismatch, ConfigError)
"""Trying again by itself would help in none of these cases."""


class HubLink:
    """Keeps one :class:`HubClient` connected and what it tells at hand.

    Args:
        address: As for :meth:`HubClient.connect`.
        token: An access token of that hub.
        tls: How to check a ``wss`` peer.
        clock: Where times and gaps come from.
        draw: Random numbers in ``[0, 1)`` for the back-off.
    """

    def __init__(
        self,
        address: str,
        token: str,
        *,
        tls: ssl.SSLContext | Pinned | None = None,
        clock: Clock | None = None,
        draw: Callable[[], float] = random.random,
    ) -> None:
        self._address = address
        self._token = token
        self._tls = tls
        self._clock = clock or SystemClock()
        self._draw = draw
        self._listeners: list[LinkListener] = []
        self._mirror = EntityMirror()
        self._feed = RegistryFeed(lambda registry: self._tell(RegistryChanged(registry)))
        self._standing = StandingSubscriptions()
        self._client: HubClient | None = None
        self._task: asyncio.Task[None] | None = None
        self._nudged = asyncio.Event()
        self.status = LinkStatus(state=HubLinkState.CLOSED, since_at=self._clock.utc_s())
        """Where the link stands now."""
        self.info: HubInfo | None = None
        """Whose home it is; ``None`` before the first connection."""
        self.gateways: tuple[GatewayStatus, ...] = ()
        """The home's gateways; empty where this person may not see them."""

    @property
    def states(self) -> Mapping[EntityId, State]:
        """Every state last known; a live view. How old it is, :attr:`status` tells."""
        return self._mirror.states

    @property
    def registry(self) -> HomeRegistry:
        """Places, things and names last known."""
        return self._feed.registry

    @property
    def client(self) -> HubClient | None:
        """The connection there is now, for what belongs to one alone, such as its voice."""
        return self._client

    @property
    def round_trip_s(self) -> float | None:
        """The last measured way to the hub and back; ``None`` while not connected."""
        return self._client.round_trip_s if self._client is not None else None

    def start(self) -> None:
        """Begin to connect, from inside the running event loop. Call once."""
        self._enter(HubLinkState.CONNECTING)
        self._task = asyncio.create_task(self._run(), name="hub-link")

    async def close(self) -> None:
        """Disconnect and stay so; returns when nothing of the link runs any more."""
        if self._task is None:
            return
        self._task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._task
        self._task = None

    def listen(self, listener: LinkListener) -> Callable[[], None]:
        """Hear of every change from now on; returns what ends it."""
        self._listeners.append(listener)

        def stop() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return stop

    async def wait_for(self, *states: HubLinkState) -> LinkStatus:
        """Return when the link is in one of these states, however short it stays there."""
        if self.status.state in states:
            return self.status
        entered: asyncio.Future[LinkStatus] = asyncio.get_running_loop().create_future()

        def note(event: LinkEvent) -> None:
            if not isinstance(event, LinkChanged) or entered.done():
                return
            if event.status.state in states:
                entered.set_result(event.status)

        stop = self.listen(note)
        try:
            return await entered
        finally:
            stop()

    def retry(self, token: str | None = None) -> None:
        """Try again now, with another token where one is given."""
        if token is not None:
            self._token = token
        self._nudged.set()

    async def nudge(self) -> None:
        """Find out at once whether the connection still holds, as after sleep or a new network."""
        client = self._client
        if client is None:
            self._nudged.set()
            return
        try:
            await client.ping(WAKE_PING_S)
        except (RequestError, LinkError):
            logger.info("The hub does not answer any more; connecting anew")
            await client.close(is_peer_dead=True)

    async def call(
        self, type_: str, /, *, timeout_s: float = CALL_TIMEOUT_S, **fields: JsonValue
    ) -> JsonValue:
        """As :meth:`HubClient.call`; without a connection raises :class:`LinkClosed` at once."""
        if self._client is None:
            raise LinkClosed("There is no connection to the hub.")
        return await self._client.call(type_, timeout_s=timeout_s, **fields)

    async def act(
        self,
        target: str | Target,
        action: str,
        arguments: JsonObject | None = None,
        *,
        expires_in_s: float = ACTION_EXPIRES_S,
        cmd_id: str | None = None,
        is_answer_wanted: bool = False,
    ) -> Outcome:
        """As :meth:`HubClient.act`; without a connection nothing is sent, now or later."""
        if self._client is None:
            return no_connection()
        return await self._client.act(
            target,
            action,
            arguments,
            expires_in_s=expires_in_s,
            cmd_id=cmd_id,
            is_answer_wanted=is_answer_wanted,
        )

    async def subscribe(
        self,
        type_: str,
        listener: EventListener,
        /,
        on_answer: EventListener | None = None,
        **fields: JsonValue,
    ) -> StandingSubscription:
        """Start a stream of events that is renewed on every new connection.

        A renewed stream begins as a new one does, with whatever its first event holds.

        Args:
            type_: Of the command.
            listener: Gets every event.
            on_answer: Gets the hub's answer, on every connection anew; events may overtake it.
            **fields: Of the command.

        Raises:
            RequestError: the hub refused; where there is no connection yet, that is only logged.
        """
        return await self._standing.add(self._client, type_, fields, listener, on_answer)

    async def _run(self) -> None:
        try:
            await together(self._keep_connected(), self._watch_for_sleep())
        finally:
            self._enter(HubLinkState.CLOSED)

    async def _keep_connected(self) -> None:
        failures = 0
        while True:
            self._nudged.clear()
            if self.status.state is not HubLinkState.CONNECTING:
                self._enter(HubLinkState.CONNECTING)
            try:
                await self._connect_and_stay()
            except _FOR_A_PERSON as error:
                self._enter(HubLinkState.REFUSED, error)
                await self._nudged.wait()
                failures = 0
            except HomewireError as error:
                if self._has_been_stable():
                    failures = 0
                delay_s = full_jitter_s(failures, self._draw())
                failures += 1
                self._enter(HubLinkState.LOST, error, delay_s)
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._nudged.wait(), delay_s)

    async def _connect_and_stay(self) -> None:
        client = await HubClient.connect(self._address, self._token, tls=self._tls)
        try:
            await together(_until_closed(client), self._serve(client))
        finally:
            self._client = None
            await client.close()

    async def _serve(self, client: HubClient) -> None:
        self.info = client.info
        await together(
            self._follow_states(client), self._feed.start(client), self._follow_gateways(client)
        )
        self._client = client
        await self._standing.renew_all(client)
        self._enter(HubLinkState.CONNECTED)
        await self._feed.run(client)

    async def _follow_states(self, client: HubClient) -> None:
        """Subscribe to every entity and return when the whole list is in."""
        is_whole = asyncio.Event()
        self._mirror.begin()

        def take(event: JsonValue) -> None:
            change = self._mirror.apply(event)
            if self._mirror.is_whole:
                is_whole.set()
            if change:
                self._tell(StatesChanged(change))

        await client.subscribe("subscribe_entities", take)
        try:
            await asyncio.wait_for(is_whole.wait(), CALL_TIMEOUT_S)
        except TimeoutError as error:
            raise RequestTimeout("The hub did not send its states.") from error

    async def _follow_gateways(self, client: HubClient) -> None:
        if not client.info.is_homewire:
            return
        try:
            await client.subscribe("home/gateways/subscribe", self._take_gateways)
        except RequestError:  # a guest does not see them
            self.gateways = ()

    def _take_gateways(self, event: JsonValue) -> None:
        listed = event.get("gateways") if isinstance(event, Mapping) else None
        try:
            gateways = msgspec.convert(listed, tuple[GatewayStatus, ...])
        except msgspec.ValidationError as error:
            raise RemoteProtocolError(f"The list of gateways cannot be read: {error}.") from error
        if gateways != self.gateways:
            self.gateways = gateways
            self._tell(GatewaysChanged(gateways))

    async def _watch_for_sleep(self) -> None:
        detector = SuspendDetector(TICK_S)
        while True:
            if detector.has_slept(self._clock.monotonic_s(), self._clock.utc_s()):
                await self.nudge()
            await asyncio.sleep(TICK_S)

    def _has_been_stable(self) -> bool:
        status = self.status
        was_up = status.state is HubLinkState.CONNECTED
        return was_up and self._clock.utc_s() - status.since_at >= STABLE_S

    def _enter(
        self,
        state: HubLinkState,
        error: HomewireError | None = None,
        delay_s: float | None = None,
    ) -> None:
        now, last = self._clock.utc_s(), self.status
        was_connected = last.state is HubLinkState.CONNECTED
        self.status = LinkStatus(
            state=state,
            since_at=now,
            last_seen_at=now if was_connected else last.last_seen_at,
            reason=error.code if error else None,
            message=error.message if error else None,
            retry_at=None if delay_s is None else now + delay_s,
        )
        self._tell(LinkChanged(self.status))

    def _tell(self, event: LinkEvent) -> None:
        for listener in tuple(self._listeners):
            try:
                listener(event)
            except Exception:  # the boundary "bus listener": one listener's bug is its own
                logger.exception("A listener of the link to the hub failed")


async def _until_closed(client: HubClient) -> None:
    raise await client.wait_closed()
