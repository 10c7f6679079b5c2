"""The whole window over a made-up home: drawn, reached by keyboard, read aloud, no complaints."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from desktop.backend import fake_home
from desktop.viewmodels.navigation import PAGES
from desktop.window import colors_in
from embedded_hub.model.ids import EntityId
from tests.desktop.qml.conftest import Shown
from tests.desktop.qml.test_controls import spoken, walk

LEAST_COLORS = 4
"""Ground, surface, icon and words: a tile with fewer was not drawn."""

SIZES = ((360, 740), (800, 900), (1280, 800), (1920, 1080))


def below(item: QQuickItem) -> Iterator[QQuickItem]:
    for child in item.childItems():
        if child.isVisible():
            yield child
            yield from below(child)


def tiles(shown: Shown) -> dict[str, QQuickItem]:
    """The tiles that are shown, by entity; the first of each, which may be a favourite."""
    found: dict[str, QQuickItem] = {}
    for item in below(shown.root.contentItem()):
        if item.metaObject().className().startswith("Tile_"):
            found.setdefault(str(item.property("entityId")), item)
    return found


def tile(shown: Shown, entity_id: str) -> QQuickItem:
    return tiles(shown)[entity_id]


def spot(item: QQuickItem) -> QPointF:
    """Where an item's corner is in its window."""
    return item.mapToScene(QPointF())


def focused_type(shown: Shown) -> str:
    return shown.root.activeFocusItem().metaObject().className()


def type_word(shown: Shown, word: str) -> None:
    for letter in word:
        QTest.keyClick(shown.root, Qt.Key(ord(letter.upper())))


async def show(shown: Shown, page: str) -> None:
    area = page.partition(":")[2]
    if area:
        shown.models.app.openArea(area)
    else:
        shown.models.app.navigate(page)
    await shown.settle()


def picture_of(item: QQuickItem, whole: QImage) -> QImage:
    at = item.mapToScene(QPointF(0, 0)).toPoint()
    return whole.copy(at.x(), at.y(), int(item.width()), int(item.height()))


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
async def test_every_page_is_drawn_without_a_complaint(shown: Shown, theme: str) -> None:
    shown.models.settings.setProperty("theme", theme)
    for page in PAGES:
        await show(shown, page)
        assert colors_in(shown.window.picture()) > LEAST_COLORS, page


@pytest.mark.parametrize(("width", "height"), SIZES)
async def test_every_size_is_drawn_without_a_complaint(
    shown: Shown, width: int, height: int
) -> None:
    shown.root.resize(width, height)
    for page in ("home", "settings", "gateways"):
        await show(shown, page)
        assert colors_in(shown.window.picture()) > LEAST_COLORS, page
    shown.models.detail.open("light.living_lamp")
    await shown.settle()
    assert colors_in(shown.window.picture()) > LEAST_COLORS


async def test_every_kind_of_tile_is_drawn_by_the_software_renderer(shown: Shown) -> None:
    shown.root.resize(1280, 2000)
    areas = [entry["areaId"] for entry in shown.models.app.property("navigation")]
    drawn: set[str] = set()
    for area in filter(None, areas):
        await show(shown, f"area:{area}")
        whole = shown.window.picture()
        for entity_id, item in tiles(shown).items():
            assert colors_in(picture_of(item, whole)) >= LEAST_COLORS, entity_id
            drawn.add(entity_id.partition(".")[0])
    assert {"light", "lock", "cover", "climate", "media_player", "sensor", "weather"} <= drawn


async def test_every_detail_opens_without_a_complaint(shown: Shown) -> None:
    await show(shown, "home")
    for entity_id, *_ in fake_home.ROWS:
        shown.models.detail.open(entity_id)
        await shown.settle()
    shown.models.detail.close()
    await shown.settle()


async def test_space_on_a_tile_does_its_main_action(shown: Shown) -> None:
    await show(shown, "area:hall")
    tile(shown, "light.hall").forceActiveFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(shown.root, Qt.Key.Key_Space)
    await shown.settle()
    assert [(entity, action) for entity, action, _ in shown.backend.acted] == [
        ("light.hall", "turn_on")
    ]


