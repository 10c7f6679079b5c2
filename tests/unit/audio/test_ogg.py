"""Ogg Opus: files that others play, and that a crash leaves playable."""

import shutil
import struct
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embedded_hub.audio.ogg import OggOpusWriter, read_ogg_opus
from embedded_hub.audio.opus import OpusEncoder, packet_samples
from embedded_hub.audio.pcm import frames_of
from embedded_hub.audio.wav import read_wav
from embedded_hub.errors import ConfigError, LocalProtocolError
from tests.fakes.sounds import pcm, speech

needs_opus_tools = pytest.mark.skipif(
    shutil.which("opusdec") is None, reason="opus-tools are not installed"
)
TALK = [OpusEncoder().encode(frame) for frame in frames_of(pcm(speech(0.2)))]


def stored(packets: list[bytes], **comments: str) -> bytes:
    writer = OggOpusWriter(7, comments=comments)
    return writer.header() + b"".join(map(writer.add, packets)) + writer.finish()


def encoded(seconds: float) -> list[bytes]:
    encoder = OpusEncoder()
    return [encoder.encode(frame) for frame in frames_of(pcm(speech(seconds)))]


def by_the_book(page: bytes) -> int:
    """Ogg's checksum bit by bit, as RFC 3533 words it."""
    register = 0
    for byte in page[:22] + bytes(4) + page[26:]:
        register ^= byte << 24
        for _ in range(8):
            top = register & 0x80000000
            register = ((register << 1) ^ (0x04C11DB7 if top else 0)) & 0xFFFFFFFF
    return register


def test_what_is_written_is_read() -> None:
    read = read_ogg_opus(stored(TALK, DATE="2026-11-23", TITLE="Käse = gut"))
    assert list(read.packets) == TALK
    assert read.comments == {"DATE": "2026-11-23", "TITLE": "Käse = gut"}
    assert read.preskip == 312
    assert read.is_whole
    assert read.duration_ms == 200 - 7


def test_the_first_page_is_what_the_standard_says_byte_for_byte() -> None:
    page = OggOpusWriter(0x01020304, preskip=312).header()[: 27 + 1 + 19]
    head = b"OpusHead\x01\x01\x38\x01\x80\xbb\x00\x00\x00\x00\x00"
    assert page[:22] == b"OggS\x00\x02" + bytes(8) + b"\x04\x03\x02\x01" + bytes(4)
    assert page[26:] == b"\x01\x13" + head
    assert struct.unpack("<I", page[22:26])[0] == by_the_book(page)


def test_a_page_holds_a_second_and_its_granule_position_is_its_end() -> None:
    writer = OggOpusWriter(1)
    writer.header()
    pages = [page for packet in [b"\x78x"] * 120 if (page := writer.add(packet))]
    pages.append(writer.finish())
    granules = [struct.unpack_from("<q", page, 6)[0] for page in pages]
    assert granules == [48_000, 96_000, 115_200]
    assert [page[5] for page in pages] == [0, 0, 4]
    assert [struct.unpack_from("<I", page, 18)[0] for page in pages] == [2, 3, 4]
    assert writer.duration_ms == 2400 - 7


def test_long_packets_cut_a_page_short() -> None:
    packets = [b"\x78" + bytes(1274)] * 60
    read = read_ogg_opus(stored(packets))
    assert list(read.packets) == packets


def test_frames_that_never_came_keep_their_time() -> None:
    writer = OggOpusWriter(1)
    file = writer.header() + writer.add(TALK[0]) + writer.add_missing(49) + writer.add(TALK[1])
    read = read_ogg_opus(file + writer.finish())
    assert len(read.packets) == 51
    assert {packet_samples(packet) for packet in read.packets} == {960}


def test_an_empty_burst_is_a_file_too() -> None:
    read = read_ogg_opus(stored([]))
    assert read.packets == ()
    assert read.duration_ms == 0


