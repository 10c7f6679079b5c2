"""The connection to one strip.

WLED serves four sockets at most and drops somebody when a fifth comes, so exactly one is held. It
sends everything at each change, and nothing else: an action is done when the strip says so.
"""

import asyncio
from collections.abc import Mapping

import msgspec
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from embedded_hub.errors import ConfigError, GatewayError, GatewayProtocolError
from embedded_hub.gateways.api import Gateway, GatewayConfig, Sink
from embedded_hub.gateways.echo import Echoes
from embedded_hub.gateways.http import fetch, open_session
from embedded_hub.gateways.socket import authority_of, ended, open_socket
from embedded_hub.gateways.wled.codec import Names, describe, order, report
from embedded_hub.gateways.wled.wire import StripInfo, StripState, Update, decode
from embedded_hub.model.action import DONE, Action, Outcome, OutcomeKind
from embedded_hub.model.description import DeviceDescription

ECHO_S = 2.0
FIRST_S = 10.0
"""By when the strip must have said what it is."""
REFRESH_S = 30.0
"""How often it is asked for what it does not tell by itself: its signal, its current."""


class WledGateway:
    """One strip.

    Args:
        authority: Its host, with a port where it has another than 80.
    """

    def __init__(self, authority: str) -> None:
        self._authority = authority
        self._connection: ClientConnection | None = None
        self._echoes = Echoes()
        self._names = Names()
        self._state = StripState()
        self._info = StripInfo()
        self._told: DeviceDescription | None = None

    async def run(self, sink: Sink) -> None:
        """Mirror the strip until the connection ends; see ``Gateway.run``."""
        self._told = None
        self._names = await self._read_names()
        async with open_socket(f"ws://{self._authority}/ws", pings=False) as connection:
            await self._first(connection, sink)
            self._connection = connection
            sink.connected()
            try:
                async with asyncio.TaskGroup() as tasks:
                    tasks.create_task(self._read(connection, sink), name="wled.read")
                    tasks.create_task(_refresh(connection), name="wled.refresh")
            except* ConnectionClosed as group:
                raise ended(_first_of(group)) from None
            except* GatewayError as group:
                raise group.exceptions[0] from None
            finally:
                self._connection = None

    async def act(self, action: Action) -> Outcome:
        """Send an action and wait until the strip shows it; see ``Gateway.act``."""
        connection = self._connection
        if connection is None:
            return Outcome(kind=OutcomeKind.NOT_CONNECTED)
        try:
            if action.name == "press":
                await connection.send('{"rb":true}')
                return DONE
            return await self._order(connection, action)
        except ConnectionClosed:
            return Outcome(kind=OutcomeKind.UNKNOWN, message="the connection ended")

    async def _order(self, connection: ClientConnection, action: Action) -> Outcome:
        wanted = order(action, self._info, self._state, self._names)
        if wanted is None:
            return Outcome(kind=OutcomeKind.FAILED, code="unsupported")

        async def send() -> None:
            await connection.send(msgspec.json.encode(wanted.message), text=True)

        timeout_s = min(ECHO_S, action.timeout_s)
        return await self._echoes.confirmed(action.key, wanted.holds, send, timeout_s)

    async def _read_names(self) -> Names:
        async with open_session(f"http://{self._authority}") as session:
            effects = await fetch(session, "/json/eff")
            palettes = await fetch(session, "/json/pal")
        try:
            return Names(
                effects=msgspec.convert(effects, tuple[str, ...]),
                palettes=msgspec.convert(palettes, tuple[str, ...]),
                presets=await self._read_presets(),
            )
        except msgspec.ValidationError as error:
            raise GatewayProtocolError(f"not WLED's lists: {error}"[:255]) from error

    async def _read_presets(self) -> Mapping[int, str]:
        async with open_session(f"http://{self._authority}") as session:
            return _presets(await fetch(session, "/presets.json"))

    async def _first(self, connection: ClientConnection, sink: Sink) -> None:
        """Take messages until state and information are both in."""
        has_state = has_info = False
        try:
            async with asyncio.timeout(FIRST_S):
                while not (has_state and has_info):
                    update = decode(await connection.recv())
                    has_state |= update.state is not None
                    has_info |= update.info is not None
                    self._keep(update)
        except TimeoutError as error:
            raise GatewayProtocolError("it did not say what it is within 10 s") from error
        self._tell(sink)

    async def _read(self, connection: ClientConnection, sink: Sink) -> None:
        while True:
            update = decode(await connection.recv())
            if update.state is not None or update.info is not None:
                changed_at = self._info.fs.pmt
                self._keep(update)
                if self._info.fs.pmt != changed_at:
                    presets = await self._read_presets()
                    self._names = msgspec.structs.replace(self._names, presets=presets)
                self._tell(sink)

    def _keep(self, update: Update) -> None:
        self._state = update.state or self._state
        self._info = update.info or self._info

    def _tell(self, sink: Sink) -> None:
        device = describe(self._info, self._state, self._names)
        if device != self._told:
            self._told = device
            sink.devices([device], is_complete=True)
        for one in report(self._info, self._state, self._names):
            sink.state(one)
            self._echoes.seen(one)


async def _refresh(connection: ClientConnection) -> None:
    while True:
        await asyncio.sleep(REFRESH_S)
        await connection.send('{"v":true}')


def _presets(listed: object) -> Mapping[int, str]:
    if not isinstance(listed, Mapping):
        return {}
    return {
        int(number): str(preset["n"])
        for number, preset in listed.items()
        if number.isdigit() and int(number) > 0 and isinstance(preset, Mapping) and preset.get("n")
    }


def _first_of(group: BaseExceptionGroup[ConnectionClosed]) -> ConnectionClosed:
    first = group.exceptions[0]
    return first if isinstance(first, ConnectionClosed) else _first_of(first)


def create(config: GatewayConfig) -> Gateway:
    """Make the gateway of a configuration.

    Raises:
        ConfigError: the address is none.
    """
    authority = authority_of(config.options["host"])
    if authority is None:
        raise ConfigError(f"{config.options['host']!r} is no address")
    return WledGateway(authority)
