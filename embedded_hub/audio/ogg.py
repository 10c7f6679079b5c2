"""Opus in Ogg: what a stored talk burst is, playable anywhere (RFC 3533, RFC 7845).

::

    page 0     OpusHead    channels, pre-skip, original rate
    page 1     OpusTags    who made it
    page 2 …   one second of packets each; the granule position is the number of samples at
               48 kHz up to the page's end, pre-skip included
    last page  the same with the end flag

Pages are cut by time, so that a crash costs a second and leaves a file that every player still
opens. What is missing in the burst is written as packets that make a decoder guess, so that time
in the file is time in the talk. Bytes in, bytes out: where they are kept is the caller's affair.
"""

import struct
import zlib
from collections.abc import Iterator, Mapping

import msgspec

from embedded_hub.audio.opus import lost_packet, packet_samples
from embedded_hub.errors import ConfigError, LocalProtocolError

PRESKIP = 312
"""What libopus needs to settle: 6.5 ms, at 48 kHz."""
PAGE_SAMPLES = 48_000
MAX_COMMENT_BYTES = 4096
_PAGE = struct.Struct("<4sBBqIIIB")
_HEAD = struct.Struct("<8sBBHIhB")
_CRC_AT = 22
_FIRST, _LAST, _CONTINUED = 2, 4, 1
_VENDOR = b"Homewire"
_REVERSED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


