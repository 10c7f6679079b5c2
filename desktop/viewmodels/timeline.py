"""One conversation as it is known: what was said and written, what is being said, what waits."""

from collections.abc import Iterable

import msgspec

from desktop.backend.voice import Entry, VoiceNews
from desktop.viewmodels.house_words import answer_text
from embedded_hub.protocol.house_events import HouseAnswered
from embedded_hub.protocol.message_events import TextGone, TextMessage, TextReceipt
from embedded_hub.protocol.voice_events import (
    MessageGone,
    MessageKept,
    ReceiptChanged,
    StreamStart,
    StreamStop,
    TranscriptChanged,
)


class Sending(msgspec.Struct, frozen=True, kw_only=True):
    """A text on its way to the hub, or stuck on it."""

    nonce: str
    text: str
    at: float
    reply_to: str = ""
    problem: str = ""


class Timeline:
    """The lines of one conversation, oldest first.

    Args:
        me: The user at this computer.
    """

    def __init__(self, me: str = "") -> None:
        self.me = me
        self.older: str | None = None
        """What to ask for as ``before`` to get what came before."""
        self.sending: dict[str, Sending] = {}
        """Texts not yet taken, by nonce."""
        self.live: dict[str, StreamStart] = {}
        """Who speaks now, by message."""
        self.understood: dict[str, TranscriptChanged] = {}
        """What was understood, by message, where that came after the message itself."""
        self._entries: dict[str, Entry] = {}

    def put(self, entries: Iterable[Entry]) -> None:
        """Take in lines, known or not."""
        for entry in entries:
            self._entries[entry.message] = entry
            self.live.pop(entry.message, None)
            if isinstance(entry, TextMessage) and entry.nonce is not None:
                self.sending.pop(entry.nonce, None)

    def entries(self) -> list[Entry]:
        """Return the lines, oldest first."""
        return sorted(self._entries.values(), key=lambda one: one.at)

    def get(self, message: str) -> Entry | None:
        """Return one line."""
        return self._entries.get(message)

    def apply(self, event: VoiceNews) -> bool:
        """Take in what happened to lines that are known; return whether anything did."""
        match event:
            case MessageGone() | TextGone():
                self.live.pop(event.message, None)
                return self._entries.pop(event.message, None) is not None
            case ReceiptChanged() | TextReceipt():
                return self._note_receipt(event)
            case HouseAnswered():
                return self._note_answer(event)
            case TranscriptChanged():
                self.understood[event.message] = event
                return event.message in self._entries or event.message in self.live
            case StreamStop():
                return self._end(event)
            case _:
                return False

    def _note_answer(self, event: HouseAnswered) -> bool:
        entry = self._entries.get(event.message)
        if not isinstance(entry, MessageKept):
            return False
        self._entries[event.message] = msgspec.structs.replace(entry, answer=answer_text(event))
        return True

    def _end(self, stop: StreamStop) -> bool:
        ended = [key for key, start in self.live.items() if start.stream == stop.stream]
        for message in ended:
            del self.live[message]
        return bool(ended)

    def _note_receipt(self, event: ReceiptChanged | TextReceipt) -> bool:
        entry = self._entries.get(event.message)
        if entry is None:
            return False
        self._entries[event.message] = (
            _text_with(entry, event, self.me)
            if isinstance(entry, TextMessage)
            else _burst_with(entry, event, self.me)
        )
        return True


def _text_with(entry: TextMessage, event: ReceiptChanged | TextReceipt, me: str) -> TextMessage:
    match event.state:
        case "heard" | "read" if event.user not in entry.read_by:
            return msgspec.structs.replace(
                entry,
                read_by=(*entry.read_by, event.user),
                is_read=entry.is_read or event.user == me,
            )
        case "kept":
            return msgspec.structs.replace(entry, is_kept=True)
        case _:
            return entry


def _burst_with(entry: MessageKept, event: ReceiptChanged | TextReceipt, me: str) -> MessageKept:
    match event.state:
        case "heard" | "read" if event.user not in entry.heard_by:
            return msgspec.structs.replace(
                entry,
                heard_by=(*entry.heard_by, event.user),
                is_heard=entry.is_heard or event.user == me,
            )
        case "kept":
            return msgspec.structs.replace(entry, is_kept=True)
        case _:
            return entry
