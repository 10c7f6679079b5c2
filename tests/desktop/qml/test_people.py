"""People and their phones over a made-up home: who is here, who may come in, who is signed out."""

from PySide6.QtCore import Qt
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from desktop.backend.people import PairingState
from tests.desktop.qml.conftest import Shown
from tests.desktop.qml.test_talk import middle, seen
from tests.desktop.qml.test_window import show

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


def button(shown: Shown, text: str) -> QQuickItem:
    return next(each for each in seen(shown, "Button") if each.property("text") == text)


async def click(shown: Shown, text: str) -> None:
    QTest.mouseClick(shown.root, LEFT, NONE, middle(button(shown, text)))
    await shown.settle()


async def test_everybody_is_listed_with_their_devices(shown: Shown) -> None:
    shown.root.resize(1280, 1600)
    await show(shown, "people")
    await shown.until(lambda: len(seen(shown, "PersonCard")) > 2)
    names = {card.property("name") for card in seen(shown, "PersonCard")}
    assert {"Anna", "Tom"} <= names
    assert len(seen(shown, "DeviceRow")) > 2


async def test_a_phone_is_let_in_by_words_that_match(shown: Shown) -> None:
    await show(shown, "addPhone")
    await click(shown, "Show the code")
    await shown.until(lambda: len(seen(shown, "QrCode")) == 1)
    (code,) = seen(shown, "QrCode")
    side, dot = code.property("side"), code.property("dot")
    assert dot >= 1
    assert side * dot <= code.width()
    shown.backend.people.tell_pairing(
        PairingState(state="asking", request_id="1", device="Pixel 8", words=("sun", "sea", "tea"))
    )
    await shown.until(lambda: len(seen(shown, "PairingQuestion")) == 1)
    await click(shown, "These words match")
    await shown.until(lambda: len(seen(shown, "EmptyState")) == 1)
    await click(shown, "Done")
    assert shown.models.app.property("page") == "people"


async def test_leaving_the_page_closes_the_offer(shown: Shown) -> None:
    await show(shown, "addPhone")
    await click(shown, "Show the code")
    await shown.until(lambda: len(seen(shown, "QrCode")) == 1)
    await show(shown, "home")
    await shown.until(lambda: shown.backend.people.pairing.state == "closed")


async def test_nobody_is_signed_out_without_a_question(shown: Shown) -> None:
    await show(shown, "people")
    await shown.until(lambda: len(seen(shown, "DeviceRow")) > 2)
    before = len(seen(shown, "DeviceRow"))
    await click(shown, "Sign out")
    assert len(seen(shown, "DeviceRow")) == before
    confirm = [each for each in seen(shown, "Button") if each.property("kind") == "danger"]
    QTest.mouseClick(shown.root, LEFT, NONE, middle(confirm[0]))
    await shown.until(lambda: len(seen(shown, "DeviceRow")) < before)


async def test_a_guests_hours_are_asked_for_where_they_are_invited(shown: Shown) -> None:
    shown.root.resize(800, 1400)
    await show(shown, "addPhone")
    assert seen(shown, "VisitChoice") == []
    guest = next(each for each in seen(shown, "ChoiceCard") if each.property("text") == "Guest")
    QTest.mouseClick(shown.root, LEFT, NONE, middle(guest))
    await shown.until(lambda: len(seen(shown, "VisitChoice")) == 1)
    (visit,) = seen(shown, "VisitChoice")
    await shown.window.first_frame()  # it has its place on the page
    toggle = next(each for each in seen(shown, "Toggle") if visit.isAncestorOf(each))
    QTest.mouseClick(shown.root, LEFT, NONE, middle(toggle))
    await shown.until(lambda: any(each.property("text") == "Sat" for each in seen(shown, "Button")))
    await shown.window.first_frame()
    await click(shown, "Sat")
    chosen = visit.property("visit").toVariant()
    assert chosen["isLimited"] is True
    assert sorted(chosen["days"]) == [0, 1, 2, 3, 4, 5]
