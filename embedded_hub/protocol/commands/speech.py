"""Speech: asking the house in text, and what is written down of what people say."""

from typing import Annotated

import msgspec
from msgspec import UNSET, UnsetType

from embedded_hub.protocol.base import Command, LongText, Text
from embedded_hub.protocol.commands.conversation import Sentence
from embedded_hub.protocol.commands.voice import Language

Languages = Annotated[tuple[Language, ...], msgspec.Meta(max_length=8)]


class AskHouse(Command, frozen=True, tag="voice/ask"):
    """Ask the house in text; question and answer are kept in the asker's channel ``house``.

    ``result`` is the same as the event ``voice/answer``, which goes to all of the asker's devices.
    """

    text: Sentence
    lang: Language | None = None
    """Of the text; each one that is spoken in the home is tried when left out."""
    area: Text | None = None
    """Where it is asked; where this device stands when left out."""
    nonce: Annotated[str, msgspec.Meta(min_length=1, max_length=255)] | None = None
    """Asked again with the same nonce, it is answered and not done again."""
    speak: bool = False
    """Say the answer aloud on this device, too."""


class GetSpeech(Command, frozen=True, tag="speech/status"):
    """Say what is written down and understood here, and if not, why."""


class ConfigureSpeech(Command, frozen=True, tag="speech/configure"):
    """Change what is written down; what is not named stays. For the owner."""

    is_on: bool | UnsetType = UNSET
    engine: Text | UnsetType | None = UNSET
    """One of the engines ``speech/status`` names; null is the first that can run."""
    model_folder: LongText | UnsetType | None = UNSET
    """A folder on the hub's computer; null is the model the engine brings."""
    languages: Languages | UnsetType = UNSET
    can_unlock_by_voice: bool | UnsetType = UNSET


COMMANDS = (AskHouse, GetSpeech, ConfigureSpeech)
