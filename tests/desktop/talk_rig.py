"""Everything about talking in a window, over a made-up home and a made-up sound card."""

from pathlib import Path

from desktop.backend.fake import FakeBackend
from desktop.platform.settings import Preferences, TalkChoices
from desktop.viewmodels.conversation import Conversation
from desktop.viewmodels.home import Home
from desktop.viewmodels.intercom import Intercom
from desktop.viewmodels.row_model import Row, RowModel
from desktop.viewmodels.settings import About, Settings
from desktop.viewmodels.talk import Talk
from desktop.viewmodels.talk_settings import TalkSettings
from embedded_hub.protocol.voice_events import StreamStart
from tests.desktop.home_rig import NOW, until
from tests.fakes.clock import ManualClock
from tests.fakes.sound import FakeMicrophone, FakeSound, FakeSpeaker


class TalkRig:
    """Time stands still unless a test moves it."""

    def __init__(self, choices: TalkChoices | None = None) -> None:
        self.clock = ManualClock()
        self.sound = FakeSound()
        self.backend = FakeBackend(lambda: NOW)
        self.voice = self.backend.spoken
        self.home = Home(self.backend, lambda: NOW)
        self.settings, self.talk = Settings(), Talk()
        self.conversation, self.talk_settings = Conversation(), TalkSettings()
        self.settings.attach(
            None, Preferences(talk=choices or TalkChoices()), About(data_folder=Path("/nowhere"))
        )
        self.backend.subscribe(self.home.apply)
        self.intercom = Intercom(
            self.home, self.settings, lambda _: self.sound, self.clock.monotonic_s
        )
        self.talk.attach(self.intercom)
        self.conversation.attach(self.intercom)
        self.talk_settings.attach(self.intercom)

    async def ready(self) -> None:
        """Wait until whom one can talk to and what was said is known."""
        await until(lambda: bool(self.conversation.rows and self.intercom.book.last("user:tom")))

    async def close(self) -> None:
        await self.intercom.close()
        await self.home.close()
        await self.settings.close()

    @property
    def microphone(self) -> FakeMicrophone:
        return self.sound.microphones[-1]

    @property
    def speaker(self) -> FakeSpeaker:
        return self.sound.speakers[-1]

    def row(self, key: str, model: RowModel | None = None) -> Row:
        row = (model or self.conversation).row(key)
        assert row is not None, key
        return row

    def pass_time(self, seconds: float) -> None:
        """Let time pass for whatever is open."""
        self.clock.advance(seconds)
        self.intercom.pass_time()

    async def on_air(self) -> None:
        """Talk until the hub has granted it."""
        self.talk.press("")
        self.microphone.speak()
        await until(lambda: bool(self.talk.property("isOnAir")))

    def speaking(self, start: StreamStart) -> None:
        """Let somebody else be heard."""
        self.voice.tell(start)
        self.voice.speak(start, ())
