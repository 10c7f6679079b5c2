"""What a home needs to understand speech: whether it can, what its owner chose, who answers."""

from typing import Protocol

import msgspec

from embedded_hub.core.people import Principal
from embedded_hub.model.ids import AreaId
from embedded_hub.protocol.house_events import Mentioned, ResponseType
from embedded_hub.protocol.speech_answers import SilentReason


class SpeechSettings(msgspec.Struct, frozen=True, kw_only=True):
    """What the owner of a home chose about speech."""

    is_on: bool = True
    """Whether what people say is written down."""
    engine: str | None = None
    """Which engine writes; the hub's own choice when left out."""
    model_folder: str | None = None
    """Where its model lies; the engine's own when left out."""
    languages: tuple[str, ...] = ()
    """What is spoken here, the usual one first; the home's own language when empty."""
    can_unlock_by_voice: bool = False
    """Whether a voice alone may unlock, open or disarm; a voice can be anybody's."""


class SpeechStatus(msgspec.Struct, frozen=True, kw_only=True):
    """What works now."""

    has_transcripts: bool = False
    reason: SilentReason | None = "engine_missing"
    """Why not."""
    message: str | None = None
    """The same in a sentence for whoever can change it; or why the last talk was not written."""
    engine: str | None = None
    engines: tuple[str, ...] = ()
    can_choose: bool = False
    """Whether the owner may choose engine and model from a client."""
    has_house: bool = False
    """Whether sentences are understood."""
    can_speak: bool = False
    """Whether answers can be said aloud."""

    @property
    def hears_house(self) -> bool:
        """Whether one can speak with the house."""
        return self.has_house and self.has_transcripts


class SpeechControl(Protocol):
    """What turns speech on and off in one home."""

    @property
    def status(self) -> SpeechStatus:
        """What works now."""

    @property
    def settings(self) -> SpeechSettings:
        """What the owner chose."""

    async def configure(self, settings: SpeechSettings) -> None:
        """Choose otherwise.

        Raises:
            NotAllowed: engine and model are not chosen here.
            InvalidInfo: there is no such engine.
            StorageError: it could not be kept; nothing changed.
        """


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence to the house."""

    text: str
    language: str | None = None
    """The home's own when left out."""
    area_id: AreaId | None = None
    """Where it is said: "the light" is then the one there."""
    cmd_id: str | None = None
    """A repeat within ten minutes is answered and not done again."""
    is_spoken: bool = False
    """It was heard and not typed, so nobody knows for certain who said it."""


class HouseReply(msgspec.Struct, frozen=True, kw_only=True):
    """What the house says, and what it did."""

    text: str
    language: str
    kind: ResponseType
    done: tuple[Mentioned, ...] = ()
    failed: tuple[Mentioned, ...] = ()
    code: str | None = None
    """Of an error."""
    reason: str | None = None
    """The code of the action's error, where one failed."""


class Answerer(Protocol):
    """What understands sentences about a home, and does what they ask."""

    async def answer(self, principal: Principal, question: Question) -> HouseReply:
        """Do or answer what somebody asked, with their rights.

        Raises:
            NotSupported: nothing is installed that understands sentences, or not the language.
        """
