"""One request to a gateway that takes its time: running, given up, failed or done."""

import asyncio
import time
from collections.abc import Callable, Coroutine

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.viewmodels.home import Home
from desktop.viewmodels.refusal_words import refusal_remedy, refusal_sentence
from embedded_hub.errors import HomewireError, RequestError

SECONDS_SHOWN_AFTER_S = 2.0
"""Until then nobody wonders; from then on words beat a spinner."""
PROGRESS_MS = 1000


class Attempt(QObject):
    """The one request that is going on or was last.

    Args:
        home: Whose tasks it runs in.
        monotonic_s: For how long it takes.
    """

    changed = Signal()

    def __init__(self, home: Home, monotonic_s: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._home = home
        self._monotonic_s = monotonic_s
        self._task: asyncio.Task[None] | None = None
        self._text = ""
        self._began_s = 0.0
        self.error: HomewireError | None = None
        """Why it did not work."""
        self._progress = QTimer(self)
        self._progress.setInterval(PROGRESS_MS)
        self._progress.timeout.connect(self.changed)

    @property
    def is_running(self) -> bool:
        """Whether it is going on."""
        return self._task is not None

    @property
    def waited_s(self) -> float:
        """How long it has been going on."""
        return self._monotonic_s() - self._began_s if self.is_running else 0.0

    @property
    def progress_text(self) -> str:
        """What is being done, with seconds once it takes long."""
        if not self.is_running:
            return ""
        waited_s = self.waited_s
        return (
            f"{self._text} {int(waited_s)} s" if waited_s >= SECONDS_SHOWN_AFTER_S else self._text
        )

    @property
    def error_text(self) -> str:
        """Why it did not work, in a plain sentence."""
        return refusal_sentence(self.error) if self.error is not None else ""

    @property
    def remedy_text(self) -> str:
        """What may help."""
        return refusal_remedy(self.error) if self.error is not None else ""

    @property
    def detail(self) -> str:
        """The technical line."""
        return f"{self.error.code}: {self.error.message}" if self.error is not None else ""

    @property
    def error_field(self) -> str:
        """The option it is about."""
        return self.error.details.get("field", "") if self.error is not None else ""

    def start(self, work: Coroutine[None, None, None], text: str) -> None:
        """Begin; while one is going on another is dropped."""
        if self.is_running:
            work.close()
            return
        self._text, self._began_s, self.error = text, self._monotonic_s(), None
        self._task = self._home.tasks.start(self._run(work), "attempt")
        if self._task is None:
            work.close()
        else:
            # One that was cancelled before its first step never took the work up.
            self._task.add_done_callback(lambda _: work.close())
            self._task.add_done_callback(self._ended)
            self._progress.start()
        self.changed.emit()

    def cancel(self) -> None:
        """Stop waiting, and tell the hub that nobody waits."""
        if self._task is None:
            return
        self._task.cancel()
        self._home.tasks.start(self._give_up(), "give up an attempt")

    def clear(self) -> None:
        """Forget how the last one went."""
        self.error = None
        self.changed.emit()

    async def _run(self, work: Coroutine[None, None, None]) -> None:
        try:
            await work
        except HomewireError as error:
            self.error = error

    async def _give_up(self) -> None:
        try:
            await self._home.backend.gateways.cancel()
        except RequestError:
            return  # it was over already, or this hub knows no giving up
        except HomewireError as error:
            self._home.refused.emit(error)

    def _ended(self, _task: "asyncio.Task[None]") -> None:
        self._task = None
        self._progress.stop()
        self.changed.emit()
