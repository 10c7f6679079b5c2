"""Letting new devices into a gateway's own network: by a code, or while it is open for a time."""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.viewmodels.attempt import Attempt
from desktop.viewmodels.home import Home
from desktop.viewmodels.plurals import PLURALS
from desktop.viewmodels.words import joined, translate
from embedded_hub.errors import HomewireError, RequestError
from embedded_hub.model.gateway_find import ADMIT_WINDOW_S, Admits
from embedded_hub.model.ids import DeviceId, GatewayId

TICK_MS = 1000


class Admission(QObject):
    """The one network that is being opened, or was last.

    A system that is opened for a time may say so at once or only when that time is over; either
    way it counts as open until the time is over, a device came by itself or somebody stops it.

    Args:
        home: Whose network it is.
        monotonic_s: For how long it is open.
    """

    changed = Signal()

    def __init__(self, home: Home, monotonic_s: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._home = home
        self._monotonic_s = monotonic_s
        self._attempt = Attempt(home, monotonic_s)
        self._attempt.changed.connect(self._attempt_changed)
        self._gateway_id = GatewayId("")
        self._before: frozenset[DeviceId] = frozenset()
        self._ends_s: float | None = None
        self._is_told = False
        self._named = 0
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._tick.timeout.connect(self.look)

    @property
    def is_open(self) -> bool:
        """Whether a device may come now."""
        return self._attempt.is_running or self._ends_s is not None

    @property
    def text(self) -> str:
        """What goes on, with the time that is left."""
        if self._ends_s is None:
            return self._attempt.progress_text
        left_s = max(0, round(self._ends_s - self._monotonic_s()))
        minutes, seconds = divmod(left_s, 60)
        said = translate("Gateway", "Open for new devices: %1")
        return said.replace("%1", f"{minutes}:{seconds:02}")

    @property
    def came_text(self) -> str:
        """How many devices came; empty before one did."""
        came = max(self._named, len(self._there() - self._before)) if self._is_told else 0
        if came:
            return PLURALS.devices_are_in(came)
        if self._is_told and not self.is_open and not self._attempt.error_text:
            return translate("Gateway", "No new device came.")
        return ""

    @property
    def error_text(self) -> str:
        """Why none can come; empty when nothing went wrong."""
        return joined(self._attempt.error_text, self._attempt.remedy_text)

    def begin(self, gateway_id: GatewayId, admits: Admits, code: str) -> None:
        """Let a device in, by its code or by opening the network."""
        if self.is_open:
            return
        self._gateway_id, self._before = gateway_id, self._there(gateway_id)
        self._is_told, self._named = True, 0
        if admits == "window":
            self._ends_s = self._monotonic_s() + ADMIT_WINDOW_S
            self._tick.start()
        said = translate("Gateway", "Letting the device in …")
        self._attempt.start(self._admit("".join(code.split()), admits), said)

    def stop(self) -> None:
        """Let nobody in any more."""
        was_open = self._ends_s is not None and not self._attempt.is_running
        self._shut()
        if was_open:
            self._home.tasks.start(self._close(), "close the network")
        self._attempt.cancel()
        self.changed.emit()

    def forget(self) -> None:
        """Speak of another gateway from now on; what is open there stays so."""
        self._shut()
        self._is_told = False
        self._attempt.cancel()
        self._attempt.clear()

    def look(self) -> None:
        """Count the time and the devices."""
        if self._ends_s is not None and self._monotonic_s() >= self._ends_s:
            self._shut()
        self.changed.emit()

    async def _admit(self, code: str, admits: Admits) -> None:
        keys = await self._home.backend.gateways.admit(self._gateway_id, code or None)
        self._named = len(keys)
        if keys or admits == "code":
            self._shut()

    async def _close(self) -> None:
        try:
            await self._home.backend.gateways.cancel()
        except RequestError:
            return  # it was over already
        except HomewireError as error:
            self._home.refused.emit(error)

    def _shut(self) -> None:
        self._ends_s = None
        self._tick.stop()

    def _attempt_changed(self) -> None:
        if self._attempt.error_text:
            self._shut()
        self.changed.emit()

    def _there(self, gateway_id: GatewayId | None = None) -> frozenset[DeviceId]:
        wanted = gateway_id or self._gateway_id
        devices = self._home.mirror.devices.values()
        return frozenset(one.id for one in devices if one.gateway_id == wanted)
