"""Lets simulated flats dial a hub, each as one native gateway on the real wire.

::

    await run_simulator(("ws://127.0.0.1:8755/api/gateway/demo", token), seed=1)
"""

import asyncio
import ssl
from collections.abc import Callable
from random import Random

from embedded_hub.client.gateway_link import (
    Command,
    Dial,
    GatewayLink,
    Profile,
    Reply,
    websocket_dial,
)
from embedded_hub.client.pinned import Pinned
from embedded_hub.core.clock import Clock, SystemClock
from embedded_hub.protocol.gateway_messages import GATEWAY_TARGET
from embedded_hub.simulator.faults import Faults, stuttering
from embedded_hub.simulator.flat import Flat
from embedded_hub.simulator.station_voices import StationVoices
from embedded_hub.simulator.stations import TALK

STEP_S = 0.25
"""Short enough that a lamp's ramp and a moving blind look smooth."""
_SHORTEST_STEP_S = 0.02
_CHANGES_A_STEP = 20
Target = tuple[str, str]
"""Address of the hub's gateway path ending in the gateway id, and that gateway's token."""


def flat_id(index: int) -> str:
    """Return the gateway id of a flat: ``demo``, ``demo-2`` and so on."""
    return "demo" if index == 0 else f"demo-{index + 1}"


async def run_simulator(
    target: Target | Callable[[int], Target],
    *,
    flats: int = 1,
    seed: int = 1,
    rate: float | None = None,
    faults: Faults | None = None,
    tls: ssl.SSLContext | Pinned | None = None,
    on_connected: Callable[[str], None] | None = None,
) -> None:
    """Run flats until cancelled, or until a hub refuses one for good.

    Args:
        target: Where to dial and with which token; by index for several flats.
        flats: How many.
        seed: The first flat's; each further one takes the next.
        rate: Changes a second each flat makes at least, ``None`` for its natural pace.
        faults: How badly they behave.
        tls: For ``wss`` addresses of a home with its own certificate authority.
        on_connected: Told the gateway id each time one is welcomed.

    Raises:
        AuthenticationFailed: a token was refused.
    """
    try:
        async with asyncio.TaskGroup() as group:
            for index in range(flats):
                url, token = target(index) if callable(target) else target
                flat = SimulatedGateway(
                    url.rpartition("/")[2],
                    websocket_dial(url, token, tls=tls),
                    seed=seed + index,
                    rate=rate,
                    faults=faults,
                    on_connected=on_connected,
                )
                group.create_task(flat.run())
    except BaseExceptionGroup as several:
        raise several.exceptions[0] from None


async def run_demo(url: str, token: str, *, seed: int = 1, tls: Pinned | None = None) -> None:
    """Run the one well-behaved flat of ``serve --demo`` until cancelled."""
    await run_simulator((url, token), seed=seed, tls=tls)


def _step_for(rate: float) -> float:
    """Return a step short enough that no sensor must change twice in it."""
    return min(STEP_S, max(_SHORTEST_STEP_S, _CHANGES_A_STEP / max(rate, 1.0)))


class SimulatedGateway:
    """One flat and its link.

    Args:
        gateway_id: Whom it says it is.
        dial: Connects it.
        seed: Of the flat, its waits and its faults.
        rate: Changes a second at least.
        faults: How badly it behaves.
        clock: Time; the flat lives by its UTC at the start and its monotonic time from then on.
        on_connected: Told the gateway id at each welcome.
    """

    def __init__(
        self,
        gateway_id: str,
        dial: Dial,
        *,
        seed: int = 1,
        rate: float | None = None,
        faults: Faults | None = None,
        clock: Clock | None = None,
        on_connected: Callable[[str], None] | None = None,
    ) -> None:
        self._faults = faults or Faults()
        self._clock = clock or SystemClock()
        self._chance = Random(f"{seed} gateway")  # noqa: S311 -- plays, guards nothing
        self._rate = rate
        self._owed = 0.0
        self._step_s = STEP_S if rate is None else _step_for(rate)
        self._epoch_s = self._clock.utc_s() - self._clock.monotonic_s()
        self._on_connected = on_connected
        self._was_connected = False
        self.flat = Flat(seed)
        if self._faults.duplicate:
            dial = stuttering(dial, self._faults.duplicate, self._chance.random)
        error_s = self._faults.clock_error_s
        self.link = GatewayLink(
            dial,
            Profile(id=gateway_id, hw="simulator", fw="1.4.1"),
            self._handle,
            clock=self._clock,
            draw=self._chance.random,
            own_time=(lambda: self._clock.utc_s() + error_s) if error_s else None,
        )
        self._voices = StationVoices(self.link.voice, self.flat.stations())
        self.link.announce(self.flat.devices())
        self.flat.step(self._now_s())
        for key, values in self.flat.states().items():
            self.link.state(key, values)
        self.link.past(self.flat.past(self._now_s()))

    async def run(self) -> None:
        """Live until cancelled.

        Raises:
            AuthenticationFailed: the token was refused.
        """
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self.link.run())
                group.create_task(self._live())
                group.create_task(self._voices.run())
                if self._faults.drop_every_s is not None:
                    group.create_task(self._drop(self._faults.drop_every_s))
                if self._faults.offline_every_s is not None:
                    group.create_task(self._go_offline(self._faults.offline_every_s))
        except BaseExceptionGroup as several:
            raise several.exceptions[0] from None

    def _now_s(self) -> float:
        return self._epoch_s + self._clock.monotonic_s()

    async def _live(self) -> None:
        while True:
            await asyncio.sleep(self._step_s)
            if self._rate is not None:
                self._owed += self._rate * self._step_s
                self.flat.stir(int(self._owed), self._now_s())
                self._owed %= 1
            self._tell()
            if self.link.is_connected and not self._was_connected and self._on_connected:
                self._on_connected(self.link.profile.id)
            self._was_connected = self.link.is_connected

    def _tell(self, cause: str | None = None, key: str | None = None) -> None:
        """Pass on what is new; what a command led to names it."""
        changes = self.flat.step(self._now_s())
        for changed, values in changes.states.items():
            self.link.state(changed, values, cause=cause if changed == key else None)
        for happening in changes.events:
            self.link.event(happening.key, happening.name, happening.content)
        for device_id, presence in changes.presence.items():
            self.link.presence(device_id, presence)

    async def _handle(self, command: Command) -> Reply:
        if command.to == GATEWAY_TARGET:
            return Reply(code="unsupported")
        if self._chance.random() < self._faults.refuse:
            return Reply(code="unreachable", message="the device did not answer")
        answer = self.flat.command(command.to, command.do, command.args, self._now_s())
        self._tell(command.id, command.to)
        dev, _, entity = command.to.partition("/")
        if entity == TALK and answer.code is None:
            self._voices.speak(dev)
        if wait_s := answer.after_s + self._faults.late_s:
            await asyncio.sleep(wait_s)
            self._tell(command.id, command.to)
        return Reply(code=answer.code, message=answer.message, result=answer.result)

    # --- faults -------------------------------------------------------------------------------

    async def _drop(self, every_s: float) -> None:
        while True:
            await asyncio.sleep(every_s)
            await self.link.drop()

    async def _go_offline(self, every_s: float) -> None:
        names = [device.id for device in self.flat.devices()]
        while True:
            await asyncio.sleep(every_s)
            name = self._chance.choice(names)
            self.flat.set_presence(name, "offline")
            await asyncio.sleep(every_s)
            self.flat.set_presence(name, "online")