async def test_tap_on_the_disc_switches_and_tap_on_the_body_opens(shown: Shown) -> None:
    await show(shown, "area:hall")
    light = tile(shown, "light.hall")
    corner = light.mapToScene(QPointF(0, 0)).toPoint()
    QTest.mouseClick(shown.root, Qt.MouseButton.LeftButton, pos=corner + QPoint(28, 28))
    await shown.settle()
    assert len(shown.backend.acted) == 1
    assert shown.models.detail.property("isOpen") is False
    QTest.mouseClick(shown.root, Qt.MouseButton.LeftButton, pos=corner + QPoint(120, 28))
    await shown.settle()
    assert shown.models.detail.property("entityId") == "light.hall"
    assert len(shown.backend.acted) == 1


async def test_short_tap_on_a_lock_does_nothing(shown: Shown) -> None:
    await show(shown, "area:hall")
    lock = tile(shown, "lock.front_door")
    corner = lock.mapToScene(QPointF(0, 0)).toPoint()
    QTest.mouseClick(shown.root, Qt.MouseButton.LeftButton, pos=corner + QPoint(28, 28))
    await shown.settle()
    assert shown.backend.acted == []
    assert shown.models.detail.property("isOpen") is False


async def test_disarming_asks_for_the_code_on_a_key_pad(shown: Shown) -> None:
    alarm = EntityId("alarm_control_panel.home")
    shown.models.tiles.press(alarm, "alarm", "alarm_arm_home", "")
    await show(shown, "area:hall")
    await shown.until(lambda: tile(shown, alarm).property("stateLine") == "Armed, home")
    button = tile(shown, alarm).mapToScene(QPointF(30, 98)).toPoint()
    QTest.mouseClick(shown.root, Qt.MouseButton.LeftButton, pos=button)
    await shown.until(lambda: focused_type(shown).startswith("KeyPad"))
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_Return):
        QTest.keyClick(shown.root, key)
    await shown.until(lambda: len(shown.backend.acted) > 1)
    assert shown.backend.acted[-1] == (alarm, "alarm_disarm", {"code": "1234"})


async def test_menu_key_offers_what_can_be_done_with_a_tile(shown: Shown) -> None:
    await show(shown, "area:hall")
    tile(shown, "light.hall").forceActiveFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(shown.root, Qt.Key.Key_Menu)
    await shown.settle()
    QTest.keyClick(shown.root, Qt.Key.Key_Down)
    QTest.keyClick(shown.root, Qt.Key.Key_Down)
    QTest.keyClick(shown.root, Qt.Key.Key_Space)
    await shown.settle()
    assert tile(shown, "light.hall").property("isFavorite") is True


async def test_right_click_moves_a_tile_in_its_area(shown: Shown) -> None:
    await show(shown, "area:hall")
    second = next(item for item in tiles(shown).values() if item.property("index") == 1)
    entity_id = second.property("entityId")
    at = second.mapToScene(QPointF(90, 20)).toPoint()
    QTest.mouseClick(shown.root, Qt.MouseButton.RightButton, pos=at)
    await shown.settle()
    # The menu opens at the pointer: open, favourite, move earlier.
    QTest.mouseClick(shown.root, Qt.MouseButton.LeftButton, pos=at + QPoint(60, 8 + 2 * 44 + 20))
    await shown.settle()
    assert tile(shown, entity_id).property("index") == 0


async def test_enter_opens_the_detail_and_escape_closes_it(shown: Shown) -> None:
    await show(shown, "area:hall")
    tile(shown, "light.hall").forceActiveFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(shown.root, Qt.Key.Key_Return)
    await shown.settle()
    assert shown.models.detail.property("entityId") == "light.hall"
    QTest.keyClick(shown.root, Qt.Key.Key_Escape)
    await shown.settle()
    assert shown.models.detail.property("isOpen") is False


async def test_arrow_keys_walk_over_all_tiles_of_a_page(shown: Shown) -> None:
    await show(shown, "area:hall")
    there = tiles(shown)
    first = min(there.values(), key=lambda item: (spot(item).y(), spot(item).x()))
    first.forceActiveFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(shown.root, Qt.Key.Key_Right)
    second = shown.root.activeFocusItem()
    assert second in there.values()
    assert spot(second).x() > spot(first).x()
    QTest.keyClick(shown.root, Qt.Key.Key_Down)
    assert spot(shown.root.activeFocusItem()).y() > spot(second).y()
    QTest.keyClick(shown.root, Qt.Key.Key_Up)
    assert spot(shown.root.activeFocusItem()).y() <= spot(second).y()


async def test_arrow_keys_go_on_into_the_next_area(shown: Shown) -> None:
    await show(shown, "home")
    there = tiles(shown)
    there["light.living_lamp"].forceActiveFocus(Qt.FocusReason.TabFocusReason)
    seen = set()
    for _ in range(30):
        QTest.keyClick(shown.root, Qt.Key.Key_Down)
        await shown.settle()
        seen.add(shown.root.activeFocusItem().property("entityId"))
    assert {str(entity).partition(".")[0] for entity in seen if entity} >= {"valve", "vacuum"}
    assert len(seen) > 6


