"""What a hub says of how it understands speech."""

from typing import Literal

import msgspec

SilentReason = Literal["off", "engine_missing", "model_missing", "failed"]
"""Why nothing is written down: the owner wants it so, the extra or the model is not there, or
the engine does not start."""


class SpeechInfo(msgspec.Struct, frozen=True, kw_only=True):
    """In short, with ``voice/hello``."""

    transcripts: bool = False
    """Whether what is said is written down."""
    reason: SilentReason | None = "engine_missing"
    """Why not."""
    house: bool = False
    """Whether the house understands typed sentences."""
    house_voice: bool = False
    """Whether one can speak to the channel ``house``."""


class SpeechAnswer(SpeechInfo, frozen=True, kw_only=True):
    """Answers ``speech/status`` and ``speech/configure``."""

    message: str | None = None
    """What is missing, or why the last talk was not written, in a sentence; for the owner."""
    engine: str | None = None
    """What writes now."""
    engines: tuple[str, ...] = ()
    chosen_engine: str | None = None
    model_folder: str | None = None
    can_choose: bool = False
    """Whether this client may choose engine and model."""
    is_on: bool = True
    languages: tuple[str, ...] = ()
    can_unlock_by_voice: bool = False
    can_speak: bool = False
    """Whether answers are said aloud."""
