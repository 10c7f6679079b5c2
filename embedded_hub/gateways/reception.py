"""Takes the calls of devices that dial us, several of them at one address.

A desk stands for one gateway: it is opened with the first device that calls, holds the gateway's
place in the :class:`~embedded_hub.gateways.directory.Directory`, and is closed when nobody is
connected and nobody asleep who will call again.
"""

import asyncio
import contextvars
import logging
from collections.abc import Callable

from embedded_hub.errors import HomewireError, NotFound
from embedded_hub.gateways.api import (
    DeviceConnection,
    OpenSwitchboard,
    Switchboard,
    SwitchboardPorts,
)
from embedded_hub.gateways.catalog import Catalog
from embedded_hub.gateways.directory import Directory
from embedded_hub.model.action import Action, Outcome
from embedded_hub.model.ids import GatewayId

REFUSED = 1008
"""Policy violation: the close code for a device that cannot be spoken with."""
GOING_AWAY = 1001

_log = logging.getLogger(__name__)


class Reception:
    """The desks of one home.

    Args:
        directory: Holds the places of its gateways.
        catalog: Has what speaks with their devices.
    """

    def __init__(self, directory: Directory, catalog: Catalog) -> None:
        self._directory = directory
        self._catalog = catalog
        self._desks: dict[GatewayId, _Desk] = {}
        self._closing: set[asyncio.Task[None]] = set()

    async def accept(self, gateway_id: GatewayId, connection: DeviceConnection) -> None:
        """Serve one device that dialled a gateway's address, until its connection ends."""
        try:
            desk = await self._desk(gateway_id)
        except HomewireError as error:
            _log.warning("a device that dialled %s was sent away: %s", gateway_id, error.message)
            connection.end(GOING_AWAY, "nobody is expected here now")
            return
        await desk.serve(connection)

    async def close(self) -> None:
        """End every connection; return when all desks are closed."""
        tasks = [desk.task for desk in self._desks.values()]
        for desk in tuple(self._desks.values()):
            desk.hang_up()
        await asyncio.gather(*tasks, *self._closing, return_exceptions=True)

    async def _desk(self, gateway_id: GatewayId) -> "_Desk":
        opens = await self._catalog.load_switchboard(self._directory.config(gateway_id).type)
        # Nothing is waited for from here on: two that call at once come to one desk.
        desk = self._desks.get(gateway_id)
        if desk is None:
            desk = _Desk(self._directory, gateway_id, opens, self._forget)
            self._desks[gateway_id] = desk
        await desk.opened()
        return desk

    def _forget(self, gateway_id: GatewayId, desk: "_Desk") -> None:
        if self._desks.get(gateway_id) is desk:
            del self._desks[gateway_id]
            self._closing.add(desk.task)
            desk.task.add_done_callback(self._closing.discard)


class _Desk:
    """Holds one gateway's place while its devices need it."""

    def __init__(
        self,
        directory: Directory,
        gateway_id: GatewayId,
        opens: OpenSwitchboard,
        forget: "_Forget",
    ) -> None:
        self._directory = directory
        self._gateway_id = gateway_id
        self._opens = opens
        self._forget = forget
        self._is_over = asyncio.Event()
        self._open: asyncio.Future[tuple[Switchboard, contextvars.Context]]
        self._open = asyncio.get_running_loop().create_future()
        self.task = asyncio.create_task(self._hold(), name=f"gateway {gateway_id}: desk")

    async def opened(self) -> None:
        """Return when devices can be served.

        Raises:
            NotFound: the gateway is paused, or gone.
        """
        await asyncio.shield(self._open)

    async def serve(self, connection: DeviceConnection) -> None:
        """Serve one device until its connection ends."""
        board, context = await self._open
        # In the desk's context, so that what is logged meanwhile is this gateway's.
        serving = asyncio.create_task(self._take(board, connection), context=context)
        try:
            await serving
        finally:
            if not board.is_needed:
                self._finish()

    def hang_up(self) -> None:
        """End every connection and close."""
        if self._open.done() and not self._open.exception():
            self._open.result()[0].close()
        self._finish()

    async def _hold(self) -> None:
        try:
            with self._directory.dialled_in(self._gateway_id, self._act, self.hang_up) as sink:
                ports = SwitchboardPorts(
                    config=self._directory.config(self._gateway_id),
                    sink=sink,
                    complain=lambda error: self._directory.complain(self._gateway_id, error),
                    on_quiet=self._finish,
                )
                self._open.set_result((self._opens(ports), contextvars.copy_context()))
                await self._is_over.wait()
        except NotFound as error:
            self._finish()
            self._open.set_exception(error)
            self._open.exception()  # who waited for it may be gone

    async def _take(self, board: Switchboard, connection: DeviceConnection) -> None:
        try:
            await board.take(connection)
        except HomewireError as error:
            _log.warning("a device's connection ended: %s", error.message)
            connection.end(REFUSED, error.message)

    async def _act(self, action: Action) -> Outcome:
        board, _ = await self._open
        return await board.act(action)

    def _finish(self) -> None:
        self._is_over.set()
        self._forget(self._gateway_id, self)


_Forget = Callable[[GatewayId, _Desk], None]
