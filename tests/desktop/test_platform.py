"""Graphics, windows, one instance, and starting again."""

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtTest import QSignalSpy

from desktop.platform import window_place
from desktop.platform.graphics import has_graphics_card, is_fast_renderer
from desktop.platform.settings import WindowPlace
from desktop.platform.single_instance import SingleInstance


@pytest.mark.parametrize(
    ("name", "is_fast"),
    [
        ("llvmpipe (LLVM 15.0.6, 256 bits)", False),
        ("Microsoft Basic Render Driver", False),
        ("softpipe", False),
        ("", False),
        ("Mesa Intel(R) UHD Graphics 620 (KBL GT2)", True),
        ("NVIDIA GeForce RTX 3060/PCIe/SSE2", True),
    ],
)
def test_opengl_in_software_is_recognised(name: str, is_fast: bool) -> None:
    assert is_fast_renderer(name) is is_fast


def test_screen_that_is_not_there_has_no_graphics_card(qapp: QGuiApplication) -> None:
    assert qapp.platformName() == "offscreen"
    assert not has_graphics_card()


def test_window_returns_to_its_place(qapp: QGuiApplication) -> None:
    del qapp
    window = QWindow()
    window_place.restore(window, WindowPlace(width=640, height=480, x=30, y=40))
    assert (window.width(), window.height(), window.x(), window.y()) == (640, 480, 30, 40)
    assert window_place.place_of(window, WindowPlace()) == WindowPlace(
        width=640, height=480, x=30, y=40
    )


def test_window_of_a_screen_that_is_gone_is_put_on_one_that_is_there(
    qapp: QGuiApplication,
) -> None:
    del qapp
    window = QWindow()
    window_place.restore(window, WindowPlace(width=640, height=480, x=9000, y=9000))
    assert window.x() < 9000


def test_large_window_remembers_the_size_it_had_before(qapp: QGuiApplication) -> None:
    del qapp
    window = QWindow()
    before = WindowPlace(width=640, height=480)
    window_place.restore(window, WindowPlace(width=640, height=480, is_maximized=True))
    place = window_place.place_of(window, before)
    assert (place.width, place.height, place.is_maximized) == (640, 480, True)


def test_second_start_shows_the_first_and_ends(qapp: QGuiApplication, tmp_path: Path) -> None:
    del qapp
    first, second = SingleInstance(tmp_path), SingleInstance(tmp_path)
    asked = QSignalSpy(first.asked_to_show)
    assert first.claim()
    assert not second.claim()
    assert asked.count() or asked.wait(2000)
    first.release()
    assert second.claim()
    second.release()


def test_other_data_is_another_program(qapp: QGuiApplication, tmp_path: Path) -> None:
    del qapp
    first, other = SingleInstance(tmp_path / "a"), SingleInstance(tmp_path / "b")
    assert first.claim()
    assert other.claim()
    first.release()
    other.release()
