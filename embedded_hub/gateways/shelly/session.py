"""Mirrors one Shelly over one connection, whoever opened it."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from websockets.exceptions import ConnectionClosed

from embedded_hub.errors import GatewayAuthRequired, GatewayProtocolError, GatewayUnreachable
from embedded_hub.gateways.api import Sink
from embedded_hub.gateways.echo import Echoes
from embedded_hub.gateways.shelly.device import Device, events_of, tell
from embedded_hub.gateways.shelly.rpc import Rpc, Socket
from embedded_hub.gateways.shelly.wire import DeviceInfo, Frame
from embedded_hub.gateways.socket import cause_of
from embedded_hub.model.action import DONE, Action, Outcome, OutcomeKind

ECHO_S = 2.0
SETTLE_S = 1.0
"""A person who configures a device changes several things in a row."""
MAX_PAGES = 64
INTRODUCTION_S = 3.0
"""How long one that dialled may take to answer who it is, before its word is taken for it."""
_CODES = {-103: "invalid", -105: "invalid", -114: "unsupported", -109: "denied", 404: "unsupported"}
_RECONFIGURED = frozenset({"config_changed", "component_added", "component_removed"})

Welcome = Callable[[DeviceInfo], Sink]
"""Where the reports of a device go that has just said who it is."""


class Known(msgspec.Struct, frozen=True):
    """What a device said of itself in an earlier connection."""

    info: DeviceInfo
    config: Mapping[str, Any]


class Session:
    """One connection to one device.

    Args:
        socket: Open.
        password: The device's, empty for none.
        source: How we call ourselves.
        known: Returns what is known of a device from before. Given for one that dialled us: such
            a one tells how it is without being asked, and that is enough where it answers nothing.
    """

    def __init__(
        self,
        socket: Socket,
        password: str,
        source: str,
        known: Callable[[str], Known | None] | None = None,
    ) -> None:
        self._rpc = Rpc(socket, password, source)
        self._known = known
        self._echoes = Echoes()
        self._held: list[Frame] = []
        self._is_reconfigured = asyncio.Event()
        self.device: Device | None = None
        """Who is at the other end; stays when the connection ends."""
        self.is_connected = False
        self.refusal: GatewayAuthRequired | None = None
        """Why it is only listened to."""

    async def run(self, welcome: Welcome) -> None:
        """Mirror the device until the connection ends; raises as ``Gateway.run`` does."""
        self._rpc.on_notification = self._held.append
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._rpc.read(), name="shelly.read")
                tasks.create_task(self._follow(welcome), name="shelly.follow")
        except BaseExceptionGroup as group:
            cause = cause_of(group)
            if self.device is None and isinstance(cause, GatewayUnreachable):
                # A sleeping device has no time for questions: it tells how it is and hangs up.
                self._take_its_word(welcome)
            raise cause from None
        finally:
            self.is_connected = False

    async def act(self, action: Action) -> Outcome:
        """Ask for an action; done when the device has answered and shows it."""
        device = self.device
        if device is None or not self.is_connected:
            return Outcome(kind=OutcomeKind.NOT_CONNECTED)
        request = device.request(action)
        if request is None:
            return Outcome(kind=OutcomeKind.FAILED, code="unsupported")

        async def send() -> None:
            await self._rpc.ask(request.method, request.params, request.answer_s)
            # What is so already is not told again.
            if (now := device.report(action.key)) is not None:
                self._echoes.seen(now)

        try:
            if request.holds is None:
                await send()
                return DONE
            timeout_s = min(ECHO_S + request.takes_s, action.timeout_s)
            outcome = await self._echoes.confirmed(action.key, request.holds, send, timeout_s)
        except GatewayProtocolError as error:
            code = _CODES.get(int(error.details.get("code", "0")), "internal")
            return Outcome(kind=OutcomeKind.FAILED, code=code, message=error.message)
        except GatewayAuthRequired as error:
            return Outcome(kind=OutcomeKind.FAILED, code="denied", message=error.message)
        except (GatewayUnreachable, ConnectionClosed):
            return Outcome(kind=OutcomeKind.UNKNOWN, message="the device did not answer")
        return outcome

    # --- following it ---------------------------------------------------------------------------

    async def _follow(self, welcome: Welcome) -> None:
        info = None
        try:
            info = _info(await self._ask("Shelly.GetDeviceInfo"))
            device = await self._read(info)
        except (GatewayAuthRequired, GatewayProtocolError, GatewayUnreachable) as error:
            self.refusal = error if isinstance(error, GatewayAuthRequired) else None
            if not self._take_its_word(welcome, info):
                raise
            return
        sink = self._meet(device, welcome)
        while True:
            await self._is_reconfigured.wait()
            await asyncio.sleep(SETTLE_S)
            self._is_reconfigured.clear()
            self._describe(await self._read(info), sink)

    async def _read(self, info: DeviceInfo) -> Device:
        config = await self._ask("Shelly.GetConfig")
        more = await self._components()
        # Last: what changes after it is told, and told once.
        status = await self._ask("Shelly.GetStatus")
        if not isinstance(config, Mapping) or not isinstance(status, Mapping):
            raise GatewayProtocolError("not the status of a Shelly")
        return Device(
            info,
            {**config, **{key: each.get("config") for key, each in more.items()}},
            {**status, **{key: each.get("status") for key, each in more.items()}},
        )

    async def _components(self) -> Mapping[str, Mapping[str, Any]]:
        """Return what a person has added to the device, which its status leaves out."""
        found: dict[str, Mapping[str, Any]] = {}
        for _ in range(MAX_PAGES):
            asked = {"dynamic_only": True, "include": ["status", "config"], "offset": len(found)}
            try:
                page = await self._ask("Shelly.GetComponents", asked)
            except (GatewayProtocolError, GatewayUnreachable):
                return found  # one of before there were any
            listed = page.get("components") if isinstance(page, Mapping) else None
            fresh = {
                each["key"]: each
                for each in (listed if isinstance(listed, list) else ())
                if isinstance(each, Mapping) and isinstance(each.get("key"), str)
            }
            if not fresh.keys() - found.keys():
                break
            found |= fresh
        return found

    async def _ask(self, method: str, params: dict[str, Any] | None = None) -> Any:
        return await self._rpc.ask(method, params, INTRODUCTION_S if self._known else None)

    def _take_its_word(self, welcome: Welcome, info: DeviceInfo | None = None) -> bool:
        """Go by what it told without being asked, if it did."""
        told = [frame for frame in self._held if frame.method == "NotifyFullStatus"]
        if self._known is None or not told or not isinstance(told[-1].params, Mapping):
            return False
        frame = told[-1]
        known = self._known(info.id if info else frame.src)
        if info is None:
            info = known.info if known else DeviceInfo(id=frame.src, mac=_mac(frame.params))
        self._meet(Device(info, known.config if known else {}, frame.params), welcome)
        return True

    def _meet(self, device: Device, welcome: Welcome) -> Sink:
        sink = welcome(device.info)
        self._describe(device, sink)
        self._rpc.on_notification = lambda frame: self._take(frame, sink)
        self.is_connected = True
        sink.connected()
        held, self._held = self._held, []
        for frame in held:
            self._take(frame, sink)
        return sink

    def _describe(self, device: Device, sink: Sink) -> None:
        self.device = device
        sink.devices(device.describe(), is_complete=True)
        tell(device, sink, self._echoes.seen)

    def _take(self, frame: Frame, sink: Sink) -> None:
        params = frame.params if isinstance(frame.params, Mapping) else {}
        device = self.device
        if device is None:
            return
        if frame.method == "NotifyEvent":
            for key, name in device.happened(params):
                sink.event(key, name, {})
            for component in device.note(params):
                tell(device, sink, self._echoes.seen, component)
            if _RECONFIGURED & {str(one.get("event")) for one in events_of(params)}:
                self._is_reconfigured.set()
        elif frame.method in ("NotifyStatus", "NotifyFullStatus"):
            for component in device.merge(params):
                tell(device, sink, self._echoes.seen, component)


def _info(result: Any) -> DeviceInfo:
    try:
        return msgspec.convert(result, DeviceInfo, strict=False)
    except msgspec.ValidationError as error:
        raise GatewayProtocolError(f"not a Shelly: {error}"[:255]) from error


def _mac(status: Mapping[str, Any]) -> str:
    system = status.get("sys")
    mac = system.get("mac") if isinstance(system, Mapping) else None
    return mac if isinstance(mac, str) else ""