@given(cut=st.integers(0, 4000))
@settings(max_examples=60)
def test_a_file_cut_anywhere_is_read_up_to_there_or_refused(cut: int) -> None:
    packets = [bytes((0x78, number % 256)) for number in range(400)]
    file = stored(packets)
    try:
        read = read_ogg_opus(file[:cut])
    except ConfigError:
        assert cut < 150
        return
    assert list(read.packets) == packets[: len(read.packets)]
    assert read.is_whole == (cut >= len(file))


def test_a_damaged_page_ends_the_reading() -> None:
    file = bytearray(stored([b"\x78x"] * 200))
    file[-10] ^= 1
    read = read_ogg_opus(bytes(file))
    assert len(read.packets) == 150
    assert not read.is_whole


@given(junk=st.binary(max_size=300))
def test_junk_is_refused(junk: bytes) -> None:
    with pytest.raises(ConfigError):
        read_ogg_opus(junk)


def test_what_is_no_packet_is_never_stored() -> None:
    with pytest.raises(LocalProtocolError):
        OggOpusWriter(1).add(b"")
    with pytest.raises(LocalProtocolError):
        OggOpusWriter(1, comments={"LONG": "x" * 5000}).header()


@needs_opus_tools
def test_others_find_no_fault_in_our_files(tmp_path: Path) -> None:
    talk = encoded(2.0)
    writer = OggOpusWriter(9, comments={"TITLE": "talk"})
    file = writer.header() + b"".join(map(writer.add, talk[:50])) + writer.add_missing(5)
    file += b"".join(map(writer.add, talk[50:])) + writer.finish()
    path = tmp_path / "talk.opus"
    path.write_bytes(file)
    told = subprocess.run(["opusinfo", str(path)], capture_output=True, text=True, check=True)
    assert "WARNING" not in told.stdout + told.stderr
    assert "Playback length: 0m:02.0" in told.stdout
    assert "TITLE=talk" in told.stdout
    out = tmp_path / "talk.wav"
    subprocess.run(["opusdec", "--quiet", str(path), str(out)], check=True)
    assert len(read_wav(out.read_bytes())) == (105 * 960 - 312) * 2


@needs_opus_tools
def test_we_read_what_others_write(tmp_path: Path) -> None:
    from embedded_hub.audio.wav import wav_header

    sound = pcm(speech(1.0))
    source, path = tmp_path / "talk.wav", tmp_path / "talk.opus"
    source.write_bytes(wav_header(len(sound)) + sound)
    subprocess.run(["opusenc", "--quiet", str(source), str(path)], check=True)
    read = read_ogg_opus(path.read_bytes())
    assert read.is_whole
    assert read.duration_ms == pytest.approx(1000, abs=25)
    assert {packet_samples(packet) for packet in read.packets} == {960}


def test_a_packet_that_goes_on_on_the_next_page_is_put_together() -> None:
    long = b"\x78" + bytes(range(256)) * 3
    writer = OggOpusWriter(1)
    file = writer.header()
    first = page_of(b"\xff\xff", long[:510], number=2, flags=0)
    second = page_of(lacing_of(long[510:]), long[510:], number=3, flags=5)
    assert list(read_ogg_opus(file + first + second).packets) == [long]


def test_comments_that_lie_about_their_length_are_left_out() -> None:
    file = OggOpusWriter(1).header()
    head = file[: 27 + 1 + 19]
    told = b"OpusTags" + struct.pack("<I", 8) + b"Homewire" + struct.pack("<II", 3, 9999)
    lying = head + page_of(bytes((len(told),)), told, number=1, flags=0)
    read = read_ogg_opus(lying)
    assert "TITLE" not in read.comments
    assert read.packets == ()


def lacing_of(rest: bytes) -> bytes:
    return b"\xff" * (len(rest) // 255) + bytes((len(rest) % 255,))


def page_of(lacing: bytes, body: bytes, *, number: int, flags: int) -> bytes:
    page = bytearray(
        struct.pack("<4sBBqIIIB", b"OggS", 0, flags, 0, 1, number, 0, len(lacing)) + lacing + body
    )
    page[22:26] = by_the_book(bytes(page)).to_bytes(4, "little")
    return bytes(page)