async def test_the_tab_key_makes_the_tiles_it_comes_to(shown: Shown) -> None:
    shown.root.resize(360, 740)
    await show(shown, "home")
    made = set(tiles(shown))
    walked: list[str] = []
    while set(walked) <= {"", *made}:
        assert len(walked) < 200
        QTest.keyClick(shown.root, Qt.Key.Key_Tab)
        await shown.settle()
        walked.append(str(shown.root.activeFocusItem().property("entityId") or ""))
    assert walked[-1] in tiles(shown)


async def test_slash_begins_a_search_and_results_are_live_tiles(shown: Shown) -> None:
    await show(shown, "home")
    QTest.keyClick(shown.root, Qt.Key.Key_Slash)
    assert shown.root.activeFocusItem().inherits("QQuickTextInput") or (
        shown.root.activeFocusItem().property("cursorPosition") is not None
    )
    type_word(shown, "hall")
    await shown.settle()
    assert shown.models.app.property("searchText") == "hall"
    assert "light.hall" in tiles(shown)
    QTest.keyClick(shown.root, Qt.Key.Key_Escape)
    await shown.settle()
    assert shown.models.app.property("searchText") == ""


async def test_a_slash_is_only_a_letter_within_a_field(shown: Shown) -> None:
    await show(shown, "home")
    QTest.keyClick(shown.root, Qt.Key.Key_Slash)
    type_word(shown, "a/b")
    assert shown.models.app.property("searchText") == "a/b"


async def test_typing_anywhere_begins_a_search(shown: Shown) -> None:
    await show(shown, "area:hall")
    tile(shown, "light.hall").forceActiveFocus(Qt.FocusReason.TabFocusReason)
    type_word(shown, "la")
    await shown.settle()
    assert shown.models.app.property("searchText") == "la"


async def test_everything_that_takes_the_focus_is_named_on_every_page(shown: Shown) -> None:
    QAccessible.setActive(True)
    for page in (*PAGES, "area:hall", "area:living"):
        await show(shown, page)
        interface = QAccessible.queryAccessibleInterface(shown.root)
        assert interface is not None
        nameless = [
            f"{each.role()} at {each.rect()}"
            for each in walk(interface)
            if each.state().focusable and not each.state().invisible and not spoken(each)
        ]
        assert nameless == [], page


async def test_a_tile_is_read_as_one_switch_with_its_state(shown: Shown) -> None:
    QAccessible.setActive(True)
    await show(shown, "area:kitchen")
    interface = QAccessible.queryAccessibleInterface(tile(shown, "light.kitchen_ceiling"))
    assert interface is not None
    assert interface.role() == QAccessible.Role.CheckBox
    assert interface.state().checked
    assert "On" in interface.text(QAccessible.Text.Name)
    assert "40" in interface.text(QAccessible.Text.Name)


async def test_tab_reaches_the_tiles_from_the_navigation(shown: Shown) -> None:
    await show(shown, "area:hall")
    there = set(tiles(shown).values())
    for _ in range(40):
        QTest.keyClick(shown.root, Qt.Key.Key_Tab)
        if shown.root.activeFocusItem() in there:
            return
    pytest.fail("Tab never came to a tile")


async def test_a_shape_is_drawn_only_while_it_is_in_sight(shown: Shown) -> None:
    shown.root.resize(800, 900)
    await show(shown, "home")
    page = next(item for item in below(shown.root.contentItem()) if is_page(item))
    places: set[bool] = set()
    for step in range(14):
        if step == 12:
            shown.root.resize(1280, 900)
            shown.models.detail.open("sensor.kitchen_temperature")
        page.setProperty("contentY", step % 12 * 90)
        await shown.settle()
        for line in [item for item in below(page) if is_a(item, "TrendLine")]:
            top = line.mapToItem(page, QPointF()).y()
            is_in_sight = top + line.height() > 0 and top < page.height()
            assert [each.isVisible() for each in line.childItems()] == [is_in_sight], step
            places.add(is_in_sight)
    assert places == {True, False}


def is_page(item: QQuickItem) -> bool:
    return is_a(item, "HomePage")


def is_a(item: QQuickItem, kind: str) -> bool:
    return item.metaObject().className().startswith(f"{kind}_QML")
