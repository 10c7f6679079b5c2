"""The loop that is asyncio's and Qt's at once."""

import asyncio
import importlib.util
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, QObject, QTimer
from PySide6.QtGui import QGuiApplication

from desktop.loop import LOOP_VARIABLE, QtSelectorLoop, create_loop
from embedded_hub.errors import ConfigError

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
HAS_CPYTHON_TESTS = importlib.util.find_spec("test.test_asyncio") is not None


@pytest.fixture
def loop(qapp: QGuiApplication) -> Iterator[QtSelectorLoop]:
    made = QtSelectorLoop(qapp)
    yield made
    made.close()


@pytest.mark.skipif(not HAS_CPYTHON_TESTS, reason="this Python comes without its own tests")
def test_passes_every_event_loop_test_of_cpython() -> None:
    done = subprocess.run(
        [sys.executable, str(HERE / "cpython_loop_suite.py")],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    assert "Ran " in done.stderr


def test_callback_scheduled_from_a_qt_slot_runs(loop: QtSelectorLoop) -> None:
    ran: list[str] = []

    def slot() -> None:
        loop.call_soon(ran.append, "soon")
        loop.call_later(0.001, ran.append, "later")
        loop.call_later(0.002, loop.stop)

    QTimer.singleShot(0, slot)
    loop.run_forever()
    assert ran == ["soon", "later"]


def test_callbacks_keep_their_order(loop: QtSelectorLoop) -> None:
    ran: list[int] = []
    for number in range(500):
        loop.call_soon(ran.append, number)
    loop.call_soon(loop.stop)
    loop.run_forever()
    assert ran == list(range(500))


def test_callbacks_from_another_thread_keep_their_order(loop: QtSelectorLoop) -> None:
    ran: list[int] = []

    def post() -> None:
        for number in range(200):
            loop.call_soon_threadsafe(ran.append, number)
        loop.call_soon_threadsafe(loop.stop)

    thread = threading.Thread(target=post)
    loop.call_soon(thread.start)
    loop.run_forever()
    thread.join()
    assert ran == list(range(200))


def test_nested_qt_loop_in_a_callback_pauses_the_rest_and_goes_on_after(
    loop: QtSelectorLoop,
) -> None:
    ticks: list[str] = []

    async def background() -> None:
        while True:
            ticks.append("tick")
            await asyncio.sleep(0.001)

    async def opens_a_nested_loop() -> int:
        task = asyncio.create_task(background())
        await asyncio.sleep(0.01)
        nested = QEventLoop()
        QTimer.singleShot(30, nested.quit)
        before = len(ticks)
        nested.exec()
        assert len(ticks) == before
        while len(ticks) < before + 3:
            await asyncio.sleep(0.001)
        task.cancel()
        return len(ticks) - before

    assert loop.run_until_complete(opens_a_nested_loop()) >= 3


def test_nested_qt_loop_in_a_slot_lets_everything_go_on(loop: QtSelectorLoop) -> None:
    ticks: list[str] = []
    seen: list[int] = []

    def slot() -> None:
        nested = QEventLoop()
        QTimer.singleShot(60, nested.quit)
        before = len(ticks)
        nested.exec()
        seen.append(len(ticks) - before)

    async def run() -> None:
        QTimer.singleShot(0, slot)
        while not seen:
            ticks.append("tick")
            await asyncio.sleep(0.001)

    loop.run_until_complete(run())
    assert seen[0] > 0


def test_nested_qt_loop_does_not_spin(loop: QtSelectorLoop) -> None:
    async def run() -> float:
        # Readable from now on: without the guard every turn of the nested loop would see it.
        loop.call_soon_threadsafe(lambda: None)
        nested = QEventLoop()
        QTimer.singleShot(100, nested.quit)
        began = time.process_time()
        nested.exec()
        return time.process_time() - began

    assert loop.run_until_complete(run()) < 0.05


def test_stop_ends_after_the_callbacks_already_scheduled(loop: QtSelectorLoop) -> None:
    ran: list[str] = []
    loop.call_soon(ran.append, "before")
    loop.stop()
    loop.run_forever()
    assert ran == ["before"]
    loop.call_soon(loop.stop)
    loop.run_forever()
    assert not loop.is_running()


def test_stop_from_a_qt_slot_wakes_a_loop_that_has_nothing_to_do(loop: QtSelectorLoop) -> None:
    QTimer.singleShot(5, loop.stop)
    loop.run_forever()
    assert not loop.is_running()


def test_keyboard_interrupt_leaves_the_loop(loop: QtSelectorLoop) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    loop.call_soon(interrupt)
    with pytest.raises(KeyboardInterrupt):
        loop.run_forever()
    loop.call_soon(loop.stop)
    loop.run_forever()


def test_painting_gets_its_turn_between_busy_callbacks(loop: QtSelectorLoop) -> None:
    turns: list[str] = []
    timer = QTimer()
    timer.setInterval(0)
    timer.timeout.connect(lambda: turns.append("qt"))
    timer.start()

    async def busy() -> None:
        end = time.monotonic() + 0.05
        while time.monotonic() < end:
            await asyncio.sleep(0)

    loop.run_until_complete(busy())
    timer.stop()
    assert len(turns) >= 3


def test_cancelled_timers_leave_no_qt_timers(loop: QtSelectorLoop) -> None:
    for _ in range(1000):
        loop.call_later(3600, print).cancel()
    assert len(loop._anchor.findChildren(QTimer)) == 2


@pytest.mark.parametrize("choice", ["native", "qasync"])
def test_loop_can_be_chosen(
    qapp: QGuiApplication, monkeypatch: pytest.MonkeyPatch, choice: str
) -> None:
    monkeypatch.setenv(LOOP_VARIABLE, choice)
    made = create_loop(qapp)
    try:
        assert isinstance(made, QtSelectorLoop) is (choice == "native")
        assert made.run_until_complete(asyncio.sleep(0, "ran")) == "ran"
    finally:
        made.close()
        asyncio.set_event_loop(None)


def test_unknown_loop_is_refused(qapp: QGuiApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(LOOP_VARIABLE, "fast")
    with pytest.raises(ConfigError, match="native or qasync"):
        create_loop(qapp)


def test_this_pyside_does_not_eat_references_to_none(qapp: QGuiApplication) -> None:
    # PySide6 6.12.0 on Python < 3.12 drops one reference of None with every call that returns
    # nothing, and the process dies after some thousands (docs/adr/0007).
    del qapp
    held = [None] * 10**6
    thing, timer = QObject(), QTimer()
    before = sys.getrefcount(None)
    for _ in range(300):
        thing.setObjectName("x")
        timer.start(1000)
        timer.stop()
    assert abs(sys.getrefcount(None) - before) < 10
    assert len(held) == 10**6
