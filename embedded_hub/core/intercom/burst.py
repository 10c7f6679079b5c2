"""A talk burst while somebody speaks: what was accepted of the frames, and who listens.

What a talker says about its frames is checked before anybody else sees it: numbers that leap,
sound of the wrong codec, more sound than time has passed. Such frames are counted and left out.
"""

from collections.abc import Sequence

import msgspec

from embedded_hub.audio.opus import packet_samples
from embedded_hub.core.intercom.following import Following
from embedded_hub.core.intercom.member import Member
from embedded_hub.core.intercom.ports import BurstRecord
from embedded_hub.core.intercom.talk_groups import TalkGroup
from embedded_hub.core.intercom.track import LateTrack, Track
from embedded_hub.core.people import Role
from embedded_hub.errors import RemoteProtocolError
from embedded_hub.model.ids import UserId
from embedded_hub.model.voice import (
    FRAME_S,
    FRAME_SAMPLES,
    BurstId,
    Frame,
    StopReason,
    StreamId,
    TalkGroupId,
    TalkPriority,
)
from embedded_hub.protocol.commands.voice import CodecName
from embedded_hub.protocol.voice_answers import ReleaseAnswer
from embedded_hub.protocol.voice_frame import Heard, encode_frames, with_handler
from embedded_hub.voice.stream import Arrival, StreamOrder

SLACK_S = 2.0
"""How much more may have come than time has passed: pre-roll, queue time, a stalled network."""
PCM_RATE_HZ = 16_000
PCM_FRAME_BYTES = 640
MAX_WRONG = 25
"""Frames of the wrong codec until the talker is told to stop: half a second."""


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """What a talker asked for."""

    group: TalkGroup
    codec: CodecName
    rate_hz: int
    priority: TalkPriority
    to: tuple[str, ...] = ()
    nonce: str | None = None
    """What the device calls this request, so that asking again does not begin another."""


