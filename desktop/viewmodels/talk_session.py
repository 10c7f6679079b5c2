"""Talking and listening on this computer: the key, the microphone and the loudspeaker together.

Nothing of the sound system is opened before it is needed, and all of it is closed again when it
was not needed for a while. Who talks hears nobody meanwhile, and what the loudspeaker has just
said is never taken for the voice of somebody in the room.
"""

from collections.abc import Callable, Iterable, Sequence

from desktop.audio.cues import Cue
from desktop.backend.voice import TalkLine, VoiceLost, VoiceNews
from desktop.viewmodels.sound_port import OnPacket, OpenMicrophone, OpenSpeaker, Sound
from desktop.viewmodels.talk_key import KeyState, TalkKey
from embedded_hub.errors import CodecUnsupported, HomewireError, SoundUnavailable
from embedded_hub.model.voice import Frame, StreamId, TalkGroupId
from embedded_hub.protocol.voice_events import StreamStart, StreamStop
from embedded_hub.voice.playout import PlayoutStatistics
from embedded_hub.voice.vad import Level, VoiceSwitch

LINGER_S = 10.0
"""Nothing was said for so long: the devices are closed."""
GUARD_S = 0.15
"""After the loudspeaker fell silent its echo is still in the room."""
RETRY_S = 2.0
"""A loudspeaker that is not there is not looked for with every frame."""
QUIETEST_DBFS = -60.0
"""The bottom of the level meter."""
_CUES: dict[tuple[str, str], Cue] = {
    ("asking", "onAir"): "granted",
    ("queued", "onAir"): "granted",
    ("onAir", "idle"): "ended",
    ("onAir", "denied"): "denied",
    ("asking", "busy"): "denied",
    ("asking", "denied"): "denied",
    ("asking", "queued"): "denied",
}
"""What a person hears when the key goes from one phase to another."""


