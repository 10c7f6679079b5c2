"""The talk key of the desktop app, pressed on a keyboard: what is said reaches everybody whole."""

import asyncio
import json
import subprocess
from array import array
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest

from embedded_hub.audio.codec import make_decoder
from embedded_hub.client.hub_client import HubClient
from embedded_hub.client.voice import VoiceLine
from embedded_hub.model.voice import CLOCK_HZ, Frame, StreamId
from embedded_hub.protocol.voice_events import (
    MessageKept,
    StreamStart,
    StreamStop,
    VoiceEvent,
)
from tests.e2e.app import FROM_SOURCE, ROOT
from tests.e2e.delay import matches, noise, thinned
from tests.e2e.running_hub import RunningHub, running_hub
from tests.e2e.sound_card import SoundCard

SPOKEN_S = 2.0
SILENCE = bytes(CLOCK_HZ)
"""Half a second: the microphone of this sound card gives nothing before somebody speaks."""
LOUD, MARGIN = 2000, 40
RECORDINGS = 4
LIKE, MOST = 0.6, 0.7
"""Opus alone leaves a likeness of 0.8."""
HOTKEY = "Ctrl+Alt+T"
READY = "The intercom is open"
Event = TypeVar("Event", bound=VoiceEvent)


def anything(_: object) -> bool:
    return True


@dataclass(frozen=True)
class Burst:
    """A talk burst as somebody else heard it."""

    stop: StreamStop
    frames: Sequence[Frame]

    def is_like_what_was_said(self) -> bool:
        """Say whether it ended with the key, and most of its sound is what was spoken."""
        heard = thinned(self._sound())
        # How long the sound server takes to begin is not asked here.
        began = next((at for at, value in enumerate(heard) if abs(value) > LOUD), 0)
        found = matches(thinned(array("h", noise(SPOKEN_S))), heard, MARGIN - began)
        print(self.stop, found)  # noqa: T201 - says what was wrong with it
        likely = sum(one.likeness > LIKE for one in found)
        return self.stop.reason == "released" and likely > MOST * len(found)

    def _sound(self) -> "array[int]":
        decoder = make_decoder("opus", CLOCK_HZ)
        heard = b"".join(decoder.decode(one.payload) for one in self.frames if one.payload)
        return array("h", heard)


class Listener:
    """Somebody else in the home, who writes down what they hear."""

    def __init__(self) -> None:
        self._frames: defaultdict[StreamId, list[Frame]] = defaultdict(list)
        self._happened: list[VoiceEvent] = []
        self._news = asyncio.Event()

    def on_event(self, event: VoiceEvent) -> None:
        self._happened.append(event)
        self._news.set()

    def on_frames(self, start: StreamStart, frames: Sequence[Frame]) -> None:
        self._frames[start.stream] += frames

    def forget(self) -> None:
        """Wait only for what happens from now on."""
        self._happened.clear()

    async def until(self, kind: type[Event], is_it: Callable[[Event], bool] = anything) -> Event:
        """Wait for something to happen, as long as the test may take."""
        async with asyncio.timeout(40):
            while True:
                for event in self._happened:
                    if isinstance(event, kind) and is_it(event):
                        return event
                self._news.clear()
                await self._news.wait()

    async def burst(self) -> Burst:
        """Wait for the end of the first talk burst that is not forgotten."""
        start = await self.until(StreamStart)
        stop = await self.until(StreamStop, lambda event: event.stream == start.stream)
        await self.until(MessageKept, lambda event: event.message == start.message)
        return Burst(stop, self._frames.pop(start.stream))


@asynccontextmanager
async def listening(hub: RunningHub) -> AsyncIterator[Listener]:
    listener = Listener()
    token = await asyncio.to_thread(hub.token, "Mia")
    async with await HubClient.connect(hub.url, token) as client:
        line = await VoiceLine.open(
            client, on_event=listener.on_event, on_frames=listener.on_frames
        )
        await line.follow()
        yield listener


class Keyboard:
    """A keyboard at the screen of the app."""

    def __init__(self, surroundings: Mapping[str, str]) -> None:
        self._surroundings = surroundings

    def do(self, *words: str) -> str:
        return subprocess.run(
            ["xdotool", *words],
            env=self._surroundings,
            capture_output=True,
            text=True,
            timeout=20,
            check=True,
        ).stdout.strip()


@asynccontextmanager
async def app(
    hub: RunningHub, surroundings: Mapping[str, str], log: Path
) -> AsyncIterator[Keyboard]:
    """Run the desktop app, from when one can talk with it."""
    with log.open("w") as file:
        process = subprocess.Popen(
            [*FROM_SOURCE, "--software", *hub.access], cwd=ROOT, env=surroundings, stderr=file
        )
    try:
        async with asyncio.timeout(40):
            while READY not in log.read_text():
                assert process.poll() is None, log.read_text()
                await asyncio.sleep(0.05)
        yield Keyboard(surroundings)
    finally:
        process.terminate()
        await asyncio.to_thread(process.wait, 20)


@pytest.fixture
def around(card: SoundCard, surroundings: Mapping[str, str], tmp_path: Path) -> dict[str, str]:
    """Return the variables of somebody with a screen, a sound card and a hotkey of their own."""
    config = tmp_path / "config"
    (config / "homewire").mkdir(parents=True)
    # What is spoken into this microphone is played by a program, which would be turned down.
    talk = {"hotkey": HOTKEY, "is_ducking": False}
    (config / "homewire" / "desktop.json").write_text(json.dumps({"talk": talk}))
    pulse = {name: value for name, value in card.surroundings.items() if "PULSE" in name}
    return {
        **surroundings,
        **pulse,
        "QT_AUDIO_BACKEND": card.surroundings["QT_AUDIO_BACKEND"],
        "XDG_CONFIG_HOME": str(config),
        "HOMEWIRE_LOG": "INFO",
        "QT_LOGGING_RULES": "qt.multimedia*=false",
    }


async def speak(card: SoundCard, listener: Listener) -> None:
    """Speak while the key is down, and wait until somebody else has heard it begin."""
    said = asyncio.create_task(asyncio.to_thread(card.speak, SILENCE + noise(SPOKEN_S)))
    await listener.until(StreamStart)
    await said


@pytest.mark.parametrize("is_in_front", [True, False], ids=["space", "hotkey"])
async def test_what_is_said_with_a_key_held_is_heard_whole_by_somebody_else(
    card: SoundCard, around: dict[str, str], tmp_path: Path, is_in_front: bool
) -> None:
    with running_hub(tmp_path) as hub:
        async with listening(hub) as listener, app(hub, around, tmp_path / "app.log") as keyboard:
            key = "space" if is_in_front else HOTKEY.lower()
            if is_in_front:
                window = keyboard.do("search", "--onlyvisible", "--name", "Homewire")
                keyboard.do("windowfocus", "--sync", window.split()[-1])
            # A computer with no time for its sound card breaks the recording, or says nothing for
            # so long that the floor is taken back: then it is spoken again.
            for _ in range(RECORDINGS):
                listener.forget()
                keyboard.do("keydown", *key.split("+"))
                await speak(card, listener)
                keyboard.do("keyup", *key.split("+"))
                burst = await listener.burst()
                numbers = [one.sequence for one in burst.frames]
                assert [one - numbers[0] for one in numbers] == list(range(burst.stop.frames))
                if burst.is_like_what_was_said():
                    return
    pytest.fail("what was said was not heard, however often it was said")
