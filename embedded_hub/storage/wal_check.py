"""Noticing that SQLite's write-ahead log lost commits, which SQLite itself passes over in silence.

The log is a header and frames, each with a checksum that runs on from the one before. SQLite
plays frames up to the first wrong one, because after a power cut the last transaction may be torn.
It cannot know that several commits stood behind the wrong frame; counting them tells.

Source: https://www.sqlite.org/fileformat2.html#the_write_ahead_log
"""

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

_HEADER_BYTES = 32
_FRAME_HEADER_BYTES = 24
_MAGICS = {0x377F0682: "<", 0x377F0683: ">"}
_PAGE_SIZES = frozenset(2**power for power in range(9, 17))
_MASK = 0xFFFFFFFF
# A power cut tears at most the one transaction nobody was told of.
_TORN_COMMITS = 1


class _Header(msgspec.Struct, frozen=True, kw_only=True):
    order: str
    page_bytes: int
    salts: bytes
    sums: tuple[int, int]


class _Frame(msgspec.Struct, frozen=True, kw_only=True):
    is_commit: bool
    salts: bytes
    sums: tuple[int, int]
    summed: bytes
    """What its checksum covers."""


def has_lost_commits(log: Path) -> bool:
    """Say whether acknowledged commits stand behind a wrong byte. May block.

    Raises:
        OSError: the file cannot be read.
    """
    if not log.exists() or log.stat().st_size <= _HEADER_BYTES:
        return False
    with log.open("rb") as file:
        header = _read_header(file.read(_HEADER_BYTES))
        # The header is on the disk before the first frame is written.
        return header is None or _commits_behind_damage(file, header) > _TORN_COMMITS


def _commits_behind_damage(file: BinaryIO, header: _Header) -> int:
    sums, is_good, commits = header.sums, True, 0
    for frame in _frames(file, header.page_bytes):
        is_ours = frame.salts == header.salts
        if is_good:
            sums = _add(frame.summed, header.order, sums)
            is_good = is_ours and sums == frame.sums
        if not is_good and is_ours and frame.is_commit:
            commits += 1
    return commits


def _read_header(raw: bytes) -> _Header | None:
    magic, _, page_bytes = struct.unpack(">3I", raw[:12])
    order = _MAGICS.get(magic)
    sums = struct.unpack(">2I", raw[24:])
    if order is None or page_bytes not in _PAGE_SIZES or _add(raw[:24], order, (0, 0)) != sums:
        return None
    return _Header(order=order, page_bytes=page_bytes, salts=raw[16:24], sums=sums)


def _frames(file: BinaryIO, page_bytes: int) -> Iterator[_Frame]:
    size = _FRAME_HEADER_BYTES + page_bytes
    while len(raw := file.read(size)) == size:
        yield _Frame(
            is_commit=raw[4:8] != b"\0\0\0\0",
            salts=raw[8:16],
            sums=struct.unpack(">2I", raw[16:24]),
            summed=raw[:8] + raw[_FRAME_HEADER_BYTES:],
        )


def _add(content: bytes, order: str, sums: tuple[int, int]) -> tuple[int, int]:
    first, second = sums
    words = struct.unpack(f"{order}{len(content) // 4}I", content)
    for even, odd in zip(words[::2], words[1::2], strict=True):
        first = (first + even + second) & _MASK
        second = (second + odd + first) & _MASK
    return first, second
