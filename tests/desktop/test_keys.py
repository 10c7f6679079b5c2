"""The talk key on a keyboard: inside the window, and everywhere on an X11 desktop."""

import asyncio
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QMouseEvent
from PySide6.QtQuick import QQuickItem, QQuickWindow

from desktop.platform.hotkeys import NoHotkeys, open_hotkeys
from desktop.platform.key_names import KeyCapture, key_of
from desktop.platform.talk_keyboard import TalkKeyboard
from tests.desktop.home_rig import until
from tests.fakes import listening_keyboard
from tests.fakes.listening_keyboard import Key, KeyCode, Listener

NONE = Qt.KeyboardModifier.NoModifier


class Board:
    """A window with a keyboard."""

    def __init__(self, key: str = "Space") -> None:
        self.window = QQuickWindow()
        self.told: list[str] = []
        self.keyboard = TalkKeyboard(
            self.window,
            lambda: key,
            lambda: self.told.append("down"),
            lambda: self.told.append("up"),
        )

    def send(self, event: QEvent) -> None:
        QGuiApplication.sendEvent(self.window, event)

    def key(
        self,
        key: Qt.Key,
        *,
        is_down: bool,
        modifiers: Qt.KeyboardModifier = NONE,
        is_repeat: bool = False,
    ) -> None:
        kind = QEvent.Type.KeyPress if is_down else QEvent.Type.KeyRelease
        self.send(QKeyEvent(kind, key, modifiers, "", is_repeat))

    def focus(self, item: QQuickItem) -> None:
        item.setParentItem(self.window.contentItem())
        item.forceActiveFocus()


@pytest.fixture
def board(qapp: QGuiApplication) -> Iterator[Board]:
    made = Board()
    yield made
    made.window.destroy()


def test_space_talks_once_however_long_it_repeats(board: Board) -> None:
    board.key(Qt.Key.Key_Space, is_down=True)
    for is_down in (False, True, False, True):
        board.key(Qt.Key.Key_Space, is_down=is_down, is_repeat=True)
    board.key(Qt.Key.Key_A, is_down=True)
    assert board.told == ["down"]
    board.key(Qt.Key.Key_Space, is_down=False)
    assert board.told == ["down", "up"]


def test_a_key_with_another_one_held_is_another_key(board: Board) -> None:
    board.key(Qt.Key.Key_Space, is_down=True, modifiers=Qt.KeyboardModifier.ControlModifier)
    assert board.told == []


def test_a_window_that_loses_the_keyboard_lets_go(board: Board) -> None:
    board.key(Qt.Key.Key_Space, is_down=True)
    board.send(QFocusEvent(QEvent.Type.FocusOut))
    board.key(Qt.Key.Key_Space, is_down=False)
    assert board.told == ["down", "up"]


def test_a_text_field_keeps_its_space(board: Board) -> None:
    field = QQuickItem()
    field.setFlag(QQuickItem.Flag.ItemAcceptsInputMethod)
    board.focus(field)
    board.key(Qt.Key.Key_Space, is_down=True)
    assert board.told == []


def test_what_was_reached_with_tab_keeps_its_space_and_what_was_clicked_does_not(
    board: Board,
) -> None:
    tile = QQuickItem()
    tile.setProperty("activeFocusOnTab", True)
    board.focus(tile)
    board.key(Qt.Key.Key_Tab, is_down=True)
    board.key(Qt.Key.Key_Space, is_down=True)
    assert board.told == []
    press = QMouseEvent(
        QEvent.Type.MouseButtonPress,
        tile.position(),
        tile.position(),
        Qt.MouseButton.LeftButton,
        Qt.MouseButton.LeftButton,
        NONE,
    )
    board.send(press)
    board.key(Qt.Key.Key_Space, is_down=True)
    assert board.told == ["down"]


def test_the_next_key_is_captured_with_what_is_held_beside_it(qapp: QGuiApplication) -> None:
    names: list[str] = []
    capture, target = KeyCapture(), QObject()
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    capture.start(names.append)
    for key, modifiers in ((Qt.Key.Key_Control, NONE), (Qt.Key.Key_T, both)):
        QGuiApplication.sendEvent(target, QKeyEvent(QEvent.Type.KeyPress, key, modifiers))
    capture.start(names.append)
    QGuiApplication.sendEvent(target, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Escape, NONE))
    assert names == ["Ctrl+Alt+T", ""]


