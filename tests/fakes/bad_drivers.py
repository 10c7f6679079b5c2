"""Drivers as badly made as drivers can be, each in one way."""

import asyncio
from collections.abc import Callable

from embedded_hub.gateways.api import Gateway, GatewayConfig, Sink
from embedded_hub.model.action import DONE, Action, Outcome
from embedded_hub.model.description import DeviceDescription, EntityDescription
from embedded_hub.model.ids import EntityKey
from embedded_hub.model.state import StateReport
from tests.fakes.gateways import LAMP, LAMP_DEVICE


class Driver:
    """One that works: the others are this one and one mistake."""

    def __init__(self, config: GatewayConfig) -> None:
        self.config = config

    async def run(self, sink: Sink) -> None:
        """Describe a lamp, and stay."""
        sink.devices([LAMP_DEVICE], is_complete=True)
        sink.state(StateReport(key=LAMP, value="on"))
        sink.connected()
        await self.stay(sink)

    async def stay(self, sink: Sink) -> None:
        """Go on for ever."""
        await asyncio.get_running_loop().create_future()

    async def act(self, action: Action) -> Outcome:
        """Do it."""
        return DONE


class RaisesAtBirth(Driver):
    def __init__(self, config: GatewayConfig) -> None:
        super().__init__(config)
        raise LookupError("no idea what to do")


class RaisesAtStart(Driver):
    async def run(self, sink: Sink) -> None:
        raise ZeroDivisionError("division by zero")


class RaisesInCallback(Driver):
    async def stay(self, sink: Sink) -> None:
        def heard() -> None:
            raise KeyError("temperature")

        asyncio.get_running_loop().call_soon(heard)
        await super().stay(sink)


class LosesTask(Driver):
    async def stay(self, sink: Sink) -> None:
        async def follow() -> None:
            raise RuntimeError("nobody asks how I ended")

        asyncio.get_running_loop().create_task(follow())
        await super().stay(sink)


class CancelsItself(Driver):
    async def stay(self, sink: Sink) -> None:
        raise asyncio.CancelledError


class NeverComesUp(Driver):
    async def run(self, sink: Sink) -> None:
        await self.stay(sink)


class RaisesAtCommand(Driver):
    async def act(self, action: Action) -> Outcome:
        raise TypeError("unexpected command")


class NeverAnswers(Driver):
    async def act(self, action: Action) -> Outcome:
        await asyncio.get_running_loop().create_future()
        return DONE


class Floods(Driver):
    async def stay(self, sink: Sink) -> None:
        for number in range(10_000):
            sink.event(LAMP, "press", {"number": number})
            sink.state(StateReport(key=LAMP, value=str(number)))
        await super().stay(sink)


class Malformed(Driver):
    """Tells one thing after the other that no home can use, and one lamp that it can."""

    async def run(self, sink: Sink) -> None:
        odd: list[object] = [
            None,
            {"key": "a"},
            DeviceDescription(key="number", name=5),  # type: ignore[arg-type]
            DeviceDescription(key="", name="No key"),
            DeviceDescription(key="long", name="x" * 300_000),
            DeviceDescription(key="half", name="\ud800"),
            DeviceDescription(
                key="object",
                name="Object",
                entities=(
                    EntityDescription(
                        key=EntityKey("object/x"),
                        domain="sensor",
                        attributes={"x": object()},  # type: ignore[dict-item]
                    ),
                ),
            ),
            DeviceDescription(
                key="domain",
                name="Domain",
                entities=(EntityDescription(key=EntityKey("domain/x"), domain="no domain"),),
            ),
        ]
        sink.devices([*odd, LAMP_DEVICE], is_complete=True)  # type: ignore[list-item]
        sink.state(StateReport(key=LAMP, value=5))  # type: ignore[arg-type]
        sink.state("on")  # type: ignore[arg-type]
        sink.event(LAMP, "press", {"x": {1, 2}.__iter__()})  # type: ignore[dict-item]
        sink.state(StateReport(key=LAMP, value="on"))
        sink.connected()
        await self.stay(sink)


class LeaksTasks(Driver):
    """Begins what it never ends, and then ends itself."""

    leaked: "list[asyncio.Task[None]]"

    def __init__(self, config: GatewayConfig) -> None:
        super().__init__(config)
        self.leaked = []
        self.ending = asyncio.Event()

    async def stay(self, sink: Sink) -> None:
        async def linger() -> None:
            await asyncio.get_running_loop().create_future()

        loop = asyncio.get_running_loop()
        self.leaked.extend(loop.create_task(linger()) for _ in range(50))
        await self.ending.wait()


BAD_DRIVERS: dict[str, Callable[[GatewayConfig], Gateway]] = {
    "good": Driver,
    "birth": RaisesAtBirth,
    "start": RaisesAtStart,
    "callback": RaisesInCallback,
    "task": LosesTask,
    "cancelled": CancelsItself,
    "silent": NeverComesUp,
    "command": RaisesAtCommand,
    "unanswered": NeverAnswers,
    "flood": Floods,
    "malformed": Malformed,
    "leak": LeaksTasks,
}
"""By the type they are configured as."""
