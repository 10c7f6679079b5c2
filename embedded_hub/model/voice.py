"""The words people and programs share about talking: frames, priorities, reasons.

One frame is 20 ms of one talker's sound at 48 kHz. ``sequence`` counts frames and wraps at 16
bits, ``clock`` counts samples since the microphone opened and wraps at 32 bits (24.8 hours):
a hole in the first is loss, a hole in the second alone is a pause the talker meant.
"""

from enum import IntEnum, IntFlag
from typing import Literal, NewType

import msgspec

TalkGroupId = NewType("TalkGroupId", str)
"""Whom a talk burst is for; the wire calls it ``channel``."""
TalkerId = NewType("TalkerId", str)
"""One person on one device; it survives a reconnect, so that a burst can be resumed."""
StreamId = NewType("StreamId", int)
"""One talk burst while it runs; 32 bits, unique within a hub's run."""
BurstId = NewType("BurstId", str)
"""One talk burst for good; the wire calls it ``message``."""

VoicePart = Literal["speaker", "mic", "button"]
"""What an entity of a device with a voice does in a conversation."""
VOICE_ATTRIBUTE = "voice"
"""Where an entity says its :data:`VoicePart`."""
VOICE_CHANNEL_ATTRIBUTE = "voice_channel"
"""Where the same entity says on which channel its device is reached."""

FRAME_MS = 20
FRAME_S = FRAME_MS / 1000
CLOCK_HZ = 48_000
FRAME_SAMPLES = CLOCK_HZ * FRAME_MS // 1000
SEQUENCE_BITS = 16
CLOCK_BITS = 32


class FrameFlag(IntFlag):
    """What a frame says about itself; the bits above are reserved and zero."""

    NONE = 0
    FIRST = 1
    LAST = 2
    """Ends the talk burst: nothing comes after, so running dry is no fault."""
    GAP = 4
    """The sender left frames out before this one, and knows it."""
    SILENCE = 8
    """Holds no speech: may be left out or repeated without anybody noticing."""
    BUNDLE = 16
    """Came with others in one message, so its arrival says nothing about the network."""
    FEC = 32
    """The packet also holds a coarse copy of the one before."""


ALL_FLAGS = 63


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """20 ms of sound, encoded; or nothing but an end when ``payload`` is empty."""

    sequence: int
    clock: int
    payload: bytes
    flags: FrameFlag = FrameFlag.NONE

    @property
    def is_last(self) -> bool:
        """Nothing follows in this talk burst."""
        return bool(self.flags & FrameFlag.LAST)

    @property
    def is_silence(self) -> bool:
        """Nobody speaks in it."""
        return bool(self.flags & FrameFlag.SILENCE)


class TalkPriority(IntEnum):
    """How urgent a talk burst is. The queue is served by it; only an emergency interrupts."""

    ROUTINE = 0
    RAISED = 1
    URGENT = 2
    EMERGENCY = 3


DenyReason = Literal["busy", "listen_only", "quiet_hours", "muted", "offline", "rate"]
"""Why somebody may not speak now."""
StopReason = Literal[
    "released", "timeout", "preempted", "revoked", "silence", "disconnected", "error"
]
"""Why a talk burst ended."""
