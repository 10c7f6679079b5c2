"""Mirrors one Shelly over one connection, whoever opened it."""

import asyncio
from collections.abc import Mapping
from typing import Any

import msgspec
from websockets.exceptions import ConnectionClosed

from embedded_hub.errors import GatewayProtocolError, GatewayUnreachable
from embedded_hub.gateways.api import Sink
from embedded_hub.gateways.echo import Echoes
from embedded_hub.gateways.shelly.device import Device, tell
from embedded_hub.gateways.shelly.rpc import Rpc, Socket
from embedded_hub.gateways.shelly.wire import DeviceInfo, Frame
from embedded_hub.gateways.socket import ended
from embedded_hub.model.action import DONE, Action, Outcome, OutcomeKind

ECHO_S = 2.0
_CODES = {-103: "invalid", -105: "invalid", -114: "unsupported", -109: "denied"}


class Session:
    """One connection to one device.

    Args:
        socket: Open.
        password: The device's, empty for none.
        source: How we call ourselves.
    """

    def __init__(self, socket: Socket, password: str, source: str) -> None:
        self._rpc = Rpc(socket, password, source)
        self._echoes = Echoes()
        self._device: Device | None = None

    async def run(self, sink: Sink) -> None:
        """Mirror the device until the connection ends; raises as ``Gateway.run`` does."""
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._rpc.read(), name="shelly.read")
                tasks.create_task(self._follow(sink), name="shelly.follow")
        except BaseExceptionGroup as group:
            raise _cause(group) from None
        finally:
            self._device = None

    async def act(self, action: Action) -> Outcome:
        """Ask for an action; done when the device has answered and shows it."""
        if self._device is None:
            return Outcome(kind=OutcomeKind.NOT_CONNECTED)
        request = self._device.request(action)
        if request is None:
            return Outcome(kind=OutcomeKind.FAILED, code="unsupported")

        async def send() -> None:
            await self._rpc.ask(request.method, request.params)

        try:
            if request.holds is None:
                await send()
                return DONE
            timeout_s = min(ECHO_S, action.timeout_s)
            outcome = await self._echoes.confirmed(action.key, request.holds, send, timeout_s)
        except GatewayProtocolError as error:
            code = _CODES.get(int(error.details.get("code", "0")), "internal")
            return Outcome(kind=OutcomeKind.FAILED, code=code, message=error.message)
        except (GatewayUnreachable, ConnectionClosed):
            return Outcome(kind=OutcomeKind.UNKNOWN, message="the device did not answer")
        return outcome

    async def _follow(self, sink: Sink) -> None:
        held: list[Frame] = []
        self._rpc.on_notification = held.append
        info = _info(await self._rpc.ask("Shelly.GetDeviceInfo"))
        config = await self._rpc.ask("Shelly.GetConfig")
        status = await self._rpc.ask("Shelly.GetStatus")
        if not isinstance(config, Mapping) or not isinstance(status, Mapping):
            raise GatewayProtocolError("not the status of a Shelly")
        device = self._device = Device(info, config, status)
        sink.devices([device.describe()], is_complete=True)
        tell(device, sink, self._echoes.seen)

        def take(frame: Frame) -> None:
            self._take(frame, device, sink)

        self._rpc.on_notification = take
        sink.connected()
        for frame in held:
            take(frame)

    def _take(self, frame: Frame, device: Device, sink: Sink) -> None:
        params = frame.params if isinstance(frame.params, Mapping) else {}
        if frame.method == "NotifyEvent":
            for key, name in device.happened(params):
                sink.event(key, name, {})
        elif frame.method in ("NotifyStatus", "NotifyFullStatus"):
            for component in device.merge(params):
                tell(device, sink, self._echoes.seen, component)


def _info(result: Any) -> DeviceInfo:
    try:
        return msgspec.convert(result, DeviceInfo, strict=False)
    except msgspec.ValidationError as error:
        raise GatewayProtocolError(f"not a Shelly: {error}"[:255]) from error


def _cause(group: BaseExceptionGroup[BaseException]) -> BaseException:
    cause: BaseException = group
    while isinstance(cause, BaseExceptionGroup):
        cause = cause.exceptions[0]
    return ended(cause) if isinstance(cause, ConnectionClosed) else cause
