"""The map in the window: drawn at every size, moved by mouse, wheel, touch and keys, read aloud."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QPointingDevice, QWheelEvent
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.window import colors_in
from tests.desktop.qml.conftest import NOW, Shown, named
from tests.desktop.qml.test_controls import spoken, walk
from tests.desktop.qml.test_people import button, click
from tests.desktop.qml.test_talk import middle, seen
from tests.desktop.qml.test_window import LEAST_COLORS, SIZES, show, spot, type_word

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


def view(shown: Shown) -> tuple[float, float, float]:
    """Where the map looks: the middle, and how near."""
    surface = named(shown.root, "map")
    x, y, zoom = (surface.property(name) for name in ("centerX", "centerY", "zoom"))
    return x, y, zoom


def marker(shown: Shown, name: str) -> QQuickItem:
    return next(each for each in seen(shown, "MapMarker") if each.property("name") == name)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), SIZES)
async def test_map_is_drawn_at_every_size_with_everybody_in_sight(
    shown: Shown, width: int, height: int, theme: str
) -> None:
    shown.models.settings.setProperty("theme", theme)
    shown.root.resize(width, height)
    await show(shown, "map")
    assert colors_in(shown.window.picture()) > LEAST_COLORS
    surface = named(shown.root, "map")
    place = spot(surface)
    for each in seen(shown, "MapMarker"):
        at = QPointF(middle(each)) - place
        assert 0 < at.x() < surface.width(), each.property("name")
        assert 0 < at.y() < surface.height(), each.property("name")


async def test_wheel_comes_nearer_around_the_mouse(shown: Shown) -> None:
    await show(shown, "map")
    before = view(shown)
    at = QPointF(middle(marker(shown, "Anna")))
    held = middle(marker(shown, "Anna"))
    event = QWheelEvent(
        at,
        at,
        QPoint(),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        NONE,
        Qt.ScrollPhase.NoScrollPhase,
        False,
        device=QPointingDevice.primaryPointingDevice(),
    )
    QApplication.sendEvent(shown.root, event)
    await shown.settle()
    assert view(shown)[2] == pytest.approx(before[2] + 1)
    moved = middle(marker(shown, "Anna"))
    assert (moved - held).manhattanLength() <= 2


async def test_dragging_moves_the_map_and_everything_comes_back(shown: Shown) -> None:
    await show(shown, "map")
    before = view(shown)
    surface = named(shown.root, "map")
    start = middle(surface)
    QTest.mousePress(shown.root, LEFT, NONE, start)
    for step in range(1, 5):  # the first one is far enough to be no long press
        QTest.mouseMove(shown.root, start + QPoint(20 * step, 10 * step))
        await shown.settle()
    QTest.mouseRelease(shown.root, LEFT, NONE, start + QPoint(80, 40))
    await shown.settle()
    assert view(shown)[0] < before[0]
    assert view(shown)[1] < before[1]
    assert view(shown)[2] == before[2]
    QTest.mouseClick(shown.root, LEFT, NONE, middle(named(shown.root, "mapAll")))
    await shown.settle()
    assert view(shown) == pytest.approx(before)


async def test_keys_move_the_map(shown: Shown) -> None:
    await show(shown, "map")
    before = view(shown)
    named(shown.root, "map").forceActiveFocus()
    QTest.keyClick(shown.root, Qt.Key.Key_Right)
    QTest.keyClick(shown.root, Qt.Key.Key_Down)
    QTest.keyClick(shown.root, Qt.Key.Key_Plus)
    await shown.settle()
    after = view(shown)
    assert (after[0] > before[0], after[1] > before[1]) == (True, True)
    assert after[2] == pytest.approx(before[2] + 0.5)
    QTest.keyClick(shown.root, Qt.Key.Key_0)
    await shown.settle()
    assert view(shown) == pytest.approx(before)


async def test_chosen_one_shows_the_way_the_stays_and_the_notices(shown: Shown) -> None:
    shown.models.home.now = lambda: NOW
    await show(shown, "map")
    QTest.mouseClick(shown.root, LEFT, NONE, middle(marker(shown, "Tom")))
    shown.models.map.showDay("1")
    await shown.until(lambda: len(seen(shown, "StayRow")) == 3)
    assert len(seen(shown, "WatchList")) == 1
    texts = [each.property("placeText") for each in seen(shown, "StayRow")]
    assert texts == ["At home", "Work", "At home"]
    slider = next(each for each in seen(shown, "Slider") if each.property("label"))
    slider.forceActiveFocus()
    QTest.keyClick(shown.root, Qt.Key.Key_Left)
    await shown.settle()
    back = next(each for each in seen(shown, "IconButton") if "Back" in each.property("text"))
    QTest.mouseClick(shown.root, LEFT, NONE, middle(back))
    await shown.settle()
    assert shown.models.map.property("selectedKey") == ""
    QTest.mouseClick(shown.root, LEFT, NONE, middle(marker(shown, "Anna")))
    QTest.keyClick(shown.root, Qt.Key.Key_Escape)
    await shown.until(lambda: shown.models.map.property("selectedKey") == "")


async def test_a_place_is_added_by_form_and_by_a_long_press(shown: Shown) -> None:
    await show(shown, "map")
    await click(shown, "Add a place")
    await shown.settle()
    type_word(shown, "gym")
    await shown.settle()
    assert named(shown.root, "zoneName").property("text") == "gym"
    QTest.keyClick(shown.root, Qt.Key.Key_Return)
    await shown.until(lambda: "gym" in [one["name"] for one in shown.models.map.zone_rows])
    assert seen(shown, "ZoneEditor") == []
    surface = named(shown.root, "map")
    at = spot(surface).toPoint() + QPoint(60, 60)
    QTest.mousePress(shown.root, LEFT, NONE, at)
    await shown.until(lambda: len(seen(shown, "ZoneEditor")) == 1)
    QTest.mouseRelease(shown.root, LEFT, NONE, at)


async def test_written_coordinates_move_the_ring(shown: Shown) -> None:
    await show(shown, "map")
    await click(shown, "Add a place")
    field = named(shown.root, "zonePlace")
    field.setProperty("text", "48.137, 11.575")
    field.edited.emit()  # type: ignore[attr-defined]  # a signal of QML
    await shown.settle()
    x, y, _ = view(shown)
    assert shown.models.map.coordinates(x, y) == "48.13700, 11.57500"
    field.setProperty("text", "nowhere")
    field.edited.emit()  # type: ignore[attr-defined]
    await shown.settle()
    assert named(shown.root, "zoneSave").isEnabled() is False


async def test_a_moved_map_puts_right_what_was_written_wrong(shown: Shown) -> None:
    await show(shown, "map")
    await click(shown, "Add a place")
    type_word(shown, "gym")
    field = named(shown.root, "zonePlace")
    field.forceActiveFocus()
    field.setProperty("text", "nowhere")
    field.edited.emit()  # type: ignore[attr-defined]
    await shown.settle()
    surface = named(shown.root, "map")
    surface.setProperty("centerX", surface.property("centerX") + 1e-4)
    await shown.settle()
    x, y, _ = view(shown)
    assert field.property("text") == shown.models.map.coordinates(x, y)
    assert named(shown.root, "zoneSave").isEnabled()


async def test_the_keyboard_goes_to_the_person_and_back_to_their_row(shown: Shown) -> None:
    await show(shown, "map")
    row = next(
        each
        for each in seen(shown, "ListRow")
        if each.property("title") == "Tom" and each.property("isFollowed")
    )
    row.forceActiveFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(shown.root, Qt.Key.Key_Return)
    await shown.settle()
    focused = shown.root.activeFocusItem()
    assert "Back" in focused.property("text")
    QTest.keyClick(shown.root, Qt.Key.Key_Space)
    await shown.settle()
    assert shown.root.activeFocusItem() is row


async def test_nobody_elses_moment_stays_on_the_map(shown: Shown) -> None:
    shown.models.home.now = lambda: NOW
    await show(shown, "map")
    shown.models.map.select("person.tom")
    await shown.until(lambda: len(seen(shown, "MapPerson")) == 1)
    shown.models.map.showDay("1")
    await shown.until(lambda: len(seen(shown, "StayRow")) == 3)
    slider = next(each for each in seen(shown, "Slider") if each.property("label"))
    slider.forceActiveFocus()
    QTest.keyClick(shown.root, Qt.Key.Key_Left)
    await shown.settle()
    assert slider.property("isUsed")
    shown.models.map.select("person.anna")
    assert not slider.property("isUsed")


async def test_the_map_and_everybody_on_it_are_read_aloud(shown: Shown) -> None:
    QAccessible.setActive(True)
    shown.models.home.now = lambda: NOW
    shown.models.map.look()
    await show(shown, "map")
    interface = QAccessible.queryAccessibleInterface(shown.root)
    assert interface is not None
    said = [spoken(each) for each in walk(interface) if not each.state().invisible]
    assert "Map" in said
    assert any(text.startswith("Tom. Work. ") and "min ago" in text for text in said)
    assert any(text.startswith("Scale: ") for text in said)


async def test_without_anybody_the_page_says_how_phones_join(shown: Shown) -> None:
    for entity_id in ("person.anna", "person.tom", "device_tracker.van"):
        shown.backend.remove(entity_id)
    await show(shown, "map")
    (empty,) = seen(shown, "EmptyState")
    assert "OwnTracks" in empty.property("text")
    await click(shown, "Add a phone")
    assert shown.models.app.property("page") == "addPhone"


async def test_detail_shows_a_small_map_and_leads_to_the_large_one(shown: Shown) -> None:
    await show(shown, "home")
    shown.models.open_entity("device_tracker.van")
    await shown.until(lambda: any(each.height() > 100 for each in seen(shown, "MapGlimpse")))
    # The pane slides in.
    await shown.until(lambda: middle(button(shown, "Show on the map")).x() < 1200)
    await click(shown, "Show on the map")
    assert shown.models.app.property("page") == "map"
    await shown.until(lambda: len(seen(shown, "MapPerson")) == 1)
    assert shown.models.map.property("selectedKey") == "device_tracker.van"
