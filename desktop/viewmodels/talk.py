"""The talk key and who is heard: what the talk bar and the talk page show."""

import math

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton

from desktop.viewmodels.calls import Calls
from desktop.viewmodels.channel_book import ALL, HOUSE, ROOM
from desktop.viewmodels.channel_words import (
    channel_name,
    delay_text,
    initials,
    missed_text,
    online_text,
    presence_text,
)
from desktop.viewmodels.intercom import Intercom
from desktop.viewmodels.plurals import PLURALS
from desktop.viewmodels.stream_reports import delay_ms
from desktop.viewmodels.talk_channels import TalkChannels, icon_of
from desktop.viewmodels.talk_key import KeyState
from desktop.viewmodels.talk_setting_words import key_name
from desktop.viewmodels.talk_words import (
    key_text,
    listen_only_text,
    sound_sentence,
    unavailable_text,
    until_text,
    write_only_text,
)
from desktop.viewmodels.words import joined, since_text, translate
from embedded_hub.model.ids import AreaId
from embedded_hub.model.voice import TalkGroupId, TalkPriority
from embedded_hub.protocol.voice_answers import ChannelEntry
from embedded_hub.protocol.voice_events import CallChanged, StreamStart

QML_IMPORT_NAME = "Homewire.Desktop"
QML_IMPORT_MAJOR_VERSION = 1

ListOfMaps = list[dict[str, object]]
NEVER = -1


