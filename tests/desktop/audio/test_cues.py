"""The short sounds of the talk key, and how they get over everything else."""

from itertools import pairwise

import pytest

from desktop.audio.cues import LOUDNESS, Cue, cue_sound
from embedded_hub.audio.pcm import samples_of
from embedded_hub.model.voice import CLOCK_HZ

CUES: tuple[Cue, ...] = ("granted", "ended", "denied", "ring")
SILENT, LOUDEST_STEP = 500, 1500


@pytest.mark.parametrize("cue", CUES)
def test_a_cue_is_short_begins_and_ends_softly_and_never_shouts(cue: Cue) -> None:
    samples = samples_of(cue_sound(cue))
    assert 0.1 * CLOCK_HZ < len(samples) < 0.8 * CLOCK_HZ
    assert max(abs(samples[0]), abs(samples[-1])) < SILENT
    assert 0.9 * LOUDNESS < max(map(abs, samples)) / 32_767 <= LOUDNESS
    assert max(abs(after - before) for before, after in pairwise(samples)) < LOUDEST_STEP


def test_no_two_cues_sound_the_same() -> None:
    assert len({cue_sound(cue) for cue in CUES}) == len(CUES)
