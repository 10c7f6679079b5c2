"""Whom one can talk to, as a list."""

from PySide6.QtCore import QObject

from desktop.viewmodels.channel_words import (
    area_of,
    channel_glyph,
    channel_name,
    missed_text,
    online_text,
    preview_text,
)
from desktop.viewmodels.entity_icons import area_glyph
from desktop.viewmodels.intercom import Intercom
from desktop.viewmodels.row_model import Row, RowModel
from desktop.viewmodels.words import clock_text
from embedded_hub.model.ids import AreaId
from embedded_hub.protocol.voice_answers import ChannelEntry

ROLES = (
    "channelId", "name", "kind", "icon", "areaId", "canTalk", "canListen", "online", "onlineText",
    "unread", "missedText", "isSpeaking", "speakerName", "isCurrent", "lastText", "lastWhen",
)  # fmt: skip


class TalkChannels(RowModel):
    """One row per channel, in the order they are shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(ROLES, parent)
        self._intercom: Intercom

    def attach(self, intercom: Intercom) -> None:
        """Show this intercom's channels; called once."""
        self._intercom = intercom

    def refresh(self, current: str) -> None:
        """Work out every row anew.

        Args:
            current: The channel the key talks to.
        """
        self.show([self._row(entry, current) for entry in self._intercom.book.listed()])

    def _row(self, entry: ChannelEntry, current: str) -> Row:
        home, book = self._intercom.home, self._intercom.book
        last, unread = book.last(entry.channel), book.unread(entry.channel)
        speakers = book.speakers(entry.channel)
        return {
            "channelId": entry.channel,
            "name": channel_name(entry),
            "kind": entry.kind,
            "icon": icon_of(self._intercom, entry),
            "areaId": area_of(entry),
            "canTalk": entry.can == "talk",
            "canListen": entry.can in ("talk", "listen"),
            "online": entry.online,
            "onlineText": online_text(entry),
            "unread": unread,
            "missedText": missed_text(unread),
            "isSpeaking": bool(speakers),
            "speakerName": speakers[0].talking.name if speakers else "",
            "isCurrent": entry.channel == current,
            "lastText": preview_text(last, book.me) if last is not None else "",
            "lastWhen": clock_text(last.at, home.now()) if last is not None else "",
        }


def icon_of(intercom: Intercom, entry: ChannelEntry) -> str:
    """Return a channel's icon; a room's is the area's own."""
    area = intercom.home.mirror.areas.get(AreaId(area_of(entry)))
    return channel_glyph(entry, area_glyph(area) if area is not None else "")
