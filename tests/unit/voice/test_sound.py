"""Loudness and length of sound: the voice detector and the stretcher on made waves."""

import math
import random
from array import array
from itertools import pairwise

import pytest

from embedded_hub.model.voice import CLOCK_HZ, FRAME_SAMPLES
from embedded_hub.voice.stretch import MAX_LAG, MIN_LAG, Stretcher, best_lag
from embedded_hub.voice.vad import SILENCE_DBFS, EnergyVad, VoiceSwitch, peak_of, rms_dbfs

CHANCE = random.Random(7)  # noqa: S311 - the same noise every time


def wave(hz: float, frames: int, peak: int = 8000) -> "array[int]":
    step = 2 * math.pi * hz / CLOCK_HZ
    return array(
        "h",
        [
            round(peak * (0.7 * math.sin(step * at) + 0.3 * math.sin(3 * step * at)))
            for at in range(frames * FRAME_SAMPLES)
        ],
    )


def noise(frames: int, peak: int) -> "array[int]":
    return array("h", [CHANCE.randint(-peak, peak) for _ in range(frames * FRAME_SAMPLES)])


def framed(samples: "array[int]") -> list["array[int]"]:
    return [samples[at : at + FRAME_SAMPLES] for at in range(0, len(samples), FRAME_SAMPLES)]


def crossings_hz(samples: "array[int]") -> float:
    return sum(a < 0 <= b for a, b in pairwise(samples)) * CLOCK_HZ / len(samples)


def judged(vad: EnergyVad, samples: "array[int]") -> list[bool]:
    return [vad.judge(frame).is_voice for frame in framed(samples)]


@pytest.mark.parametrize("speed", [0.9, 1.1, 1.15, 1.5, 2.0])
@pytest.mark.parametrize("hz", [90, 130, 220])
def test_stretched_speech_has_the_wanted_length_the_same_pitch_and_no_clicks(
    hz: int, speed: float
) -> None:
    spoken = wave(hz, 60)
    stretcher, heard = Stretcher(), array("h")
    for frame in framed(spoken):
        heard += stretcher.stretch(frame, speed)
    assert len(spoken) / len(heard) == pytest.approx(speed, rel=0.03)
    assert crossings_hz(heard) == pytest.approx(hz, rel=0.03)
    steepest = max(abs(a - b) for a, b in pairwise(spoken))
    assert max(abs(a - b) for a, b in pairwise(heard)) <= steepest * 1.2


def test_at_normal_speed_nothing_is_touched() -> None:
    frame = noise(1, 1000)
    assert Stretcher().stretch(frame, 1.0) is frame


def test_silence_and_noise_can_be_stretched_too() -> None:
    for sound in (array("h", bytes(2 * 50 * FRAME_SAMPLES)), noise(50, 20_000)):
        stretcher = Stretcher()
        heard = sum(len(stretcher.stretch(frame, 1.15)) for frame in framed(sound))
        assert len(sound) / heard == pytest.approx(1.15, rel=0.03)


def test_full_scale_sound_never_overflows() -> None:
    stretcher = Stretcher()
    square = array("h", ([32_767] * 100 + [-32_768] * 100) * 48)
    for frame in framed(square):
        stretcher.stretch(frame, 1.15)
        stretcher.stretch(frame, 0.9)


def test_what_is_too_short_to_cut_is_left_alone() -> None:
    short = array("h", [1] * 100)
    assert Stretcher().stretch(short, 1.15) is short


def test_the_lag_found_is_the_period_of_the_sound() -> None:
    lag = best_lag(wave(200, 1))
    assert lag % (CLOCK_HZ // 200) in (0, 1, CLOCK_HZ // 200 - 1)
    assert MIN_LAG <= lag <= MAX_LAG


def test_loudness_is_measured_against_full_scale() -> None:
    assert rms_dbfs(array("h", [32_767, -32_767] * 480)) == pytest.approx(0.0, abs=0.01)
    assert rms_dbfs(array("h", [0] * 960)) == SILENCE_DBFS
    assert rms_dbfs(array("h")) == SILENCE_DBFS
    assert peak_of(array("h", [3, -32_768, 5])) == 32_768
    assert peak_of(array("h")) == 0


def test_speech_in_a_quiet_room_is_found_and_its_pauses_bridged() -> None:
    vad = EnergyVad()
    assert not any(judged(vad, noise(50, 30)))
    assert all(judged(vad, wave(150, 20)))
    pause = judged(vad, noise(40, 30))
    assert all(pause[:10])
    assert not any(pause[20:])


def test_a_steady_noise_becomes_the_room() -> None:
    vad = EnergyVad()
    judged(vad, noise(50, 30))
    fan = judged(vad, noise(750, 400))
    assert fan[5]
    assert not any(fan[-20:])


def test_a_click_alone_does_not_hold() -> None:
    vad = EnergyVad()
    judged(vad, noise(20, 30))
    click = judged(vad, wave(500, 1) + noise(10, 30))
    assert not any(click[2:])


def test_a_voice_holds_the_key_until_it_pauses() -> None:
    switch = VoiceSwitch(hold_s=0.4)
    assert not switch.feed(0.0, is_voice=False)
    assert switch.feed(0.1, is_voice=True)
    assert switch.feed(0.4, is_voice=False)
    assert not switch.feed(0.5, is_voice=False)
    assert not switch.is_on
