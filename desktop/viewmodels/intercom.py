"""The home's voice behind all view models of talking: what is known, said and heard.

It exists with a window; a voice, and with it a session and a channel book, with each connection.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine, Sequence

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from desktop.backend.listeners import Unsubscribe
from desktop.backend.voice import Reach, StreamReport, Voice, VoiceNews, VoiceStanding
from desktop.platform.settings import TalkChoices
from desktop.viewmodels.answering import answer_channel
from desktop.viewmodels.channel_book import HOUSE, ChannelBook, who_of
from desktop.viewmodels.ears import Ears
from desktop.viewmodels.home import Home
from desktop.viewmodels.mirror import Touched
from desktop.viewmodels.settings import Settings
from desktop.viewmodels.sound_port import Sound
from desktop.viewmodels.stream_reports import StreamReports
from desktop.viewmodels.talk_session import TalkSession
from embedded_hub.errors import HomewireError
from embedded_hub.model.ids import EntityId
from embedded_hub.model.voice import BurstId, Frame, TalkGroupId
from embedded_hub.protocol.voice_answers import ChannelEntry
from embedded_hub.protocol.voice_events import (
    MessageKept,
    Missed,
    PresenceChanged,
    StreamStart,
    StreamStop,
    TranscriptChanged,
)

logger = logging.getLogger(__name__)

TICK_MS = 50
"""While something is open: often enough for a level meter and a countdown."""
READ_DELAY_MS = 300
"""Whom one can talk to is read once after a row of changes."""
SoundMaker = Callable[[Callable[[], None]], Sound]
"""Makes the sound of this computer; given what to call when a device came or went."""


class Intercom(QObject):
    """Shared by the view models of one window.

    Args:
        home: Whose voice this is.
        settings: Where the person's choices are.
        make_sound: Called at the first need of any sound.
        now_s: Seconds that never jump.
    """

    stood = Signal()
    """There is another voice now, or none."""
    keyChanged = Signal()
    """The key, the microphone, or who is heard."""
    ticked = Signal()
    """A moment passed in which something is open."""
    channelsChanged = Signal()
    """Whom one can talk to, who is there, what was missed."""
    news = Signal(object)
    """Every :data:`~desktop.backend.voice.VoiceNews`."""
    devicesChanged = Signal()
    """A microphone or loudspeaker came or went."""
    reachChanged = Signal()

    def __init__(
        self,
        home: Home,
        settings: Settings,
        make_sound: SoundMaker,
        now_s: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self.home = home
        self.settings = settings
        self.now_s = now_s
        self.voice: Voice | None = None
        self.reason = VoiceStanding().reason
        self.book = ChannelBook()
        self.reach = Reach()
        """How the person is reached; read when a voice was opened."""
        self.heard: dict[BurstId, TranscriptChanged] = {}
        """What was understood of the talk bursts that are being spoken."""
        self._make_sound = make_sound
        self._sound: Sound | None = None
        self._is_ducking = False
        self._leaving: list[Unsubscribe] = []
        self.session = self._new_session()
        self.reports = StreamReports(now_s)
        self.ears = Ears()
        self.hotkey_reason = ""
        """Why this system lets no program have a key everywhere; empty where it does."""
        self._choices = settings.preferences.talk
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._tick.timeout.connect(self.pass_time)
        self._reading = QTimer(self)
        self._reading.setSingleShot(True)
        self._reading.setInterval(READ_DELAY_MS)
        self._reading.timeout.connect(self._read_again)
        home.changed.connect(self._home_changed)
        settings.changed.connect(self._settings_changed)
        self._source = home.backend.voice
        self._source.set_area(self._choices.area_id)
        self._unsubscribe = self._source.subscribe(self._stand)

    @property
    def choices(self) -> TalkChoices:
        """How the person talks and listens here."""
        return self.settings.preferences.talk

    def choose(self, **choice: object) -> None:
        """Keep a choice; one that is none changes nothing."""
        fields = msgspec.structs.asdict(self.choices) | choice
        try:
            talk = msgspec.convert(fields, TalkChoices)
        except msgspec.ValidationError:
            return
        self.settings.change(msgspec.structs.replace(self.settings.preferences, talk=talk))

    def prefer(self, **changes: object) -> None:
        """Change how this person is reached."""
        if self.voice is not None:
            self.home.ask(self._prefer(self.voice, changes))

    def ask(self, request: Coroutine[None, None, None]) -> None:
        """Carry out a request to the hub; a refusal becomes a problem people are shown."""
        self.home.ask(request)

    def sound(self) -> Sound:
        """Return the sound of this computer; the first call loads it."""
        if self._sound is None:
            self._sound = self._make_sound(self._devices_changed)
            self._choose_devices(self._sound)
        return self._sound

    def meter(self, *, is_on: bool) -> None:
        """Keep the microphone open for its meter, or no longer."""
        if is_on:
            self.session.arm()
        self.session.is_metering = is_on
        self.watch()

    def watch(self) -> None:
        """Let time pass while something is open."""
        if not self._tick.isActive():
            self._tick.start()

    def answer_channel(self, entity_id: str) -> TalkGroupId | None:
        """Return the channel of whoever stands at a device; ``None`` where it cannot speak."""
        entity = self.home.mirror.entity(EntityId(entity_id))
        return answer_channel(self.home.mirror.states.get(entity.entity_id), self.book)

    async def close(self) -> None:
        """End everything."""
        self._tick.stop()
        self._reading.stop()
        self._unsubscribe()
        self._leave()
        await self.session.close()
        if self._sound is not None:
            await asyncio.to_thread(self._sound.ducking.close)

    # --- connections --------------------------------------------------------------------------

    def _stand(self, standing: VoiceStanding) -> None:
        self._leave()
        self.home.tasks.start(self.session.close(), "end of talking")
        self.session = self._new_session()
        self.voice, self.reason = standing.voice, standing.reason
        self.heard.clear()
        self.ears = Ears()
        self.book = ChannelBook(self._me(), self._rooms())
        voice = standing.voice
        if voice is not None:
            self._leaving = [voice.listen(self._told), voice.hear(self._hear)]
            self.book.begin(voice)
            self.session.attach(voice)
            self.session.speaking = {one.stream: one for one in voice.picture.active}
            self.home.tasks.start(self._begin(voice), "begin of talking")
        self.stood.emit()
        self.keyChanged.emit()
        self.channelsChanged.emit()

    def _leave(self) -> None:
        while self._leaving:
            self._leaving.pop()()

    def _new_session(self) -> TalkSession:
        session = TalkSession(self.sound, self.now_s, self._session_changed)
        choices = self.choices
        session.has_cues, session.volume = choices.has_cues, choices.volume
        return session

    async def _begin(self, voice: Voice) -> None:
        try:
            self.book.set_entries(_with_house(voice, await voice.channels()))
            self.channelsChanged.emit()
            self.reach = await voice.reach()
            self.reachChanged.emit()
            await self._read_direct(voice)
            await self._read_last(voice)
            logger.info("The intercom is open")
        except HomewireError as error:  # the connection went, or somebody may see less than others
            logger.info("Not all of the intercom could be read: %s", error)

    async def _read(self, voice: Voice) -> None:
        try:
            entries = await voice.channels()
            await self._read_direct(voice)
        except HomewireError as error:
            logger.info("Whom one can talk to could not be read: %s", error)
            return
        if voice is self.voice:
            self.book.set_entries(_with_house(voice, entries))
            self.channelsChanged.emit()

    async def _read_direct(self, voice: Voice) -> None:
        """Find out who said what was missed of the talk that came to this person alone."""
        counts: dict[TalkGroupId, int] = {}
        for channel in self.book.own_channels():
            for entry in await voice.missed(channel):
                shown = self.book.shown_channel(entry.channel, who_of(entry))
                counts[shown] = counts.get(shown, 0) + 1
        if voice is self.voice:
            self.book.set_direct_unread(counts)
            self.channelsChanged.emit()

    async def _read_last(self, voice: Voice) -> None:
        """Read what was said last, for the list of channels."""
        for entry in (await voice.page(None)).entries:
            self.book.note_last(entry)
        self.channelsChanged.emit()

    async def _prefer(self, voice: Voice, changes: dict[str, object]) -> None:
        self.reach = await voice.reach(**changes)
        self.reachChanged.emit()

    # --- what happens -------------------------------------------------------------------------

    def _told(self, event: VoiceNews) -> None:
        match event:
            case TranscriptChanged():
                self.heard[event.message] = event
            case StreamStart():
                self.ears.begin(event)
            case StreamStop():
                self.ears.stopped(event.stream, event.duration_ms)
            case MessageKept():
                self.heard.pop(event.message, None)
            case _:
                pass
        if self.book.apply(event):
            self.channelsChanged.emit()
        is_own = isinstance(event, Missed) and self.book.is_own(event.channel)
        if isinstance(event, PresenceChanged) or is_own:
            self._reading.start()
        self.news.emit(event)

    def _hear(self, start: StreamStart, frames: Sequence[Frame]) -> None:
        if start.replay or self.reach.autoplay:
            self.session.hear(start, frames)
            self.watch()

    def _session_changed(self) -> None:
        if self.session.is_active:
            self.watch()
        self.keyChanged.emit()

    def pass_time(self) -> None:
        """Notice what nothing tells: levels, ends, what is due."""
        self.session.tick()
        self._duck()
        if self.voice is not None:
            self._listen(self.voice)
            for report in self.reports.due(self.session):
                self.home.tasks.start(_told_quietly(self.voice, report), "stream report")
        self.ticked.emit()
        if not self.session.is_active:
            self._tick.stop()

    def _duck(self) -> None:
        """Keep other programs quiet exactly as long as somebody is heard, or heard by others."""
        is_wanted = self.choices.is_ducking and self.session.is_sounding
        if self._sound is not None and is_wanted != self._is_ducking:
            self._is_ducking = is_wanted
            self._sound.ducking.set_on(is_wanted)

    def _listen(self, voice: Voice) -> None:
        is_audible = self.session.key_state.phase != "onAir" and self.session.volume > 0
        for message in self.ears.listen(self.session.statistics, is_audible=is_audible):
            self.home.tasks.start(_hear(voice, message), "receipt")

    def _read_again(self) -> None:
        if self.voice is not None:
            self.home.tasks.start(self._read(self.voice), "channels")

    def _home_changed(self, touched: Touched) -> None:
        if touched.is_home or touched.is_structure:
            self.book.me, self.book.room_order = self._me(), self._rooms()
            self._reading.start()

    def _settings_changed(self) -> None:
        before, self._choices = self._choices, self.choices
        now = self._choices
        if now == before:
            return
        self.session.has_cues = now.has_cues
        self.session.set_volume(now.volume)
        if now.area_id != before.area_id:
            self._source.set_area(now.area_id)
        if (now.input_id, now.output_id) != (before.input_id, before.output_id):
            if self._sound is not None:
                self._choose_devices(self._sound)
            self.session.devices_changed()
        self.keyChanged.emit()

    def _choose_devices(self, sound: Sound) -> None:
        sound.choose(self.choices.input_id, self.choices.output_id)

    def _devices_changed(self) -> None:
        self.session.look_again()
        self.devicesChanged.emit()

    def _me(self) -> str:
        return self.home.mirror.info.user_id or ""

    def _rooms(self) -> tuple[str, ...]:
        mirror = self.home.mirror
        order = mirror.layout.area_order
        return (*order, *(area for area in mirror.areas if area not in order))


def _with_house(voice: Voice, entries: Sequence[ChannelEntry]) -> list[ChannelEntry]:
    """Add the house where it can be written to alone: the hub lists it with those one talks to."""
    is_listed = any(one.channel == HOUSE for one in entries)
    if is_listed or not voice.speech.house:
        return list(entries)
    house = ChannelEntry(
        channel=HOUSE,
        name=HOUSE,
        kind="house",
        can="none",
        priority_max=0,
        online=0,
        is_followed=False,
    )
    return [*entries, house]


async def _hear(voice: Voice, message: BurstId) -> None:
    try:
        await voice.heard(message)
    except HomewireError as error:  # it may be gone already
        logger.info("That a talk burst was heard could not be told: %s", error)


async def _told_quietly(voice: Voice, report: StreamReport) -> None:
    try:
        await voice.report(report)
    except HomewireError as error:  # the next one is two seconds away
        logger.debug("A stream report was not taken: %s", error)