def test_a_key_is_found_by_its_name() -> None:
    assert key_of("Ctrl+F9") is Qt.Key.Key_F9
    assert key_of("") is None


@pytest.mark.parametrize(
    ("surroundings", "reason"),
    [
        ({"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}, "wayland"),
        ({}, "no_display"),
        ({"DISPLAY": ":no-such"}, "no_display"),
    ],
)
async def test_where_no_program_may_have_a_key_that_is_said(
    surroundings: dict[str, str], reason: str
) -> None:
    hotkeys = await asyncio.to_thread(open_hotkeys, "linux", surroundings)
    assert isinstance(hotkeys, NoHotkeys)
    assert hotkeys.reason == reason
    assert not await hotkeys.use("F9", lambda: None, lambda: None)


@pytest.fixture
def display() -> Iterator[str]:
    if shutil.which("Xvfb") is None or shutil.which("xdotool") is None:
        pytest.fail("there is no keyboard to press: apt install xvfb xdotool")
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "640x480x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as answer:
        number = answer.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait()


async def press(display: str, *words: str) -> None:
    surroundings = {**os.environ, "DISPLAY": display}
    done = await asyncio.to_thread(
        subprocess.run, ["xdotool", *words], env=surroundings, check=True
    )
    assert done.returncode == 0


async def test_a_grabbed_key_is_felt_once_however_long_it_is_held(display: str) -> None:
    told: list[str] = []
    hotkeys = await asyncio.to_thread(open_hotkeys, "linux", {"DISPLAY": display})
    assert await hotkeys.use("Ctrl+Alt+T", lambda: told.append("down"), lambda: told.append("up"))
    await press(display, "keydown", "ctrl", "keydown", "alt", "keydown", "t")
    await until(lambda: told == ["down"])
    await asyncio.sleep(0.8)  # the keyboard begins to repeat it
    assert told == ["down"]
    await press(display, "keyup", "t", "keyup", "alt", "keyup", "ctrl")
    await until(lambda: told == ["down", "up"])
    await hotkeys.close()


async def test_a_key_another_program_has_is_refused_and_free_once_that_let_go(
    display: str,
) -> None:
    first = await asyncio.to_thread(open_hotkeys, "linux", {"DISPLAY": display})
    second = await asyncio.to_thread(open_hotkeys, "linux", {"DISPLAY": display})
    told: list[bool] = []
    for hotkeys, name in (
        (first, "F9"), (second, "F9"), (first, ""), (second, "F9"), (second, "NoSuchKey"),
    ):  # fmt: skip
        told.append(await hotkeys.use(name, lambda: None, lambda: None))
    assert told == [True, False, True, True, False]
    await first.close()
    await second.close()


@pytest.fixture
def keyboard(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name, module in listening_keyboard.pynput().items():
        monkeypatch.setitem(sys.modules, name, module)
    yield
    sys.modules.pop("desktop.platform.listened_hotkeys", None)


async def test_where_keys_are_listened_for_the_whole_combination_counts(keyboard: None) -> None:
    told: list[str] = []
    hotkeys = open_hotkeys("win32", {})
    assert await hotkeys.use("Ctrl+T", lambda: told.append("down"), lambda: told.append("up"))
    (listener,) = Listener.running
    for key in (Key.ctrl, KeyCode("x"), KeyCode("t"), KeyCode("t")):
        listener.on_press(key)
    await until(lambda: told == ["down"])
    listener.on_release(Key.ctrl)
    listener.on_release(KeyCode("t"))
    await until(lambda: told == ["down", "up"])
    assert not await hotkeys.use("Ctrl+NoSuchKey", lambda: None, lambda: None)
    await hotkeys.close()
    assert Listener.running == []


def test_without_the_part_that_listens_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pynput", None)
    assert open_hotkeys("darwin", {}).reason == "missing"
