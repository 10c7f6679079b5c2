"""From mouth to ear through two browsers: one person speaks, another one's loudspeaker sounds."""

import asyncio
import wave
from pathlib import Path
from typing import Any

import msgspec

from embedded_hub.audio.pcm import pcm_of, resampled, samples_of
from embedded_hub.core.people import Role
from tests.e2e.browser import chromium
from tests.e2e.delay import RATE, STEP, Match, matches, thinned
from tests.e2e.people import origin_of, running_hub, sit_down, speech
from tests.e2e.sound_card import SoundCard

LEAD = bytes(4 * RATE)
"""Two seconds without a word: the microphone is open and the key down before the first one."""
QUIETEST = 1 / 24
LIKE = 0.5
"""Noise suppression, gain control and Opus leave speech this much like what was said."""
LONGEST_S = 0.7


class Passage(msgspec.Struct, frozen=True):
    """What became of one talk."""

    pieces: list[Match]
    """Each quarter second of it, as it was heard."""
    counts: dict[str, Any]
    frames: int
    """Sent."""

    @property
    def delays_ms(self) -> list[float]:
        """Of the pieces that are recognised, shortest first."""
        return sorted(piece.delay_ms for piece in self.pieces if piece.likeness > LIKE)


def spoken_sound(target: Path, words: str) -> bytes:
    """Return somebody speaking, as 48 kHz samples."""
    with wave.open(str(speech(target, words))) as file:
        pcm = file.readframes(file.getnframes())
        return pcm_of(resampled(samples_of(pcm), file.getframerate(), RATE))


async def talk_through(card: SoundCard, folder: Path, sounds: list[bytes]) -> list[Passage]:
    """Have each of these said by one person and heard by another, over this sound card."""
    async with (
        running_hub(folder / "hub") as hub,
        chromium(folder, surroundings=card.surroundings) as browser,
    ):
        await browser.allow(origin_of(hub), "audioCapture")
        tom = await sit_down(browser, hub, Role.OWNER, "Tom")
        anna = await sit_down(browser, hub, Role.FAMILY, "Anna")
        await anna.unmute()
        passages = []
        for number, sound in enumerate(sounds, start=1):
            said, heard = card.record("mic_feed.monitor"), card.record("hw_speaker.monitor")
            speaking = asyncio.create_task(asyncio.to_thread(card.speak, LEAD + sound))
            await tom.page.find("button", "Hold to talk to Everyone")
            await tom.page.key_down(" ")
            await tom.phase("onAir")
            await speaking
            await tom.page.key_up(" ")
            counts = (await anna.heard(number))[-1]
            await asyncio.sleep(LONGEST_S)  # the longest delay that is looked for
            spoken, played = thinned(said.finish()), thinned(heard.finish())
            offset = round((heard.began_s - said.began_s) * RATE / STEP)
            pieces = await asyncio.to_thread(matches, spoken, played, offset, QUIETEST)
            kept = (await anna.kept(number))[0]
            passages.append(Passage(pieces, counts, kept["duration_ms"] // 20))
        return passages