class Burst:
    """One talk burst that is under way."""

    def __init__(
        self,
        wish: Wish,
        member: Member,
        *,
        stream: StreamId,
        burst_id: BurstId,
        handler: int,
        started_at: float,
        now_s: float,
    ) -> None:
        self.wish = wish
        self.member = member
        self.talker = member.talker
        self.talking = member.talking
        self.area_id = member.ability.area_id
        self.stream = stream
        self.id = burst_id
        self.handler = handler
        self.started_at = started_at
        self.started_s = now_s
        self.followings: list[Following] = []
        self.listeners: dict[str, str] = {}
        """Users it was played to, and what they are called."""
        self.reason: StopReason | None = None
        """Why it ended; ``None`` while it runs."""
        self.fault: StopReason | None = None
        """Why the hub itself ended it."""
        self.is_cancelled = False
        """The talker took it back: it is not kept."""
        self.written = 0
        """Frames handed to the store while it is spoken."""
        self.ignored = 0
        """Frames left out for what they said of themselves."""
        self.wrong = 0
        """Frames that were not of the codec, less those that were."""
        self._order = StreamOrder()
        self._tracks: dict[CodecName, Track] = {"opus": Track("opus", wish.codec)}
        if wish.codec == "pcm16":
            self._tracks["pcm16"] = Track("pcm16")

    @property
    def opus(self) -> Track:
        """What is kept."""
        return self._tracks["opus"]

    @property
    def is_over(self) -> bool:
        """Whether nothing more will be said."""
        return self.reason is not None

    @property
    def duration_ms(self) -> int:
        """How long what was said is."""
        return round(len(self.opus) * FRAME_S * 1000)

    @property
    def clock0(self) -> int:
        """The capture clock of the first frame."""
        return self.opus.frames[0].clock if self.opus.frames else 0

    @property
    def _may_know_who(self) -> bool:
        """A guest, or a stranger at the door, is not told who is at home."""
        return self.member.principal.role not in (Role.GUEST, Role.GATEWAY)

    @property
    def outcome(self) -> ReleaseAnswer:
        """What its talker is told in the end."""
        return ReleaseAnswer(
            message=self.id,
            duration_ms=self.duration_ms,
            frames=len(self.opus),
            listeners=len(self.listeners),
            heard_by=tuple(self.listeners.values()) if self._may_know_who else (),
            reason=self.reason or "released",
            ignored=self.ignored,
        )

    def track(self, codec: CodecName) -> Track:
        """Return the sound in a codec for those in step; made from when it is first asked for.

        Raises:
            CodecUnsupported: libopus is not there.
        """
        track = self._tracks.get(codec)
        if track is None:
            # Somebody asked for it, so from here on it is made once for all who do.
            track = self._tracks[codec] = Track(codec, "opus", before=self.opus.frames)
        return track

    def late_track(self, codec: CodecName) -> LateTrack:
        """Return the sound in a codec from its start, for one who is behind.

        Raises:
            CodecUnsupported: libopus is not there.
        """
        whole = self._tracks.get(codec)
        if whole is not None and not whole.start:
            return LateTrack(codec, whole.frames, codec)
        return LateTrack(codec, self.opus.frames)

    def accept(self, heard: Heard, raw: bytes, now_s: float) -> dict[CodecName, list[bytes]]:
        """Take what came from the talker and return the messages to relay, by codec.

        Args:
            heard: The message, decoded.
            raw: The message as it came, to be passed on untouched where it can.
            now_s: The time.
        """
        frames = [frame for frame in heard.frames if self._is_sound(frame, now_s)]
        if not frames:
            return {}
        try:
            made = {codec: track.add(frames) for codec, track in self._in_order()}
        except RemoteProtocolError:  # sound of a wrong codec that looked right
            self.wrong += len(frames)
            return {}
        # One packet in four of any other sound looks like Opus by chance.
        self.wrong = max(0, self.wrong - len(frames))
        messages: dict[CodecName, list[bytes]] = {}
        for codec, there in made.items():
            is_whole = len(frames) == len(heard.frames)
            if is_whole and codec == self.wish.codec:
                messages[codec] = [with_handler(raw, self.handler)]
            else:
                messages[codec] = encode_frames(self.handler, there)
        return messages

    def _in_order(self) -> Sequence[tuple[CodecName, Track]]:
        """The tracks, with the one first whose transcoding can refuse a frame."""
        source = self.wish.codec
        return sorted(self._tracks.items(), key=lambda item: item[0] == source)

    def _is_sound(self, frame: Frame, now_s: float) -> bool:
        if not frame.payload:
            return False
        if not self._is_of_codec(frame.payload):
            self.wrong += 1
            return False
        allowed = (now_s - self.started_s + SLACK_S) / FRAME_S
        if len(self.opus) >= allowed:
            self.ignored += 1
            return False
        placed = self._order.place(frame)
        # Frames come over TCP: one that is behind is a lie or a repeat, never a late comer.
        if placed.arrival not in (Arrival.NEXT, Arrival.AHEAD):
            self.ignored += 1
            return False
        return True

    def _is_of_codec(self, payload: bytes) -> bool:
        if self.wish.codec == "pcm16":
            return len(payload) == PCM_FRAME_BYTES
        return packet_samples(payload) == FRAME_SAMPLES


def record_of(burst: Burst) -> BurstRecord:
    """Return what is kept of a burst that is over."""
    return BurstRecord(
        id=BurstId(burst.id),
        channel=TalkGroupId(burst.wish.group.id),
        user_id=UserId(burst.talking.user),
        user_name=burst.talking.name,
        device_id=burst.talking.device,
        area_id=burst.area_id,
        to=burst.wish.to,
        started_at=burst.started_at,
        duration_ms=burst.duration_ms,
        frame_count=len(burst.opus),
        byte_count=burst.opus.byte_count,
        priority=int(burst.wish.priority),
        reason=burst.reason or "released",
    )
