"""One home behind all view models: what is known, what was asked, and the news of both."""

import time
from collections.abc import Callable, Coroutine

from PySide6.QtCore import QObject, Signal

from desktop.backend.api import Backend, BackendEvent, Snapshot, StatesChanged
from desktop.viewmodels.commands import Commands
from desktop.viewmodels.mirror import HomeMirror, Touched
from desktop.viewmodels.rhythm import Rhythm
from desktop.viewmodels.tasks import TaskOwner
from embedded_hub.errors import HomewireError


class Home(QObject):
    """Shared by the view models of one window.

    Args:
        backend: Where intent goes; its events come in through :meth:`apply`.
        utc_s: What time it is, for ages and moments.
    """

    changed = Signal(object)
    """A :class:`~desktop.viewmodels.mirror.Touched`, after every event."""

    refused = Signal(object)
    """A :class:`~embedded_hub.errors.HomewireError`: the hub did not do what was asked."""

    def __init__(self, backend: Backend, utc_s: Callable[[], float] = time.time) -> None:
        super().__init__()
        self.backend = backend
        self.mirror = HomeMirror()
        self.commands = Commands(backend)
        self.rhythm = Rhythm()
        self.tasks = TaskOwner()
        self.now = utc_s

    def apply(self, event: BackendEvent) -> None:
        """Take in one event of the backend and tell every view model."""
        touched = self.mirror.apply(event)
        if isinstance(event, StatesChanged):
            for state in event.states:
                self.commands.state_came(state.entity_id)
                self.rhythm.note(state.entity_id, state.updated_at)
        elif isinstance(event, Snapshot):
            self.rhythm.forget()
        self.changed.emit(touched)

    def retranslated(self) -> None:
        """Have everything worked out anew: the language changed."""
        self.changed.emit(
            Touched(
                entity_ids=frozenset(self.mirror.states),
                is_structure=True,
                is_layout=True,
                is_gateways=True,
                is_link=True,
                is_home=True,
            )
        )

    def ask(self, request: Coroutine[None, None, None]) -> None:
        """Carry out a request to the hub; a refusal becomes a problem people are shown."""
        task = self.tasks.start(self._asked(request), "request")
        if task is None:
            request.close()
        else:
            # One that was cancelled before its first step never took the request up.
            task.add_done_callback(lambda _: request.close())

    async def _asked(self, request: Coroutine[None, None, None]) -> None:
        try:
            await request
        except HomewireError as error:
            self.refused.emit(error)

    async def close(self) -> None:
        """End everything view models started."""
        await self.commands.close()
        await self.tasks.close()
