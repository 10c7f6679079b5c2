"""Talking and listening on this computer: the key, the microphone and the loudspeaker together.

Nothing of the sound system is opened before it is needed, and all of it is closed again when it
was not needed for a while.
"""

from collections.abc import Callable, Sequence

from desktop.backend.voice import VoiceLine, VoiceLost, VoiceNews
from desktop.viewmodels.sound_port import OpenMicrophone, OpenSpeaker, Sound
from desktop.viewmodels.talk_key import KeyState, TalkKey
from embedded_hub.errors import CodecUnsupported, HomewireError, SoundUnavailable
from embedded_hub.model.voice import Frame, StreamId, TalkGroupId
from embedded_hub.protocol.voice_events import StreamStart, StreamStop
from embedded_hub.voice.vad import Level

LINGER_S = 10.0
"""Nothing was said for so long: the devices are closed."""
QUIETEST_DBFS = -60.0
"""The bottom of the level meter."""


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
        self._microphone: OpenMicrophone | None = None
        self._speaker: OpenSpeaker | None = None
        self._needed_s = 0.0
        self._stop_listening: Callable[[], None] = lambda: None
        self.speaking: dict[StreamId, StreamStart] = {}
        """Who is heard now."""
        self.level = 0.0
        """How loud the microphone is, 0 to 1."""
        self.trouble: SoundUnavailable | None = None
        """Why there is no sound; gone with the next press that succeeds."""

    @property
    def key_state(self) -> KeyState:
        """What is shown of the key."""
        return self._key.state if self._key is not None else KeyState()

    @property
    def is_listening(self) -> bool:
        """Whether the microphone is open: people are shown that."""
        return self._microphone is not None

    def attach(self, line: VoiceLine) -> None:
        """Talk over this connection; what it hears goes to :meth:`hear`."""
        self._key = TalkKey(line, self._now_s, self._key_changed)
        self._stop_listening = line.listen(self._told)

    def arm(self) -> None:
        """Listen already: the key is about to be pressed, and the first syllable counts."""
        if self._microphone is None:
            self._open_microphone()

    def press(self, channel: TalkGroupId) -> None:
        """The key goes down; without a microphone it says why and stays up."""
        self.arm()
        if self._key is not None and self._microphone is not None:
            self._needed_s = self._now_s()
            self._key.press(channel)

    def let_go(self) -> None:
        """The key goes up."""
        if self._key is not None:
            self._key.let_go()

    def cancel(self) -> None:
        """The finger slipped off: take it back."""
        if self._key is not None:
            self._key.cancel()

    def hear(self, start: StreamStart, frames: Sequence[Frame]) -> None:
        """Play frames of a stream."""
        self._needed_s = self._now_s()
        if self._speaker is None:
            self._open_speaker()
        if self._speaker is not None:
            self._speaker.hear(start, frames)

    def tick(self) -> None:
        """Let time pass; several times a second."""
        if self._key is not None:
            self._key.tick()
            if self._key.is_down:
                self._needed_s = self._now_s()
        if self._now_s() - self._needed_s < LINGER_S:
            return
        self._close_microphone()
        if self._speaker is not None and not self._speaker.is_playing:
            self._close_speaker()

    async def close(self) -> None:
        """Close everything."""
        self._stop_listening()
        self._close_microphone()
        self._close_speaker()
        if self._key is not None:
            await self._key.close()

    def _open_microphone(self) -> None:
        self._needed_s = self._now_s()
        try:
            self._microphone = self._system().open_microphone(self._captured, self._lost_microphone)
        except (SoundUnavailable, CodecUnsupported) as error:
            self._note(error)
        else:
            self.trouble = None
            self._on_change()

    def _open_speaker(self) -> None:
        try:
            self._speaker = self._system().open_speaker(self._lost_speaker)
        except (SoundUnavailable, CodecUnsupported) as error:
            self._note(error)

    def _system(self) -> Sound:
        if self._sound is None:
            self._sound = self._make_sound()
        return self._sound

    def _close_microphone(self) -> None:
        if self._microphone is not None:
            self._microphone.stop()
            self._microphone = None
            self.level = 0.0
            self._on_change()

    def _close_speaker(self) -> None:
        if self._speaker is not None:
            self._speaker.stop()
            self._speaker = None

    def _captured(self, packet: bytes, level: Level) -> None:
        self.level = max(0.0, min(1.0, 1 - level.rms_dbfs / QUIETEST_DBFS))
        if self._key is not None:
            self._key.captured(packet, is_voice=level.is_voice, has_fec=True)

    def _lost_microphone(self, error: SoundUnavailable) -> None:
        self._microphone = None
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
        if self._speaker is not None:
            self._speaker.set_muted(self.key_state.phase == "onAir")
        self._on_change()

    def _told(self, event: VoiceNews) -> None:
        match event:
            case StreamStart():
                self.speaking[event.stream] = event
            case StreamStop():
                self.speaking.pop(event.stream, None)
                if self._speaker is not None:
                    self._speaker.stopped(event)
            case VoiceLost():
                self.speaking.clear()
                self._close_speaker()  # no stream in it will ever be told its end
            case _:
                return
        self._on_change()
