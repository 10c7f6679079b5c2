"""Sound in pieces is the same sound as in one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedded_hub.audio.sound_stream import MAX_HEAD_BYTES, SoundStream
from embedded_hub.audio.wav import WavFormat, checked_format, read_wav, wav_header
from embedded_hub.errors import ConfigError
from tests.fakes.sounds import pcm, tone
from tests.unit.audio.test_wav import chunk, wav

TONE = tone(440, 0.1)


def in_pieces(recording: bytes, sizes: list[int], raw: WavFormat | None = None) -> bytes:
    stream, out, at = SoundStream(raw), b"", 0
    for size in sizes:
        out += stream.feed(recording[at : at + size])
        at += size
    out += stream.feed(recording[at:]) if at < len(recording) else b""
    return out + stream.finish()


@given(st.lists(st.integers(1, 700), max_size=60))
def test_a_wav_file_in_any_pieces_is_the_same(sizes: list[int]) -> None:
    recording = wav(1, 1, 48_000, 16, TONE.tobytes())
    assert in_pieces(recording, sizes) == read_wav(recording)


@pytest.mark.parametrize(("kind", "channels", "bits"), [(1, 2, 24), (1, 1, 8), (3, 2, 32)])
def test_a_sample_cut_by_the_edge_of_a_piece_is_whole(kind: int, channels: int, bits: int) -> None:
    body = bytes(range(240)) * channels * bits
    recording = wav(kind, channels, 48_000, bits, body)
    assert in_pieces(recording, [53] * 40) == read_wav(recording)


def test_another_rate_comes_out_whole() -> None:
    recording = wav(1, 1, 16_000, 16, tone(440, 0.2, 16_000).tobytes())
    assert in_pieces(recording, [111] * 30) == read_wav(recording)


def test_a_length_nobody_knew_means_to_the_end_and_a_known_one_ends_it() -> None:
    assert in_pieces(wav_header(None) + pcm(TONE), [100]) == pcm(TONE)
    recording = wav(1, 1, 48_000, 16, TONE.tobytes()) + chunk(b"LIST", b"after the sound")
    assert in_pieces(recording, [100]) == pcm(TONE)


def test_bare_samples_need_no_head() -> None:
    form = checked_format(WavFormat(1, 1, 48_000, 16))
    assert in_pieces(pcm(TONE), [7, 9, 1000], form) == pcm(TONE)


@pytest.mark.parametrize(
    "recording", [b"", b"RIFF", b"an odd text of some length", wav_header()[:30]]
)
def test_what_is_no_wav_file_is_told(recording: bytes) -> None:
    with pytest.raises(ConfigError, match="WAV"):
        in_pieces(recording, [])


def test_a_head_without_end_is_given_up() -> None:
    stream = SoundStream()
    stream.feed(wav_header()[:12])
    for _ in range(MAX_HEAD_BYTES // 1000):
        stream.feed(chunk(b"LIST", bytes(992)))
    with pytest.raises(ConfigError, match="without sound"):
        stream.feed(chunk(b"LIST", bytes(50_000)))


@pytest.mark.parametrize(("channels", "rate_hz"), [(0, 48_000), (33, 48_000), (1, 10)])
def test_samples_nobody_can_read_are_refused(channels: int, rate_hz: int) -> None:
    with pytest.raises(ConfigError):
        checked_format(WavFormat(1, channels, rate_hz, 16))
