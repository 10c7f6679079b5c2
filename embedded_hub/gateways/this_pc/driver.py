"""Samples this machine in a thread and reports what changed; sets its volume, locks its screen."""

import asyncio
import time
from collections.abc import Callable

from embedded_hub.gateways.api import Gateway, GatewayConfig, Sink
from embedded_hub.gateways.this_pc.readings import LOCK_KEY, VOLUME_KEY, Readings
from embedded_hub.gateways.this_pc.system import System, identity
from embedded_hub.model.action import DONE, Action, Outcome, OutcomeKind
from embedded_hub.model.capability.api import number_of

SAMPLE_EVERY_S = 5.0


class ThisPc:
    """The machine this runs on.

    Args:
        name: What the device is called.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._system: System | None = None
        self._wake = asyncio.Event()

    async def run(self, sink: Sink) -> None:
        """Report until cancelled; see ``Gateway.run``."""
        self._system = system = await asyncio.to_thread(System)
        readings = Readings(self._name, await asyncio.to_thread(identity))
        is_connected = False
        while True:
            sample = await asyncio.to_thread(system.sample, time.monotonic())
            device, reports = readings.take(sample)
            if device is not None:
                sink.devices([device], is_complete=True)
            for report in reports:
                sink.state(report)
            if not is_connected:
                sink.connected()
                is_connected = True
            await self._until_next()

    async def act(self, action: Action) -> Outcome:
        """Carry out one action; see ``Gateway.act``."""
        carry_out = self._plan(action)
        if carry_out is None:
            return Outcome(kind=OutcomeKind.FAILED, code="unsupported")
        is_accepted = await asyncio.to_thread(carry_out)
        self._wake.set()  # The new value should not wait for the next sample.
        return DONE if is_accepted else Outcome(kind=OutcomeKind.FAILED, code="unreachable")

    def _plan(self, action: Action) -> Callable[[], bool] | None:
        system = self._system
        if system is None:
            return None
        match action.key, action.name:
            case key, "volume_set" if key == VOLUME_KEY:
                level = number_of(action.arguments.get("volume_level"))
                return None if level is None else lambda: system.set_volume(level)
            case key, "volume_mute" if key == VOLUME_KEY:
                is_muted = action.arguments.get("is_volume_muted") is True
                return lambda: system.set_muted(is_muted)
            case key, "press" if key == LOCK_KEY:
                return system.lock
            case _:
                return None

    async def _until_next(self) -> None:
        try:
            async with asyncio.timeout(SAMPLE_EVERY_S):
                await self._wake.wait()
        except TimeoutError:
            return
        self._wake.clear()


def create(config: GatewayConfig) -> Gateway:
    """Make the gateway of a configuration."""
    return ThisPc(config.title)
