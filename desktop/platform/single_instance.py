"""One window per person and data folder: a second start brings the first window to the front."""

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

WAIT_MS = 500
"""An instance that lives answers at once; one that hangs must not hold up the next."""
SHOW = b"show\n"


class SingleInstance(QObject):
    """Holds the place of the one running program.

    Args:
        folder: The data folder the place is for.
    """

    asked_to_show = Signal()
    """Somebody started the program again."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        digest = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]
        self._name = f"homewire-{digest}"
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)

    def claim(self) -> bool:
        """Take the place; false when another holds it, which is then asked to show itself."""
        if self._is_answered():
            return False
        # Nobody answers, so what may lie there is left over from a crash.
        QLocalServer.removeServer(self._name)
        return self._server.listen(self._name)

    def release(self) -> None:
        """Give the place up."""
        self._server.close()

    def _is_answered(self) -> bool:
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(WAIT_MS):
            return False
        socket.write(SHOW)
        socket.waitForBytesWritten(WAIT_MS)
        socket.disconnectFromServer()
        return True

    def _answer(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            self.asked_to_show.emit()
