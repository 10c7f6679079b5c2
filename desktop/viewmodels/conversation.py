"""What was said and written in one channel, and what is being said there now."""

import secrets

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QmlElement, QmlSingleton

from desktop.backend.voice import Entry, Voice, VoiceNews
from desktop.viewmodels.channel_book import ALL, HOUSE
from desktop.viewmodels.channel_words import channel_name, initials, missed_text
from desktop.viewmodels.conversation_rows import (
    PENDING,
    ROLES,
    Scene,
    progress,
    quote,
    rows,
    shape,
)
from desktop.viewmodels.intercom import Intercom
from desktop.viewmodels.mirror import Touched
from desktop.viewmodels.refusal_words import refusal_sentence
from desktop.viewmodels.replay import SPEEDS, Burst, Replay
from desktop.viewmodels.row_model import RowModel
from desktop.viewmodels.talk_channels import icon_of
from desktop.viewmodels.timeline import Sending, Timeline
from desktop.viewmodels.words import number_text, translate
from embedded_hub.errors import HomewireError
from embedded_hub.model.voice import BurstId, TalkGroupId
from embedded_hub.protocol.message_events import TextMessage
from embedded_hub.protocol.voice_events import MessageKept, ReceiptState, StreamStart

QML_IMPORT_NAME = "Homewire.Desktop"
QML_IMPORT_MAJOR_VERSION = 1

SEARCH_DELAY_MS = 250
"""The hub searches once somebody has stopped typing."""
_NONCE_BYTES = 12
TIMES = "\N{MULTIPLICATION SIGN}"
Choice = dict[str, object]


