"""Talk bursts as files: one Ogg Opus each, that plays anywhere and carries its own record.

::

    <first two letters>/<burst id>.opus     a whole talk burst
    <first two letters>/<burst id>.part     one that is being spoken, half a second behind

What is being spoken is appended page by page, so that whatever ends the hub leaves a file that
can be played as far as it goes.
"""

import contextlib
import logging
import os
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from embedded_hub.audio.ogg import OggOpus, OggOpusWriter, read_ogg_opus
from embedded_hub.core.intercom.ports import BurstRecord
from embedded_hub.errors import ConfigError, StorageError
from embedded_hub.model.voice import (
    CLOCK_BITS,
    FRAME_MS,
    FRAME_SAMPLES,
    BurstId,
    Frame,
    FrameFlag,
)
from embedded_hub.storage.private_files import FILE_MODE, make_private_folder, utc_stamp

_LOG = logging.getLogger(__name__)
MAX_PAUSE_FRAMES = 3000
"""The pauses of one talk burst are stored up to a minute, whatever the talker's clock says."""
MAX_RECORD_CHARS = 3000
"""A longer one has many addressees; its file alone would not bring it back."""
_RECORD = "HOMEWIRE"


class BurstWriter:
    """Turns the frames of one talk burst into a file, piece by piece."""

    def __init__(self, record: BurstRecord) -> None:
        comments = {"DATE": utc_stamp(record.started_at)}
        body = msgspec.json.encode(msgspec.structs.replace(record, peaks=b"", text=None)).decode()
        if len(body) <= MAX_RECORD_CHARS:
            comments[_RECORD] = body
        self._ogg = OggOpusWriter(zlib.crc32(record.id.encode()), comments=comments)
        self._expected: int | None = None
        self._pauses_left = MAX_PAUSE_FRAMES

    def header(self) -> bytes:
        """Return the beginning of the file."""
        return self._ogg.header()

    def add(self, frames: Sequence[Frame]) -> bytes:
        """Return what frames, with the pauses before them, have filled."""
        pieces = []
        for frame in frames:
            expected = frame.clock if self._expected is None else self._expected
            missing = (frame.clock - expected) % (1 << CLOCK_BITS) // FRAME_SAMPLES
            if missing <= self._pauses_left:
                self._pauses_left -= missing
                pieces.append(self._ogg.add_missing(missing))
            pieces.append(self._ogg.add(frame.payload))
            self._expected = frame.clock + FRAME_SAMPLES
        return b"".join(pieces)

    def flush(self) -> bytes:
        """Return what has not filled anything yet."""
        return self._ogg.flush()

    def finish(self) -> bytes:
        """Return the end of the file."""
        return self._ogg.finish()


def whole_file(record: BurstRecord, frames: Sequence[Frame]) -> bytes:
    """Return a whole talk burst as a file."""
    writer = BurstWriter(record)
    return b"".join((writer.header(), writer.add(frames), writer.finish()))


def record_in(path: Path) -> BurstRecord | None:
    """Return the record a file carries, if it can be read."""
    try:
        return _record_of(read_ogg_opus(path.read_bytes()))
    except ConfigError:
        return None


def frames_of(stored: OggOpus) -> Sequence[Frame]:
    """Return what was said; a pause comes as frames in which a decoder makes up silence."""
    last = len(stored.packets) - 1
    return tuple(
        Frame(
            sequence=number & 0xFFFF,
            clock=number * FRAME_SAMPLES,
            payload=packet,
            flags=(FrameFlag.FIRST if number == 0 else FrameFlag.NONE)
            | (FrameFlag.LAST if number == last else FrameFlag.NONE),
        )
        for number, packet in enumerate(stored.packets)
    )


class SpokenFiles:
    """The files of what is being spoken. One thread at a time.

    Args:
        folder: Where talk bursts are.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._writers: dict[BurstId, BurstWriter | None] = {}

    def append(self, record: BurstRecord, frames: Sequence[Frame]) -> None:
        """Add what was said; where the disk takes no more, the rest is only heard."""
        try:
            self._append(record, frames)
        except (OSError, StorageError) as error:
            _LOG.warning("what is being spoken cannot be written down: %s", error)
            self.drop(record.id)
            self._writers[record.id] = None

    def _append(self, record: BurstRecord, frames: Sequence[Frame]) -> None:
        if record.id not in self._writers:
            self._writers[record.id] = writer = BurstWriter(record)
            make_private_folder(self._path(record.id).parent)
            content = writer.header()
        elif (known := self._writers[record.id]) is not None:
            writer, content = known, b""
        else:
            return
        content += writer.add(frames) + writer.flush()
        flags = os.O_CREAT | os.O_APPEND | os.O_WRONLY
        with os.fdopen(os.open(self._path(record.id), flags, FILE_MODE), "ab") as file:
            file.write(content)

    def drop(self, burst_id: BurstId) -> None:
        """Forget one: it is kept whole elsewhere, or not at all."""
        self._writers.pop(burst_id, None)
        with contextlib.suppress(OSError):  # then it comes back at the next start
            self._path(burst_id).unlink(missing_ok=True)

    def left(self) -> Iterator[tuple[BurstRecord, Sequence[Frame]]]:
        """Yield what was being spoken when the hub ended without a word; takes unreadable away."""
        for path in sorted(self._folder.glob("*/*.part")):
            try:
                stored = read_ogg_opus(path.read_bytes())
            except ConfigError:
                stored = None
            record = None if stored is None else _record_of(stored)
            if stored is None or record is None or not stored.packets:
                path.unlink(missing_ok=True)
                continue
            count = len(stored.packets)
            yield (
                msgspec.structs.replace(
                    record,
                    duration_ms=count * FRAME_MS,
                    frame_count=count,
                    byte_count=sum(map(len, stored.packets)),
                    reason="disconnected",
                ),
                frames_of(stored),
            )

    def _path(self, burst_id: BurstId) -> Path:
        return self._folder / burst_id[:2] / f"{burst_id}.part"


def _record_of(stored: OggOpus) -> BurstRecord | None:
    try:
        return msgspec.json.decode(stored.comments[_RECORD], type=BurstRecord)
    except (KeyError, msgspec.DecodeError):
        return None
