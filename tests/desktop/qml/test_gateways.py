"""Gateways in the window: found, added, opened, and their devices given rooms."""

import asyncio

import msgspec
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from desktop.backend.api import Places
from desktop.backend.fake_devices import TWINS
from desktop.backend.fake_gateways import NOWHERE
from desktop.window import colors_in
from tests.desktop.qml.conftest import Shown
from tests.desktop.qml.test_controls import spoken, walk
from tests.desktop.qml.test_people import button, click
from tests.desktop.qml.test_talk import middle, seen
from tests.desktop.qml.test_window import LEAST_COLORS, SIZES, below, show, type_word

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
GATEWAY_PAGES = ("gateways", "gateway", "addGateway", "arrange")


def row(shown: Shown, kind: str, **wanted: str) -> QQuickItem:
    return next(
        each
        for each in seen(shown, kind)
        if all(each.property(name) == value for name, value in wanted.items())
    )


def within(item: QQuickItem, text: str) -> QQuickItem:
    return next(
        each
        for each in below(item)
        if each.metaObject().className().startswith("Button_QML") and each.property("text") == text
    )


def page(shown: Shown) -> str:
    return str(shown.models.app.property("page"))


async def press(shown: Shown, item: QQuickItem) -> None:
    QTest.mouseClick(shown.root, LEFT, NONE, middle(item))
    await shown.settle()


async def at_rest(shown: Shown, item: QQuickItem) -> None:
    """Wait until it has come to where it stays: sheets slide in."""
    before = QPointF(-1, -1)
    while item.mapToScene(QPointF()) != before:
        before = item.mapToScene(QPointF())
        await asyncio.sleep(0.05)
        await shown.settle()


async def tall(shown: Shown, name: str) -> None:
    """Show a page in a window that holds all of it."""
    shown.root.resize(1280, 2400)
    await show(shown, name)


async def fill(shown: Shown, **texts: str) -> None:
    for name, text in texts.items():
        shown.models.adding.answer(name, text)
    await shown.settle()


async def test_what_was_found_is_there_with_one_tap_and_leads_to_its_rooms(shown: Shown) -> None:
    await tall(shown, "gateways")
    await shown.until(lambda: len(seen(shown, "FoundRow")) == 5)
    await press(shown, within(row(shown, "FoundRow", foundId="wled-1"), "Add"))
    await shown.until(lambda: row(shown, "FoundRow", foundId="wled-1").property("isAdded") is True)
    await shown.settle()
    await press(shown, within(row(shown, "FoundRow", foundId="wled-1"), "Give them rooms"))
    assert page(shown) == "arrange"
    await shown.until(lambda: len(seen(shown, "ArrangeRow")) == 8)


async def test_an_empty_network_says_so_and_what_appears_is_shown_at_once(shown: Shown) -> None:
    await tall(shown, "addGateway")
    await shown.until(lambda: len(seen(shown, "FoundRow")) == 5)
    things = (await shown.backend.gateways.found()).found
    shown.backend.gateways.vanish()
    await shown.until(lambda: seen(shown, "FoundRow") == [])
    texts = [str(each.property("text")) for each in seen(shown, "Label")]
    assert any(text.startswith("Nothing found yet") for text in texts)
    shown.backend.gateways.appear(msgspec.structs.replace(things[1], title="New strip"))
    await shown.until(lambda: len(seen(shown, "FoundRow")) == 1)


async def test_a_bridge_shows_its_button_counts_down_and_can_be_given_up(shown: Shown) -> None:
    await tall(shown, "gateways")
    await shown.until(lambda: len(seen(shown, "FoundRow")) == 5)
    await press(shown, within(row(shown, "FoundRow", foundId="hue-1"), "Set up"))
    assert page(shown) == "addGateway"
    (guide,) = seen(shown, "ButtonGuide")
    assert guide.property("text") == "Press the round button on the bridge."
    assert seen(shown, "OptionField") == []
    await click(shown, "Connect")
    await shown.until(lambda: guide.property("isWaiting") is True)
    assert guide.property("secondsLeft") == 60
    await shown.settle()
    await click(shown, "Cancel")
    await shown.until(lambda: guide.property("isWaiting") is False)
    assert shown.backend.gateways.cancelled == 1
    await click(shown, "Connect")
    shown.backend.gateways.button.set()
    await shown.until(lambda: len(seen(shown, "AddedView")) == 1)


