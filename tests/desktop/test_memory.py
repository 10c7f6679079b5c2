"""The program's own memory: garbage ends on the thread of the window, and nowhere else."""

import gc
import linecache
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtTest import QTest

from desktop import memory
from desktop.memory import Memory, collect_due, find_trim


class Ended(QObject):
    """A cycle that notes the thread it ended on."""

    def __init__(self, threads: list[int]) -> None:
        super().__init__()
        self.me = self
        self.threads = threads

    def __del__(self) -> None:
        self.threads.append(threading.get_ident())


@pytest.fixture
def running(qapp: QCoreApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Memory]:
    del qapp
    monkeypatch.setattr(memory, "COLLECT_MS", 1)
    running = Memory()
    running.start()
    yield running
    running.close()
    gc.disable()  # as the tests of the desktop have it


def make_garbage(threads: list[int]) -> None:
    """Allocate on another thread far beyond what has Python collect there."""
    Ended(threads)
    kept = [[each] for each in range(50_000)]
    kept.clear()


def test_garbage_ends_on_the_thread_of_the_window(running: Memory) -> None:
    del running
    threads: list[int] = []
    Ended(threads)
    worker = threading.Thread(target=make_garbage, args=([],))
    worker.start()
    worker.join()
    assert threads == []
    some = [[each] for each in range(2000)]
    QTest.qWait(50)
    assert some
    assert threads == [threading.get_ident()]


def test_only_what_is_due_is_collected(qapp: QCoreApplication) -> None:
    del qapp
    gc.collect()
    threads: list[int] = []
    Ended(threads)
    collect_due()
    assert threads == []


def test_lines_read_while_importing_are_forgotten_when_the_program_stands(
    qapp: QCoreApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    del qapp
    monkeypatch.setattr(memory, "SETTLED_MS", 1)
    assert linecache.getlines(__file__)
    running = Memory()
    running.start()
    QTest.qWait(50)
    assert __file__ not in linecache.cache
    assert gc.get_freeze_count() > 0
    running.close()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
    gc.disable()


def test_trimming_is_harmless_everywhere() -> None:
    find_trim()()
