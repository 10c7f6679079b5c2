"""Lampline: lamps of a controller behind one WebSocket, on which either side sends JSON.

It says ``{"name","mac","lamps":[…]}`` at first, ``{"lamp":{…}}`` when one changes, and answers
``{"set":1,"on":true,"level":40,"ref":7}`` with ``{"ref":7,"ok":true}``.
"""

import asyncio
import itertools

import msgspec
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from embedded_hub.errors import GatewayProtocolError
from embedded_hub.gateways.api import Gateway, GatewayConfig, Sink
from embedded_hub.gateways.lights import LightNow, LightSpec, from_255, passing, to_255
from embedded_hub.gateways.socket import open_socket
from embedded_hub.model.action import DONE, Action, Outcome, OutcomeKind
from embedded_hub.model.description import DeviceDescription, EntityDescription
from embedded_hub.model.ids import EntityKey
from embedded_hub.model.state import StateReport

ANSWER_S = 2.0
SPEC = LightSpec(modes=("brightness",))


class Lamp(msgspec.Struct, frozen=True):
    """One lamp, as the controller tells it."""

    id: int
    name: str
    on: bool
    level: int

    @property
    def key(self) -> EntityKey:
        """What it is called for life."""
        return EntityKey(f"lamp/{self.id}")

    def describe(self) -> EntityDescription:
        """Return what holds for its life."""
        return EntityDescription(
            key=self.key, domain="light", name=self.name, attributes=SPEC.lasting()
        )

    def report(self) -> StateReport:
        """Return what it is now; its levels go from 0 to 100."""
        now = LightNow(is_on=self.on, brightness=to_255(self.level, 100), color_mode="brightness")
        value = "on" if self.on else "off"
        return StateReport(key=self.key, value=value, attributes=passing(SPEC, now))


class Message(msgspec.Struct, frozen=True):
    """Anything the controller says."""

    name: str = "Lampline"
    mac: str = ""
    lamps: tuple[Lamp, ...] = ()
    lamp: Lamp | None = None
    ref: int = 0
    ok: bool = False


class LamplineGateway:
    """One controller. When :meth:`run` is tried again is not its business."""

    def __init__(self, host: str, pin: str) -> None:
        self._url, self._headers = f"ws://{host}/lamps", {"X-Pin": pin}
        self._connection: ClientConnection | None = None
        self._refs = itertools.count(1)
        self._asked: dict[int, asyncio.Future[bool]] = {}

    async def run(self, sink: Sink) -> None:
        """Mirror the lamps until the connection ends."""
        async with open_socket(self._url, headers=self._headers) as connection:
            try:
                while True:
                    self._take(msgspec.json.decode(await connection.recv(), type=Message), sink)
                    if self._connection is None:
                        self._connection = connection
                        sink.connected()
            except msgspec.DecodeError as error:
                raise GatewayProtocolError(f"no Lampline controller: {error}"[:255]) from error
            finally:
                self._connection = None

    async def act(self, action: Action) -> Outcome:
        """Ask for one thing and wait for the answer."""
        if self._connection is None or action.name not in ("turn_on", "turn_off"):
            return Outcome(kind=OutcomeKind.FAILED, code="unsupported")
        ref, lamp_id = next(self._refs), int(action.key.removeprefix("lamp/"))
        wanted = {"ref": ref, "set": lamp_id, "on": action.name == "turn_on"}
        if isinstance(brightness := action.arguments.get("brightness"), int):
            wanted["level"] = from_255(brightness, 100)
        self._asked[ref] = asyncio.get_running_loop().create_future()
        try:
            await self._connection.send(msgspec.json.encode(wanted), text=True)
            async with asyncio.timeout(min(ANSWER_S, action.timeout_s)):
                is_done = await self._asked[ref]
        except (ConnectionClosed, TimeoutError):
            return Outcome(kind=OutcomeKind.UNKNOWN, message="the controller did not answer")
        finally:
            del self._asked[ref]
        return DONE if is_done else Outcome(kind=OutcomeKind.FAILED, code="unreachable")

    def _take(self, told: Message, sink: Sink) -> None:
        if told.lamps:
            mac = (("mac", told.mac),) if told.mac else ()
            lamps = tuple(lamp.describe() for lamp in told.lamps)
            device = DeviceDescription(key="it", name=told.name, entities=lamps, connections=mac)
            sink.devices([device], is_complete=True)
        for lamp in (*told.lamps, *([told.lamp] if told.lamp else [])):
            sink.state(lamp.report())
        if (asked := self._asked.get(told.ref)) is not None and not asked.done():
            asked.set_result(told.ok)


def create(config: GatewayConfig) -> Gateway:
    """Make the gateway of a configuration; the hub calls this."""
    return LamplineGateway(config.options["host"].strip(), config.secrets.get("pin", ""))