async def test_a_gateway_is_added_with_the_keyboard_alone(shown: Shown) -> None:
    await tall(shown, "addGateway")
    await shown.until(lambda: bool(seen(shown, "ListRow")))
    (search,) = [
        each
        for each in seen(shown, "SearchField")
        if "systems" in str(each.property("label")) and each.isVisible()
    ]
    search.forceActiveFocus(Qt.FocusReason.TabFocusReason)
    type_word(shown, "wled")
    await shown.settle()
    QTest.keyClick(shown.root, Qt.Key.Key_Return)
    await shown.until(lambda: len(seen(shown, "OptionField")) == 1)
    await shown.settle()
    type_word(shown, "strip")
    QTest.keyClick(shown.root, Qt.Key.Key_Return)
    await shown.until(lambda: len(seen(shown, "AddedView")) == 1)
    await shown.settle()
    QTest.keyClick(shown.root, Qt.Key.Key_Space)
    await shown.until(lambda: page(shown) == "arrange")


async def test_what_does_not_answer_says_why_what_helps_and_details_to_copy(shown: Shown) -> None:
    await tall(shown, "addGateway")
    shown.models.adding.begin("mqtt")
    await shown.settle()
    await fill(shown, host=f"{NOWHERE}.local")
    await click(shown, "Test connection")
    await shown.until(lambda: len(seen(shown, "ProblemBox")) == 1)
    (problem,) = seen(shown, "ProblemBox")
    assert problem.property("text") == "Nothing answered at that address."
    assert problem.property("remedy") != ""
    await shown.settle()
    await click(shown, "Copy details")
    assert QGuiApplication.clipboard().text().startswith("gateway_unreachable")
    await fill(shown, host="broker.local")
    await click(shown, "Test connection")
    await shown.until(lambda: shown.models.adding.property("trialText") != "")
    assert seen(shown, "ProblemBox") == []


async def test_how_it_went_is_brought_into_view(shown: Shown) -> None:
    shown.root.resize(360, 740)
    await show(shown, "addGateway")
    shown.models.adding.begin("mqtt")
    await fill(shown, host=f"{NOWHERE}.local")
    shown.models.adding.start()
    await shown.until(lambda: len(seen(shown, "ProblemBox")) == 1)
    await shown.settle()
    (problem,) = seen(shown, "ProblemBox")
    assert problem.mapToScene(QPointF(0, problem.height())).y() < shown.root.height()


async def test_a_choice_is_chosen_and_not_typed(shown: Shown) -> None:
    await tall(shown, "addGateway")
    shown.models.adding.begin("mqtt")
    await shown.settle()
    transport = next(
        each for each in seen(shown, "OptionField") if each.property("label") == "Transport"
    )
    (select,) = [
        each for each in below(transport) if each.metaObject().className().startswith("Select_QML")
    ]
    assert select.property("current") == "tcp"
    select.forceActiveFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(shown.root, Qt.Key.Key_Space)
    await shown.settle()
    QTest.keyClick(shown.root, Qt.Key.Key_Down)
    QTest.keyClick(shown.root, Qt.Key.Key_Return)
    await shown.until(lambda: select.property("current") == "websockets")


async def test_a_device_that_dials_in_gets_an_address_to_copy(shown: Shown) -> None:
    await tall(shown, "addGateway")
    shown.models.adding.begin("shelly_outbound")
    await shown.settle()
    await click(shown, "Connect")
    await shown.until(lambda: len(seen(shown, "DialAddress")) == 1)
    await shown.settle()
    await click(shown, "Copy address")
    assert QGuiApplication.clipboard().text() == shown.models.adding.property("dialAddress")


async def test_a_gateway_opens_shows_its_log_and_takes_another_name(shown: Shown) -> None:
    await tall(shown, "gateways")
    await press(shown, row(shown, "GatewayCard", gatewayId="fake-gateway"))
    assert page(shown) == "gateway"
    await shown.until(lambda: len(seen(shown, "FactList")) == 2)
    await shown.until(lambda: bool(shown.models.gateway_detail.property("facts")))
    await shown.settle()
    await click(shown, "Show log")
    texts = [str(each.property("text")) for each in seen(shown, "Label")]
    assert any("token=***" in text for text in texts)
    await click(shown, "Edit name, settings and key")
    shown.models.adding.rename("Old house")
    await click(shown, "Save")
    await shown.until(lambda: page(shown) == "gateway")
    assert shown.models.gateway_detail.property("title") == "Old house"


async def test_a_gateway_is_removed_after_a_question_that_says_what_goes(shown: Shown) -> None:
    shown.models.open_gateway("fake-garden")
    shown.root.resize(1280, 2400)
    await shown.settle()
    await click(shown, "Remove gateway")
    assert shown.models.gateways.property("count") == 2
    (dialog,) = [each for each in seen(shown, "Button") if each.property("text") == "Remove"]
    await press(shown, dialog)
    await shown.until(lambda: shown.models.gateways.property("count") == 1)
    assert page(shown) == "gateways"


