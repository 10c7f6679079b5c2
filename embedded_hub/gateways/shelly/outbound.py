"""Devices that dial us by their outbound WebSocket: all those with one address of the hub.

Whoever dials says how it is at once, and takes requests over the same connection. A device that
dials again takes over from its older connection. One on a battery tells, hangs up and sleeps: it
counts as there until it missed its turn twice, and what is asked of it waits until it calls.
"""

import asyncio
import logging
import re
from collections.abc import Sequence

import msgspec

from embedded_hub.errors import GatewayAuthRequired, GatewayProtocolError, GatewayUnreachable
from embedded_hub.gateways.api import DeviceConnection, Sink, Switchboard, SwitchboardPorts
from embedded_hub.gateways.shelly.device import OWN_KEY
from embedded_hub.gateways.shelly.session import Known, Session
from embedded_hub.gateways.shelly.wire import DeviceInfo
from embedded_hub.model.action import Action, Outcome, OutcomeKind
from embedded_hub.model.description import DeviceDescription
from embedded_hub.model.ids import EntityKey
from embedded_hub.model.state import StateReport
from embedded_hub.model.values import JsonObject

MAX_DEVICES = 200
"""At one address; more of them is somebody making up names."""
OVERSLEPT = 2.2
"""How many of its periods a sleeping device may stay away: one call may get lost."""
REPLACED, GOING_AWAY = 4409, 1001
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
_QUEUED = Outcome(
    kind=OutcomeKind.UNKNOWN,
    code="queued",
    message="queued: the device sleeps and does it when it wakes up",
)

_log = logging.getLogger(__name__)


class Line:
    """One device: its connection, or that it sleeps. The sink of its session.

    Args:
        board: Where it belongs.
        connection: The one it dialled.
        session: What speaks with it there.
    """

    def __init__(self, board: "Outbound", connection: DeviceConnection, session: Session) -> None:
        self._board = board
        self.connection = connection
        self.session = session
        self.device_id = ""
        self.is_open = True
        self.is_asleep = False
        self.waiting: dict[EntityKey, Action] = {}
        """What is to be done when it wakes up, the newest for each entity."""
        self.alarm: asyncio.TimerHandle | None = None
        self.errands: asyncio.Task[None] | None = None
        self._keys: frozenset[EntityKey] = frozenset()

    def replace(self) -> None:
        """Fall silent, because the device has dialled again."""
        self.is_open = False
        if self.alarm is not None:
            self.alarm.cancel()
        if not self.is_asleep:
            self.connection.end(REPLACED, "a newer connection took over")

    def available_all(self, value: bool) -> None:
        """Say whether the device is there."""
        if self.is_open and self._keys:
            self._board.sink.available(sorted(self._keys), value)

    async def run_errands(self) -> None:
        """Do what was asked while it slept."""
        while self.waiting and self.session.is_connected:
            key = next(iter(self.waiting))
            outcome = await self.session.act(self.waiting.pop(key))
            if outcome.kind is not OutcomeKind.DONE:
                _log.info("%s woke up and did not %s: %s", self.device_id, key, outcome.message)

    # --- the sink of its session ----------------------------------------------------------------

    def devices(self, devices: Sequence[DeviceDescription], *, is_complete: bool) -> None:  # noqa: ARG002 - complete it never is
        """Describe it, under its own name among the others."""
        if not self.is_open:
            return
        named = [self._named(device) for device in devices]
        self._keys = frozenset(entity.key for device in named for entity in device.entities)
        self._board.sink.devices(named, is_complete=False)

    def state(self, report: StateReport) -> None:
        """Report a state."""
        if self.is_open:
            key = self._key(report.key)
            self._board.sink.state(msgspec.structs.replace(report, key=key))

    def available(self, keys: Sequence[EntityKey], value: bool) -> None:
        """Say that entities are (not) answering."""
        if self.is_open:
            self._board.sink.available([self._key(key) for key in keys], value)

    def event(self, key: EntityKey, name: str, data: JsonObject) -> None:
        """Report a press."""
        if self.is_open:
            self._board.sink.event(self._key(key), name, data)

    def connected(self) -> None:
        """Its snapshot is in."""
        if not self.is_open:
            return
        self.available_all(True)
        self._board.sink.connected()
        self._board.settled(self, self.session.refusal)
        if self.waiting:
            name = f"{self.device_id}: errands"
            self.errands = asyncio.create_task(self.run_errands(), name=name)

    def _named(self, device: DeviceDescription) -> DeviceDescription:
        entities = tuple(
            msgspec.structs.replace(one, key=self._key(one.key)) for one in device.entities
        )
        is_itself = device.key == OWN_KEY
        return msgspec.structs.replace(
            device,
            key=self.device_id if is_itself else f"{self.device_id}/{device.key}",
            via=None if is_itself else self.device_id,
            entities=entities,
        )

    def _key(self, key: EntityKey) -> EntityKey:
        return EntityKey(f"{self.device_id}/{key}")


