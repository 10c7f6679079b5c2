"""Talk bursts on the disk: one Ogg Opus file each, and an index beside them.

::

    <home>/voice/bursts.db
    <home>/voice/<first two letters>/<burst id>.opus     plays in any player

One thread does all of it, in the order asked. A damaged index is set aside and made again from
the files; a file that is damaged at its end is played as far as it goes.
"""

import asyncio
import logging
import sqlite3
import zlib
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import msgspec

from embedded_hub.audio.codec import SPEECH_HZ, make_decoder
from embedded_hub.audio.ogg import OggOpusWriter, read_ogg_opus
from embedded_hub.audio.pcm import samples_of
from embedded_hub.core.clock import Clock
from embedded_hub.core.intercom.ports import BurstQuery, BurstRecord, Reader, Receipt, Unread
from embedded_hub.errors import CodecUnsupported, ConfigError, RemoteProtocolError, StorageError
from embedded_hub.model.voice import (
    CLOCK_BITS,
    FRAME_SAMPLES,
    BurstId,
    Frame,
    FrameFlag,
    TalkGroupId,
)
from embedded_hub.storage.burst_tables import BURST_SCHEMA, BurstTables
from embedded_hub.storage.database import (
    DATABASE_ERRORS,
    connect,
    find_damage,
    is_damage,
    migrate,
    transaction,
)
from embedded_hub.storage.private_files import (
    damaged_name,
    make_private_folder,
    utc_stamp,
    write_whole,
)
from embedded_hub.voice.burst import Waveform
from embedded_hub.voice.vad import peak_of

_LOG = logging.getLogger(__name__)
KEPT_DAYS = 30.0
KEPT_PER_CHANNEL = 1000
"""At half a minute each, a busy channel takes about 100 MB."""
MAX_PAUSE_FRAMES = 3000
"""The pauses of one talk burst are stored up to a minute, whatever the talker's clock says."""
MAX_RECORD_CHARS = 3000
"""A longer one has many addressees; its file alone would not bring it back."""
_RECORD = "HOMEWIRE"
_DAY_S = 86_400.0
_T = TypeVar("_T")


class SqliteBurstStore:
    """The talk bursts of one home.

    Args:
        folder: The home's; a folder ``voice`` is made in it. May block.
        clock: Decides what is old.
        days: How long a talk burst is kept that nobody marked.
        per_channel: How many of one channel are kept at most.

    Raises:
        ConfigError: the index was written by a newer program.
        StorageError: the folder cannot be used.
    """

    def __init__(
        self,
        folder: Path,
        clock: Clock,
        *,
        days: float = KEPT_DAYS,
        per_channel: int = KEPT_PER_CHANNEL,
    ) -> None:
        self._folder = folder / "voice"
        self._clock = clock
        self._days = days
        self._per_channel = per_channel
        self._is_closed = False
        make_private_folder(self._folder)
        try:
            self._database = self._open()
            self._tables = BurstTables(self._database)
            self._match_files()
            self._retire()
        except (OSError, *DATABASE_ERRORS) as error:
            raise StorageError(f"{self._folder} cannot be used: {error}.") from error
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="bursts.db")

    def close_now(self) -> None:
        """Finish what was asked for and close. May block."""
        self._is_closed = True
        self._thread.shutdown(wait=True)
        self._database.close()

    # --- the store ----------------------------------------------------------------------------

    async def keep(self, record: BurstRecord, frames: Sequence[Frame]) -> BurstRecord:
        """Write the sound and then the record, so that no record is without sound."""
        frames = tuple(frames)
        return await self._do(lambda: self._keep(record, frames))

    async def get(self, burst_id: BurstId) -> BurstRecord | None:
        """Return a record, or ``None``."""
        return await self._do(lambda: self._tables.get(burst_id))

    async def frames(self, burst_id: BurstId) -> Sequence[Frame]:
        """Read what was said; a pause comes as frames in which a decoder makes up silence."""
        return await self._do(lambda: self._read(burst_id))

    async def find(self, query: BurstQuery) -> Sequence[BurstRecord]:
        """Return the newest that fit."""
        return await self._do(lambda: self._tables.find(query))

    async def receipts(self, burst_ids: Sequence[BurstId]) -> Mapping[BurstId, Sequence[Receipt]]:
        """Return who heard what."""
        return await self._do(lambda: self._tables.receipts(burst_ids))

    async def add_receipts(self, receipts: Sequence[Receipt]) -> Sequence[Receipt]:
        """Note receipts in one transaction."""

        def add() -> list[Receipt]:
            with transaction(self._database):
                return [one for one in receipts if self._tables.add_receipt(one)]

        return await self._do(add)

    async def set_text(self, burst_id: BurstId, text: str) -> BurstRecord | None:
        """Set what was said as text."""
        return await self._do(lambda: self._tables.set_text(burst_id, text))

    async def set_answer(self, burst_id: BurstId, answer: str) -> BurstRecord | None:
        """Set what the house said to it."""
        return await self._do(lambda: self._tables.set_answer(burst_id, answer))

    async def delete(self, burst_id: BurstId) -> None:
        """Delete a talk burst with its sound."""
        await self._do(lambda: self._forget([burst_id]))

    async def unread(self, reader: Reader) -> Mapping[TalkGroupId, Unread]:
        """Count what was not heard."""
        return await self._do(lambda: self._tables.unread(reader))

    # --- on the thread ------------------------------------------------------------------------

    async def _do(self, work: Callable[[], _T]) -> _T:
        if self._is_closed:
            raise StorageError(f"{self._folder} is closed.")
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._thread, work)
        except (OSError, *DATABASE_ERRORS) as error:
            raise StorageError(f"{self._folder} cannot be used: {error}.") from error

    def _keep(self, record: BurstRecord, frames: Sequence[Frame]) -> BurstRecord:
        record = msgspec.structs.replace(record, peaks=_peaks(frames))
        path = self._path(record.id)
        make_private_folder(path.parent)
        write_whole(path, _ogg(record, frames))
        self._tables.put(record)
        self._retire()
        return record

    def _read(self, burst_id: BurstId) -> Sequence[Frame]:
        try:
            stored = read_ogg_opus(self._path(burst_id).read_bytes())
        except FileNotFoundError:
            return ()
        except ConfigError as error:
            raise StorageError(f"a talk burst cannot be read: {error.message}.") from error
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

    def _retire(self) -> None:
        before = self._clock.utc_s() - self._days * _DAY_S
        self._forget(self._tables.outlived(before, self._per_channel))

    def _forget(self, burst_ids: Sequence[BurstId]) -> None:
        for burst_id in burst_ids:
            self._path(burst_id).unlink(missing_ok=True)
            self._tables.delete(burst_id)

    def _path(self, burst_id: BurstId) -> Path:
        return self._folder / burst_id[:2] / f"{burst_id}.opus"

    # --- opening ------------------------------------------------------------------------------

    def _open(self) -> sqlite3.Connection:
        path = self._folder / "bursts.db"
        reason = _damage(path)
        if reason is not None:
            kept = damaged_name(path, self._clock.utc_s())
            for suffix in ("", "-wal", "-shm"):
                companion = path.with_name(path.name + suffix)
                if companion.exists():
                    companion.rename(kept.with_name(kept.name + suffix))
            _LOG.warning("%s was damaged (%s); it is made again", path.name, reason)
        database = connect(path, synchronous=BURST_SCHEMA.synchronous)
        migrate(database, BURST_SCHEMA)
        return database

    def _match_files(self) -> None:
        """Bring index and files together, as a crash or a lost index left them."""
        known = self._tables.ids()
        there = {BurstId(path.stem): path for path in self._folder.glob("*/*.opus")}
        for burst_id in known - there.keys():
            self._tables.delete(burst_id)
        for burst_id in there.keys() - known:
            if (record := _record_in(there[burst_id])) is not None:
                self._tables.put(record)


