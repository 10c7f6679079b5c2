"""The place of a gateway that dials us: it exists before, between and after its connections."""

import contextlib
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Iterator

import msgspec

from embedded_hub.core.clock import Clock
from embedded_hub.errors import (
    GatewayAuthRequired,
    GatewayFlooding,
    GatewayProtocolError,
    HomewireError,
)
from embedded_hub.gateways.api import GatewayConfig, Sink
from embedded_hub.gateways.gateway_log import GatewayLog
from embedded_hub.gateways.watched_sink import FLOOD_MESSAGE, WatchedSink
from embedded_hub.model.action import Action, Outcome, OutcomeKind
from embedded_hub.model.gateway_report import KEPT_MISHAPS, LinkReport, Mishap
from embedded_hub.model.gateway_status import GatewayStatus, LinkState, Remedy
from embedded_hub.security.redaction import redact

Act = Callable[[Action], Awaitable[Outcome]]


class DialIn:
    """One gateway that dials in: ``WAITING`` until it does, ``CONNECTED`` while it is there.

    Args:
        config: Its identity; it has no options of ours, or few.
        sink: Where the home takes its reports.
        clock: For what a person reads.
        on_change: Called after each change of :attr:`status`; must not raise.
        address: Returns what its devices dial, where that is no secret to a person.
    """

    def __init__(
        self,
        config: GatewayConfig,
        sink: Sink,
        *,
        clock: Clock,
        on_change: Callable[[], None],
        address: Callable[[GatewayConfig], str | None] = lambda _: None,
    ) -> None:
        self._address = address
        self.config = config
        self._clock = clock
        self._on_change = on_change
        self._sink = WatchedSink(
            config.id,
            sink,
            clock=clock,
            on_connected=self._came_up,
            on_flood=self._flooded,
            on_flaw=self._flawed,
        )
        self._is_flooding = False
        self._complaint: HomewireError | None = None
        self._act: Act | None = None
        self._hang_up: Callable[[], None] | None = None
        self._current: Sink | None = None
        self._state = LinkState.PAUSED if config.is_paused else LinkState.WAITING
        self._since_at = clock.utc_s()
        self._connects = 0
        self._mishaps: deque[Mishap] = deque(maxlen=KEPT_MISHAPS)
        self._log = GatewayLog(self._secrets)

    @property
    def identities(self) -> frozenset[str]:
        """What its devices are known by elsewhere; see ``WatchedSink.identities``."""
        return self._sink.identities

    def report(self) -> LinkReport:
        """Say how it has been doing."""
        return LinkReport(
            connects=self._connects,
            last_errors=tuple(self._mishaps),
            rates=self._sink.rates(),
            counts=self._sink.counts(),
            log=tuple(self._log.lines),
        )

    @property
    def status(self) -> GatewayStatus:
        """How it stands now."""
        reason, message, remedy = self._trouble()
        address = self._address(self.config)
        return GatewayStatus(
            id=self.config.id,
            type=self.config.type,
            title=self.config.title,
            state=self._state,
            since_at=self._since_at,
            reason=reason,
            message=message,
            remedy=remedy,
            device_count=self._sink.device_count,
            entity_count=self._sink.entity_count,
            options={**self.config.options, **({"address": address} if address else {})},
        )

    def complain(self, error: HomewireError | None) -> None:
        """Say what is wrong though it is connected; ``None`` when it is right again."""
        if error is not self._complaint:
            self._complaint = error
            self._on_change()

    @contextlib.contextmanager
    def connection(self, act: Act, hang_up: Callable[[], None]) -> Iterator[Sink]:
        """Hold the place for one connection; the newest wins.

        An older connection's reports are dropped from then on and its end changes nothing.

        Args:
            act: Carries out an action over this connection.
            hang_up: Ends this connection, when a person pauses the gateway.
        """
        sink = self._current = self._sink.open()
        self._act = act
        self._hang_up = hang_up
        self._log.open()
        try:
            with self._log.claimed():
                yield sink
        finally:
            self._sink.close(sink)
            if self._current is sink:
                self._current = self._act = self._hang_up = None
                self._log.close()
                self._enter(LinkState.PAUSED if self.config.is_paused else LinkState.WAITING)

    async def act(self, action: Action) -> Outcome:
        """Hand one action to the connection that is there."""
        if self._act is None or self._state is not LinkState.CONNECTED:
            return Outcome(
                kind=OutcomeKind.NOT_CONNECTED, message=f"{self.config.title} is not connected"
            )
        return await self._act(action)

    async def pause(self, is_paused: bool) -> None:
        """Expect it no longer, or again; what accepts connections asks before each one."""
        await self.reconfigure(msgspec.structs.replace(self.config, is_paused=is_paused))

    async def reconfigure(self, config: GatewayConfig) -> None:
        """Go on with another title, or paused: a paused one gets no action and is not heard.

        With other secrets whoever is connected is sent to connect again.
        """
        are_secrets_new, self.config = config.secrets != self.config.secrets, config
        if config.is_paused:
            self._sink.silence()
            self._enter(LinkState.PAUSED)
            self.hang_up()
        elif self._state is LinkState.PAUSED:
            self._enter(LinkState.WAITING)
        elif are_secrets_new:
            self._complaint = None
            self.hang_up()

    def hang_up(self) -> None:
        """End the connection that is there."""
        if self._hang_up is not None:
            hang_up, self._act, self._hang_up = self._hang_up, None, None
            hang_up()
            if self._state is LinkState.CONNECTED:
                self._enter(LinkState.WAITING)

    def _came_up(self) -> None:
        self._connects += 1
        self._complaint = None
        self._enter(LinkState.CONNECTED)

    def _secrets(self) -> Iterable[str]:
        return self.config.secrets.values()

    def _flooded(self, is_flooding: bool) -> None:
        self._is_flooding = is_flooding
        self._on_change()

    def _flawed(self, message: str) -> None:
        said = redact(message, self._secrets())
        mishap = Mishap(at=self._clock.utc_s(), code=GatewayProtocolError.code, message=said)
        self._mishaps.append(mishap)

    def _trouble(self) -> tuple[str | None, str | None, Remedy | None]:
        if self._is_flooding:
            return GatewayFlooding.code, FLOOD_MESSAGE, Remedy.LOOK_AT_DEVICE
        if self._complaint is None:
            return None, None, None
        is_password = isinstance(self._complaint, GatewayAuthRequired)
        remedy = Remedy.GIVE_CREDENTIALS if is_password else Remedy.LOOK_AT_DEVICE
        return self._complaint.code, self._complaint.message, remedy

    def _enter(self, state: LinkState) -> None:
        if state is not self._state:
            self._since_at = self._clock.utc_s()
        if state is not LinkState.CONNECTED:
            self._is_flooding = False
        if state is LinkState.PAUSED:
            self._complaint = None
        self._state = state
        self._on_change()
