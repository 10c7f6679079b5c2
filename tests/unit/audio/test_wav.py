"""WAV files of all kinds, and of none."""

import struct
from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedded_hub.audio.pcm import samples_of
from embedded_hub.audio.wav import HEADER_BYTES, read_wav, wav_header
from embedded_hub.errors import ConfigError
from tests.fakes.sounds import likeness, pcm, tone

TONE = tone(440, 0.1)


def chunk(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def wav(kind: int, channels: int, rate_hz: int, bits: int, body: bytes) -> bytes:
    block = channels * bits // 8
    form = struct.pack("<HHIIHH", kind, channels, rate_hz, rate_hz * block, block, bits)
    inside = b"WAVE" + chunk(b"fmt ", form) + chunk(b"LIST", b"odd") + chunk(b"data", body)
    return b"RIFF" + struct.pack("<I", len(inside)) + inside


def as_24_bits() -> bytes:
    return b"".join(struct.pack("<i", sample << 8)[:3] for sample in TONE)


@pytest.mark.parametrize(
    ("kind", "bits", "body"),
    [
        (1, 16, TONE.tobytes()),
        (1, 8, bytes((sample >> 8) + 128 for sample in TONE)),
        (1, 24, as_24_bits()),
        (1, 32, array("i", [sample << 16 for sample in TONE]).tobytes()),
        (3, 32, array("f", [sample / 32768 for sample in TONE]).tobytes()),
        (3, 64, array("d", [sample / 32768 for sample in TONE]).tobytes()),
    ],
)
def test_every_kind_of_sample_is_the_same_sound(kind: int, bits: int, body: bytes) -> None:
    heard = samples_of(read_wav(wav(kind, 1, 48_000, bits, body)))
    assert len(heard) == len(TONE)
    assert likeness(heard, TONE) > 0.999
    assert max(heard) == pytest.approx(8000, abs=256)


def test_two_channels_become_one() -> None:
    both = array("h")
    for sample in TONE:
        both.extend((sample, -sample))
    assert set(samples_of(read_wav(wav(1, 2, 48_000, 16, both.tobytes())))) == {0}


def test_another_rate_is_resampled() -> None:
    heard = read_wav(wav(1, 1, 22_050, 16, tone(440, 0.2, 22_050).tobytes()))
    assert len(heard) / 2 == pytest.approx(9600, abs=60)


def test_the_extended_header_is_understood() -> None:
    form = struct.pack("<HHIIHH", 0xFFFE, 1, 48_000, 96_000, 2, 16)
    form += struct.pack("<HHIH", 22, 16, 4, 1) + bytes(14)
    inside = b"WAVE" + chunk(b"fmt ", form) + chunk(b"data", TONE.tobytes())
    assert read_wav(b"RIFF" + struct.pack("<I", len(inside)) + inside) == pcm(TONE)


@pytest.mark.parametrize("length", [None, 0])
def test_a_length_nobody_knew_yet_means_to_the_end(length: int | None) -> None:
    assert read_wav(wav_header(length) + pcm(TONE)) == pcm(TONE)


def test_our_own_header_says_what_follows() -> None:
    header = wav_header(9600, 16_000)
    assert len(header) == HEADER_BYTES
    assert struct.unpack_from("<I", header, 4)[0] == 9636
    assert struct.unpack_from("<I", header, 24)[0] == 16_000


def test_a_cut_file_is_read_as_far_as_it_goes() -> None:
    whole = wav(1, 1, 48_000, 16, TONE.tobytes())
    assert read_wav(whole[:-1001]) == pcm(TONE)[:-1002]


def test_loud_and_broken_floats_are_made_harmless() -> None:
    body = array("f", [1.5, -1.5, float("nan"), float("inf"), 0.5]).tobytes()
    heard = samples_of(read_wav(wav(3, 1, 48_000, 32, body)))
    assert list(heard) == [32_767, -32_768, 0, 0, 16_384]


@pytest.mark.parametrize(
    "file",
    [
        b"",
        b"RIFF\0\0\0\0WAVE",
        b"OggS" + bytes(40),
        wav(2, 1, 48_000, 4, b"xxxx"),
        wav(1, 0, 48_000, 16, b"xxxx"),
        wav(1, 1, 0, 16, b"xxxx"),
        wav(1, 1, 48_000, 12, b"xxxx"),
        b"RIFF\0\0\0\0WAVE" + chunk(b"fmt ", b"short"),
        b"RIFF\0\0\0\0WAVE" + chunk(b"data", b"before any format"),
    ],
)
def test_what_is_no_wav_file_is_refused(file: bytes) -> None:
    with pytest.raises(ConfigError):
        read_wav(file)


@given(junk=st.binary(max_size=200))
def test_junk_behind_a_good_start_is_read_or_refused(junk: bytes) -> None:
    try:
        read_wav(wav(1, 1, 48_000, 16, b"")[:36] + junk)
    except ConfigError:
        return
