"""Owns the life of one driver: runs it, waits, tries again, and says how it stands.

::

    CONNECTING ──first snapshot──▶ CONNECTED ──lost──▶ UNREACHABLE ──back-off──▶ (tried again)
        ├──GatewayAuthRequired──▶ AUTH_REQUIRED        waits for a person
        ├──ConfigError──────────▶ FAULTY               waits for a person
        └──anything unexpected──▶ FAULTY               tried again, slower
    PAUSED from everywhere, by a person; so is the way out of it.

While a row of failures lasts the state stays ``UNREACHABLE`` through every new try, so that a
person reads since when and not since the last try. An action is handed to a connected driver once
or not at all, and always ends: nothing a driver does can raise here.
"""

import asyncio
import contextlib
import logging
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence

import msgspec

from embedded_hub.core.clock import Clock
from embedded_hub.errors import (
    ActionError,
    ConfigError,
    GatewayAuthRequired,
    GatewayError,
    GatewayFault,
    GatewayFlooding,
    GatewayProtocolError,
    GatewayUnreachable,
    HomewireError,
    LinkError,
    NotConnected,
    NotSupported,
    ProtocolError,
)
from embedded_hub.gateways.api import (
    ADMIT_TIMEOUT_S,
    AdmitsDevices,
    ChecksItself,
    ClosesAdmission,
    CreateGateway,
    Gateway,
    GatewayConfig,
    Manifest,
    MeasuresRoundTrip,
    Sink,
)
from embedded_hub.gateways.backoff import Backoff
from embedded_hub.gateways.driver_tasks import DriverTasks
from embedded_hub.gateways.gateway_log import GatewayLog
from embedded_hub.gateways.plain_reasons import plain_reason
from embedded_hub.gateways.remedies import remedy_for
from embedded_hub.gateways.watched_sink import FLOOD_MESSAGE, WatchedSink
from embedded_hub.model.action import Action, Outcome, OutcomeKind
from embedded_hub.model.gateway_report import KEPT_MISHAPS, LinkReport, Mishap
from embedded_hub.model.gateway_status import GatewayStatus, LinkState, Remedy
from embedded_hub.security.redaction import redact

FAULT_FIRST_S = 20.0
FAULT_CAP_S = 600.0
"""A driver's own defect seldom cures itself; trying it often only fills the log."""
COME_UP_S = 180.0
"""No system takes so long for its first snapshot; a driver that waits for ever would never be tried
again."""
CHECK_TIMEOUT_S = 30.0
"""A connection that says nothing for so long after a sleep is left to its own signs of life."""
MAX_MESSAGE_CHARS = 255

LoadDriver = Callable[[], Awaitable[CreateGateway]]
Sleep = Callable[[float], Awaitable[None]]

_log = logging.getLogger(__name__)


