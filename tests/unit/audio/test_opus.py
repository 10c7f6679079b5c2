"""Opus: what goes in comes out, and what is none is refused."""

import subprocess
import sys
from array import array
from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedded_hub.audio.codec import (
    CodecName,
    frame_bytes,
    make_decoder,
    make_encoder,
    supported_codecs,
)
from embedded_hub.audio.opus import (
    RATES_HZ,
    OpusDecoder,
    OpusEncoder,
    lost_packet,
    packet_samples,
)
from embedded_hub.audio.pcm import frames_of, samples_of
from embedded_hub.errors import CodecUnsupported, LocalProtocolError, RemoteProtocolError
from tests.fakes.sounds import best_likeness, pcm, speech, tone


def packets_of(expected_loss_percent: int = 0) -> list[bytes]:
    encoder = OpusEncoder(expected_loss_percent=expected_loss_percent)
    return [encoder.encode(frame) for frame in frames_of(pcm(speech(1.0)))]


@pytest.mark.parametrize("codec", ["opus", "pcm16"])
@pytest.mark.parametrize("rate_hz", [16_000, 48_000])
def test_speech_survives_each_codec_at_each_rate(codec: CodecName, rate_hz: int) -> None:
    spoken = speech(1.0, rate_hz=rate_hz)
    encoder, decoder = make_encoder(codec, rate_hz), make_decoder(codec, rate_hz)
    assert encoder.rate_hz == decoder.rate_hz == rate_hz
    heard = b"".join(
        decoder.decode(encoder.encode(frame)) for frame in frames_of(pcm(spoken), rate_hz)
    )
    assert len(heard) == len(spoken) * 2
    middle = spoken[rate_hz // 2 : rate_hz * 3 // 4]
    found, _ = best_likeness(middle, samples_of(heard), rate_hz // 2, rate_hz // 50)
    assert found > 0.9


def test_a_browser_without_opus_is_understood_without_resampling() -> None:
    to_opus, from_opus = OpusEncoder(16_000), OpusDecoder(48_000)
    spoken = frames_of(pcm(tone(300, 0.5, 16_000)), 16_000)
    heard = b"".join(from_opus.decode(to_opus.encode(frame)) for frame in spoken)
    second_half = samples_of(heard)[12_000:]
    crossings = sum(a < 0 <= b for a, b in pairwise(second_half))
    assert crossings == pytest.approx(75, abs=2)


def test_every_packet_of_ours_says_that_it_is_20_ms() -> None:
    packets = packets_of()
    assert {packet_samples(packet) for packet in packets} == {960}
    assert sum(map(len, packets)) * 8 < 40_000


@pytest.mark.parametrize(
    ("first", "rest", "samples"),
    [
        (0x00, b"x", 480),
        (0x08, b"x", 960),
        (0x18, b"x", 2880),
        (0x60, b"x", 480),
        (0x78, b"x", 960),
        (0x80, b"x", 120),
        (0xF8, b"x", 960),
        (0xF9, b"xy", 1920),
        (0xF3, bytes((2,)) + b"xy", 960),
        (0xFB, b"", 0),
    ],
)
def test_the_length_of_a_packet_is_read_off_its_first_bytes(
    first: int, rest: bytes, samples: int
) -> None:
    assert packet_samples(bytes((first,)) + rest) == samples


def test_what_is_no_packet_has_no_length() -> None:
    assert packet_samples(b"") == 0
    assert packet_samples(bytes(1276)) == 0


@given(packet=st.binary(max_size=100))
def test_no_bytes_crash_the_decoder(packet: bytes) -> None:
    decoder = OpusDecoder()
    for decode in (decoder.decode, decoder.recover):
        with suppress(RemoteProtocolError):
            assert len(decode(packet)) == 1920
    assert len(decoder.conceal()) == 1920


def test_a_lost_packet_is_better_recovered_than_guessed() -> None:
    packets = packets_of(expected_loss_percent=20)
    plain, recovering, guessing = OpusDecoder(), OpusDecoder(), OpusDecoder()
    better = 0
    for number, packet in enumerate(packets):
        truth = samples_of(plain.decode(packet))
        if number % 5 != 4:
            recovering.decode(packet)
            guessing.decode(packet)
            continue
        following = packets[min(number + 1, len(packets) - 1)]
        recovered = samples_of(recovering.recover(following))
        guessed = samples_of(guessing.conceal())
        better += _error(truth, recovered) < _error(truth, guessed)
    assert better >= 6


def test_a_packet_that_stands_for_a_lost_one_is_20_ms_of_guess() -> None:
    packets = packets_of()
    made_up = lost_packet(packets[10])
    assert packet_samples(made_up) == packet_samples(lost_packet(b"")) == 960
    decoder = OpusDecoder()
    decoder.decode(packets[10])
    assert len(decoder.decode(made_up)) == 1920


@pytest.mark.parametrize("rate_hz", RATES_HZ)
def test_an_encoder_says_how_much_it_lags(rate_hz: int) -> None:
    assert OpusEncoder(rate_hz).preskip == 312


def test_a_wrong_length_is_our_mistake_and_a_wrong_rate_is_refused() -> None:
    for codec in supported_codecs():
        with pytest.raises(LocalProtocolError):
            make_encoder(codec, 48_000).encode(bytes(10))
    for make in (make_encoder, make_decoder):
        with pytest.raises(CodecUnsupported):
            make("opus", 44_100)
    with pytest.raises(CodecUnsupported):
        frame_bytes(22_051)


def test_plain_samples_of_a_wrong_length_are_refused_and_loss_fades() -> None:
    decoder = make_decoder("pcm16", 16_000)
    with pytest.raises(RemoteProtocolError):
        decoder.decode(bytes(641))
    decoder.decode(pcm(tone(300, 0.02, 16_000)))
    peaks = [max(samples_of(decoder.recover(b""))) for _ in range(3)]
    assert peaks[0] > peaks[1] > peaks[2] > 0


def test_a_program_that_used_opus_ends_without_a_complaint() -> None:
    script = (
        "from embedded_hub.audio.opus import OpusEncoder, OpusDecoder\n"
        "a, b = OpusEncoder(), OpusDecoder()\n"
        "b.decode(a.encode(bytes(1920)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stderr == ""


def test_without_the_library_plain_samples_remain() -> None:
    script = (
        "import sys; sys.modules['opuslib_next'] = None\n"
        "from embedded_hub.audio.codec import make_encoder, supported_codecs\n"
        "from embedded_hub.errors import CodecUnsupported\n"
        "try: make_encoder('opus', 48000)\n"
        "except CodecUnsupported as error: print(supported_codecs(), error.code)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout == "('pcm16',) codec_unsupported\n"


def _error(truth: "array[int]", guess: "array[int]") -> int:
    return sum((a - b) ** 2 for a, b in zip(truth, guess, strict=True))
