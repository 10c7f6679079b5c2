"""Tests of the desktop: offscreen, in the program's own event loop, silent or failed."""

import asyncio
import gc
import os
from collections.abc import Callable, Generator, Iterator, Mapping

import pytest

# Before anything imports Qt: a test must not depend on a display, or open a window on one.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_QUICK_CONTROLS_STYLE"] = "Basic"

from PySide6.QtCore import QLocale
from PySide6.QtGui import QGuiApplication

from desktop.loop import QtSelectorLoop


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol() -> Generator[None, object, object]:
    """Collect a test's garbage here, and not on whichever thread happens to ask for memory next.

    A QObject that ends on another thread leaves its timers behind, which then fire at nobody. The
    program does the same: see desktop/memory.py.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.enable()


@pytest.fixture(scope="session")
def qapp_cls() -> type[QGuiApplication]:
    return QGuiApplication


@pytest.fixture(autouse=True)
def english(qapp: QGuiApplication) -> Iterator[None]:
    del qapp
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


def pytest_asyncio_loop_factories(
    config: pytest.Config, item: pytest.Item
) -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    del config, item

    def make() -> asyncio.AbstractEventLoop:
        app = QGuiApplication.instance() or QGuiApplication([])
        return QtSelectorLoop(app)

    return {"qt": make}