class TalkSession:
    """One person at this computer, over one connection.

    Args:
        sound: Called once, at the first need of any sound.
        now_s: Seconds that never jump.
        on_change: Called after anything here changed.
    """

    def __init__(
        self, sound: Callable[[], Sound], now_s: Callable[[], float], on_change: Callable[[], None]
    ) -> None:
        self._make_sound = sound
        self._sound: Sound | None = None
        self._now_s = now_s
        self._on_change = on_change
        self._key: TalkKey | None = None
        self._phase = KeyState().phase
        self._microphone: OpenMicrophone | None = None
        self._speaker: OpenSpeaker | None = None
        self._is_awake = False
        """The microphone has given something since it was opened."""
        self._waiting_channel: TalkGroupId | None = None
        """Pressed before the microphone gave anything."""
        self._needed_s = 0.0
        self._sounded_s = float("-inf")
        self._refused_s = float("-inf")
        """When there was no loudspeaker last."""
        self._stop_listening: Callable[[], None] = lambda: None
        self._silenced: set[StreamId] = set()
        self._switch: VoiceSwitch | None = None
        self._switch_channel = TalkGroupId("")
        self.speaking: dict[StreamId, StreamStart] = {}
        """Who is heard now."""
        self.speeds: dict[StreamId, float] = {}
        """How fast streams out of the record are played, where not as they were spoken."""
        self.level = 0.0
        """How loud the microphone is, 0 to 1."""
        self.has_cues = False
        """Whether short sounds say how it goes with the floor."""
        self.volume = 1.0
        self.is_metering = False
        """Whether somebody looks at the level: the microphone stays open."""
        self.on_packet: OnPacket | None = None
        """Gets what the microphone hears, beside the key."""
        self.trouble: SoundUnavailable | None = None
        """Why there is no sound; gone with the next press that succeeds."""

    @property
    def key_state(self) -> KeyState:
        """What is shown of the key."""
        if self._waiting_channel is not None:
            return KeyState(phase="asking")
        return self._key.state if self._key is not None else KeyState()

    @property
    def is_down(self) -> bool:
        """Whether a talk is under way, its last syllables included."""
        is_talking = self._key is not None and self._key.is_down
        return is_talking or self._waiting_channel is not None

    @property
    def is_listening(self) -> bool:
        """Whether the microphone is open: people are shown that."""
        return self._microphone is not None

    @property
    def is_active(self) -> bool:
        """Whether time matters to it: something is open or under way."""
        return self.is_listening or self._speaker is not None or self.is_down

    @property
    def is_sounding(self) -> bool:
        """Whether somebody is heard here, or speaks here."""
        is_playing = self._speaker is not None and self._speaker.is_playing
        return is_playing or self.key_state.phase == "onAir"

    @property
    def is_waiting_for_voice(self) -> bool:
        """Whether whoever begins to speak presses the key by that."""
        return self._switch is not None

    def attach(self, line: TalkLine) -> None:
        """Talk over this connection; what it hears goes to :meth:`hear`."""
        self._key = TalkKey(line, self._now_s, self._key_changed)
        self._stop_listening = line.listen(self._told)

    def arm(self) -> None:
        """Listen already: the key is about to be pressed, and the first syllable counts."""
        self._needed_s = self._now_s()
        if self._microphone is None:
            self._open_microphone()

    def press(self, channel: TalkGroupId) -> None:
        """The key goes down; without a microphone it says why and stays up.

        The floor is asked for with the first sound: a wireless microphone takes a second to open,
        and a floor without frames is soon somebody else's.
        """
        self.arm()
        if self._key is None or self._microphone is None:
            return
        if self._is_awake:
            self._key.press(channel)
        else:
            self._waiting_channel = channel
            self._on_change()

    def let_go(self) -> None:
        """The key goes up."""
        self._stop_waiting()
        if self._key is not None:
            self._key.let_go()

    def cancel(self) -> None:
        """The finger slipped off: take it back."""
        self._stop_waiting()
        if self._key is not None:
            self._key.cancel()

    def wait_for_voice(self, channel: TalkGroupId) -> None:
        """Press the key for a channel whenever somebody speaks, until told otherwise."""
        self.arm()
        if self._microphone is not None:
            self._switch, self._switch_channel = VoiceSwitch(), channel
            self._on_change()

    def stop_waiting_for_voice(self) -> None:
        """The key is pressed by hand again."""
        if self._switch is not None:
            self._switch = None
            self.let_go()
            self._on_change()

    def hear(self, start: StreamStart, frames: Sequence[Frame]) -> None:
        """Play frames of a stream."""
        if start.stream in self._silenced:
            return
        self._needed_s = self._now_s()
        if self._speaker is None and self._needed_s - self._refused_s < RETRY_S:
            return
        speaker = self._speaker or self._open_speaker()
        if speaker is not None:
            speaker.hear(start, frames, self.speeds.get(start.stream, 1.0))

    def silence(self, streams: Iterable[StreamId]) -> None:
        """Play nothing of these streams, now or later."""
        for stream in streams:
            self._silenced.add(stream)
            self.drop(stream)
        self._on_change()

    def drop(self, stream: StreamId) -> None:
        """Play no more of what came of a stream so far."""
        if self._speaker is not None:
            self._speaker.drop(stream)

    def statistics(self, stream: StreamId) -> PlayoutStatistics | None:
        """Return how a stream fares; ``None`` when it is not played."""
        return self._speaker.statistics(stream) if self._speaker is not None else None

    def peaks(self, stream: StreamId) -> bytes:
        """Return the shape of what was played of a stream; 255 is full scale."""
        return self._speaker.peaks(stream) if self._speaker is not None else b""

    def play_cue(self, cue: Cue) -> None:
        """Play a short sound."""
        self._needed_s = self._now_s()
        speaker = self._speaker or self._open_speaker()
        if speaker is not None:
            speaker.play_cue(cue)

    def set_volume(self, volume: float) -> None:
        """Set how loud everything is played, 0 to 1."""
        self.volume = volume
        if self._speaker is not None:
            self._speaker.set_volume(volume)

    def devices_changed(self) -> None:
        """Open what is open anew: another device was chosen, or one came or went."""
        was_listening = self.is_listening
        self._refused_s = float("-inf")
        self._close_microphone()
        self._close_speaker()
        if was_listening:
            self._open_microphone()

    def look_again(self) -> None:
        """A device came or went: what was not there may be there now."""
        self._refused_s = float("-inf")

    def tick(self) -> None:
        """Let time pass; several times a second."""
        now_s = self._now_s()
        if self._key is not None:
            self._key.tick()
            if self.is_down:
                self._needed_s = now_s
        if self._speaker is not None and self._speaker.is_playing:
            self._sounded_s = now_s
        is_watched = self.is_metering or self.on_packet is not None
        if is_watched or self._switch is not None or now_s - self._needed_s < LINGER_S:
            return
        self._close_microphone()
        if self._speaker is not None and not self._speaker.is_playing:
            self._close_speaker()

    async def close(self) -> None:
        """Close everything."""
        self._stop_listening()
        self._switch = None
        self._close_microphone()
        self._close_speaker()
        if self._key is not None:
            await self._key.close()

    def _open_microphone(self) -> None:
        try:
            self._microphone = self._system().open_microphone(self._captured, self._lost_microphone)
        except (SoundUnavailable, CodecUnsupported) as error:
            self._note(error)
        else:
            self.trouble = None
            self._on_change()

    def _open_speaker(self) -> OpenSpeaker | None:
        try:
            speaker = self._system().open_speaker(self._lost_speaker)
        except (SoundUnavailable, CodecUnsupported) as error:
            self._refused_s = self._now_s()
            self._note(error)
            return None
        speaker.set_volume(self.volume)
        speaker.set_muted(self.key_state.phase == "onAir")
        self._speaker = speaker
        return speaker

    def _system(self) -> Sound:
        if self._sound is None:
            self._sound = self._make_sound()
        return self._sound

    def _close_microphone(self) -> None:
        if self._microphone is not None:
            self._microphone.stop()
            self._microphone = None
            self._is_awake = False
            self.level = 0.0
            self._on_change()

    def _close_speaker(self) -> None:
        if self._speaker is not None:
            self._speaker.stop()
            self._speaker = None

    def _stop_waiting(self) -> None:
        if self._waiting_channel is not None:
            self._waiting_channel = None
            self._on_change()

    def _captured(self, packet: bytes, level: Level) -> None:
        self._is_awake = True
        channel, self._waiting_channel = self._waiting_channel, None
        if channel is not None and self._key is not None:
            self._key.press(channel)
        self.level = max(0.0, min(1.0, 1 - level.rms_dbfs / QUIETEST_DBFS))
        if self.on_packet is not None:
            self.on_packet(packet, level)
        is_voice = level.is_voice and not self._is_echo()
        if self._switch is not None:
            self._feed_switch(self._switch, is_voice=is_voice)
        if self._key is not None:
            self._key.captured(packet, is_voice=is_voice, has_fec=True)

    def _feed_switch(self, switch: VoiceSwitch, *, is_voice: bool) -> None:
        was_on = switch.is_on
        is_on = switch.feed(self._now_s(), is_voice=is_voice)
        if is_on and not was_on:
            self.press(self._switch_channel)
        elif was_on and not is_on:
            self.let_go()

    def _is_echo(self) -> bool:
        """Say whether the microphone hears the loudspeaker; muted, that says nothing."""
        if self.key_state.phase == "onAir":
            return False
        is_playing = self._speaker is not None and self._speaker.is_playing
        return is_playing or self._now_s() - self._sounded_s < GUARD_S

    def _lost_microphone(self, error: SoundUnavailable) -> None:
        self._microphone = None
        self._is_awake = False
        self._switch = None
        self.level = 0.0
        self.let_go()
        self._note(error)

    def _lost_speaker(self, error: SoundUnavailable) -> None:
        self._speaker = None
        self._note(error)

    def _note(self, error: HomewireError) -> None:
        told = error if isinstance(error, SoundUnavailable) else SoundUnavailable(error.message)
        self.trouble = told
        self._on_change()

    def _key_changed(self) -> None:
        phase = self.key_state.phase
        before, self._phase = self._phase, phase
        if self._speaker is not None:
            self._speaker.set_muted(phase == "onAir")
        cue = _CUES.get((before, phase))
        if cue is not None and self.has_cues:
            self.play_cue(cue)
        self._on_change()

    def _told(self, event: VoiceNews) -> None:
        match event:
            case StreamStart():
                self.speaking[event.stream] = event
            case StreamStop():
                self._stopped(event)
            case VoiceLost():
                self.speaking.clear()
                self._close_speaker()  # no stream in it will ever be told its end
            case _:
                return
        self._on_change()

    def _stopped(self, stop: StreamStop) -> None:
        self.speaking.pop(stop.stream, None)
        self.speeds.pop(stop.stream, None)
        self._silenced.discard(stop.stream)
        if self._speaker is not None:
            self._speaker.stopped(stop)
