"""Every control by keyboard, by mouse, and as a screen reader hears it."""

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QWheelEvent
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QSignalSpy, QTest

from tests.desktop.qml.conftest import named

PATIENCE_MS = 5000


def focus(item: QQuickItem) -> None:
    item.forceActiveFocus(Qt.FocusReason.TabFocusReason)
    assert item.hasActiveFocus()


def middle(item: QQuickItem) -> QPoint:
    return item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()


def spy(item: QQuickItem, signal: str) -> QSignalSpy:
    return QSignalSpy(getattr(item, signal))


def press(window: QQuickWindow, key: Qt.Key) -> None:
    QTest.keyClick(window, key)


def turn_wheel(window: QQuickWindow, item: QQuickItem) -> None:
    at = QPointF(middle(item))
    event = QWheelEvent(
        at,
        at,
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QCoreApplication.sendEvent(window, event)


def test_arrow_keys_move_a_slider_and_each_step_is_committed(gallery: QQuickWindow) -> None:
    slider = named(gallery, "slider")
    focus(slider)
    committed = spy(slider, "committed")
    press(gallery, Qt.Key.Key_Right)
    assert slider.property("value") == 41
    assert committed.count() == 1


def test_wheel_moves_a_slider_only_once_it_has_the_focus(gallery: QQuickWindow) -> None:
    slider = named(gallery, "slider")
    turn_wheel(gallery, slider)
    assert slider.property("value") == 40
    focus(slider)
    turn_wheel(gallery, slider)
    assert slider.property("value") > 40


def test_whole_row_of_a_slider_takes_the_finger(gallery: QQuickWindow) -> None:
    slider = named(gallery, "slider")
    changed = spy(slider, "changed")
    corner = slider.mapToScene(QPointF(slider.width() * 0.75, 3)).toPoint()
    QTest.mousePress(gallery, Qt.MouseButton.LeftButton, pos=corner)
    QTest.mouseMove(gallery, corner + QPoint(4, 0))
    QTest.mouseRelease(gallery, Qt.MouseButton.LeftButton, pos=corner + QPoint(4, 0))
    assert slider.property("value") == pytest.approx(77, abs=3)
    assert changed.count() >= 1


def test_slider_follows_the_device_but_never_pulls_the_handle_away(gallery: QQuickWindow) -> None:
    slider = named(gallery, "slider")
    slider.setProperty("reported", 60)
    assert slider.property("value") == 60
    QTest.mousePress(gallery, Qt.MouseButton.LeftButton, pos=middle(slider))
    held = slider.property("value")
    slider.setProperty("reported", 90)
    assert slider.property("value") == held
    QTest.mouseRelease(gallery, Qt.MouseButton.LeftButton, pos=middle(slider))


def test_slider_returns_to_the_truth_when_a_command_is_over(gallery: QQuickWindow) -> None:
    slider = named(gallery, "slider")
    slider.setProperty("isPending", True)
    focus(slider)
    press(gallery, Qt.Key.Key_Right)
    slider.setProperty("isPending", False)
    assert slider.property("value") == 40


def test_range_handles_move_by_keyboard_and_do_not_pass_each_other(gallery: QQuickWindow) -> None:
    bar = named(gallery, "range")
    changed = spy(bar, "changed")
    focus(bar)
    press(gallery, Qt.Key.Key_Right)
    assert changed.count() == 1
    assert changed.at(0) == [19.5, 24.0]


def test_stepper_stops_at_its_ends(gallery: QQuickWindow) -> None:
    stepper = named(gallery, "stepper")
    stepper.setProperty("reported", 29.5)
    changed = spy(stepper, "changed")
    focus(stepper)
    press(gallery, Qt.Key.Key_Up)
    press(gallery, Qt.Key.Key_Up)
    assert changed.count() == 1
    assert stepper.property("value") == 30


def test_stepper_counts_on_from_what_was_asked(gallery: QQuickWindow) -> None:
    stepper = named(gallery, "stepper")
    focus(stepper)
    press(gallery, Qt.Key.Key_Up)
    press(gallery, Qt.Key.Key_Up)
    assert stepper.property("value") == 22.5
    stepper.setProperty("reported", 22.0)
    assert stepper.property("value") == 22


def test_option_strip_moves_with_arrow_keys(gallery: QQuickWindow) -> None:
    strip = named(gallery, "strip")
    chosen = spy(strip, "chosen")
    focus(strip)
    press(gallery, Qt.Key.Key_Right)
    assert chosen.at(0) == ["auto"]


def test_toggle_asks_and_does_not_flip_by_itself(gallery: QQuickWindow) -> None:
    toggle = named(gallery, "resting")
    asked = spy(toggle, "asked")
    focus(toggle)
    press(gallery, Qt.Key.Key_Space)
    assert asked.at(0) == [True]
    assert toggle.property("isOn") is False


def test_hold_button_acts_after_the_whole_time(gallery: QQuickWindow) -> None:
    button = named(gallery, "hold")
    held = spy(button, "held")
    QTest.mousePress(gallery, Qt.MouseButton.LeftButton, pos=middle(button))
    assert held.wait(PATIENCE_MS)
    QTest.mouseRelease(gallery, Qt.MouseButton.LeftButton, pos=middle(button))


def test_hold_button_released_early_does_nothing(gallery: QQuickWindow) -> None:
    button = named(gallery, "hold")
    held = spy(button, "held")
    QTest.mousePress(gallery, Qt.MouseButton.LeftButton, pos=middle(button))
    QTest.mouseRelease(gallery, Qt.MouseButton.LeftButton, pos=middle(button))
    assert button.property("isClosing") is False
    assert held.count() == 0


def test_hold_button_works_with_the_space_key(gallery: QQuickWindow) -> None:
    button = named(gallery, "hold")
    focus(button)
    held = spy(button, "held")
    QTest.keyPress(gallery, Qt.Key.Key_Space)
    assert held.wait(PATIENCE_MS)
    QTest.keyRelease(gallery, Qt.Key.Key_Space)


def test_hold_button_that_loses_the_focus_does_nothing(gallery: QQuickWindow) -> None:
    button = named(gallery, "hold")
    focus(button)
    QTest.keyPress(gallery, Qt.Key.Key_Space)
    named(gallery, "slider").forceActiveFocus(Qt.FocusReason.TabFocusReason)
    assert button.property("isClosing") is False


def test_plot_zooms_and_reads_out_with_keys(gallery: QQuickWindow) -> None:
    plot = named(gallery, "plot")
    focus(plot)
    press(gallery, Qt.Key.Key_Left)
    assert plot.property("pointed") > 0
    press(gallery, Qt.Key.Key_Plus)
    assert plot.property("isZoomed") is True
    press(gallery, Qt.Key.Key_0)
    assert plot.property("isZoomed") is False


def test_color_wheel_turns_with_arrow_keys(gallery: QQuickWindow) -> None:
    wheel = named(gallery, "wheel")
    before = wheel.property("hue")
    focus(wheel)
    press(gallery, Qt.Key.Key_Right)
    assert wheel.property("hue") == pytest.approx(before + 0.02)


def test_targets_are_large_enough_for_a_finger(gallery: QQuickWindow) -> None:
    for name in ("toggle", "slider", "range", "stepper", "strip", "hold", "button"):
        assert named(gallery, name).height() >= 44, name


def test_what_takes_the_focus_has_a_name_for_a_screen_reader(gallery: QQuickWindow) -> None:
    QAccessible.setActive(True)
    interface = QAccessible.queryAccessibleInterface(gallery)
    assert interface is not None
    nameless = [
        str(each.role()) for each in walk(interface) if each.state().focusable and not spoken(each)
    ]
    assert nameless == []


def spoken(interface: QAccessibleInterface) -> str:
    """What is said first of an item; Qt keeps even the name of a password field to itself."""
    is_secret = interface.state().passwordEdit
    return interface.text(QAccessible.Text.Description if is_secret else QAccessible.Text.Name)


def test_password_field_is_read_with_its_label_first(gallery: QQuickWindow) -> None:
    QAccessible.setActive(True)
    interface = QAccessible.queryAccessibleInterface(gallery)
    assert interface is not None
    field = next(each for each in walk(interface) if each.state().passwordEdit)
    assert spoken(field).startswith("Token.")


def test_slider_is_read_with_its_value(gallery: QQuickWindow) -> None:
    QAccessible.setActive(True)
    interface = QAccessible.queryAccessibleInterface(named(gallery, "slider"))
    assert interface is not None
    assert interface.role() == QAccessible.Role.Slider
    assert interface.text(QAccessible.Text.Name) == "Brightness"
    assert "40" in interface.text(QAccessible.Text.Description)


def test_toggle_is_read_as_checked(gallery: QQuickWindow) -> None:
    QAccessible.setActive(True)
    interface = QAccessible.queryAccessibleInterface(named(gallery, "toggle"))
    assert interface is not None
    assert interface.role() == QAccessible.Role.CheckBox
    assert interface.state().checked


def walk(interface: QAccessibleInterface) -> list[QAccessibleInterface]:
    found = [interface]
    for index in range(interface.childCount()):
        child = interface.child(index)
        if child.isValid():
            found += walk(child)
    return found
