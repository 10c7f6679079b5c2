"""The whole window by keyboard alone: no trap, nothing out of sight, no dead end."""

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from desktop.viewmodels.navigation import PAGES
from tests.desktop.qml.conftest import Shown
from tests.desktop.qml.test_window import show

MOST_STOPS = 200
WIDE, PHONE = (1280, 800), (360, 740)
SLACK = 2.0
"""A ring of focus may stand out of its window by its own width."""


def place(item: QQuickItem) -> QRectF:
    corner = item.mapToScene(QPointF(0, 0))
    return QRectF(corner.x(), corner.y(), item.width(), item.height())


def is_in_sight(shown: Shown, item: QQuickItem) -> bool:
    window = QRectF(0, 0, shown.root.width(), shown.root.height())
    seen = place(item)
    # What is taller than its page shows its beginning.
    seen.setHeight(min(seen.height(), window.height() / 2))
    return window.adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(seen)


async def walk(shown: Shown, key: Qt.Key) -> list[QQuickItem]:
    """Press a key until the focus comes round; return where it has been."""
    stops: list[QQuickItem] = []
    for _ in range(MOST_STOPS):
        QTest.keyClick(shown.root, key)
        await shown.settle()
        item = shown.root.activeFocusItem()
        assert item is not None
        if item in stops:
            assert item is stops[0], "the focus is caught in a part of the window"
            return stops
        assert is_in_sight(shown, item), f"{item.metaObject().className()} at {place(item)}"
        stops.append(item)
    pytest.fail("the focus never came round")


@pytest.mark.parametrize("page", [page for page in PAGES if page not in ("home", "area")])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
async def test_tab_walks_over_a_page_and_comes_round(
    shown: Shown, page: str, size: tuple[int, int]
) -> None:
    shown.root.resize(*size)
    await show(shown, page)
    assert len(await walk(shown, Qt.Key.Key_Tab)) > 4


async def test_backtab_walks_over_a_conversation(shown: Shown) -> None:
    shown.models.talk.talkTo("kitchen")
    await shown.until(lambda: shown.models.conversation.property("count") > 0)
    assert len(await walk(shown, Qt.Key.Key_Backtab)) > 8
