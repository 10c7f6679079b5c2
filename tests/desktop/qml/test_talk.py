"""Talking with mouse, finger and keyboard over a made-up home, and reading what was said."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from desktop.backend.voice import VoiceStanding
from desktop.window import colors_in
from embedded_hub.model.voice import TalkGroupId
from embedded_hub.protocol.voice_answers import TalkAnswer
from embedded_hub.protocol.voice_events import CallChanged, Talking
from tests.desktop.qml.conftest import NOW, Shown
from tests.desktop.qml.test_window import LEAST_COLORS, SIZES, below, show

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
BESIDE, ABOVE = QPoint(260, -20), QPoint(0, -110)


def seen(shown: Shown, kind: str) -> list[QQuickItem]:
    """Every visible item of a QML type."""
    return [
        item
        for item in below(shown.root.contentItem())
        if item.metaObject().className().startswith(f"{kind}_QML")
    ]


def middle(item: QQuickItem) -> QPoint:
    return item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()


def talked(shown: Shown) -> list[str]:
    """What the home was asked about talking, without what is only read."""
    asked = shown.backend.spoken.told
    return [each for each in asked if each.startswith(("talk ", "release", "leave"))]


async def go_on_air(shown: Shown) -> None:
    """Speak into the microphone that the key opened."""
    await shown.until(lambda: shown.models.talk.property("phase") != "idle")
    shown.sound.microphones[-1].speak()
    await shown.until(lambda: shown.models.talk.property("isOnAir") is True)


async def hold(shown: Shown, at: QPoint) -> None:
    QTest.mousePress(shown.root, LEFT, NONE, at)
    await go_on_air(shown)


async def open_channel(shown: Shown, area: str = "kitchen") -> None:
    """Show a conversation as a tap on "talk here" would."""
    shown.models.talk.talkTo(area)
    await shown.until(lambda: shown.models.conversation.property("count") > 0)
    await shown.settle()


async def test_holding_the_key_talks_and_letting_go_ends_it(shown: Shown) -> None:
    (key,) = seen(shown, "TalkPill")
    await hold(shown, middle(key))
    QTest.mouseRelease(shown.root, LEFT, NONE, middle(key))
    await shown.until(lambda: len(talked(shown)) > 1)
    assert talked(shown)[0].startswith("talk all")
    assert not talked(shown)[1].endswith("cancelled")


async def test_slipping_off_the_key_takes_it_back(shown: Shown) -> None:
    (key,) = seen(shown, "TalkPill")
    await hold(shown, middle(key))
    QTest.mouseMove(shown.root, middle(key) + BESIDE)
    await shown.until(lambda: len(talked(shown)) > 1)
    QTest.mouseRelease(shown.root, LEFT, NONE, middle(key) + BESIDE)
    await shown.settle()
    assert talked(shown)[1].endswith("cancelled")
    assert len(talked(shown)) == 2


async def test_pulling_up_leaves_the_hands_free_until_a_tap(shown: Shown) -> None:
    (key,) = seen(shown, "TalkPill")
    await hold(shown, middle(key))
    QTest.mouseMove(shown.root, middle(key) + ABOVE)
    QTest.mouseRelease(shown.root, LEFT, NONE, middle(key) + ABOVE)
    await shown.settle()
    assert shown.models.talk.property("isHandsFree") is True
    assert shown.models.talk.property("isOnAir") is True
    QTest.mouseClick(shown.root, LEFT, NONE, middle(key))
    await shown.until(lambda: shown.models.talk.property("isOnAir") is False)
    assert shown.models.talk.property("isHandsFree") is False


async def test_tab_reaches_the_key_and_space_holds_it(shown: Shown) -> None:
    await show(shown, "gateways")
    (key,) = seen(shown, "TalkPill")
    for _ in range(80):
        QTest.keyClick(shown.root, Qt.Key.Key_Tab)
        if shown.root.activeFocusItem() is key:
            break
    assert shown.root.activeFocusItem() is key
    QTest.keyPress(shown.root, Qt.Key.Key_Space)
    await go_on_air(shown)
    QTest.keyRelease(shown.root, Qt.Key.Key_Space)
    await shown.until(lambda: shown.models.talk.property("isOnAir") is False)


async def test_arrow_up_leaves_the_hands_free_and_escape_takes_it_back(shown: Shown) -> None:
    (key,) = seen(shown, "TalkPill")
    key.forceActiveFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyPress(shown.root, Qt.Key.Key_Space)
    await go_on_air(shown)
    QTest.keyClick(shown.root, Qt.Key.Key_Up)
    QTest.keyRelease(shown.root, Qt.Key.Key_Space)
    await shown.settle()
    assert shown.models.talk.property("isHandsFree") is True
    QTest.keyClick(shown.root, Qt.Key.Key_Space)
    await shown.until(lambda: shown.models.talk.property("isOnAir") is False)
    QTest.keyPress(shown.root, Qt.Key.Key_Space)
    await go_on_air(shown)
    QTest.keyClick(shown.root, Qt.Key.Key_Escape)
    QTest.keyRelease(shown.root, Qt.Key.Key_Space)
    await shown.until(lambda: talked(shown)[-1].endswith("cancelled"))


async def test_short_touch_on_a_phone_opens_the_page_and_says_nothing(shown: Shown) -> None:
    shown.root.resize(360, 740)
    await shown.settle()
    (disc,) = seen(shown, "TalkDisc")
    QTest.mouseClick(shown.root, LEFT, NONE, middle(disc))
    await shown.settle()
    assert shown.models.app.property("page") == "talk"
    assert talked(shown) == []


async def test_touch_that_rests_on_a_phone_talks(shown: Shown) -> None:
    shown.root.resize(360, 740)
    await shown.settle()
    (disc,) = seen(shown, "TalkDisc")
    await hold(shown, middle(disc))
    QTest.mouseRelease(shown.root, LEFT, NONE, middle(disc))
    await shown.until(lambda: shown.models.talk.property("isOnAir") is False)
    assert shown.models.app.property("page") == "home"


async def test_who_may_not_talk_is_told_why(shown: Shown) -> None:
    shown.backend.spoken.answer = TalkAnswer(granted=False, reason="quiet_hours")
    (key,) = seen(shown, "TalkPill")
    QTest.mousePress(shown.root, LEFT, NONE, middle(key))
    await shown.until(lambda: shown.sound.microphones != [])
    shown.sound.microphones[-1].speak()
    await shown.until(lambda: shown.models.talk.property("phase") == "denied")
    QTest.mouseRelease(shown.root, LEFT, NONE, middle(key))
    await shown.settle()
    (status,) = seen(shown, "TalkStatus")
    assert "quiet time" in status.property("text")


async def test_channel_is_chosen_from_the_bar_by_keyboard(shown: Shown) -> None:
    (picker,) = seen(shown, "ChannelPicker")
    picker.forceActiveFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(shown.root, Qt.Key.Key_Space)
    await shown.settle()
    QTest.keyClick(shown.root, Qt.Key.Key_Down)
    QTest.keyClick(shown.root, Qt.Key.Key_Return)
    await shown.settle()
    assert shown.models.talk.property("channelName") not in ("", "Everyone")


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
@pytest.mark.parametrize(("width", "height"), SIZES)
async def test_conversation_is_drawn_at_every_size(
    shown: Shown, width: int, height: int, theme: str
) -> None:
    shown.models.settings.setProperty("theme", theme)
    shown.root.resize(width, height)
    await open_channel(shown)
    picture = shown.window.picture()
    messages = seen(shown, "Message")
    assert len(messages) > 1
    for message in messages[1:]:
        at = message.mapToScene(QPointF(0, 0)).toPoint()
        part = picture.copy(at.x(), at.y(), int(message.width()), int(message.height()))
        assert colors_in(part) >= LEAST_COLORS


async def test_newest_message_is_in_sight_when_a_conversation_opens(shown: Shown) -> None:
    await open_channel(shown)
    last = shown.models.conversation.property("count") - 1
    (places,) = seen(shown, "MessageList")
    newest = next(each for each in seen(shown, "Message") if each.property("index") == last)
    bottom = newest.mapToItem(places, QPointF(0, newest.height())).y()
    assert 0 < bottom <= places.height()


async def test_space_plays_a_message_and_arrow_keys_walk_the_conversation(shown: Shown) -> None:
    await open_channel(shown)
    spoken = [each for each in seen(shown, "Message") if each.property("kind") == "voice"]
    spoken.sort(key=lambda each: int(each.property("index")))
    spoken[-1].forceActiveFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(shown.root, Qt.Key.Key_Space)
    await shown.until(lambda: spoken[-1].property("isPlaying") is True)
    QTest.keyClick(shown.root, Qt.Key.Key_Up)
    await shown.settle()
    before = shown.root.activeFocusItem()
    assert before.property("index") == spoken[-1].property("index") - 1


async def test_enter_sends_what_was_written(shown: Shown) -> None:
    await open_channel(shown)
    (composer,) = seen(shown, "Composer")
    composer.forceActiveFocus(Qt.FocusReason.TabFocusReason)
    before = shown.models.conversation.property("count")
    for letter in "hello":
        QTest.keyClick(shown.root, Qt.Key(ord(letter.upper())))
    QTest.keyClick(shown.root, Qt.Key.Key_Return)
    await shown.until(lambda: shown.models.conversation.property("count") > before)
    assert shown.models.app.property("searchText") == ""


async def test_draft_and_conversation_stay_while_others_write(shown: Shown) -> None:
    await open_channel(shown)
    shown.models.conversation.open("user:tom")
    (composer,) = seen(shown, "Composer")
    composer.forceActiveFocus(Qt.FocusReason.TabFocusReason)
    for letter in "hello":
        QTest.keyClick(shown.root, Qt.Key(ord(letter.upper())))
    shown.models.talk.channelsChanged.emit()
    shown.models.talk.changed.emit()
    shown.models.conversation.changed.emit()
    await shown.settle()
    assert shown.models.conversation.property("channelId") == "user:tom"
    field = shown.root.activeFocusItem()
    assert field.property("text") == "hello"
    shown.models.conversation.open("area:kitchen")
    assert field.property("text") == ""


async def test_back_on_a_phone_returns_to_the_channels(shown: Shown) -> None:
    shown.root.resize(360, 740)
    await open_channel(shown)
    assert seen(shown, "ChannelList") == []
    QTest.keyClick(shown.root, Qt.Key.Key_Escape)
    await shown.settle()
    assert len(seen(shown, "ChannelRow")) > 3


async def test_menu_key_on_a_message_replies_to_it(shown: Shown) -> None:
    await open_channel(shown)
    message = seen(shown, "Message")[-1]
    message.forceActiveFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(shown.root, Qt.Key.Key_Menu)
    await shown.settle()
    QTest.keyClick(shown.root, Qt.Key.Key_Down)
    QTest.keyClick(shown.root, Qt.Key.Key_Down)
    QTest.keyClick(shown.root, Qt.Key.Key_Space)
    await shown.settle()
    assert shown.models.conversation.property("replyToId") == message.property("id")


async def test_settings_of_talking_are_there_while_there_is_a_voice(shown: Shown) -> None:
    await show(shown, "settings")
    assert len(seen(shown, "TalkSettingsSection")) == 1
    assert len(seen(shown, "QuietRow")) == 0
    shown.models.talk_settings.addQuiet(22 * 60, 7 * 60)
    await shown.until(lambda: len(seen(shown, "QuietRow")) == 1)


async def test_who_rings_is_shown_above_everything_and_answered_by_key(shown: Shown) -> None:
    shown.backend.spoken.tell(
        CallChanged(
            call="bell",
            kind="ring",
            state="ringing",
            channel=TalkGroupId("area:kitchen"),
            talking=Talking(user="door", name="Front door", device="door"),
            target="home",
            mode="duplex",
            at=NOW,
        )
    )
    await shown.until(lambda: len(seen(shown, "CallCard")) == 1)
    QTest.keyClick(shown.root, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    await shown.until(lambda: "take bell" in shown.backend.spoken.told)


async def test_without_a_voice_there_is_no_bar_and_its_place_is_used(shown: Shown) -> None:
    shown.backend.voice.stand(VoiceStanding())
    await shown.until(lambda: seen(shown, "TalkPill") == [])
    (host,) = seen(shown, "PageHost")
    assert host.mapToScene(QPointF(0, host.height())).y() == shown.root.height()
    await show(shown, "talk")
    assert len(seen(shown, "EmptyState")) == 1
