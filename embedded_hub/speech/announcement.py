"""A text that is said to a channel: a talk burst whose talker is the hub, for somebody."""

import asyncio
import contextlib
import secrets

from embedded_hub.audio.pcm import frames_of
from embedded_hub.core.intercom.burst import PCM_RATE_HZ, Burst, Wish
from embedded_hub.core.intercom.intercom import Intercom
from embedded_hub.core.intercom.member import Ability, Member
from embedded_hub.core.intercom.ports import Parcel
from embedded_hub.core.intercom.preferences import Preferences
from embedded_hub.core.intercom.talk_groups import TalkGroup
from embedded_hub.core.people import Principal
from embedded_hub.errors import NotAllowed, NotFound
from embedded_hub.model.voice import FRAME_S, BurstId, TalkerId, TalkPriority
from embedded_hub.protocol.voice_events import VoiceEvent
from embedded_hub.protocol.voice_frame import decode_message, encode_frame
from embedded_hub.voice.stream import FrameStamper

_SESSION_BYTES = 9


class _NoEar:
    """The hub hears nothing of what it says."""

    is_clear = True

    def hear(self, handler: int, parcel: Parcel) -> None:
        """Hear nothing."""

    def hear_all(self, parcel: Parcel) -> None:
        """Hear nothing."""

    def forget(self, handler: int) -> None:
        """Remember nothing."""

    def tell(self, event: VoiceEvent) -> None:
        """Be told nothing."""


class Announcement:
    """One text on its way into a channel, in the name of who asked for it.

    Args:
        intercom: The home's.
        principal: Who asked; their rights and their quiet hours count.
        group: The channel.
        priority: How urgent it is.
    """

    def __init__(
        self, intercom: Intercom, principal: Principal, group: TalkGroup, priority: TalkPriority
    ) -> None:
        self._intercom = intercom
        self._member = Member(
            TalkerId(secrets.token_urlsafe(_SESSION_BYTES)),
            principal,
            Ability(codec_in="pcm16"),
            _NoEar(),
            Preferences(),
        )
        self._wish = Wish(group=group, codec="pcm16", rate_hz=PCM_RATE_HZ, priority=priority)
        self._burst: Burst | None = None
        self._handler = 0

    def begin(self) -> BurstId:
        """Take the floor and return the name of the talk burst.

        Raises:
            NotAllowed: somebody else speaks, or it is not allowed now; ``details`` say why.
            CodecUnsupported: libopus, in which it is kept, is not there.
        """
        decision = self._intercom.talk(self._member, self._wish, 1, handler=None, can_queue=False)
        if decision.burst is None or decision.handler is None:
            reason = decision.denied.reason if decision.denied else "busy"
            raise NotAllowed(f"nothing can be said there now: {reason}", details={"reason": reason})
        self._burst, self._handler = decision.burst, decision.handler
        return decision.burst.id

    async def say(self, pcm: bytes) -> None:
        """Say it, as fast as one speaks; returns when it is over or somebody took the floor.

        Args:
            pcm: 16 kHz mono PCM16.
        """
        burst = self._burst
        if burst is None:
            raise NotAllowed("the floor was not taken")
        loop, stamper = asyncio.get_running_loop(), FrameStamper()
        began_s = loop.time()
        try:
            for packet in frames_of(pcm, PCM_RATE_HZ):
                await asyncio.sleep(began_s + stamper.count * FRAME_S - loop.time())
                if burst.is_over:
                    return
                message = encode_frame(self._handler, stamper.stamp(packet))
                self._intercom.live.frames(self._member, decode_message(message), message)
        finally:
            with contextlib.suppress(NotFound):
                self._intercom.release(self._member, burst.stream, is_cancelled=False)