class OggOpusWriter:
    """Writes one mono burst, piece by piece.

    Args:
        serial: Any number; tells streams apart should files be joined.
        comments: Names and values for OpusTags, such as ``{"DATE": "2026-11-23"}``.
        preskip: Samples at 48 kHz a player leaves out at the start.
        rate_hz: What was recorded; for information only.
    """

    def __init__(
        self,
        serial: int,
        *,
        comments: Mapping[str, str] | None = None,
        preskip: int = PRESKIP,
        rate_hz: int = 48_000,
    ) -> None:
        self._serial = serial & 0xFFFFFFFF
        self._comments = dict(comments or {})
        self._preskip = preskip
        self._rate_hz = rate_hz
        self._page_number = 0
        self._packets: list[bytes] = []
        self._lacing = 0
        self._granule = 0
        self._page_start = 0
        self._before = b""

    @property
    def duration_ms(self) -> int:
        """How much sound was added, as players show it."""
        return max(0, self._granule - self._preskip) // 48

    def header(self) -> bytes:
        """Return the first two pages; call it once, before anything else."""
        head = _HEAD.pack(b"OpusHead", 1, 1, self._preskip, self._rate_hz, 0, 0)
        tags = [b"OpusTags", _counted(_VENDOR), struct.pack("<I", len(self._comments))]
        tags += [_counted(f"{name}={value}".encode()) for name, value in self._comments.items()]
        told = b"".join(tags)
        if len(told) > MAX_COMMENT_BYTES:
            raise LocalProtocolError(f"{len(told)} bytes of comments are too many")
        return self._page([head], 0, _FIRST) + self._page([told], 0, 0)

    def add(self, packet: bytes) -> bytes:
        """Add the next packet; returns a page when one is full, else nothing.

        Raises:
            LocalProtocolError: it is no Opus packet.
        """
        samples = packet_samples(packet)
        if not samples:
            raise LocalProtocolError("no Opus packet")
        done = b""
        lacing = len(packet) // 255 + 1
        if self._packets and (
            self._granule - self._page_start >= PAGE_SAMPLES or self._lacing + lacing > 255
        ):
            done = self._flush(0)
        self._packets.append(packet)
        self._lacing += lacing
        self._granule += samples
        self._before = packet
        return done

    def add_missing(self, frames: int) -> bytes:
        """Add so many frames of 20 ms that never came."""
        return b"".join([self.add(lost_packet(self._before)) for _ in range(frames)])

    def flush(self) -> bytes:
        """Return what waits for a full page as a page; nothing when nothing waits."""
        return self._flush(0) if self._packets else b""

    def finish(self) -> bytes:
        """Return the last page; nothing may be added after it."""
        return self._flush(_LAST)

    def _flush(self, flags: int) -> bytes:
        page = self._page(self._packets, self._granule, flags)
        self._packets, self._lacing, self._page_start = [], 0, self._granule
        return page

    def _page(self, packets: list[bytes], granule: int, flags: int) -> bytes:
        lacing = b"".join(b"\xff" * (len(p) // 255) + bytes((len(p) % 255,)) for p in packets)
        header = _PAGE.pack(
            b"OggS", 0, flags, granule, self._serial, self._page_number, 0, len(lacing)
        )
        self._page_number += 1
        page = bytearray(header + lacing + b"".join(packets))
        page[_CRC_AT : _CRC_AT + 4] = _crc(bytes(page)).to_bytes(4, "little")
        return bytes(page)


class OggOpus(msgspec.Struct, frozen=True, kw_only=True):
    """A stored burst, read."""

    packets: tuple[bytes, ...]
    preskip: int
    comments: dict[str, str]
    is_whole: bool
    """False when the end is missing: what is here is fit to play."""

    @property
    def duration_ms(self) -> int:
        """How long it plays."""
        return max(0, sum(map(packet_samples, self.packets)) - self.preskip) // 48


class _Page(msgspec.Struct, frozen=True):
    flags: int
    parts: list[tuple[bytes, bool]]
    """Pieces of packets, and whether the packet ends with the piece."""


def read_ogg_opus(stored: bytes) -> OggOpus:
    """Read a mono or stereo Ogg Opus file; a damaged end is left out.

    Raises:
        ConfigError: it is none.
    """
    pages = list(_pages(stored))
    packets = _packets(pages)
    if len(packets) < 2 or len(packets[0]) < _HEAD.size or packets[0][:8] != b"OpusHead":
        raise ConfigError("no Ogg Opus file")
    head = _HEAD.unpack_from(packets[0])
    sound = tuple(packet for packet in packets[2:] if packet_samples(packet))
    return OggOpus(
        packets=sound,
        preskip=head[3],
        comments=_comments(packets[1]),
        is_whole=bool(pages[-1].flags & _LAST),
    )


def _pages(stored: bytes) -> Iterator[_Page]:
    """Yield pages up to the first that is cut or damaged."""
    at = 0
    while at + _PAGE.size <= len(stored):
        magic, version, flags, *_, count = _PAGE.unpack_from(stored, at)
        lacing = stored[at + _PAGE.size : at + _PAGE.size + count]
        start = at + _PAGE.size + count
        end = start + sum(lacing)
        if magic != b"OggS" or version or end > len(stored) or not _is_sound(stored[at:end]):
            return
        yield _Page(flags, list(_parts(stored[start:end], lacing)))
        at = end


def _parts(body: bytes, lacing: bytes) -> Iterator[tuple[bytes, bool]]:
    at = start = 0
    for size in lacing:
        at += size
        if size < 255:
            yield body[start:at], True
            start = at
    if start < at:
        yield body[start:at], False


def _packets(pages: list[_Page]) -> list[bytes]:
    packets: list[bytes] = []
    begun = b""
    for page in pages:
        if not page.flags & _CONTINUED:
            begun = b""
        for part, is_end in page.parts:
            begun += part
            if is_end:
                packets.append(begun)
                begun = b""
    return packets


def _comments(tags: bytes) -> dict[str, str]:
    found: dict[str, str] = {}
    try:
        at = 8 + 4 + int(struct.unpack_from("<I", tags, 8)[0])
        (count,) = struct.unpack_from("<I", tags, at)
        at += 4
        for _ in range(min(count, 100)):
            (size,) = struct.unpack_from("<I", tags, at)
            name, _, value = tags[at + 4 : at + 4 + size].decode("utf-8", "replace").partition("=")
            found[name] = value
            at += 4 + size
    except struct.error:
        return found
    return found


def _is_sound(page: bytes) -> bool:
    (told,) = struct.unpack_from("<I", page, _CRC_AT)
    return bool(told == _crc(page[:_CRC_AT] + bytes(4) + page[_CRC_AT + 4 :]))


def _counted(text: bytes) -> bytes:
    return struct.pack("<I", len(text)) + text


def _crc(page: bytes) -> int:
    """Ogg's checksum: zlib's polynomial with the bits the other way round, from zero."""
    mirrored = zlib.crc32(page.translate(_REVERSED), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return int(f"{mirrored:032b}"[::-1], 2)
