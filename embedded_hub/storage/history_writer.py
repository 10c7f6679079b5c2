"""The thread that writes history: what was queued, in one transaction per half second.

The queue is bounded. While the disk stands still the newest states push out the oldest waiting
ones, which are counted: history may have holes, the home may not wait.
"""

import logging
import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path

import msgspec

from embedded_hub.core.clock import Clock
from embedded_hub.errors import HomewireError, StorageError
from embedded_hub.model.state import State
from embedded_hub.storage.database import DATABASE_ERRORS, is_damage
from embedded_hub.storage.history_opening import open_history, set_aside
from embedded_hub.storage.history_tables import HistoryTables
from embedded_hub.storage.notes import RecoveryNote

BATCH_ROWS = 2000
QUEUED_ROWS = 20_000
_LOG = logging.getLogger(__name__)
_BATCH_WAIT_S = 0.5
_RETRY_S = 2.0
# Between two slices of a chore the disk belongs to others for a moment.
_CHORE_WAIT_S = 0.02

Job = Callable[[HistoryTables], None]


class _Request(msgspec.Struct, frozen=True):
    job: Job
    done: "Future[None]"
    after: int
    """How many states had been recorded when it was asked."""


class HistoryWriter:
    """Owns ``history.db`` for writing, on a thread of its own.

    Args:
        path: The file.
        clock: Decides which hours are over and which states are old.
        raw_days: How long states are kept.
        on_restart: Called, on any thread, when a damaged history gave way to a new one.

    Raises:
        ConfigError: the file was written by a newer program.
        StorageError: the folder cannot be written.
    """

    def __init__(
        self,
        path: Path,
        clock: Clock,
        raw_days: float,
        on_restart: Callable[[RecoveryNote], None],
    ) -> None:
        self._path = path
        self._clock = clock
        self._raw_days = raw_days
        self._on_restart = on_restart
        self._tables: HistoryTables | None = self._open()
        self._queue: deque[State] = deque()
        self._requests: deque[_Request] = deque()
        self._recorded = 0
        self._lost = 0
        self._damage: str | None = None
        self._is_closing = False
        self._is_outage = False
        self._has_chores = True
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._run, name="history.db", daemon=True)
        self._thread.start()

    @property
    def lost_count(self) -> int:
        """States that were recorded and never stored."""
        return self._lost

    def record(self, state: State) -> None:
        """Queue one state; never waits for the disk."""
        with self._changed:
            if self._is_closing:
                self._lost += 1
                return
            if len(self._queue) >= QUEUED_ROWS:
                self._queue.popleft()
                self._lost += 1
            self._queue.append(state)
            self._recorded += 1
            if len(self._queue) in (1, BATCH_ROWS):
                self._changed.notify()

    def ask(self, job: Job) -> "Future[None]":
        """Run a job on the tables once everything recorded so far is written.

        The future ends in StorageError when the disk does not take it.
        """
        done: Future[None] = Future()
        done.set_running_or_notify_cancel()
        with self._changed:
            if self._is_closing:
                done.set_exception(StorageError(f"{self._path} is closed."))
            else:
                self._requests.append(_Request(job, done, self._recorded))
                self._changed.notify()
        return done

    def report_damage(self, reason: str) -> None:
        """Have the file replaced, after somebody else found it unreadable."""
        with self._changed:
            self._damage = reason
            self._changed.notify()

    def close(self) -> None:
        """Write what is queued, or count it as lost, and close the file. May block."""
        with self._changed:
            self._is_closing = True
            self._changed.notify()
        self._thread.join()

    def _run(self) -> None:
        try:
            self._write_until_closing()
        finally:
            # Also when a bug ends the thread: nobody may wait for it then.
            with self._changed:
                self._is_closing = True
                self._lost += len(self._queue)
                self._queue.clear()
            self._fail_requests(StorageError(f"{self._path} is closed."))
            if self._tables is not None:
                self._tables.close()

    def _write_until_closing(self) -> None:
        while True:
            states = self._take()
            self._write(states)
            self._answer_requests()
            if self._is_closing and not states:
                return
            self._do_chore()

    def _take(self) -> Sequence[State]:
        """Wait for the next batch; it is empty when something else is to be done."""
        with self._changed:
            self._changed.wait_for(self._has_work, _CHORE_WAIT_S if self._has_chores else None)
            self._changed.wait_for(self._is_urgent, _BATCH_WAIT_S if self._queue else 0)
            count = min(len(self._queue), BATCH_ROWS)
            if self._requests:
                # What was recorded after a request to forget must not be forgotten with it.
                before = self._requests[0].after - self._recorded + len(self._queue)
                count = min(count, max(before, 0))
            return [self._queue.popleft() for _ in range(count)]

    def _has_work(self) -> bool:
        return bool(self._queue or self._is_urgent())

    def _is_urgent(self) -> bool:
        return bool(
            len(self._queue) >= BATCH_ROWS or self._requests or self._is_closing or self._damage
        )

    def _write(self, states: Sequence[State]) -> None:
        """Write the batch, however often it takes; give up only when closing."""
        while states or self._damage or self._tables is None:
            failure = self._try_write(states)
            if failure is None:
                return
            self._fail_requests(failure)
            with self._changed:
                if self._is_closing:
                    self._lost += len(states)
                    return
                self._changed.wait_for(lambda: self._is_closing or self._requests, _RETRY_S)

    def _try_write(self, states: Sequence[State]) -> HomewireError | None:
        try:
            tables = self._usable_tables()
            unstorable = tables.write(states)
        except DATABASE_ERRORS as error:
            if is_damage(error):
                self._damage = str(error)
            return self._note_outage(error)
        except (HomewireError, OSError) as error:
            return self._note_outage(error)
        self._note_return()
        with self._changed:
            self._lost += unstorable
        return None

    def _usable_tables(self) -> HistoryTables:
        if self._damage is not None:
            reason = self._damage
            if self._tables is not None:
                self._tables.close()
                self._tables = None
            if self._path.exists():
                self._on_restart(set_aside(self._path, reason, self._clock.utc_s()))
            self._damage = None
        if self._tables is None:
            self._tables = self._open()
        return self._tables

    def _open(self) -> HistoryTables:
        database, note = open_history(self._path, self._clock.utc_s())
        if note is not None:
            self._on_restart(note)
        return HistoryTables(database, self._clock, self._raw_days)

    def _answer_requests(self) -> None:
        while (request := self._next_request()) is not None:
            if self._tables is None:
                request.done.set_exception(StorageError(f"{self._path} is not open."))
                continue
            try:
                request.job(self._tables)
            except DATABASE_ERRORS as error:
                request.done.set_exception(self._failure(error))
            else:
                request.done.set_result(None)

    def _next_request(self) -> _Request | None:
        with self._changed:
            written = self._recorded - len(self._queue)
            if self._requests and self._requests[0].after <= written:
                return self._requests.popleft()
            return None

    def _fail_requests(self, failure: HomewireError) -> None:
        with self._changed:
            failed = list(self._requests)
            self._requests.clear()
        for request in failed:
            request.done.set_exception(failure)

    def _do_chore(self) -> None:
        self._has_chores = False
        if self._tables is None:
            return
        try:
            self._has_chores = self._tables.do_chore()
        except DATABASE_ERRORS as error:
            if is_damage(error):
                self._damage = str(error)
            self._note_outage(error)

    def _failure(self, error: Exception) -> StorageError:
        failure = StorageError(f"{self._path} could not be written: {error}.")
        failure.__cause__ = error
        return failure

    def _note_outage(self, error: Exception) -> HomewireError:
        failure = error if isinstance(error, HomewireError) else self._failure(error)
        if not self._is_outage:
            self._is_outage = True
            _LOG.warning("History is not being written: %s", failure)
        return failure

    def _note_return(self) -> None:
        if self._is_outage:
            self._is_outage = False
            _LOG.info("History is being written again; %d states were lost so far", self._lost)
