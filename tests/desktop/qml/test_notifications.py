"""What the system's notifications show of the home while nobody looks at its window."""

import os
from collections.abc import AsyncIterator

import msgspec
import pytest
import pytest_asyncio
from PySide6.QtQuick import QQuickWindow

from desktop.backend.fake_notices import notice
from desktop.notification_wiring import ACTIVATION_VARIABLE, NotificationWiring
from desktop.platform.notifier import NoNotifier, Notification, Notifier, OnPressed, Pressed
from embedded_hub.model.voice import TalkGroupId
from embedded_hub.protocol.message_events import TextGone, TextMessage, TextUnread
from embedded_hub.protocol.notice_events import ShownButton
from embedded_hub.protocol.voice_events import Talking
from tests.desktop.qml.conftest import NOW, Shown
from tests.desktop.qml.test_window import show

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise")


class Board(NoNotifier):
    """Keeps what it is asked to show."""

    is_there = True

    def __init__(self) -> None:
        self.shown: dict[str, Notification] = {}
        self.press: OnPressed = lambda _: None

    async def open(self, on_pressed: OnPressed) -> Notifier:
        self.press = on_pressed
        return self

    async def show(self, notification: Notification) -> None:
        self.shown[notification.key] = notification

    async def take_back(self, key: str) -> None:
        self.shown.pop(key, None)


class Rig:
    """A window behind another one, and the notifications that are shown for it."""

    def __init__(self, shown: Shown) -> None:
        self.shown = shown
        self.notices, self.voice = shown.backend.notices, shown.backend.spoken
        self.board = Board()
        self.wiring = NotificationWiring(shown.models, shown.root, self.board.open)
        self.other = QQuickWindow()
        self.other.show()

    async def look_away(self) -> None:
        self.other.requestActivate()
        await self.shown.until(lambda: not self.shown.root.isActive())

    async def rest(self) -> None:
        await self.shown.until(lambda: not self.shown.models.home.tasks._tasks)

    @property
    def keys(self) -> set[str]:
        return set(self.board.shown)


@pytest_asyncio.fixture
async def rig(shown: Shown) -> AsyncIterator[Rig]:
    rig = Rig(shown)
    await rig.rest()
    await rig.look_away()
    yield rig
    await rig.wiring.close()
    rig.other.close()
    os.environ.pop(ACTIVATION_VARIABLE, None)


def text(message: str, **more: object) -> TextMessage:
    usual = TextMessage(
        message=message,
        channel=TalkGroupId("user:anna"),
        conversation=TalkGroupId("user:tom"),
        writer=Talking(user="tom", name="Tom", device="t3"),
        at=NOW,
        text="Are you home?",
    )
    return msgspec.structs.replace(usual, **more)


async def test_a_notice_is_shown_with_its_buttons_and_goes_once_it_was_read(rig: Rig) -> None:
    rig.notices.add(
        notice(
            "door",
            "The garage is open.",
            NOW,
            severity="critical",
            actions=(ShownButton(id="shut", title="Close it"),),
        )
    )
    await rig.shown.until(lambda: rig.keys == {"notice:door"})
    shown = rig.board.shown["notice:door"]
    assert (shown.title, shown.text, shown.urgency) == (
        "The home",
        "The garage is open.",
        "critical",
    )
    rig.board.press(Pressed(key="notice:door", button="shut"))
    await rig.shown.until(lambda: rig.keys == set())
    assert rig.notices.pressed == [("door", "shut")]
    assert not rig.shown.root.isActive()


async def test_nothing_is_shown_of_what_is_quiet_read_or_looked_at(rig: Rig) -> None:
    rig.notices.add(notice("night", "The post is here.", NOW, silent=True))
    rig.notices.add(notice("old", "The post was here.", NOW, is_read=True))
    rig.voice.tell(text("m1", silent=True))
    rig.voice.tell(text("m2", is_read=True))
    rig.voice.tell(text("m3", writer=Talking(user="anna", name="Anna", device="t2")))
    rig.shown.root.requestActivate()
    await rig.shown.until(rig.shown.root.isActive)
    rig.notices.add(notice("door", "The garage is open.", NOW))
    rig.voice.tell(text("m4"))
    await rig.rest()
    assert rig.keys == set()


async def test_a_message_leads_to_its_conversation(rig: Rig) -> None:
    rig.voice.tell(text("m1"))
    await rig.shown.until(lambda: rig.keys == {"talk:user:tom"})
    assert rig.board.shown["talk:user:tom"].title == "Tom"
    rig.board.press(Pressed(key="talk:user:tom", token="leave"))
    await rig.shown.until(rig.shown.root.isActive)
    assert os.environ[ACTIVATION_VARIABLE] == "leave"
    assert rig.shown.models.app.property("page") == "talk"
    assert rig.shown.models.conversation.property("channelId") == "user:tom"


async def test_a_message_that_was_read_elsewhere_or_deleted_is_taken_back(rig: Rig) -> None:
    rig.voice.tell(text("m1"))
    rig.voice.tell(text("m2", conversation=TalkGroupId("all"), text="Dinner!"))
    await rig.shown.until(lambda: rig.keys == {"talk:user:tom", "talk:all"})
    assert rig.board.shown["talk:all"].title == "Tom · Everyone"
    rig.voice.tell(TextGone(message="m2"))
    rig.voice.tell(TextUnread(conversation=TalkGroupId("user:tom"), count=0))
    await rig.shown.until(lambda: rig.keys == set())


async def test_a_notice_leads_to_what_it_is_about(rig: Rig) -> None:
    app, detail = rig.shown.models.app, rig.shown.models.detail
    rig.board.press(Pressed(key="notice:garden"))
    assert app.property("page") == "gateways"
    rig.board.press(Pressed(key="notice:leak"))
    assert app.property("page") == "activity"
    assert detail.property("entityId") == "binary_sensor.kitchen_leak"
    rig.board.press(Pressed(key="notice:gone"))
    assert app.property("page") == "activity"


async def test_what_was_turned_off_is_not_shown(rig: Rig) -> None:
    await show(rig.shown, "settings")
    settings = rig.shown.models.notification_settings
    settings.setProperty("hasNotices", False)
    settings.setProperty("hasMessages", False)
    rig.notices.add(notice("door", "The garage is open.", NOW))
    rig.voice.tell(text("m1"))
    await rig.rest()
    assert rig.keys == set()
    settings.setProperty("hasNotices", True)
    rig.notices.add(notice("door", "The garage is open.", NOW))
    await rig.shown.until(lambda: rig.keys == {"notice:door"})
