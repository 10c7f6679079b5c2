"""The notices of a hub over the wire."""

import asyncio
import contextlib
from collections.abc import Mapping
from typing import Any

import msgspec

from desktop.backend.listeners import Unsubscribe
from desktop.backend.notices import NoticeListener
from embedded_hub.client.hub_link import HubLink
from embedded_hub.client.standing import StandingSubscription
from embedded_hub.errors import HomewireError, RemoteProtocolError
from embedded_hub.model.values import JsonValue
from embedded_hub.protocol.notice_events import (
    NoticeAdded,
    NoticeRemoved,
    NoticeUpdated,
    ShownNotice,
    ShownNotices,
)

_NoticeEvent = NoticeAdded | NoticeUpdated | NoticeRemoved
_EVENT: Any = _NoticeEvent


class HubNotices:
    """Asks over a link that comes back by itself.

    Args:
        link: Of the home.
    """

    def __init__(self, link: HubLink) -> None:
        self._link = link
        self._endings: set[asyncio.Task[None]] = set()

    async def follow(self, listener: NoticeListener) -> Unsubscribe:
        """Tell the listener all notices now and at each change."""
        book = _Book(listener)
        subscription = await self._link.subscribe(
            "notice/subscribe", book.take, on_answer=book.take_all
        )

        def stop() -> None:
            ending = asyncio.ensure_future(_end(subscription))
            self._endings.add(ending)
            ending.add_done_callback(self._endings.discard)

        return stop

    async def read(self, notice_id: str) -> None:
        """Say that this person read a notice."""
        await self._link.call("notice/ack", notice=notice_id)

    async def dismiss(self, notice_id: str) -> None:
        """Take a notice away."""
        await self._link.call("notice/dismiss", notice=notice_id)

    async def act(self, notice_id: str, action_id: str) -> None:
        """Press a button of a notice."""
        await self._link.call("notice/act", notice=notice_id, action=action_id)

    async def close(self) -> None:
        """Wait for subscriptions that are being ended."""
        await asyncio.gather(*self._endings)


class _Book:
    """Everything known over one subscription; its events may overtake the list they change."""

    def __init__(self, listener: NoticeListener) -> None:
        self._listener = listener
        self._notices: dict[str, ShownNotice] = {}
        self._is_listed = False
        self._early: list[_NoticeEvent] = []

    def take_all(self, answer: JsonValue) -> None:
        """Begin anew with what the hub listed."""
        listed = _read(answer, ShownNotices)
        self._notices = {one.id: one for one in listed.notices}
        self._is_listed = True
        self._tell(None)
        early, self._early = self._early, []
        for event in early:
            self._apply(event)

    def take(self, event: JsonValue) -> None:
        """Take in a change."""
        if not isinstance(event, Mapping):
            raise RemoteProtocolError("The hub's notices cannot be read.")
        change = _read(event, _EVENT)
        if self._is_listed:
            self._apply(change)
        else:
            self._early.append(change)

    def _apply(self, event: _NoticeEvent) -> None:
        match event:
            case NoticeAdded(notice=notice):
                # A notice that says something new is at the end again.
                self._notices.pop(notice.id, None)
                self._notices[notice.id] = notice
                self._tell(notice)
            case NoticeUpdated(notice=notice):
                self._notices[notice.id] = notice
                self._tell(None)
            case NoticeRemoved(id=notice_id):
                self._notices.pop(notice_id, None)
                self._tell(None)

    def _tell(self, came: ShownNotice | None) -> None:
        self._listener(tuple(self._notices.values()), came)


async def _end(subscription: StandingSubscription) -> None:
    with contextlib.suppress(HomewireError):
        await subscription.close()


def _read(answer: object, kind: Any) -> Any:
    try:
        return msgspec.convert(answer, kind)
    except msgspec.ValidationError as error:
        raise RemoteProtocolError(f"The hub's notices cannot be read: {error}.") from error
