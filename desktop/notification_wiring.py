"""Joins what the home and its people say to the system's notifications, while nobody looks here."""

import os
from collections.abc import Awaitable, Callable

from PySide6.QtQuick import QQuickWindow

from desktop.backend.voice import VoiceNews
from desktop.platform.notifier import (
    Button,
    NoNotifier,
    Notification,
    Notifier,
    OnPressed,
    Pressed,
    Urgency,
    open_notifier,
)
from desktop.viewmodels.channel_words import channel_name
from desktop.viewmodels.module import ViewModels
from desktop.viewmodels.navigation import ACTIVITY, GATEWAYS, TALK
from desktop.viewmodels.notice_words import body_text, source_text
from desktop.viewmodels.words import joined
from embedded_hub.protocol.message_events import TextGone, TextMessage, TextUnread
from embedded_hub.protocol.notice_events import ShownNotice

NOTICE, CONVERSATION = "notice:", "talk:"
LONGEST_TEXT = 400
"""A notification is a glance; the rest is one press away."""
ACTIVATION_VARIABLE = "XDG_ACTIVATION_TOKEN"
"""Where Qt looks for the leave to come to the front."""
_URGENCIES: dict[str, Urgency] = {"info": "normal", "warning": "normal", "critical": "critical"}
NotifierOpener = Callable[[OnPressed], Awaitable[Notifier]]


class NotificationWiring:
    """For one window, from inside the running event loop.

    Args:
        models: Of that window.
        window: Loaded.
        opener: Finds what this system offers.
    """

    def __init__(
        self, models: ViewModels, window: QQuickWindow, opener: NotifierOpener = open_notifier
    ) -> None:
        self._models = models
        self._window = window
        self._notifier: Notifier = NoNotifier()
        self._shown: set[str] = set()
        self._texts: dict[str, str] = {}
        """Which text message is shown of a conversation, by key."""
        models.notices.came.connect(self._notice_came)
        models.notices.changed.connect(self._notices_changed)
        models.intercom.news.connect(self._heard)
        models.home.tasks.start(self._open(opener), "notifications")

    async def close(self) -> None:
        """Take back what is shown."""
        await self._notifier.close()

    async def _open(self, opener: NotifierOpener) -> None:
        self._notifier = await opener(self._pressed)
        self._models.notification_settings.set_available(is_available=self._notifier.is_there)

    # --- what is shown --------------------------------------------------------------------------

    def _notice_came(self, notice: ShownNotice) -> None:
        choices = self._models.settings.preferences.notifications
        if not choices.has_notices or notice.silent or self._window.isActive():
            return
        mirror, now = self._models.home.mirror, self._models.home.now()
        title = notice.title or source_text(notice, mirror)
        self._show(
            Notification(
                key=NOTICE + notice.id,
                title=title,
                text=_short(body_text(notice, mirror, now)),
                urgency=_URGENCIES[notice.severity],
                buttons=tuple(Button(one.id, one.title) for one in notice.actions),
            )
        )

    def _notices_changed(self) -> None:
        for key in tuple(self._shown):
            if key.startswith(NOTICE) and not self._models.notices.is_unread(
                key.removeprefix(NOTICE)
            ):
                self._take_back(key)

    def _heard(self, event: VoiceNews) -> None:
        match event:
            case TextMessage():
                self._text_came(event)
            case TextUnread(conversation=conversation, count=0):
                self._take_back(CONVERSATION + conversation)
            case TextGone(message=message):
                for key in [key for key, shown in self._texts.items() if shown == message]:
                    self._take_back(key)

    def _text_came(self, message: TextMessage) -> None:
        choices, book = self._models.settings.preferences.notifications, self._models.intercom.book
        is_own = message.writer.user == book.me
        is_seen = message.is_read or message.silent or self._window.isActive()
        if not choices.has_messages or is_own or is_seen:
            return
        entry = book.entry(message.conversation)
        is_direct = entry is None or entry.kind == "direct"
        where = "" if is_direct or entry is None else channel_name(entry)
        key = CONVERSATION + message.conversation
        self._texts[key] = message.message
        self._show(
            Notification(
                key=key,
                title=joined(message.writer.name, where),
                text=_short(message.text),
            )
        )

    def _show(self, notification: Notification) -> None:
        self._shown.add(notification.key)
        self._models.home.tasks.start(self._notifier.show(notification), "notification")

    def _take_back(self, key: str) -> None:
        if key in self._shown:
            self._shown.discard(key)
            self._models.home.tasks.start(self._notifier.take_back(key), "notification")

    # --- what is done with it -------------------------------------------------------------------

    def _pressed(self, pressed: Pressed) -> None:
        kind, _, name = pressed.key.partition(":")
        if pressed.button and kind + ":" == NOTICE:
            self._models.notices.act(name, pressed.button)
            return
        if pressed.token:
            os.environ[ACTIVATION_VARIABLE] = pressed.token
        self._window.show()
        self._window.raise_()
        self._window.requestActivate()
        if kind + ":" == CONVERSATION:
            self._models.conversation.open(name)
            self._models.app.navigate(TALK)
        elif kind + ":" == NOTICE:
            self._lead_to(name)

    def _lead_to(self, notice_id: str) -> None:
        row = self._models.notices.row(notice_id) or {}
        self._models.app.navigate(GATEWAYS if row.get("isOfGateway") else ACTIVITY)
        if row.get("entityId"):
            self._models.open_entity(str(row["entityId"]))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else text[:LONGEST_TEXT].rstrip() + "…"