async def test_devices_go_into_a_room_together_and_back_again(shown: Shown) -> None:
    await shown.backend.add_gateway("wled", "Strip", {"host": "192.0.2.40"})
    shown.models.arranging.open("wled-2")
    await show(shown, "arrange")
    await shown.until(lambda: len(seen(shown, "ArrangeRow")) > 4)
    for one in seen(shown, "ArrangeRow")[:2]:
        shown.models.arranging.select(one.property("deviceId"), True)
    await shown.settle()
    await click(shown, "Put into room …")
    await shown.until(lambda: bool(seen(shown, "MenuRow")))
    QTest.keyClick(shown.root, Qt.Key.Key_Down)
    QTest.keyClick(shown.root, Qt.Key.Key_Return)
    await shown.until(lambda: shown.models.arranging.property("canUndo") is True)
    (change,) = shown.backend.devices.arranged
    assert [one.area_id for one in change] == [
        shown.models.arranging.property("rooms")[1]["value"]
    ] * 2
    await shown.settle()
    await click(shown, "Undo")
    await shown.until(lambda: shown.models.arranging.property("unplacedCount") == 8)


async def test_the_tab_key_comes_to_devices_that_are_out_of_sight(shown: Shown) -> None:
    shown.root.resize(360, 740)
    shown.models.arranging.open("")
    await show(shown, "arrange")
    await shown.until(lambda: len(seen(shown, "ArrangeRow")) > 2)
    first = seen(shown, "ArrangeRow")[0]
    QTest.mouseClick(shown.root, LEFT, NONE, middle(first))
    ticks = [each for each in below(first) if each.metaObject().className().startswith("CheckMark")]
    ticks[0].forceActiveFocus(Qt.FocusReason.TabFocusReason)
    reached: set[int] = set()
    for _ in range(60):
        QTest.keyClick(shown.root, Qt.Key.Key_Tab)
        await shown.settle()
        item: QQuickItem | None = shown.root.activeFocusItem()
        while item is not None and not item.metaObject().className().startswith("ArrangeRow"):
            item = item.parentItem()
        if item is None:
            break
        reached.add(int(item.property("index")))
        assert item.mapToScene(QPointF()).y() < shown.root.height()
    assert max(reached) > 12


async def test_what_is_there_twice_is_shown_as_one_and_the_detail_separates_it(
    shown: Shown,
) -> None:
    await tall(shown, "gateways")
    await shown.until(lambda: len(seen(shown, "DuplicateCard")) == 1)
    await shown.settle()
    await click(shown, "Show as one")
    await shown.until(lambda: seen(shown, "DuplicateCard") == [])
    keep, other = TWINS
    shown.models.open_entity(str(keep).removeprefix("device-"))
    await shown.until(lambda: len(seen(shown, "MergedNote")) == 1)
    await at_rest(shown, button(shown, "Separate"))
    await click(shown, "Separate")
    await shown.until(lambda: other in shown.models.home.mirror.devices)


async def test_a_new_home_offers_what_was_found(shown: Shown) -> None:
    shown.root.resize(1280, 1600)
    for gateway_id in ("fake-gateway", "fake-garden"):
        shown.models.gateways.remove(gateway_id)
    shown.backend.set_places(Places())
    await show(shown, "home")
    await shown.until(lambda: len(seen(shown, "FoundRow")) == 5)
    assert button(shown, "Connect a gateway").isVisible()


@pytest.mark.parametrize(
    ("size", "theme"), list(zip(SIZES, ("contrast", "dark", "light", "dark"), strict=True))
)
async def test_every_step_is_drawn_within_the_window_and_named(
    shown: Shown, size: tuple[int, int], theme: str
) -> None:
    QAccessible.setActive(True)
    shown.models.settings.setProperty("theme", theme)
    shown.root.resize(*size)
    shown.models.gateway_detail.open("fake-garden")
    for name in GATEWAY_PAGES:
        await show(shown, name)
        assert colors_in(shown.window.picture()) > LEAST_COLORS, name
        fits(shown, name)
    shown.models.arranging.open((await shown.backend.add_gateway("wled", None, {"host": "h"})).id)
    await show(shown, "arrange")
    shown.models.arranging.selectAll(True)
    await shown.until(lambda: bool(seen(shown, "ArrangeRow")))
    fits(shown, "new devices")
    await show(shown, "addGateway")
    for kind in ("hue", "mqtt", "esphome", "shelly_outbound", "matter"):
        shown.models.adding.begin(kind)
        await shown.settle()
        fits(shown, kind)


def fits(shown: Shown, name: str) -> None:
    """Nothing to press sticks out at a side or is without a name."""
    for kind in ("Button", "IconButton", "TextField", "ListRow", "Banner"):
        for item in seen(shown, kind):
            left = item.mapToScene(QPointF()).x()
            right = left + item.width()
            text = f"{name}: {item.property('text')}"
            assert (left >= 0, right <= shown.root.width() + 0.5) == (True, True), text
    interface = QAccessible.queryAccessibleInterface(shown.root)
    assert interface is not None
    for each in walk(interface):
        if each.state().focusable and not each.state().invisible:
            assert spoken(each), f"{name}: {each.role()} at {each.rect()}"
