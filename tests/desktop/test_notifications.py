"""The system's notifications, on a private session bus."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest
import pytest_asyncio

from desktop.platform.notifier import (
    Button,
    Notification,
    Notifier,
    Pressed,
    open_notifier,
)
from tests.desktop.home_rig import until
from tests.fakes.notification_service import NotificationService, has_bus, session_bus

needs_bus = pytest.mark.skipif(not has_bus, reason="needs dbus-daemon")


@pytest_asyncio.fixture
async def service(tmp_path: Path) -> AsyncIterator[tuple[str, NotificationService]]:
    async with session_bus(tmp_path) as address, NotificationService().on(address) as service:
        yield address, service
        assert service.faults == []


async def opened(address: str, pressed: list[Pressed]) -> Notifier:
    return await open_notifier(
        pressed.append, "linux", {"DBUS_SESSION_BUS_ADDRESS": address, "HOME": os.environ["HOME"]}
    )


@needs_bus
async def test_a_notification_is_shown_replaced_pressed_and_taken_back(
    service: tuple[str, NotificationService],
) -> None:
    address, desktop = service
    pressed: list[Pressed] = []
    notifier = await opened(address, pressed)
    assert (notifier.is_there, notifier.has_buttons) == (True, True)
    leak = Notification(
        key="notice:leak",
        title="Water in the kitchen",
        text="Under <b>the</b> dishwasher & sink",
        urgency="critical",
        buttons=(Button("close", "Close the water"),),
    )
    await notifier.show(leak)
    number = desktop.number("Water in the kitchen")
    call = desktop.shown[number]
    assert call[0] == "Homewire"
    assert call[4] == "Under &lt;b&gt;the&lt;/b&gt; dishwasher &amp; sink"
    assert call[5] == ["default", "", "close", "Close the water"]
    hints = call[6]
    assert isinstance(hints, dict)
    assert hints["urgency"] == ("y", 2)
    await notifier.show(msgspec.structs.replace(leak, title="Water everywhere"))
    assert list(desktop.shown) == [number]
    await desktop.press(number, "close", token="t1")
    await until(lambda: pressed == [Pressed(key="notice:leak", button="close", token="t1")])

    await notifier.show(leak)
    await desktop.press(desktop.number("Water in the kitchen"), "default")
    await until(lambda: pressed[1:] == [Pressed(key="notice:leak")])
    await notifier.show(leak)
    await notifier.take_back("notice:leak")
    assert desktop.shown == {}
    await notifier.show(leak)
    await notifier.close()
    assert desktop.shown == {}


@needs_bus
async def test_what_another_program_shows_is_not_ours(
    service: tuple[str, NotificationService],
) -> None:
    address, desktop = service
    pressed: list[Pressed] = []
    notifier = await opened(address, pressed)
    await desktop.press(77, "default")
    await notifier.show(Notification(key="a", title="A"))
    await desktop.press(desktop.number("A"), "default")
    await until(lambda: pressed == [Pressed(key="a")])
    await notifier.close()


@needs_bus
async def test_a_service_without_buttons_or_markup_gets_plain_words(tmp_path: Path) -> None:
    async with session_bus(tmp_path) as address:
        async with NotificationService(offers=["body"]).on(address) as desktop:
            notifier = await opened(address, [])
            assert notifier.has_buttons is False
            await notifier.show(
                Notification(key="a", title="A", text="1 < 2", buttons=(Button("b", "B"),))
            )
            assert desktop.shown[1][4:6] == ("1 < 2", ["default", ""])
        # The desktop's shell has crashed: nothing is shown, and nothing breaks.
        await notifier.show(Notification(key="b", title="B"))
        await notifier.take_back("a")
        await notifier.close()


@needs_bus
async def test_a_bus_that_goes_takes_nothing_with_it(tmp_path: Path) -> None:
    async with session_bus(tmp_path) as address, NotificationService().on(address):
        notifier = await opened(address, [])
    await notifier.show(Notification(key="a", title="A"))
    await notifier.close()


@pytest.mark.parametrize(
    "address", ["", "unix:path=/nowhere/bus", "nonsense", "tcp:host=localhost,port=1"]
)
async def test_without_a_bus_nothing_is_shown_and_that_is_known(address: str) -> None:
    notifier = await open_notifier(lambda _: None, "linux", {"DBUS_SESSION_BUS_ADDRESS": address})
    assert notifier.is_there is False


@needs_bus
async def test_without_a_service_on_the_bus_nothing_is_shown(tmp_path: Path) -> None:
    async with session_bus(tmp_path) as address:
        assert (await opened(address, [])).is_there is False
