"""A gateway that does what a test tells it, and the waits of its supervisor."""

import asyncio
from collections.abc import Awaitable, Callable

from embedded_hub.gateways.api import CreateGateway, Gateway, GatewayConfig, Sink
from embedded_hub.model.action import DONE, Action, Outcome
from embedded_hub.model.description import DeviceDescription, EntityDescription
from embedded_hub.model.ids import EntityKey, GatewayId
from embedded_hub.model.state import StateReport
from tests.fakes.clock import ManualClock

LAMP = EntityKey("lamp/light")
SENSOR = EntityKey("lamp/power")
LAMP_DEVICE = DeviceDescription(
    key="lamp",
    name="Lamp",
    entities=(
        EntityDescription(key=LAMP, domain="light"),
        EntityDescription(key=SENSOR, domain="sensor", name="Power"),
    ),
)


def config_of(type_: str = "scripted", **options: str) -> GatewayConfig:
    """Make the configuration of a gateway called after its type."""
    return GatewayConfig(id=GatewayId(type_), type=type_, title="Lamps", options=options)


class ScriptedGateway:
    """Connects, describes one lamp, and then does what it is told.

    Args:
        failure: Raised instead of connecting.
    """

    def __init__(self, failure: BaseException | None = None) -> None:
        self._failure = failure
        self._ending: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.sink: Sink | None = None
        self.actions: list[Action] = []
        self.answer: Callable[[Action], Awaitable[Outcome]] = _done
        self.released: asyncio.Event | None = None

    async def run(self, sink: Sink) -> None:
        """Connect and wait for :meth:`end`."""
        if self._failure is not None:
            raise self._failure
        self.sink = sink
        sink.devices([LAMP_DEVICE], is_complete=True)
        sink.state(StateReport(key=LAMP, value="on"))
        sink.connected()
        try:
            await self._ending
        finally:
            if self.released is not None:
                await self.released.wait()

    async def act(self, action: Action) -> Outcome:
        """Answer as told."""
        self.actions.append(action)
        return await self.answer(action)

    def end(self, failure: BaseException | None = None) -> None:
        """End the connection, by a failure or without a word."""
        if failure is None:
            self._ending.set_result(None)
        else:
            self._ending.set_exception(failure)


async def _done(_: Action) -> Outcome:
    return DONE


class Scripts:
    """Gives a supervisor one scripted gateway after the other."""

    def __init__(self) -> None:
        self.made: list[ScriptedGateway] = []
        self.failures: list[BaseException | None] = []
        self.loads = 0
        self._stubborn: asyncio.Event | None = None

    async def load(self) -> CreateGateway:
        """Import the driver."""
        self.loads += 1
        return self.create

    def create(self, config: GatewayConfig) -> Gateway:
        """Make the next gateway; it fails with the next of ``failures`` when there is one."""
        gateway = ScriptedGateway(self.failures.pop(0) if self.failures else None)
        gateway.released = self._stubborn
        self.made.append(gateway)
        return gateway

    def make_stubborn(self) -> asyncio.Event:
        """Let the next gateway ignore being cancelled until the event is set."""
        released = asyncio.Event()
        self._stubborn = released
        return released

    @property
    def current(self) -> ScriptedGateway:
        """The one made last."""
        return self.made[-1]


class Waits:
    """Stands in for ``asyncio.sleep``: a wait is over when a test lets it pass."""

    def __init__(self, clock: ManualClock) -> None:
        self._clock = clock
        self._wake: asyncio.Future[None] | None = None
        self.asked: list[float] = []

    async def sleep(self, seconds: float) -> None:
        """Wait until :meth:`let_pass`."""
        self.asked.append(seconds)
        self._wake = asyncio.get_running_loop().create_future()
        await self._wake

    async def let_pass(self) -> None:
        """Let the time asked for last go by, and what follows from it happen."""
        assert self._wake is not None
        self._clock.advance(self.asked[-1])
        self._wake.set_result(None)
        await settled()


async def settled() -> None:
    """Return when every task has had its turns; nothing here waits for real time."""
    for _ in range(20):
        await asyncio.sleep(0)
