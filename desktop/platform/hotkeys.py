"""A key that is felt while any other program is in front.

Only that one combination is asked of the system: nothing else that is typed comes here.
"""

import logging
import os
import sys
from collections.abc import Callable, Mapping
from typing import Literal, Protocol

logger = logging.getLogger(__name__)

Reason = Literal["", "wayland", "missing", "no_display"]
"""Why there is no such key here; empty where there is."""


class Hotkeys(Protocol):
    """At most one key."""

    reason: Reason

    async def use(self, name: str, on_down: Callable[[], None], on_up: Callable[[], None]) -> bool:
        """Feel this key instead of the one before; an empty name is none.

        Both callbacks come in the event loop this is called from. Returns false when
        another program has it, or it is no key that can be had.
        """

    async def close(self) -> None:
        """Feel no key any more."""


class NoHotkeys:
    """Where the system lets no program have one.

    Args:
        reason: Why.
    """

    def __init__(self, reason: Reason) -> None:
        self.reason = reason

    async def use(self, name: str, on_down: Callable[[], None], on_up: Callable[[], None]) -> bool:
        """Do nothing."""
        del on_down, on_up
        return not name

    async def close(self) -> None:
        """Do nothing."""


def no_hotkey_reason(
    platform: str = sys.platform, surroundings: Mapping[str, str] = os.environ
) -> Reason:
    """Say why there can be no such key here, as far as that can be told without trying."""
    if not platform.startswith("linux"):
        return ""
    # XWayland would take a grab and feel the key in front of X programs only.
    if surroundings.get("WAYLAND_DISPLAY"):
        return "wayland"
    return "" if surroundings.get("DISPLAY") else "no_display"


def open_hotkeys(
    platform: str = sys.platform, surroundings: Mapping[str, str] = os.environ
) -> Hotkeys:
    """Return what this system offers; never raises. Blocks for a moment: call it in a thread."""
    reason = no_hotkey_reason(platform, surroundings)
    if reason:
        return NoHotkeys(reason)
    try:
        return _made(platform, surroundings)
    except ImportError:
        return NoHotkeys("missing")
    except OSError as error:
        logger.info("No key can be had here: %s", error)
        return NoHotkeys("no_display")


def _made(platform: str, surroundings: Mapping[str, str]) -> Hotkeys:
    if platform.startswith("linux"):
        from desktop.platform.x11_hotkeys import X11Hotkeys

        return X11Hotkeys(surroundings["DISPLAY"])
    from desktop.platform.listened_hotkeys import ListenedHotkeys

    return ListenedHotkeys()
