"""Everything known of whom one can talk to: floors, presence, who speaks, what was missed.

A person has one conversation with another, whichever of them speaks: what comes to
``user:me`` from Tom belongs to ``user:tom``.
"""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from desktop.backend.voice import Entry, Voice, VoiceNews
from embedded_hub.model.voice import StreamId, TalkGroupId
from embedded_hub.protocol.message_events import TextMessage, TextUnread
from embedded_hub.protocol.voice_answers import ChannelEntry
from embedded_hub.protocol.voice_events import (
    CallChanged,
    FloorChanged,
    MessageKept,
    Missed,
    PresenceChanged,
    StreamStart,
    StreamStop,
    Talking,
)

ALL = TalkGroupId("all")
HOUSE = TalkGroupId("house")
"""What a person says to the house stays between the two."""
PERSON, DEVICE, ROOM = "user:", "device:", "area:"
_KINDS = ("all", "house", "gate", "room", "group", "direct")


class Unread(msgspec.Struct):
    """What of one channel was neither heard nor read."""

    spoken: int = 0
    written: int = 0


class ChannelBook:
    """What is known over one connection.

    Args:
        me: The user at this computer; empty while unknown.
        room_order: Area ids as the home shows them.
    """

    def __init__(self, me: str = "", room_order: Sequence[str] = ()) -> None:
        self.me = me
        self.room_order = room_order
        self.streams: dict[StreamId, StreamStart] = {}
        self._entries: dict[TalkGroupId, ChannelEntry] = {}
        self._floors: dict[TalkGroupId, FloorChanged] = {}
        self._presence: dict[tuple[str, str], PresenceChanged] = {}
        self._unread: dict[TalkGroupId, Unread] = {}
        self._direct_unread: dict[TalkGroupId, int] = {}
        self._last: dict[TalkGroupId, Entry] = {}
        self.calls: dict[str, CallChanged] = {}
        """What rings or is being spoken here, by call."""

    def begin(self, voice: Voice) -> None:
        """Take over how everything stood when a voice was opened."""
        picture = voice.picture
        self.streams = {one.stream: one for one in picture.active}
        self._floors = {one.channel: one for one in picture.floors}
        self.calls = {one.call: one for one in picture.calls}
        self._presence = {(one.user, one.device): one for one in picture.presence}
        self._unread = {
            channel: Unread(spoken=unread.count) for channel, unread in picture.unread.items()
        }
        for channel, count in voice.text_unread.items():
            self._unread_in(channel).written = count

    def set_entries(self, entries: Iterable[ChannelEntry]) -> None:
        """Take over whom one can talk to."""
        self._entries = {one.channel: one for one in entries}

    def set_direct_unread(self, counts: Mapping[TalkGroupId, int]) -> None:
        """Take over what was missed of each person, by the channel that reaches them."""
        self._direct_unread = dict(counts)

    def apply(self, event: VoiceNews) -> bool:
        """Take in what happened; return whether it concerns channels."""
        match event:
            case StreamStart():
                self.streams[event.stream] = event
            case StreamStop():
                self.streams.pop(event.stream, None)
            case FloorChanged():
                self._floors[event.channel] = event
            case PresenceChanged():
                self._presence[event.user, event.device] = event
            case CallChanged(state="ended"):
                self.calls.pop(event.call, None)
            case CallChanged():
                self.calls[event.call] = event
            case Missed():
                self._unread_in(event.channel).spoken = event.count
            case TextUnread():
                self._unread_in(event.conversation).written = event.count
            case MessageKept() | TextMessage():
                self.note_last(event)
            case _:
                return False
        return True

    def note_last(self, entry: Entry) -> None:
        """Note what was said last in a conversation."""
        channel = self.conversation_of(entry)
        before = self._last.get(channel)
        if before is None or before.at <= entry.at:
            self._last[channel] = entry

    def conversation_of(self, entry: Entry) -> TalkGroupId:
        """Return the channel whose conversation an entry belongs to."""
        if isinstance(entry, TextMessage):
            return entry.conversation
        return self.shown_channel(entry.channel, entry.talking)

    def shown_channel(self, channel: TalkGroupId, talking: Talking) -> TalkGroupId:
        """Return the channel by which a person here knows what somebody says in another."""
        if channel.partition(":")[0] == HOUSE:
            return HOUSE
        if self.is_own(channel) and talking.user != self.me:
            return TalkGroupId(PERSON + talking.user)
        return channel

    def is_own(self, channel: str) -> bool:
        """Whether what is said there comes to this person alone."""
        if channel == PERSON + self.me:
            return True
        entry = self._entries.get(TalkGroupId(channel))
        is_direct = entry is not None and entry.kind == "direct" and entry.device_id is None
        return is_direct and entry is not None and entry.can == "listen"

    def own_channels(self) -> list[TalkGroupId]:
        """Return the channels that come to this person alone and in which something was missed."""
        return [one for one, unread in self._unread.items() if _count(unread) and self.is_own(one)]

    def listed(self) -> list[ChannelEntry]:
        """Return whom one can talk to, in the order they are shown."""
        shown = [one for one in self._entries.values() if not self.is_own(one.channel)]
        return sorted(shown, key=self._place)

    def entry(self, channel: str) -> ChannelEntry | None:
        """Return one channel."""
        return self._entries.get(TalkGroupId(channel))

    def floor(self, channel: str) -> FloorChanged | None:
        """Return who may speak in a channel."""
        return self._floors.get(TalkGroupId(channel))

    def last(self, channel: str) -> Entry | None:
        """Return what was said last in a conversation, as far as it is known."""
        return self._last.get(TalkGroupId(channel))

    def unread(self, channel: str) -> int:
        """Count what of a conversation was missed."""
        unread = self._unread.get(TalkGroupId(channel))
        return (_count(unread) if unread else 0) + self._direct_unread.get(TalkGroupId(channel), 0)

    def missed(self) -> int:
        """Count what was missed in all conversations."""
        shared = (_count(one) for channel, one in self._unread.items() if not self.is_own(channel))
        return sum(shared) + sum(self._direct_unread.values())

    def speakers(self, channel: str) -> list[StreamStart]:
        """Return who is heard in a channel now."""
        return [
            one
            for one in self.streams.values()
            if self.shown_channel(one.channel, one.talking) == channel and not one.replay
        ]

    def listeners(self, channel: str) -> list[PresenceChanged]:
        """Return the devices of others that belong to a channel."""
        entry = self._entries.get(TalkGroupId(channel))
        if entry is None:
            return []
        there = (one for one in self._presence.values() if one.user != self.me)
        return [one for one in there if _belongs(one, entry)]

    def presence_names(self) -> dict[str, str]:
        """Return the names of people, by user, as far as presence tells them."""
        return {one.user: one.name for one in self._presence.values()}

    def _unread_in(self, channel: TalkGroupId) -> Unread:
        return self._unread.setdefault(channel, Unread())

    def _place(self, entry: ChannelEntry) -> tuple[int, int, bool, str]:
        kind = _KINDS.index(entry.kind) if entry.kind in _KINDS else len(_KINDS)
        area = entry.channel.removeprefix(ROOM)
        room = self.room_order.index(area) if area in self.room_order else len(self.room_order)
        return kind, room, entry.channel.startswith(DEVICE), entry.name.casefold()


def who_of(entry: Entry) -> Talking:
    """Return who said or wrote an entry."""
    return entry.writer if isinstance(entry, TextMessage) else entry.talking


def _count(unread: Unread) -> int:
    return unread.spoken + unread.written


def _belongs(listener: PresenceChanged, entry: ChannelEntry) -> bool:
    match entry.kind:
        case "direct":
            names = (PERSON + listener.user, DEVICE + listener.device)
            return entry.channel in names
        case "group":
            return listener.user in entry.members
        case "room":
            return listener.area == entry.channel.removeprefix(ROOM)
        case "house":
            return False
        case _:
            return True
