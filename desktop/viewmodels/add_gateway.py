"""Adding one gateway: running, cancelled, failed with a remedy, or done."""

import asyncio
from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal

from desktop.viewmodels.home import Home
from desktop.viewmodels.refusal_words import refusal_remedy, refusal_sentence
from desktop.viewmodels.words import translate
from embedded_hub.errors import HomewireError

SECONDS_SHOWN_AFTER_S = 2.0
"""Until then nobody wonders; from then on words beat a spinner."""


class AddGateway(QObject):
    """The one attempt that is going on or was last."""

    changed = Signal()

    def __init__(self, home: Home, monotonic_s: Callable[[], float]) -> None:
        super().__init__()
        self._home = home
        self._monotonic_s = monotonic_s
        self._task: asyncio.Task[None] | None = None
        self._title = ""
        self._began_s = 0.0
        self._error: HomewireError | None = None
        self.added_id = ""

    @property
    def is_running(self) -> bool:
        """Whether it is going on."""
        return self._task is not None

    @property
    def progress_text(self) -> str:
        """What is being done."""
        if not self.is_running:
            return ""
        text = translate("Gateway", "Connecting to %1 …").replace("%1", self._title)
        waited_s = self._monotonic_s() - self._began_s
        return f"{text} {int(waited_s)} s" if waited_s >= SECONDS_SHOWN_AFTER_S else text

    @property
    def error_text(self) -> str:
        """Why it did not work."""
        return refusal_sentence(self._error) if self._error is not None else ""

    @property
    def remedy_text(self) -> str:
        """What may help."""
        return refusal_remedy(self._error) if self._error is not None else ""

    @property
    def detail(self) -> str:
        """The technical line."""
        return f"{self._error.code}: {self._error.message}" if self._error is not None else ""

    @property
    def error_field(self) -> str:
        """The option it is about."""
        return self._error.details.get("field", "") if self._error is not None else ""

    def start(self, type_: str, title: str, options: Mapping[str, str]) -> None:
        """Begin; a running attempt goes on and this one is dropped."""
        if self.is_running:
            return
        self._title, self._began_s = title, self._monotonic_s()
        self._error, self.added_id = None, ""
        self._task = self._home.tasks.start(self._add(type_, title, options), "add gateway")
        if self._task is not None:
            self._task.add_done_callback(self._ended)
        self.changed.emit()

    def cancel(self) -> None:
        """Stop waiting; the hub keeps nothing of one that did not come up."""
        if self._task is not None:
            self._task.cancel()

    def clear(self) -> None:
        """Forget how the last one went."""
        self._error, self.added_id = None, ""
        self.changed.emit()

    async def _add(self, type_: str, title: str, options: Mapping[str, str]) -> None:
        try:
            status = await self._home.backend.add_gateway(type_, title, options)
            self.added_id = status.id
        except HomewireError as error:
            self._error = error

    def _ended(self, _task: "asyncio.Task[None]") -> None:
        self._task = None
        self.changed.emit()