@QmlElement
@QmlSingleton
class Talk(QObject):
    """One key, one channel, and everybody who is heard."""

    changed = Signal()
    channelIdChanged = Signal()
    levelChanged = Signal()
    channelsChanged = Signal()
    pageWanted = Signal(str)
    """A person wants to see a channel's conversation."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._intercom: Intercom
        self._channel = ALL
        self._calls: Calls
        self.channel_model = TalkChannels(self)
        self._is_hands_free = False
        self._is_toggled = False
        self._dismissed: object = None
        self._seconds_left = NEVER

    def attach(self, intercom: Intercom) -> None:
        """Talk over this intercom; called once."""
        self._intercom = intercom
        self._channel = TalkGroupId(intercom.choices.channel)
        self.channel_model.attach(intercom)
        self._calls = Calls(intercom, self._call_began, self._stop)
        intercom.stood.connect(self._stood)
        intercom.keyChanged.connect(self._key_changed)
        intercom.channelsChanged.connect(self._channels_changed)
        intercom.reachChanged.connect(self.changed)
        intercom.ticked.connect(self._ticked)
        self._channels_changed()

    # Whether one can talk at all

    @Property(bool, notify=changed)
    def isAvailable(self) -> bool:
        """Whether there is a voice."""
        return self._intercom.voice is not None

    @Property(str, notify=changed)
    def unavailableText(self) -> str:
        """Why there is none."""
        return "" if self._intercom.voice is not None else unavailable_text(self._intercom.reason)

    @Property(str, notify=changed)
    def troubleText(self) -> str:
        """Why there is no sound."""
        trouble = self._intercom.session.trouble
        return "" if trouble is None or trouble is self._dismissed else sound_sentence(trouble)

    @Slot()
    def dismissTrouble(self) -> None:
        """Put away why there is no sound."""
        self._dismissed = self._intercom.session.trouble
        self.changed.emit()

    # The key

    @Property(str, notify=changed)
    def phase(self) -> str:
        """How it goes with the floor."""
        return self._state.phase

    @Property(str, notify=changed)
    def keyText(self) -> str:
        """What the key does, or why it does not."""
        entry = self._intercom.book.entry(self._channel)
        if entry is not None and entry.can != "talk":
            is_house = entry.channel == HOUSE
            return write_only_text() if is_house else listen_only_text()
        if self._is_hands_free_now and self._state.phase == "onAir":
            return translate("Talk", "Live. Tap to stop")
        if self._intercom.session.is_waiting_for_voice and self._state.phase == "idle":
            return translate("Talk", "Speak to talk to %1").replace("%1", self._name)
        return key_text(self._state, self._name, is_toggle=self._mode != "hold")

    @Property(str, notify=changed)
    def keyHint(self) -> str:
        """The keys that do the same."""
        choices = self._intercom.choices
        return joined(key_name(choices.key), key_name(choices.hotkey))

    @Property(str, notify=channelIdChanged)
    def channelId(self) -> str:
        """Whom the key talks to."""
        return self._channel

    @channelId.setter  # type: ignore[no-redef]
    def channelId(self, value: str) -> None:
        self._choose(value)

    @Property(str, notify=channelsChanged)
    def channelName(self) -> str:
        """What that channel is called."""
        return self._name

    @Property(str, notify=channelsChanged)
    def channelIcon(self) -> str:
        """That channel's icon."""
        entry = self._entry
        return icon_of(self._intercom, entry) if entry is not None else ""

    @Property(bool, notify=channelsChanged)
    def canTalk(self) -> bool:
        """Whether this person may talk there."""
        return self._can_talk

    @Property(QObject, constant=True)
    def channels(self) -> QObject:
        """Whom one can talk to."""
        return self.channel_model

    @Property(float, notify=levelChanged)
    def level(self) -> float:
        """How loud the microphone is."""
        return self._intercom.session.level

    @Property(int, notify=levelChanged)
    def secondsLeft(self) -> int:
        """How long one may still speak."""
        return self._seconds_left

    @Property(bool, notify=changed)
    def isOnAir(self) -> bool:
        """Whether others hear this person."""
        return self._state.phase == "onAir"

    @Property(bool, notify=changed)
    def isListening(self) -> bool:
        """Whether the microphone is open."""
        return self._intercom.session.is_listening

    @Property(bool, notify=changed)
    def isHandsFree(self) -> bool:
        """Whether nothing needs to be held."""
        return self._is_hands_free_now

    @Property(bool, notify=changed)
    def isArmed(self) -> bool:
        """Whether speaking presses the key."""
        return self._intercom.session.is_waiting_for_voice

    @Property(str, notify=changed)
    def mode(self) -> str:
        """How the key works: hold, toggle or vad."""
        return self._mode

    @Slot(str)
    def press(self, channel_id: str = "") -> None:
        """The key goes down."""
        self._choose(channel_id)
        session = self._intercom.session
        if self._mode == "hold":
            if self._is_hands_free:
                self._stop()
            else:
                session.press(self._channel)
        elif self._is_toggled or session.is_waiting_for_voice:
            self._stop()
        elif self._mode == "vad":
            session.wait_for_voice(self._channel)
        else:
            session.press(self._channel)
            self._is_toggled = session.is_down
        self._intercom.watch()

    @Slot()
    def keyDown(self) -> None:
        """A key of the keyboard goes down."""
        is_refused = self._entry is not None and not self._can_talk
        if self._intercom.voice is not None and not is_refused:
            self.press("")

    @Slot()
    def letGo(self) -> None:
        """The key goes up; where it need not be held that means nothing."""
        if self._mode == "hold" and not self._is_hands_free:
            self._intercom.session.let_go()

    @Slot()
    def cancel(self) -> None:
        """The finger slipped off."""
        if self._mode == "hold" and not self._is_hands_free:
            self._intercom.session.cancel()

    @Slot()
    def lockHandsFree(self) -> None:
        """Go on talking without holding the key."""
        if self._intercom.session.is_down:
            self._is_hands_free = True
            self.changed.emit()

    @Slot()
    def arm(self) -> None:
        """The key is about to be pressed."""
        if self._can_talk and self._intercom.voice is not None:
            self._intercom.session.arm()

    # Who is heard

    @Property(list, notify=changed)
    def speaking(self) -> ListOfMaps:
        """Everybody who is heard now."""
        return self.speakers()

    def speakers(self) -> ListOfMaps:
        """Return everybody who is heard now."""
        return [self._speaker(start) for start in self._heard()]

    @Property(str, notify=changed)
    def speakingText(self) -> str:
        """Who is heard, in a line."""
        heard = self._heard()
        if not heard:
            return ""
        book = self._intercom.book
        start = heard[0]
        entry = book.entry(book.shown_channel(start.channel, start.talking))
        if entry is None or entry.kind == "direct":
            return start.talking.name
        to = translate("Talk", "%1 · to %2").replace("%1", start.talking.name)
        return to.replace("%2", channel_name(entry))

    @Property(str, notify=changed)
    def delayText(self) -> str:
        """How far behind this side hears."""
        delays = [self._delay_ms(start) for start in self._heard()]
        known = [one for one in delays if one is not None]
        return delay_text(max(known)) if known else ""

    @Slot()
    def stopListening(self) -> None:
        """Silence what is heard now."""
        self._intercom.session.silence(list(self._intercom.session.speaking))

    # The channel

    @Property(str, notify=channelsChanged)
    def holder(self) -> str:
        """Who has the floor."""
        floor = self._intercom.book.floor(self._channel)
        return floor.holder.name if floor is not None and floor.holder is not None else ""

    @Property(int, notify=changed)
    def queuePlace(self) -> int:
        """The place in the queue; 0 is none."""
        return self._state.queue_place if self._state.phase == "queued" else 0

    @Property(str, notify=channelsChanged)
    def queueText(self) -> str:
        """How many wait for their turn."""
        floor = self._intercom.book.floor(self._channel)
        return PLURALS.waiting(len(floor.queue)) if floor is not None and floor.queue else ""

    @Property(list, notify=channelsChanged)
    def listeners(self) -> ListOfMaps:
        """The devices of others in this channel."""
        areas = self._intercom.home.mirror.areas
        return [
            {
                "who": one.name,
                "initials": initials(one.name),
                "device": one.device_name,
                "areaName": area.name if (area := areas.get(AreaId(one.area or ""))) else "",
                "can": one.can_hear,
                "canText": presence_text(one),
                "delayText": delay_text(one.m2e_ms if one.m2e_ms is not None else one.buffer_ms),
            }
            for one in self._intercom.book.listeners(self._channel)
        ]

    @Property(str, notify=channelsChanged)
    def listenersText(self) -> str:
        """How many can hear this person."""
        return online_text(self._entry) if self._entry is not None else ""

    @Property(int, notify=channelsChanged)
    def missedCount(self) -> int:
        """How much was missed in all channels."""
        return self._intercom.book.missed()

    @Property(str, notify=channelsChanged)
    def missedText(self) -> str:
        """That, in words."""
        return missed_text(self._intercom.book.missed())

    @Property(bool, notify=changed)
    def isDoNotDisturb(self) -> bool:
        """Whether this person is not to be disturbed."""
        until = self._intercom.reach.dnd_until
        return until is not None and until > self._intercom.home.now()

    @Property(str, notify=changed)
    def doNotDisturbText(self) -> str:
        """Until when."""
        return until_text(self._intercom.reach.dnd_until, self._intercom.home.now())

    @Slot(str)
    def talkTo(self, area_id: str) -> None:
        """Have the key talk to an area, and show what was said there."""
        if self.canTalkTo(area_id):
            self._choose(ROOM + area_id)
            self.pageWanted.emit(self._channel)

    @Slot(str, result=bool)
    def canTalkTo(self, area_id: str) -> bool:
        """Say whether one can talk to an area."""
        entry = self._intercom.book.entry(ROOM + area_id)
        return entry is not None and entry.can == "talk"

    @Slot(str)
    def answer(self, entity_id: str) -> None:
        """Have the key talk to whoever stands at a door or a loudspeaker."""
        channel = self._intercom.answer_channel(entity_id)
        ringing = self._calls.ringing(channel) if channel is not None else None
        if ringing is not None:
            self.answerCall(ringing.call)
        elif channel is not None:
            self._choose(channel)
            self.pageWanted.emit(self._channel)

    # Calls

    @Property(list, notify=channelsChanged)
    def calls(self) -> ListOfMaps:
        """What rings, and what is being spoken."""
        return self.call_rows()

    def call_rows(self) -> ListOfMaps:
        """Return what rings, and what is being spoken."""
        return self._calls.rows()

    @Slot(str)
    def answerCall(self, call: str) -> None:
        """Take what rings."""
        self._calls.answer(call, is_accepted=True)

    @Slot(str)
    def refuseCall(self, call: str) -> None:
        """Let it ring no more."""
        self._calls.answer(call, is_accepted=False)

    @Slot(str)
    def endCall(self, call: str) -> None:
        """Hang up."""
        self._calls.end(call)

    # How it is kept

    @property
    def _state(self) -> KeyState:
        return self._intercom.session.key_state

    @property
    def _mode(self) -> str:
        return self._intercom.choices.mode

    @property
    def _entry(self) -> ChannelEntry | None:
        return self._intercom.book.entry(self._channel)

    @property
    def _name(self) -> str:
        return channel_name(self._entry) if self._entry is not None else ""

    @property
    def _can_talk(self) -> bool:
        return self._entry is not None and self._entry.can == "talk"

    @property
    def _is_hands_free_now(self) -> bool:
        return (
            self._is_hands_free or self._is_toggled or self._intercom.session.is_waiting_for_voice
        )

    def _choose(self, channel: str) -> None:
        if channel and channel != self._channel:
            self._channel = TalkGroupId(channel)
            self._intercom.choose(channel=channel)
            self.channelIdChanged.emit()
            self._channels_changed()

    def _call_began(self, call: CallChanged) -> None:
        """Have the key talk to the other side; where that side listens anyway, it is down."""
        if call.talk is None:
            return
        self._choose(call.talk)
        self.pageWanted.emit(call.talk)
        if call.opens_microphone:
            self._intercom.session.press(self._channel)
            self._is_hands_free = self._intercom.session.is_down
            self._intercom.watch()
            self.changed.emit()

    def _stop(self) -> None:
        self._is_hands_free = self._is_toggled = False
        self._intercom.session.stop_waiting_for_voice()
        self._intercom.session.let_go()
        self.changed.emit()

    def _heard(self) -> list[StreamStart]:
        heard = self._intercom.session.speaking.values()
        return sorted(heard, key=lambda one: (one.replay, -one.priority, one.started_at))

    def _speaker(self, start: StreamStart) -> dict[str, object]:
        book = self._intercom.book
        channel = book.shown_channel(start.channel, start.talking)
        entry = book.entry(channel)
        return {
            "stream": start.stream,
            "who": start.talking.name,
            "initials": initials(start.talking.name),
            "channelId": channel,
            "channelName": channel_name(entry) if entry is not None else "",
            "sinceText": since_text(start.started_at, self._intercom.home.now()),
            "delayText": delay_text(self._delay_ms(start)),
            "isReplay": start.replay,
            "isUrgent": start.priority >= TalkPriority.EMERGENCY,
        }

    def _delay_ms(self, start: StreamStart) -> float | None:
        if start.replay:
            return None
        voice = self._intercom.voice
        round_trip_s = voice.round_trip_s if voice is not None else None
        return delay_ms(self._intercom.session.statistics(start.stream), round_trip_s)

    def _stood(self) -> None:
        self._is_hands_free = self._is_toggled = False
        self.changed.emit()

    def _key_changed(self) -> None:
        if not self._intercom.session.is_down:
            self._is_hands_free = self._is_toggled = False
        self._count_down()
        self.changed.emit()
        self.levelChanged.emit()

    def _channels_changed(self) -> None:
        self.channel_model.refresh(self._channel)
        self.channelsChanged.emit()
        self.changed.emit()

    def _ticked(self) -> None:
        self._count_down()
        self.levelChanged.emit()

    def _count_down(self) -> None:
        is_counting = self._state.phase == "onAir"
        left_s = self._state.ends_s - self._intercom.now_s()
        self._seconds_left = max(0, math.ceil(left_s)) if is_counting else NEVER
