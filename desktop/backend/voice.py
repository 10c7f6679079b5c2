"""What talking and listening need of a hub; the voice of a home as a user interface sees it."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

import msgspec

from desktop.backend.api import Unsubscribe
from embedded_hub.model.voice import Frame, StreamId, TalkGroupId
from embedded_hub.protocol.voice_answers import TalkAnswer
from embedded_hub.protocol.voice_events import VoiceEvent


class VoiceLost(msgspec.Struct, frozen=True):
    """The connection went: nobody hears anything, and no floor is held any more."""


VoiceNews = VoiceEvent | VoiceLost
"""What a voice tells besides sound."""


class VoiceLine(Protocol):
    """The voice of one home. All calls from one event loop.

    Every answer is a :class:`~embedded_hub.errors.HomewireError` when the hub refuses or does not
    answer.
    """

    def listen(self, listener: Callable[[VoiceNews], None]) -> Unsubscribe:
        """Tell the listener what happens from now on."""

    def ask(
        self, channel: TalkGroupId, handler: int, *, preroll_ms: int, wants_queue: bool
    ) -> Awaitable[TalkAnswer]:
        """Ask for the floor; frames sent after this call follow the request.

        Args:
            channel: Whom to talk to.
            handler: The number on the frames, 1 to 255.
            preroll_ms: How much of them was said before the key went down.
            wants_queue: Wait for the floor where somebody has it.
        """

    def send(self, handler: int, frames: Sequence[Frame]) -> None:
        """Send sound; what nobody waits for is not kept."""

    def release(
        self, stream: StreamId, *, frame_count: int, clock_end: int, is_cancelled: bool
    ) -> Awaitable[None]:
        """Say that a talk is over."""

    def leave(self, channel: TalkGroupId) -> Awaitable[None]:
        """Leave the queue, or give back a floor that was granted meanwhile."""
