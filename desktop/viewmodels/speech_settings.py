"""What the hub writes down of what is said: how it stands, and the owner's choices."""

from collections.abc import Callable

from desktop.viewmodels.intercom import Intercom
from desktop.viewmodels.talk_setting_words import transcripts_text
from desktop.viewmodels.words import translate
from embedded_hub.errors import HomewireError
from embedded_hub.protocol.speech_answers import SpeechAnswer, SpeechInfo

OWNER = "owner"
Choice = dict[str, object]


class SpeechSettings:
    """Of one intercom's hub.

    Args:
        intercom: Over which it is asked.
        on_change: Called after anything here changed.
    """

    def __init__(self, intercom: Intercom, on_change: Callable[[], None]) -> None:
        self._intercom = intercom
        self._on_change = on_change
        self.known: SpeechAnswer | None = None
        """What the hub said when it was asked; ``None`` before."""
        intercom.stood.connect(self._stood)

    @property
    def info(self) -> SpeechInfo:
        """What is known of it."""
        voice = self._intercom.voice
        return self.known or (voice.speech if voice is not None else SpeechInfo())

    @property
    def text(self) -> str:
        """Whether what is said is written down, or why not; for the owner what is missing."""
        if self._intercom.voice is None:
            return ""
        missing = self.known.message if self.known is not None else None
        return missing or transcripts_text(self.info)

    @property
    def can_configure(self) -> bool:
        """Whether the person may change it, and it is known."""
        return self.known is not None and self._intercom.home.mirror.info.role == OWNER

    def engines(self) -> list[Choice]:
        """Return what can write; the first is whatever runs."""
        first: Choice = {"value": "", "label": translate("Talk", "The first that runs")}
        engines = self.known.engines if self.known is not None else ()
        listed: list[Choice] = [{"value": one, "label": one} for one in engines]
        return [first, *listed]

    def ask(self) -> None:
        """Ask the hub how it stands."""
        voice = self._intercom.voice
        if voice is not None:
            self._intercom.home.tasks.start(self._ask(), "speech status")

    def change(self, **changes: object) -> None:
        """Have the hub do it otherwise."""
        if self.can_configure:
            self._intercom.ask(self._change(changes))

    async def _ask(self) -> None:
        voice = self._intercom.voice
        if voice is None:
            return
        try:
            self.known = await voice.speech_status()
        except HomewireError:  # a hub that knows no such thing
            return
        self._on_change()

    async def _change(self, changes: dict[str, object]) -> None:
        voice = self._intercom.voice
        if voice is not None:
            self.known = await voice.configure_speech(**changes)
            self._on_change()

    def _stood(self) -> None:
        self.known = None
        self.ask()
