"""Somebody rings at a door, or drops in: what is shown of it, and the bell that is heard."""

from collections.abc import Callable

from desktop.viewmodels.channel_words import initials
from desktop.viewmodels.intercom import Intercom
from desktop.viewmodels.words import since_text, translate
from embedded_hub.protocol.voice_events import CallChanged

RING_EVERY_S = 3.0
Row = dict[str, object]


class Calls:
    """The calls of one intercom.

    Args:
        intercom: Over which they come.
        on_active: Called with a call as soon as one talks in it.
        on_over: Called when one one talked in is over.
    """

    def __init__(
        self,
        intercom: Intercom,
        on_active: Callable[[CallChanged], None],
        on_over: Callable[[], None],
    ) -> None:
        self._intercom = intercom
        self._on_active = on_active
        self._on_over = on_over
        self._active: set[str] = set()
        self._rang_s = float("-inf")
        intercom.channelsChanged.connect(self._look)
        intercom.ticked.connect(self._ring)

    def rows(self) -> list[Row]:
        """Return what rings and what is being spoken, the newest first."""
        calls = sorted(self._intercom.book.calls.values(), key=lambda one: -one.at)
        return [self._row(one) for one in calls]

    def answer(self, call: str, *, is_accepted: bool) -> None:
        """Take what rings, or refuse it."""
        voice = self._intercom.voice
        if voice is not None:
            self._intercom.ask(voice.answer_call(call, is_accepted=is_accepted))

    def end(self, call: str) -> None:
        """Hang up."""
        voice = self._intercom.voice
        if voice is not None:
            self._intercom.ask(voice.end_call(call))

    def ringing(self, channel: str) -> CallChanged | None:
        """Return what rings in a channel."""
        calls = self._intercom.book.calls.values()
        return next((one for one in calls if one.channel == channel and _rings(one)), None)

    def _look(self) -> None:
        calls = self._intercom.book.calls
        if not self._active <= calls.keys():
            self._active &= calls.keys()
            self._on_over()
        for call in calls.values():
            if call.state == "active" and call.call not in self._active:
                self._active.add(call.call)
                self._on_active(call)
        self._ring()

    def _ring(self) -> None:
        if not any(_rings(one) for one in self._intercom.book.calls.values()):
            return
        now_s, until_at = self._intercom.now_s(), self._intercom.reach.dnd_until
        if until_at is not None and until_at > self._intercom.home.now():
            return
        if now_s - self._rang_s >= RING_EVERY_S:
            self._rang_s = now_s
            self._intercom.session.play_cue("ring")
            self._intercom.watch()

    def _row(self, call: CallChanged) -> Row:
        entry = self._intercom.book.entry(call.channel)
        place = entry.name if entry is not None else call.talking.name
        return {
            "call": call.call,
            "kind": call.kind,
            "who": call.talking.name,
            "initials": initials(call.talking.name),
            "place": place,
            "text": _text(call, place),
            "sinceText": since_text(call.at, self._intercom.home.now()),
            "isRinging": _rings(call),
            "opensMicrophone": call.opens_microphone,
            "entityId": call.entity_id or "",
        }


def _rings(call: CallChanged) -> bool:
    return call.state == "ringing"


def _text(call: CallChanged, place: str) -> str:
    if not _rings(call):
        return translate("Talk", "Connected to %1").replace("%1", place)
    if call.kind == "ring":
        return translate("Talk", "Somebody rings: %1").replace("%1", place)
    return translate("Talk", "%1 wants to talk to you").replace("%1", call.talking.name)
