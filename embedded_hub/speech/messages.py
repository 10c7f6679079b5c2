"""What the hub and a transcriber's process write to each other: a length, then MessagePack."""

import struct

import msgspec

LENGTH = struct.Struct(">I")
MAX_MESSAGE_BYTES = 1024 * 1024


class Open(msgspec.Struct, frozen=True, tag="open"):
    """Somebody begins to speak."""

    stream: int
    language: str | None


class Feed(msgspec.Struct, frozen=True, tag="feed"):
    """What they say."""

    stream: int
    pcm: bytes


class Finish(msgspec.Struct, frozen=True, tag="finish"):
    """They are done; exactly one final answer follows."""

    stream: int


class Cancel(msgspec.Struct, frozen=True, tag="cancel"):
    """Nobody waits for the answer any more."""

    stream: int


class Ready(msgspec.Struct, frozen=True, tag="ready"):
    """The model is loaded."""

    name: str


class Missing(msgspec.Struct, frozen=True, tag="missing"):
    """The engine cannot run here; the process ends."""

    sentence: str
    reason: str = "failed"
    """As in :class:`~embedded_hub.core.intercom.ports.SpeechStatus`."""


class Heard(msgspec.Struct, frozen=True, tag="heard"):
    """What was understood, so far or in all."""

    stream: int
    is_final: bool
    text: str
    stable_chars: int = 0
    language: str | None = None
    confidence: float | None = None


class Refused(msgspec.Struct, frozen=True, tag="refused"):
    """The engine cannot write this one down; nothing more follows about it."""

    stream: int
    sentence: str


ToWorker = Open | Feed | Finish | Cancel
Answer = Heard | Refused
FromWorker = Ready | Missing | Answer

TO_WORKER = msgspec.msgpack.Decoder(ToWorker)
FROM_WORKER = msgspec.msgpack.Decoder(FromWorker)


def framed(message: ToWorker | FromWorker) -> bytes:
    """Return one message with its length."""
    body = msgspec.msgpack.encode(message)
    return LENGTH.pack(len(body)) + body
