"""Notices of the gallery's home."""

from collections.abc import Callable

import msgspec

from desktop.backend.listeners import Listeners, Unsubscribe
from desktop.backend.notices import NoticeListener
from embedded_hub.errors import NotFound
from embedded_hub.protocol.notice_events import ShownButton, ShownNotice

MINUTE_S = 60.0
ME = "anna"


def notice(notice_id: str, text: str, at: float, **more: object) -> ShownNotice:
    """Return a notice, with what is usual where nothing else is given."""
    usual = ShownNotice(
        id=notice_id,
        title=None,
        text=text,
        severity="info",
        source="system",
        entity_id=None,
        gateway_id=None,
        actions=(),
        created_at=at,
        expires_at=None,
        read_by=(),
        is_read=False,
        silent=False,
    )
    return msgspec.structs.replace(usual, **more)


def gallery_notices(now: float) -> tuple[ShownNotice, ...]:
    """Return the notices of the gallery, oldest first."""
    return (
        notice(
            "filter",
            "The kitchen hood has run for 500 hours. Wash its filter.",
            now - 1700 * MINUTE_S,
            title="Filter",
            source="action",
            is_read=True,
            read_by=(ME,),
        ),
        notice(
            "garden",
            "Connection refused.",
            now - 95 * MINUTE_S,
            title="Garden house",
            severity="warning",
            source="gateway",
            gateway_id="fake-garden",
        ),
        notice(
            "leak",
            "There is water under the dishwasher.",
            now - 4 * MINUTE_S,
            title="Water in the kitchen",
            severity="critical",
            source="gateway",
            entity_id="binary_sensor.kitchen_leak",
            actions=(
                ShownButton(id="close", title="Close the water"),
                ShownButton(id="mute", title="Stop the siren"),
            ),
        ),
    )


class FakeNotices:
    """Keeps what is changed for as long as the gallery is open."""

    def __init__(self, utc_s: Callable[[], float]) -> None:
        self._notices = {one.id: one for one in gallery_notices(utc_s())}
        self._listeners: Listeners[...] = Listeners()
        self.pressed: list[tuple[str, str]] = []
        """Every button pressed, oldest first."""

    async def follow(self, listener: NoticeListener) -> Unsubscribe:
        """Tell the listener all notices, and each change."""
        stop = self._listeners.add(listener)
        listener(tuple(self._notices.values()), None)
        return stop

    async def read(self, notice_id: str) -> None:
        """Mark one as read."""
        one = self._one(notice_id)
        self._notices[notice_id] = msgspec.structs.replace(one, is_read=True, read_by=(ME,))
        self._tell(None)

    async def dismiss(self, notice_id: str) -> None:
        """Take one away."""
        self._one(notice_id)
        self.remove(notice_id)

    async def act(self, notice_id: str, action_id: str) -> None:
        """Note that a button was pressed, which is also reading it."""
        if action_id not in {one.id for one in self._one(notice_id).actions}:
            raise NotFound(f"There is no button {action_id}.")
        self.pressed.append((notice_id, action_id))
        await self.read(notice_id)

    def add(self, added: ShownNotice) -> None:
        """Let the home say something."""
        self._notices.pop(added.id, None)
        self._notices[added.id] = added
        self._tell(added)

    def remove(self, notice_id: str) -> None:
        """Let a notice go."""
        self._notices.pop(notice_id, None)
        self._tell(None)

    def _one(self, notice_id: str) -> ShownNotice:
        found = self._notices.get(notice_id)
        if found is None:
            raise NotFound(f"There is no notice {notice_id}.")
        return found

    def _tell(self, came: ShownNotice | None) -> None:
        self._listeners.tell(tuple(self._notices.values()), came)
