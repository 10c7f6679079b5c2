"""What the home wants people to read, as a user interface sees it."""

from collections.abc import Callable, Coroutine, Sequence
from typing import Protocol

from desktop.backend.listeners import Unsubscribe
from embedded_hub.protocol.notice_events import ShownNotice

NoticeListener = Callable[[Sequence[ShownNotice], ShownNotice | None], None]
"""Gets every notice there is, oldest first, and the one that just came, if one did."""


class NoticeDesk(Protocol):
    """Reads notices and says what was done about them. All calls from one event loop.

    Every coroutine raises :class:`~embedded_hub.errors.HomewireError` when the hub refuses or does
    not answer.
    """

    async def follow(self, listener: NoticeListener) -> Unsubscribe:
        """Tell the listener all notices now and at each change, over reconnections too."""

    def read(self, notice_id: str) -> Coroutine[None, None, None]:
        """Say that this person read a notice."""

    def dismiss(self, notice_id: str) -> Coroutine[None, None, None]:
        """Take a notice away, for everybody it is for."""

    def act(self, notice_id: str, action_id: str) -> Coroutine[None, None, None]:
        """Press a button of a notice, with the rights of this person."""