@QmlElement
@QmlSingleton
class Conversation(RowModel):
    """One row per line, oldest first."""

    changed = Signal()
    # What pages do at these two, they must not do whenever anything changes: a draft would be lost.
    channelIdChanged = Signal()
    replyToIdChanged = Signal()
    appended = Signal()
    """Something new stands at the end."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(ROLES, parent)
        self._intercom: Intercom
        self._replay: Replay
        self._channel = TalkGroupId("")
        self._timeline = Timeline()
        self._is_loading = False
        self._is_shown = False
        self._problem = ""
        self._search_text = ""
        self._reply_to = ""
        self._searching = QTimer(self)
        self._searching.setSingleShot(True)
        self._searching.setInterval(SEARCH_DELAY_MS)
        self._searching.timeout.connect(self.refresh)

    def attach(self, intercom: Intercom) -> None:
        """Show the conversations of this intercom; called once."""
        self._intercom = intercom
        self._replay = Replay(intercom, self._played)
        self._channel = TalkGroupId(intercom.choices.channel or ALL)
        intercom.news.connect(self._told)
        intercom.stood.connect(self._stood)
        intercom.ticked.connect(self._draw_live)
        intercom.channelsChanged.connect(self.changed)
        intercom.home.changed.connect(self._home_changed)
        self._stood()

    # Which conversation

    @Property(str, notify=channelIdChanged)
    def channelId(self) -> str:
        """The channel whose conversation is shown."""
        return self._channel

    @channelId.setter  # type: ignore[no-redef]
    def channelId(self, value: str) -> None:
        self.open(value)

    def open(self, channel: str) -> None:
        """Show another conversation."""
        if channel and channel != self._channel:
            self._replay.stop()
            self._channel = TalkGroupId(channel)
            self._search_text = ""
            self._answer("")
            self.channelIdChanged.emit()
            self._begin()

    @Property(str, notify=changed)
    def channelName(self) -> str:
        """What that channel is called."""
        entry = self._intercom.book.entry(self._channel)
        return channel_name(entry) if entry is not None else ""

    @Property(str, notify=changed)
    def channelIcon(self) -> str:
        """That channel's icon."""
        entry = self._intercom.book.entry(self._channel)
        return icon_of(self._intercom, entry) if entry is not None else ""

    @Property(list, notify=changed)
    def members(self) -> list[Choice]:
        """Who else takes part, as far as it is known."""
        listeners = self._intercom.book.listeners(self._channel)
        names = dict.fromkeys(one.name for one in listeners)
        return [{"who": name, "initials": initials(name)} for name in names]

    @Property(bool, notify=changed)
    def isShown(self) -> bool:
        """Whether a person sees the conversation: what is written counts as read then."""
        return self._is_shown

    @isShown.setter  # type: ignore[no-redef]
    def isShown(self, value: bool) -> None:
        if value != self._is_shown:
            self._is_shown = value
            self._mark_read()
            self.changed.emit()

    @Property(bool, notify=changed)
    def isLoading(self) -> bool:
        """Whether it is being read."""
        return self._is_loading

    @Property(bool, notify=changed)
    def hasMore(self) -> bool:
        """Whether there is older."""
        return self._timeline.older is not None

    @Property(str, notify=changed)
    def emptyText(self) -> str:
        """Why there is nothing."""
        if self.rows or self._is_loading:
            return ""
        if self._search_text:
            return translate("Talk", "Nothing was found.")
        return translate("Talk", "Nothing has been said here yet.")

    @Property(str, notify=changed)
    def problemText(self) -> str:
        """Why it could not be read."""
        return self._problem

    @Property(str, notify=changed)
    def searchText(self) -> str:
        """What is searched for."""
        return self._search_text

    @searchText.setter  # type: ignore[no-redef]
    def searchText(self, value: str) -> None:
        self.search(value)

    @Slot(str)
    def search(self, text: str) -> None:
        """Show only lines with these words."""
        if text != self._search_text:
            self._search_text = text
            self._searching.start()
            self.changed.emit()

    @Slot()
    def refresh(self) -> None:
        """Read it anew."""
        self._begin(is_same=True)

    @Slot()
    def loadMore(self) -> None:
        """Read what came before."""
        voice = self._intercom.voice
        if voice is not None and self._timeline.older is not None and not self._is_loading:
            self._load(voice, before=self._timeline.older)

    # Playing

    @Property(int, notify=changed)
    def missedCount(self) -> int:
        """How much of it was missed."""
        return self._intercom.book.unread(self._channel)

    @Property(str, notify=changed)
    def missedText(self) -> str:
        """That, in words."""
        return missed_text(self._intercom.book.unread(self._channel))

    @Property(bool, notify=changed)
    def isPlayingMissed(self) -> bool:
        """Whether missed ones play in a row."""
        return self._replay.has_more

    @Property(str, notify=changed)
    def playingId(self) -> str:
        """What is played now."""
        return self._replay.message

    @Property(float, notify=changed)
    def speed(self) -> float:
        """How fast it is played."""
        return self._replay.speed

    @speed.setter  # type: ignore[no-redef]
    def speed(self, value: float) -> None:
        self.setSpeed(value)

    @Property(list, constant=True)
    def speeds(self) -> list[Choice]:
        """What can be chosen as speed."""
        return [{"value": speed, "label": f"{number_text(speed)}{TIMES}"} for speed in SPEEDS]

    @Slot(float)
    def setSpeed(self, speed: float) -> None:
        """Play faster or slower."""
        self._replay.set_speed(speed)
        self.changed.emit()

    @Slot(str)
    def play(self, message: str) -> None:
        """Play a talk burst, or go on with it."""
        if (burst := self._burst(message)) is not None:
            self._replay.play(burst)

    @Slot()
    def pause(self) -> None:
        """Halt what is played."""
        self._replay.pause()

    @Slot()
    def stop(self) -> None:
        """End what is played."""
        self._replay.stop()

    @Slot(str, float)
    def seek(self, message: str, fraction: float) -> None:
        """Play a talk burst from elsewhere."""
        if (burst := self._burst(message)) is not None:
            self._replay.play(burst, max(0.0, min(1.0, fraction)) * burst.duration_ms)

    @Slot()
    def playMissed(self) -> None:
        """Play what was missed, one after another."""
        missed = [
            Burst(message=entry.message, duration_ms=entry.duration_ms)
            for entry in self._timeline.entries()
            if isinstance(entry, MessageKept) and not entry.is_heard and not self._is_mine(entry)
        ]
        self._replay.play_in_row(missed)

    # What a person does with a line

    @Slot(str)
    def delete(self, message: str) -> None:
        """Delete a line: for everybody where one may, else for oneself."""
        if message.startswith(PENDING):
            self._timeline.sending.pop(message.removeprefix(PENDING), None)
            self._show()
        else:
            self._acknowledge(message, "deleted")

    @Slot(str, bool)
    def keep(self, message: str, is_kept: bool) -> None:
        """Have a line outlive its time."""
        if is_kept:
            self._acknowledge(message, "kept")

    @Slot(str)
    def copyText(self, message: str) -> None:
        """Put what was said on the clipboard."""
        row = self.row(message)
        if row is not None:
            QGuiApplication.clipboard().setText(str(row["text"] or row["transcript"]))

    @Slot(str, str)
    def fixTranscript(self, message: str, text: str) -> None:
        """Correct what was understood."""
        voice = self._intercom.voice
        if voice is not None:
            self._intercom.ask(voice.fix_transcript(BurstId(message), text))

    # Writing

    @Property(bool, notify=changed)
    def canSend(self) -> bool:
        """Whether one can write here."""
        voice, entry = self._intercom.voice, self._intercom.book.entry(self._channel)
        if voice is None or entry is None:
            return False
        if entry.channel == HOUSE:
            return voice.speech.house
        return voice.can_write and entry.can == "talk"

    @Property(str, notify=changed)
    def sendHint(self) -> str:
        """What the field says while it is empty."""
        if self._intercom.voice is None:
            return translate("Talk", "Not connected to the hub.")
        if not self._can_send:
            return translate("Talk", "You can read here, but not write.")
        entry = self._intercom.book.entry(self._channel)
        if self._channel == HOUSE:
            return translate("Talk", "Tell the house what to do, or ask it")
        name = channel_name(entry) if entry is not None else ""
        return translate("Talk", "Write to %1").replace("%1", name)

    @Property(bool, notify=changed)
    def isSending(self) -> bool:
        """Whether something is on its way."""
        return any(not one.problem for one in self._timeline.sending.values())

    @Property(str, notify=replyToIdChanged)
    def replyToId(self) -> str:
        """What the next text answers."""
        return self._reply_to

    @Property(str, notify=changed)
    def replyText(self) -> str:
        """That, in a line."""
        return quote(self._timeline.get(self._reply_to))

    @Slot(str)
    def reply(self, message: str) -> None:
        """Have the next text answer a line; empty answers none."""
        self._answer(message)
        self.changed.emit()

    @Slot(str, result=bool)
    def sendText(self, text: str) -> bool:
        """Send a text; false leaves it in its field."""
        words = text.strip()
        if not words or not self._can_send:
            return False
        sending = Sending(
            nonce=secrets.token_hex(_NONCE_BYTES),
            text=words,
            at=self._intercom.home.now(),
            reply_to=self._reply_to,
        )
        self._answer("")
        self._send(sending)
        return True

    @Slot(str)
    def retry(self, message: str) -> None:
        """Send again what was not taken."""
        sending = self._timeline.sending.get(message.removeprefix(PENDING))
        if sending is not None and self._can_send:
            self._send(
                Sending(
                    nonce=sending.nonce, text=sending.text, at=sending.at, reply_to=sending.reply_to
                )
            )

    # How it is kept

    def _answer(self, message: str) -> None:
        if message != self._reply_to:
            self._reply_to = message
            self.replyToIdChanged.emit()

    @property
    def _can_send(self) -> bool:
        return bool(self.property("canSend"))

    def _stood(self) -> None:
        self._begin()

    def _home_changed(self, touched: Touched) -> None:
        if touched.is_home:
            self._timeline.me = self._intercom.book.me
            self._show()

    def _begin(self, *, is_same: bool = False) -> None:
        before, self._timeline = self._timeline, Timeline(self._intercom.book.me)
        if is_same:
            self._timeline.sending = before.sending
        self._problem = ""
        voice = self._intercom.voice
        if voice is None:
            # What was read stays to be read.
            self._timeline.put(before.entries())
            self.changed.emit()
            return
        if not is_same:
            self.show([])
        self._timeline.live = {
            one.message: one for one in self._intercom.book.speakers(self._channel)
        }
        self._timeline.understood = {
            str(message): event for message, event in self._intercom.heard.items()
        }
        self._load(voice)

    def _load(self, voice: Voice, before: str | None = None) -> None:
        self._is_loading = True
        work = self._read(voice, self._timeline, before)
        if self._intercom.home.tasks.start(work, "conversation") is None:
            self._is_loading = False
        self.changed.emit()

    async def _read(self, voice: Voice, timeline: Timeline, before: str | None) -> None:
        try:
            page = await voice.page(self._channel, before=before, words=self._search_text)
        except HomewireError as error:
            if timeline is self._timeline:
                self._problem, self._is_loading = refusal_sentence(error), False
                self.changed.emit()
            return
        if timeline is not self._timeline:
            return
        timeline.put(page.entries)
        timeline.older = page.older
        self._is_loading = False
        self._show()
        self._mark_read()
        if before is None:
            self.appended.emit()

    def _told(self, event: VoiceNews) -> None:
        timeline, book = self._timeline, self._intercom.book
        is_new = False
        if isinstance(event, MessageKept | TextMessage):
            is_new = book.conversation_of(event) == self._channel and self._is_found(event)
            if is_new:
                timeline.put((event,))
        elif isinstance(event, StreamStart) and not event.replay:
            is_new = book.shown_channel(event.channel, event.talking) == self._channel
            if is_new:
                timeline.live[event.message] = event
        if not is_new and not timeline.apply(event):
            return
        self._show()
        if is_new:
            self.appended.emit()
            self._mark_read()

    def _is_found(self, entry: Entry) -> bool:
        words = self._search_text.casefold()
        return not words or words in (entry.text or "").casefold()

    def _show(self) -> None:
        home = self._intercom.home
        info = home.mirror.info
        scene = Scene(
            me=self._intercom.book.me,
            my_name=info.user_name,
            now=home.now(),
            timeline=self._timeline,
            names={**home.mirror.user_names, **self._intercom.book.presence_names()},
            playing=self._replay.playing,
            shape_of=self._intercom.session.peaks,
        )
        self.show(rows(scene))
        self.changed.emit()

    def _played(self, message: str) -> None:
        entry = self._timeline.get(message)
        if isinstance(entry, MessageKept):
            playing = self._replay.playing.get(message)
            self.update(message, progress(playing, entry.duration_ms))
        self.changed.emit()

    def _draw_live(self) -> None:
        """Let the shape of what is being said grow."""
        for message, start in self._timeline.live.items():
            peaks = shape(self._intercom.session.peaks(start.stream))
            self.update(message, {"peaks": peaks})

    def _mark_read(self) -> None:
        if not self._is_shown or self._intercom.voice is None:
            return
        for entry in self._timeline.entries():
            is_new = isinstance(entry, TextMessage) and not entry.is_read
            if is_new and not self._is_mine(entry):
                self._acknowledge(entry.message, "read")

    def _acknowledge(self, message: str, state: ReceiptState) -> None:
        voice, entry = self._intercom.voice, self._timeline.get(message)
        if voice is not None and entry is not None:
            self._intercom.ask(voice.acknowledge(entry, state))

    def _send(self, sending: Sending) -> None:
        voice = self._intercom.voice
        if voice is None:
            return
        self._timeline.sending[sending.nonce] = sending
        self._intercom.home.tasks.start(self._write(voice, self._timeline, sending), "send text")
        self._show()
        self.appended.emit()

    async def _write(self, voice: Voice, timeline: Timeline, sending: Sending) -> None:
        channel = self._channel
        try:
            if channel == HOUSE:
                await voice.ask_house(sending.text, sending.nonce)
            else:
                await voice.write(channel, sending.text, sending.nonce, sending.reply_to)
        except HomewireError as error:
            failed = Sending(
                nonce=sending.nonce,
                text=sending.text,
                at=sending.at,
                reply_to=sending.reply_to,
                problem=refusal_sentence(error),
            )
            timeline.sending[sending.nonce] = failed
        else:
            timeline.sending.pop(sending.nonce, None)
        self._show()

    def _burst(self, message: str) -> Burst | None:
        entry = self._timeline.get(message)
        if not isinstance(entry, MessageKept):
            return None
        return Burst(message=entry.message, duration_ms=entry.duration_ms)

    def _is_mine(self, entry: Entry) -> bool:
        who = entry.writer if isinstance(entry, TextMessage) else entry.talking
        return who.user == self._intercom.book.me
