"""Notices in the window: cards where they are kept, and a word about those that just came."""

from PySide6.QtCore import Qt
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from desktop.backend.fake_notices import notice
from tests.desktop.qml.conftest import NOW, Shown
from tests.desktop.qml.test_people import click
from tests.desktop.qml.test_talk import middle, seen
from tests.desktop.qml.test_window import show

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


def cards(shown: Shown) -> list[QQuickItem]:
    return seen(shown, "NoticeCard")


async def test_the_first_page_shows_what_is_unread_and_the_button_does_it(shown: Shown) -> None:
    await shown.until(lambda: len(cards(shown)) == 2)
    assert cards(shown)[0].property("noticeId") == "leak"
    await click(shown, "Close the water")
    await shown.until(lambda: len(cards(shown)) == 1)
    assert shown.backend.notices.pressed == [("leak", "close")]


async def test_the_page_of_what_happened_keeps_what_was_read(shown: Shown) -> None:
    await show(shown, "activity")
    await shown.until(lambda: len(cards(shown)) == 3)
    await click(shown, "Mark all as read")
    await shown.until(lambda: all(card.property("isRead") for card in cards(shown)))
    assert len(cards(shown)) == 3
    assert [one["badge"] for one in shown.models.app.property("navigation")
            if one["page"] == "activity"] == [0]  # fmt: skip


async def test_what_comes_on_another_page_is_told_there(shown: Shown) -> None:
    await show(shown, "settings")
    await shown.settle()
    assert seen(shown, "NoticeToast") == []
    shown.backend.notices.add(notice("post", "The post is here.", NOW, title="Post"))
    await shown.until(lambda: len(seen(shown, "NoticeToast")) == 1)
    (toast,) = seen(shown, "NoticeToast")
    await shown.settle()
    assert toast.property("words") == "Post: The post is here."
    offer = next(
        each
        for each in seen(shown, "Button")
        if each.property("text") == "Show" and toast.isAncestorOf(each)
    )
    QTest.mouseClick(shown.root, LEFT, NONE, middle(offer))
    await shown.until(lambda: seen(shown, "NoticeToast") == [])
    assert shown.models.app.property("page") == "activity"
