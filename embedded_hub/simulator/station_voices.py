"""What simulated stations say: a sentence through espeak-ng, or a tone where that is missing.

A station speaks when its button is pressed and when somebody answers its bell; what it hears it
counts. It is a program and says so: its model is *Simulated station*.
"""

import asyncio
import math
from array import array
from collections.abc import Mapping, Sequence

from embedded_hub.audio.codec import SPEECH_HZ, make_encoder, supported_codecs
from embedded_hub.audio.pcm import frames_of, pcm_of
from embedded_hub.client.station_voice import StationTalk, StationVoice
from embedded_hub.errors import LinkClosed, NotSupported, RequestTimeout
from embedded_hub.model.voice import FRAME_S, Frame
from embedded_hub.protocol.gateway_voice import TalkCall, TalkEnd, TalkStream
from embedded_hub.simulator.stations import Station
from embedded_hub.speech.espeak import EspeakNg
from embedded_hub.voice.stream import FrameStamper

_TONE_S, _TONE_HZ, _TONE_LEVEL = 1.2, (523.0, 659.0, 784.0), 9000


class StationVoices:
    """Speaks and listens for every station of a flat.

    Args:
        voice: The flat's line to the hub.
        stations: By address.
    """

    def __init__(self, voice: StationVoice, stations: Mapping[str, Station]) -> None:
        self._voice = voice
        self._stations = stations
        self._speaker = EspeakNg(rate_hz=SPEECH_HZ)
        self._wanted: asyncio.Queue[str] = asyncio.Queue()
        self._sounds: dict[str, bytes] = {}
        self._in_call: set[str] = set()
        self._talk: StationTalk | None = None
        voice.on_stream = self._stream
        voice.on_frames = self._hear
        voice.on_end = self._end
        voice.on_call = self._call

    def speak(self, dev: str) -> None:
        """Let a station say its sentence, after what others say."""
        if dev in self._stations and self._wanted.qsize() < len(self._stations):
            self._wanted.put_nowait(dev)

    async def run(self) -> None:
        """Say what is wanted, one after the other, until cancelled."""
        while True:
            dev = await self._wanted.get()
            try:
                await self._say(self._stations[dev])
            except LinkClosed:
                continue  # nobody is there to hear it

    async def _say(self, station: Station) -> None:
        pcm = self._sounds.get(station.says)
        if pcm is None:
            pcm = self._sounds[station.says] = await self._sound(station.says)
        codec = supported_codecs()[0]
        talk = self._talk = await self._voice.talk(station.key, codec=codec)
        if not await talk.granted():
            return
        station.mic.put(on=True)
        try:
            encoder, stamper = make_encoder(codec, SPEECH_HZ), FrameStamper()
            loop = asyncio.get_running_loop()
            began_s = loop.time()
            for piece in frames_of(pcm, SPEECH_HZ):
                await asyncio.sleep(began_s + stamper.count * FRAME_S - loop.time())
                if talk.is_over:
                    return
                talk.send([stamper.stamp(encoder.encode(piece))])
            await talk.release()
        finally:
            station.mic.put(on=False)
            self._talk = None

    async def _sound(self, text: str) -> bytes:
        try:
            return await self._speaker.speak(text, language="en", voice=None)
        except (NotSupported, RequestTimeout):
            return _tone()

    # --- what it hears ------------------------------------------------------------------------

    def _stream(self, stream: TalkStream) -> None:
        if (station := self._stations.get(stream.dev)) is not None:
            station.speaker.put(playing="playing")

    def _hear(self, stream: TalkStream, frames: Sequence[Frame]) -> None:
        if (station := self._stations.get(stream.dev)) is not None:
            station.hear(len(frames))

    def _end(self, end: TalkEnd) -> None:
        if (station := self._stations.get(end.dev)) is not None:
            station.speaker.put(playing="idle")

    def _call(self, call: TalkCall) -> None:
        if call.state == "active" and call.open and call.dev not in self._in_call:
            self._in_call.add(call.dev)
            self.speak(call.dev)
        elif call.state == "ended":
            self._in_call.discard(call.dev)


def _tone() -> bytes:
    """Make three notes, one after the other."""
    count = round(_TONE_S * SPEECH_HZ)
    samples = array("h")
    for number in range(count):
        hertz = _TONE_HZ[number * len(_TONE_HZ) // count]
        wave = math.sin(2 * math.pi * hertz * number / SPEECH_HZ)
        samples.append(round(_TONE_LEVEL * wave * math.sin(math.pi * number / count)))
    return pcm_of(samples)
