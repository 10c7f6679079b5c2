"""Talk bursts on the disk: one Ogg Opus file each, and an index beside them.

::

    <home>/voice/bursts.db
    <home>/voice/<first two letters>/<burst id>.opus     plays in any player

One thread does all of it, in the order asked. A damaged index is set aside and made again from
the files; a file that is damaged at its end is played as far as it goes. What was being spoken
when the hub was killed is kept at the next start, as far as it goes, with the reason
``disconnected``.
"""

import asyncio
import logging
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import msgspec

from embedded_hub.audio.codec import SPEECH_HZ, make_decoder
from embedded_hub.audio.ogg import read_ogg_opus
from embedded_hub.audio.pcm import samples_of
from embedded_hub.core.clock import Clock
from embedded_hub.core.intercom.ports import BurstQuery, BurstRecord, Reader, Receipt, Unread
from embedded_hub.errors import CodecUnsupported, ConfigError, RemoteProtocolError, StorageError
from embedded_hub.model.voice import (
    BurstId,
    Frame,
    TalkGroupId,
)
from embedded_hub.storage.burst_files import SpokenFiles, frames_of, record_in, whole_file
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
    write_whole,
)
from embedded_hub.voice.burst import Waveform
from embedded_hub.voice.vad import peak_of

_LOG = logging.getLogger(__name__)
KEPT_DAYS = 30.0
KEPT_PER_CHANNEL = 1000
"""At half a minute each, a busy channel takes about 100 MB."""
KEPT_BYTES = 2 * 1024**3
"""Of one home: about a week of somebody speaking without a pause."""
_DAY_S = 86_400.0
_T = TypeVar("_T")


class SqliteBurstStore:
    """The talk bursts of one home.

    Args:
        folder: The home's; a folder ``voice`` is made in it. May block.
        clock: Decides what is old.
        days: How long a talk burst is kept that nobody marked.
        per_channel: How many of one channel are kept at most.
        most_bytes: How much sound is kept at most; the oldest goes first.

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
        most_bytes: int = KEPT_BYTES,
    ) -> None:
        self._folder = folder / "voice"
        self._clock = clock
        self._days = days
        self._per_channel = per_channel
        self._most_bytes = most_bytes
        self._spoken = SpokenFiles(self._folder)
        self._is_closed = False
        make_private_folder(self._folder)
        try:
            self._database = self._open()
            self._tables = BurstTables(self._database)
            self._match_files()
            self._finish_what_was_spoken()
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

    def grows(self, record: BurstRecord, frames: Sequence[Frame]) -> None:
        """Write down what is being said, behind whatever was asked before."""
        frames = tuple(frames)
        if not self._is_closed:
            self._thread.submit(self._spoken.append, record, frames)

    def dropped(self, burst_id: BurstId) -> None:
        """Forget what was written down of a talk burst that is not kept."""
        if not self._is_closed:
            self._thread.submit(self._spoken.drop, burst_id)

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

    async def without_text(self, since: float, limit: int) -> Sequence[BurstRecord]:
        """Return what has a sound and no text yet."""
        return await self._do(lambda: self._tables.without_text(since, limit))

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
        try:
            make_private_folder(path.parent)
            write_whole(path, whole_file(record, frames))
        finally:
            # What could not be kept whole must not come back in part.
            self._spoken.drop(record.id)
        self._tables.put(record)
        self._retire()
        return record

    def _finish_what_was_spoken(self) -> None:
        for record, frames in self._spoken.left():
            if self._tables.get(record.id) is None:
                self._keep(record, frames)
                _LOG.info("a talk burst that broke off with the hub is kept as far as it goes")
            self._spoken.drop(record.id)

    def _read(self, burst_id: BurstId) -> Sequence[Frame]:
        try:
            stored = read_ogg_opus(self._path(burst_id).read_bytes())
        except FileNotFoundError:
            return ()
        except ConfigError as error:
            raise StorageError(f"a talk burst cannot be read: {error.message}.") from error
        return frames_of(stored)

    def _retire(self) -> None:
        before = self._clock.utc_s() - self._days * _DAY_S
        self._forget(self._tables.outlived(before, self._per_channel, self._most_bytes))

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
            if (record := record_in(there[burst_id])) is not None:
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