def _damage(path: Path) -> str | None:
    if not path.exists() or path.stat().st_size == 0:
        return None
    database: sqlite3.Connection | None = None
    try:
        database = connect(path, synchronous=BURST_SCHEMA.synchronous)
        return find_damage(database, BURST_SCHEMA, path)
    except DATABASE_ERRORS as error:
        if not is_damage(error):
            raise
        return str(error)
    finally:
        if database is not None:
            database.close()


def _record_in(path: Path) -> BurstRecord | None:
    try:
        body = read_ogg_opus(path.read_bytes()).comments[_RECORD]
        return msgspec.json.decode(body, type=BurstRecord)
    except (ConfigError, KeyError, msgspec.DecodeError):
        return None


def _ogg(record: BurstRecord, frames: Sequence[Frame]) -> bytes:
    comments = {"DATE": utc_stamp(record.started_at)}
    body = msgspec.json.encode(msgspec.structs.replace(record, peaks=b"", text=None)).decode()
    if len(body) <= MAX_RECORD_CHARS:
        comments[_RECORD] = body
    writer = OggOpusWriter(zlib.crc32(record.id.encode()), comments=comments)
    pieces = [writer.header()]
    expected = frames[0].clock if frames else 0
    pauses_left = MAX_PAUSE_FRAMES
    for frame in frames:
        missing = (frame.clock - expected) % (1 << CLOCK_BITS) // FRAME_SAMPLES
        if missing <= pauses_left:
            pauses_left -= missing
            pieces.append(writer.add_missing(missing))
        pieces.append(writer.add(frame.payload))
        expected = frame.clock + FRAME_SAMPLES
    pieces.append(writer.finish())
    return b"".join(pieces)


def _peaks(frames: Sequence[Frame]) -> bytes:
    """Decode a talk burst for the shape of its sound; nothing where that cannot be."""
    waveform = Waveform()
    try:
        decoder = make_decoder("opus", SPEECH_HZ)
        for frame in frames:
            waveform.add(peak_of(samples_of(decoder.decode(frame.payload))))
    except (CodecUnsupported, RemoteProtocolError):
        return b""
    return waveform.peaks
