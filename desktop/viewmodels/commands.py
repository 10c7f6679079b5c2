"""Carries intent to the hub and keeps the marks it leaves on tiles.

A dragged control sends at most ten values a second and always its last one. Nothing is sent
twice; what the hub says about it comes back as a state, never as a result written here.
"""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.backend.api import Backend
from desktop.viewmodels.features.kinds import Command
from desktop.viewmodels.marks import Marks
from desktop.viewmodels.tasks import TaskOwner
from embedded_hub.model.ids import EntityId

SEND_INTERVAL_MS = 100
EXPIRY_CHECK_MS = 250


class _Throttle:
    """One dragged control: what to send next, and when it may be sent."""

    def __init__(self, send: Callable[[Command], None], parent: QObject) -> None:
        self._send = send
        self._next: Command | None = None
        self._timer = QTimer(parent)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SEND_INTERVAL_MS)
        self._timer.timeout.connect(self._timed_out)

    def push(self, command: Command) -> None:
        if self._timer.isActive():
            self._next = command
        else:
            self._send(command)
            self._timer.start()

    def _timed_out(self) -> None:
        command, self._next = self._next, None
        if command is not None:
            self._send(command)
            self._timer.start()


class Commands(QObject):
    """Everything people ask of entities, and how it went.

    Args:
        backend: Where to.
        monotonic_s: A clock that never jumps.
    """

    marked = Signal(str)
    """The marks of this entity changed."""
    failed = Signal(str)
    """A command on this entity left a problem."""

    def __init__(self, backend: Backend, monotonic_s: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self.marks = Marks()
        self._backend = backend
        self._monotonic_s = monotonic_s
        self._tasks = TaskOwner()
        self._last: dict[EntityId, Command] = {}
        self._throttles: dict[tuple[EntityId, str], _Throttle] = {}
        self._expiry = QTimer(self)
        self._expiry.setInterval(EXPIRY_CHECK_MS)
        self._expiry.timeout.connect(self._expire)

    def send(self, entity_id: EntityId, command: Command) -> None:
        """Ask for one thing now."""
        self._last[entity_id] = command
        self.marks.asked(entity_id, command.asked)
        self.marked.emit(entity_id)
        self._tasks.start(self._act(entity_id, command), f"act {entity_id}")

    def drag(self, entity_id: EntityId, feature_id: str, command: Command) -> None:
        """Ask for one of many values of a control being dragged."""
        key = (entity_id, feature_id)
        if key not in self._throttles:
            self._throttles[key] = _Throttle(lambda one: self.send(entity_id, one), self)
        self._throttles[key].push(command)

    def retry(self, entity_id: EntityId) -> None:
        """Ask again for what went wrong last: a new command, decided by a person."""
        command = self._last.get(entity_id)
        if command is not None and self.marks.problem(entity_id) is not None:
            self.send(entity_id, command)

    def dismiss(self, entity_id: EntityId) -> None:
        """Forget an entity's problem: somebody has read it."""
        self.marks.dismiss(entity_id)
        self.marked.emit(entity_id)

    def state_came(self, entity_id: EntityId) -> None:
        """Note that the hub told an entity's state."""
        if self.marks.pending(entity_id) is not None:
            self.marks.state_came(entity_id)
            self.marked.emit(entity_id)

    async def close(self) -> None:
        """End what is still under way; its outcome is then nobody's to know."""
        self._expiry.stop()
        await self._tasks.close()

    async def _act(self, entity_id: EntityId, command: Command) -> None:
        outcome = await self._backend.act(entity_id, command.action, command.arguments)
        problem = self.marks.ended(entity_id, outcome, self._monotonic_s())
        self.marked.emit(entity_id)
        if problem is not None:
            self.failed.emit(entity_id)
        elif self.marks.pending(entity_id) is not None and not self._expiry.isActive():
            self._expiry.start()

    def _expire(self) -> None:
        for entity_id in self.marks.expire(self._monotonic_s()):
            self.marked.emit(entity_id)
        if not self.marks.has_expiring:
            self._expiry.stop()