class Supervisor:
    """One gateway, from its configuration to its last breath.

    Args:
        config: What it is created with.
        load: Imports the driver, at the first try and not before.
        sink: Where the home takes its reports.
        clock: For waits and for what a person reads.
        draw: Gives a random number in ``[0, 1)``.
        on_change: Called after each change of :attr:`status`; must not raise.
        manifest: What its driver says of itself; ``None`` when none is installed.
        sleep: Waits; replaced in tests.
    """

    def __init__(
        self,
        config: GatewayConfig,
        load: LoadDriver,
        sink: Sink,
        *,
        clock: Clock,
        draw: Callable[[], float],
        on_change: Callable[[], None],
        manifest: Manifest | None = None,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self.config = config
        self._load = load
        self._manifest = manifest
        self._clock = clock
        self._on_change = on_change
        self._sleep = sleep
        self._sink = WatchedSink(
            config.id,
            sink,
            clock=clock,
            on_connected=self._came_up,
            on_flood=self._flooded,
            on_flaw=self._flawed,
        )
        self._backoff = Backoff(draw)
        self._fault_backoff = Backoff(draw, first_s=FAULT_FIRST_S, cap_s=FAULT_CAP_S)
        self._gateway: Gateway | None = None
        self._tasks = DriverTasks(f"gateway {config.id}")
        self._flaw: GatewayFault | None = None
        self._coming_up: asyncio.Timeout | None = None
        self._life: asyncio.Task[None] | None = None
        self._state = LinkState.PAUSED if config.is_paused else LinkState.CONNECTING
        self._since_at = clock.utc_s()
        self._failure: HomewireError | None = None
        self._retry_at: float | None = None
        self._up_at_s: float | None = None
        self._act_ms: float | None = None
        self._first_verdict: asyncio.Future[None] | None = None
        self._wake = asyncio.Event()
        self._deadlines: set[asyncio.Timeout] = set()
        self._log = GatewayLog(self._secrets)
        self._mishaps: deque[Mishap] = deque(maxlen=KEPT_MISHAPS)
        self._connects = 0
        self._connects_so = 0

    @property
    def status(self) -> GatewayStatus:
        """How it stands now."""
        failure = self._failure
        return GatewayStatus(
            id=self.config.id,
            type=self.config.type,
            title=self.config.title,
            state=self._state,
            since_at=self._since_at,
            reason=failure.code if failure else None,
            message=self._shown(failure) if failure else None,
            remedy=self.remedy(failure) if failure else None,
            retry_at=self._retry_at,
            device_count=self._sink.device_count,
            entity_count=self._sink.entity_count,
            round_trip_ms=self._round_trip_ms(),
            options=dict(self.config.options),
        )

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

    def remedy(self, failure: HomewireError) -> Remedy | None:
        """Return what a person can do about a failure of this gateway."""
        return remedy_for(failure, self._manifest, was_up=self._connects_so > 0)

    # --- a person's wishes --------------------------------------------------------------------

    def start(self) -> None:
        """Begin to connect, unless it is paused or running already."""
        if self.config.is_paused or not (self._life is None or self._life.done()):
            return
        self._log.open()
        self._enter(LinkState.CONNECTING, None)
        self._life = asyncio.create_task(self._live(), name=f"gateway {self.config.id}")

    async def stop(self) -> None:
        """Disconnect; return when the driver has ended, or has been given up on."""
        life, self._life = self._life, None
        if life is not None:
            life.cancel()
            await asyncio.wait([life])
        self._log.close()

    async def pause(self, is_paused: bool) -> None:
        """Disconnect until told otherwise, or go on."""
        self.config = msgspec.structs.replace(self.config, is_paused=is_paused)
        if is_paused:
            await self.stop()
            self._enter(LinkState.PAUSED, None)
        else:
            self._backoff.reset()
            self.start()

    async def reconfigure(self, config: GatewayConfig) -> None:
        """Go on with other settings, at once."""
        await self.stop()
        self.config = config
        self._connects_so = 0
        self._backoff.reset()
        self._fault_backoff.reset()
        self.start()

    async def wake(self) -> None:
        """Try again now, or make sure of the connection: the machine may have been asleep."""
        self._backoff.reset()
        self._wake.set()
        gateway: object = self._gateway
        if self._state is LinkState.CONNECTED and isinstance(gateway, ChecksItself):
            try:
                with self._log.claimed(), self._tasks.claimed():
                    async with self._deadline(CHECK_TIMEOUT_S):
                        await gateway.check()
            except (HomewireError, TimeoutError) as error:
                _log.debug("gateway %s did not answer after a sleep: %s", self.config.id, error)
            except (Exception, asyncio.CancelledError) as error:
                # Isolates drivers: the others are to be looked after as well.
                if _is_cancelled_from_outside(error):
                    raise
                _log.exception("gateway %s: its driver failed at a check", self.config.id)

    async def first_snapshot(self) -> None:
        """Return when it is connected for the first time.

        Raises:
            HomewireError: the first try failed, with this.
        """
        if self._state is LinkState.CONNECTED:
            return
        if self._failure is not None and self._state is not LinkState.CONNECTING:
            raise self._failure
        self._first_verdict = asyncio.get_running_loop().create_future()
        try:
            await self._first_verdict
        finally:
            self._first_verdict = None

    async def admit(self, code: str | None) -> Sequence[str]:
        """Let a new device into the foreign network; see ``AdmitsDevices.admit``.

        Raises:
            NotSupported: its driver cannot.
            NotConnected: it is not connected.
            GatewayUnreachable: nothing came in time.
            HomewireError: what the driver says.
        """
        gateway: object = self._gateway
        if gateway is None or self._state is not LinkState.CONNECTED:
            raise NotConnected(self._standing())
        if not isinstance(gateway, AdmitsDevices):
            raise NotSupported(f"{self.config.title} lets no new devices in")
        try:
            with self._log.claimed(), self._tasks.claimed():
                async with self._deadline(ADMIT_TIMEOUT_S):
                    return await gateway.admit(code)
        except TimeoutError as error:
            is_there = self._state is LinkState.CONNECTED
            why = "no device came in time" if is_there else self._standing()
            raise GatewayUnreachable(why) from error

    async def stop_admitting(self) -> None:
        """Let no more devices in; see ``ClosesAdmission.stop_admitting``."""
        gateway: object = self._gateway
        if self._state is LinkState.CONNECTED and isinstance(gateway, ClosesAdmission):
            with self._log.claimed(), self._tasks.claimed():
                await gateway.stop_admitting()

    # --- actions --------------------------------------------------------------------------------

    async def act(self, action: Action) -> Outcome:
        """Hand one action to the driver and return how it ended; never raises, always ends."""
        gateway = self._gateway
        if gateway is None or self._state is not LinkState.CONNECTED:
            return Outcome(kind=OutcomeKind.NOT_CONNECTED, message=self._standing())
        if action.timeout_s <= 0:
            return Outcome(kind=OutcomeKind.FAILED, code="expired")
        began_s = self._clock.monotonic_s()
        try:
            with self._log.claimed(), self._tasks.claimed():
                async with self._deadline(action.timeout_s):
                    outcome = await gateway.act(action)
        except ActionError as error:
            return Outcome(kind=OutcomeKind.FAILED, code=error.code, message=error.message)
        except TimeoutError:
            return Outcome(kind=OutcomeKind.UNKNOWN, message="no answer came")
        except (GatewayError, LinkError) as error:
            return Outcome(kind=OutcomeKind.UNKNOWN, code=error.code, message=error.message)
        except (Exception, asyncio.CancelledError) as error:
            # Isolates drivers: what one does wrong is not the fault of who asked.
            if _is_cancelled_from_outside(error):
                raise
            _log.exception("gateway %s: its driver failed at %s", self.config.id, action.name)
            return Outcome(kind=OutcomeKind.UNKNOWN, code="internal")
        if outcome.kind is OutcomeKind.DONE:
            self._act_ms = (self._clock.monotonic_s() - began_s) * 1000
        return outcome

    @contextlib.asynccontextmanager
    async def _deadline(self, timeout_s: float) -> AsyncIterator[None]:
        """Bound an action by its time, and by the life of the connection it went out on."""
        async with asyncio.timeout(timeout_s) as deadline:
            self._deadlines.add(deadline)
            try:
                yield
            finally:
                self._deadlines.discard(deadline)

    # --- its life -------------------------------------------------------------------------------

    async def _live(self) -> None:
        self._log.claim()
        while True:
            failure = await self._run_once()
            wait_s = self._fell(failure)
            if wait_s is None:
                return
            await self._rest(wait_s)
            self._retry_at = None
            self._on_change()

    async def _rest(self, wait_s: float) -> None:
        """Wait, or until woken."""
        self._wake.clear()
        ends = [
            asyncio.ensure_future(self._sleep(wait_s)),
            asyncio.ensure_future(self._wake.wait()),
        ]
        try:
            await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for end in ends:
                end.cancel()

    async def _run_once(self) -> HomewireError:
        """Run the driver until it ends, which it only does by failing."""
        self._up_at_s = None
        self._flaw = None
        sink = self._sink.open()
        try:
            async with asyncio.timeout(COME_UP_S) as self._coming_up:
                await self._tasks.run(self._drive(sink))
            return GatewayUnreachable("the connection ended")
        except GatewayUnreachable as error:
            return _plain(error)
        except (GatewayError, ConfigError) as error:
            return error
        except ProtocolError as error:
            return GatewayProtocolError(error.message)
        except (LinkError, OSError, TimeoutError) as error:
            if self._coming_up is not None and self._coming_up.expired():
                return GatewayUnreachable(f"nothing came within {COME_UP_S:.0f} s")
            return _plain(_unreachable(error))
        except (Exception, asyncio.CancelledError) as error:
            # Isolates drivers: one with a defect must not end the home or another gateway.
            if _is_cancelled_from_outside(error):
                raise
            _log.exception("gateway %s: its driver failed", self.config.id)
            return GatewayFault(f"{type(error).__name__}: {error}")
        finally:
            self._gateway = None
            self._sink.close(sink)
            # One that is over already waits for its driver to tidy up, and cannot be moved.
            for deadline in [one for one in self._deadlines if not one.expired()]:
                deadline.reschedule(asyncio.get_running_loop().time())

    async def _drive(self, sink: Sink) -> None:
        create = await self._load()
        self._gateway = create(self.config)
        await self._gateway.run(sink)

    def blocked(self, held_s: float) -> None:
        """Take note that its driver held the whole home up."""
        failure = GatewayFault(f"its driver held everything up for {held_s:.1f} s")
        with self._log.claimed():
            _log.warning("gateway %s: %s", self.config.id, failure.message)
        self._note(failure)

    def _came_up(self) -> None:
        if self._coming_up is not None and not self._coming_up.expired():
            self._coming_up.reschedule(None)
        if self._failure is not None:
            away_s = self._clock.utc_s() - self._since_at
            _log.info("gateway %s is back after %.0f s", self.config.id, away_s)
        self._up_at_s = self._clock.monotonic_s()
        self._connects += 1
        self._connects_so += 1
        self._enter(LinkState.CONNECTED, self._flaw)
        if self._first_verdict is not None and not self._first_verdict.done():
            self._first_verdict.set_result(None)

    def _flooded(self, is_flooding: bool) -> None:
        failure = GatewayFlooding(FLOOD_MESSAGE) if is_flooding else self._flaw
        if is_flooding and failure is not None:
            self._note(failure)
        self._enter(self._state, failure)

    def _flawed(self, message: str) -> None:
        self._flaw = GatewayFault(message)
        self._note(self._flaw)
        if self._state is LinkState.CONNECTED and self._failure is None:
            self._enter(self._state, self._flaw)

    def _fell(self, failure: HomewireError) -> float | None:
        """Take note of a failure; return the wait before the next try, ``None`` for none."""
        held_s = 0.0 if self._up_at_s is None else self._clock.monotonic_s() - self._up_at_s
        state, backoff = self._verdict(failure)
        if state is not self._state:
            _log.warning("gateway %s is %s: %s", self.config.id, state.value, _in_full(failure))
        self._note(failure)
        wait_s = backoff.failed(held_s) if backoff else None
        retry_at = None if wait_s is None else self._clock.utc_s() + wait_s
        self._enter(state, failure, retry_at)
        if self._first_verdict is not None and not self._first_verdict.done():
            self._first_verdict.set_exception(failure)
        return wait_s

    def _verdict(self, failure: HomewireError) -> tuple[LinkState, Backoff | None]:
        match failure:
            case GatewayAuthRequired():
                return LinkState.AUTH_REQUIRED, None
            case ConfigError():
                return LinkState.FAULTY, None
            case GatewayFault():
                return LinkState.FAULTY, self._fault_backoff
            case _:
                return LinkState.UNREACHABLE, self._backoff

    def _enter(
        self, state: LinkState, failure: HomewireError | None, retry_at: float | None = None
    ) -> None:
        if state is not self._state:
            self._since_at = self._clock.utc_s()
        self._state, self._failure, self._retry_at = state, failure, retry_at
        self._on_change()

    def _standing(self) -> str:
        """Say why nothing can be sent now."""
        state = "paused" if self._state is LinkState.PAUSED else "not connected"
        return f"{self.config.title} is {state}"

    def _note(self, failure: HomewireError) -> None:
        mishap = Mishap(at=self._clock.utc_s(), code=failure.code, message=self._shown(failure))
        self._mishaps.append(mishap)

    def _secrets(self) -> Iterable[str]:
        return self.config.secrets.values()

    def _shown(self, failure: HomewireError) -> str:
        return redact(failure.message, self._secrets())[:MAX_MESSAGE_CHARS]

    def _round_trip_ms(self) -> float | None:
        if self._state is not LinkState.CONNECTED:
            return None
        gateway: object = self._gateway
        if isinstance(gateway, MeasuresRoundTrip):
            return gateway.round_trip_ms or self._act_ms
        return self._act_ms


def _unreachable(error: Exception) -> GatewayUnreachable:
    failure = GatewayUnreachable(f"{type(error).__name__}: {error}")
    failure.__cause__ = error
    return failure


def _plain(error: GatewayUnreachable) -> GatewayUnreachable:
    """Return a failure in words for people; what it said before is its cause."""
    reason = plain_reason(error)
    if reason is None:
        return error
    plain = GatewayUnreachable(reason, details=error.details)
    plain.__cause__ = error
    return plain


def _in_full(failure: HomewireError) -> str:
    """Return a failure with the words of the system it came from, for the log."""
    said = failure.__cause__ if isinstance(failure.__cause__, GatewayUnreachable) else None
    return f"{failure.message} ({said.message})" if said is not None else failure.message


def _is_cancelled_from_outside(error: BaseException) -> bool:
    """Tell our own cancellation from one that leaked out of a driver."""
    task = asyncio.current_task()
    is_cancelling = task is not None and task.cancelling() > 0
    return isinstance(error, asyncio.CancelledError) and is_cancelling