class Outbound:
    """Every device that dials one address.

    Args:
        ports: Where its reports go.
    """

    def __init__(self, ports: SwitchboardPorts) -> None:
        self.sink: Sink = ports.sink
        self._ports = ports
        self._password = ports.config.secrets.get("password", "")
        self._source = f"homewire-{ports.config.id}"
        self._open: set[Line] = set()
        self._lines: dict[str, Line] = {}
        self._known: dict[str, Known] = {}
        self._locked: dict[str, GatewayAuthRequired] = {}

    @property
    def is_needed(self) -> bool:
        """Whether a device is connected or sleeps."""
        return bool(self._open or self._lines)

    async def take(self, connection: DeviceConnection) -> None:
        """Serve one device until its connection ends; see ``Switchboard.take``."""
        session = Session(connection, self._password, self._source, self._known.get)
        line = Line(self, connection, session)
        self._open.add(line)

        def welcome(info: DeviceInfo) -> Sink:
            self._admit(line, info)
            return line

        try:
            await session.run(welcome)
        except GatewayUnreachable as error:
            _log.info("%s hung up: %s", line.device_id or "a device", error.message)
        except GatewayAuthRequired as error:
            self._ports.complain(error)
            raise
        finally:
            self._open.discard(line)
            self._leave(line)
            if line.errands is not None:
                line.errands.cancel()
                await asyncio.gather(line.errands, return_exceptions=True)

    async def act(self, action: Action) -> Outcome:
        """Hand an action to its device; see ``Gateway.act``."""
        device_id, _, key = action.key.partition("/")
        line = self._lines.get(device_id)
        if line is None:
            return Outcome(kind=OutcomeKind.NOT_CONNECTED, message="the device is not connected")
        asked = msgspec.structs.replace(action, key=EntityKey(key))
        if line.is_asleep:
            line.waiting[asked.key] = asked
            return _QUEUED
        return await line.session.act(asked)

    def close(self) -> None:
        """End every connection and wait for nobody."""
        for line in self._open:
            line.connection.end(GOING_AWAY, "closed here")
        for line in self._lines.values():
            if line.alarm is not None:
                line.alarm.cancel()
        self._lines.clear()

    # --- coming and going -----------------------------------------------------------------------

    def _admit(self, line: Line, info: DeviceInfo) -> None:
        if not _ID.fullmatch(info.id):
            raise GatewayProtocolError(f"no Shelly is called {info.id[:80]!r}")
        older = self._lines.get(info.id)
        everybody = self._known.keys() | self._lines.keys()
        if info.id not in everybody and len(everybody) >= MAX_DEVICES:
            raise GatewayProtocolError(f"more than {MAX_DEVICES} devices dial one address")
        if older is not None:
            older.replace()
            line.waiting = older.waiting
        line.device_id = info.id
        self._lines[info.id] = line

    def settled(self, line: Line, refusal: GatewayAuthRequired | None) -> None:
        """Take note whether a device that is there now lets itself be asked."""
        if refusal is None:
            self._locked.pop(line.device_id, None)
        else:
            self._locked[line.device_id] = refusal
        self._complain()

    def _complain(self) -> None:
        for device_id, refusal in self._locked.items():
            said = f"{device_id}: {refusal.message}; until then it is only listened to"
            self._ports.complain(GatewayAuthRequired(said))
            return
        self._ports.complain(None)

    def _leave(self, line: Line) -> None:
        if self._lines.get(line.device_id) is not line:
            return  # a newer connection has taken over, or it never said who it is
        device = line.session.device
        if device is None:
            return
        self._known[line.device_id] = Known(device.info, device.config)
        line.is_asleep = device.wakeup_period_s > 0
        if line.is_asleep:
            loop = asyncio.get_running_loop()
            due_s = device.wakeup_period_s * OVERSLEPT
            line.alarm = loop.call_later(due_s, self._overslept, line)
        else:
            self._drop(line)

    def _overslept(self, line: Line) -> None:
        self._drop(line)
        if not self.is_needed:
            self._ports.on_quiet()

    def _drop(self, line: Line) -> None:
        del self._lines[line.device_id]
        line.available_all(False)
        line.is_open = False
        if self._locked.pop(line.device_id, None):
            self._complain()


def open_switchboard(ports: SwitchboardPorts) -> Switchboard:
    """Open what takes the calls to one gateway's address."""
    return Outbound(ports)
