"""A native gateway that reports as fast as it is told to."""

import asyncio
import contextlib
import time
from collections.abc import Iterable

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from embedded_hub.protocol import gateway_messages as gw

AREAS = ("Kitchen", "Hall")
FRAMES_PER_S = 50
"""What a gateway may send; reports beyond it travel together in one frame."""


class Feeder:
    """One gateway with thermometers, every other one in the second area.

    Args:
        gateway_id: Whom it says it is.
        token: What it shows.
        sensors: How many it has.
    """

    def __init__(self, gateway_id: str, token: str, sensors: int) -> None:
        self._id = gateway_id
        self._token = token
        self._sensors = sensors
        self._connection: ClientConnection | None = None
        self._reading: asyncio.Task[None] | None = None
        self._seq = 0
        self._next = 0

    async def open(self, gateway_url: str) -> None:
        """Connect, announce everything and report it once."""
        self._connection = await connect(
            gateway_url + self._id,
            subprotocols=[Subprotocol(gw.SUBPROTOCOL)],
            additional_headers={"Authorization": f"Bearer {self._token}"},
            compression=None,
            ping_interval=None,
            max_queue=None,
        )
        await self._send(gw.Hello(gw=self._id, boot=f"{time.monotonic_ns():x}"))
        await self._connection.recv()
        await self._announce()
        self._reading = asyncio.create_task(self._read(self._connection))
        await self.report(range(self._sensors), is_snapshot=True)

    async def close(self) -> None:
        """Hang up."""
        if self._reading is not None:
            self._reading.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._reading
        if self._connection is not None:
            self._connection.transport.abort()

    async def report(self, numbers: Iterable[int], *, is_snapshot: bool = False) -> None:
        """Report these sensors in one frame; each value is the monotonic time of now."""
        self._seq += 1
        now = round(time.monotonic(), 6)
        message = gw.State(
            seq=self._seq,
            ts=round(time.time() * 1000),
            set={self.address(number): {"v": now} for number in numbers},
            snapshot=is_snapshot,
        )
        await self._send(message)

    async def report_next(self, count: int) -> None:
        """Report as many sensors as that, going round."""
        first, self._next = self._next, self._next + count
        await self.report(number % self._sensors for number in range(first, first + count))

    def address(self, number: int) -> str:
        """Return a sensor's address."""
        return f"{self._id}_{AREAS[number % len(AREAS)].lower()}_{number}/t"

    async def _announce(self) -> None:
        for first in range(0, self._sensors, 100):
            numbers = range(first, min(first + 100, self._sensors))
            devices = gw.encode_devices(self._device(number) for number in numbers)
            is_last = first + 100 >= self._sensors
            await self._send(gw.Announce(rev=1, full=first == 0, more=not is_last, devices=devices))

    def _device(self, number: int) -> gw.DeviceSpec:
        cap = gw.Cap(type="float", unit="°C", stat="measurement")
        sensor = gw.EntitySpec(id="t", kind="sensor", caps={"v": cap}, device_class="temperature")
        address = self.address(number)
        name = address.removesuffix("/t")
        area = AREAS[number % len(AREAS)]
        return gw.DeviceSpec(id=name, name=name, area=area, entities=(sensor,))

    async def _send(self, message: gw.Message) -> None:
        assert self._connection is not None
        await self._connection.send(gw.encode(message))

    async def _read(self, connection: ClientConnection) -> None:
        with contextlib.suppress(ConnectionClosed):
            async for frame in connection:
                message = gw.decode_from_hub(frame)
                if isinstance(message, gw.Err):
                    raise ConnectionError(f"the hub refused: {message}")
