"""Notifications of the system: what is seen while another window is in front."""

import logging
import os
import sys
from collections.abc import Callable, Mapping
from typing import Literal, Protocol

import msgspec

logger = logging.getLogger(__name__)

Urgency = Literal["low", "normal", "critical"]
BUS_VARIABLE = "DBUS_SESSION_BUS_ADDRESS"


class Pressed(msgspec.Struct, frozen=True, kw_only=True):
    """What a person did with a notification."""

    key: str
    button: str = ""
    """Its id; empty where the notification itself was pressed."""
    token: str = ""
    """What lets a window come to the front where the system asks for that (Wayland)."""


class Button(msgspec.Struct, frozen=True):
    """Something that can be done at once."""

    id: str
    title: str


class Notification(msgspec.Struct, frozen=True, kw_only=True):
    """What is shown. Plain text: nothing in it is markup."""

    key: str
    """A later one with the same key takes its place."""
    title: str
    text: str = ""
    urgency: Urgency = "normal"
    buttons: tuple[Button, ...] = ()


class Notifier(Protocol):
    """Shows notifications, in the event loop it was opened in. Never raises."""

    is_there: bool
    """Whether anybody sees them."""
    has_buttons: bool

    async def show(self, notification: Notification) -> None:
        """Show one."""

    async def take_back(self, key: str) -> None:
        """Let one go that is no news any more; nothing happens where there is none."""

    async def close(self) -> None:
        """Let all go."""


OnPressed = Callable[[Pressed], None]


class NoNotifier:
    """Where nobody shows notifications."""

    is_there = False
    has_buttons = False

    async def show(self, notification: Notification) -> None:
        """Do nothing."""

    async def take_back(self, key: str) -> None:
        """Do nothing."""

    async def close(self) -> None:
        """Do nothing."""


async def no_notifier(on_pressed: OnPressed) -> Notifier:
    """Return what shows nothing, for a start that only looks."""
    del on_pressed
    return NoNotifier()


async def open_notifier(
    on_pressed: OnPressed,
    platform: str = sys.platform,
    surroundings: Mapping[str, str] = os.environ,
) -> Notifier:
    """Return what this system offers.

    Args:
        on_pressed: Called in the event loop with what a person does.
        platform: As :data:`sys.platform` names it.
        surroundings: Where the session's bus is told.
    """
    if not platform.startswith("linux"):
        from desktop.platform.tray_notifier import TrayNotifier

        return TrayNotifier(on_pressed)
    address = surroundings.get(BUS_VARIABLE)
    if not address:
        return NoNotifier()
    from desktop.platform.bus_notifier import BusNotifier

    try:
        return await BusNotifier.open(address, on_pressed)
    except OSError as error:
        logger.info("Nobody shows notifications here: %s", error)
        return NoNotifier()
