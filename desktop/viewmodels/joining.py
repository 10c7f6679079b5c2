"""Coming into a home elsewhere with the link its owner gives out."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton

from desktop.viewmodels.home import Home
from desktop.viewmodels.link_words import join_failure
from embedded_hub.errors import HomewireError

QML_IMPORT_NAME = "Homewire.Desktop"
QML_IMPORT_MAJOR_VERSION = 1

OnWords = Callable[[Sequence[str]], None]
Joiner = Callable[[str, OnWords], Awaitable[str]]
"""Takes a link, or where the home that is shown has moved to; keeps the key; returns the address.

Given what to call with three words to show, where the owner has to agree.
"""


@QmlElement
@QmlSingleton
class Joining(QObject):
    """The one try that may be under way."""

    changed = Signal()
    homeWanted = Signal(str)
    """This window is to show the home at an address; empty for the one in this computer."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._home: Home
        self._joiner: Joiner | None = None
        self._address = ""
        self._state = "idle"
        self._words: tuple[str, ...] = ()
        self._error = ""
        self._try: asyncio.Task[None] | None = None

    def attach(self, home: Home) -> None:
        """Run beside this home; called once."""
        self._home = home

    def offer(self, joiner: Joiner, address: str) -> None:
        """Say how homes are joined.

        Args:
            joiner: Does it.
            address: Of the home elsewhere that is shown now; empty for this computer's own.
        """
        self._joiner, self._address = joiner, address
        self.changed.emit()

    @Property(bool, notify=changed)
    def isAvailable(self) -> bool:
        """Whether this window can show another home."""
        return self._joiner is not None

    @Property(str, notify=changed)
    def address(self) -> str:
        """Of the home elsewhere that is shown now; empty for this computer's own."""
        return self._address

    @Property(str, notify=changed)
    def state(self) -> str:
        """Where it stands: idle, asking, words or failed."""
        return self._state

    @Property(list, notify=changed)
    def words(self) -> list[str]:
        """Three words the owner has to see too."""
        return list(self._words)

    @Property(str, notify=changed)
    def errorText(self) -> str:
        """Why it did not work, and what to do; empty when it did."""
        return self._error

    @Slot(str)
    def join(self, link: str) -> None:
        """Come in with a link, or say where the home that is shown has moved to."""
        if self._joiner is None or self._try is not None or not link.strip():
            return
        self._stand("asking")
        self._try = self._home.tasks.start(self._join(self._joiner, link), "join a home")

    @Slot()
    def cancel(self) -> None:
        """Stop trying."""
        if self._try is not None:
            self._try.cancel()
        self._stand("idle")

    @Slot()
    def goHome(self) -> None:
        """Show this computer's own home again."""
        self.homeWanted.emit("")

    async def _join(self, joiner: Joiner, link: str) -> None:
        try:
            address = await joiner(link, self._show)
        except HomewireError as error:
            self._stand("failed", error=join_failure(error))
        else:
            self._stand("idle")
            self.homeWanted.emit(address)
        finally:
            self._try = None

    def _show(self, words: Sequence[str]) -> None:
        self._stand("words", words)

    def _stand(self, state: str, words: Sequence[str] = (), error: str = "") -> None:
        self._state, self._words, self._error = state, tuple(words), error
        self.changed.emit()
