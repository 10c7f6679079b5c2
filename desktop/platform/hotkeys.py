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

    def use(self, name: str, on_down: Callable[[], None], on_up: Callable[[], None]) -> bool:
        """Feel this key instead of the one before; an empty name is none.

        Called from inside the running event loop, as both callbacks are. Returns false when
        another program has it, or it is no key that can be had.
        """

    def close(self) -> None:
        """Feel no key any more."""


class NoHotkeys:
    """Where the system lets no program have one.

    Args:
        reason: Why.
    """

    def __init__(self, reason: Reason) -> None:
        self.reason = reason

    def use(self, name: str, on_down: Callable[[], None], on_up: Callable[[], None]) -> bool:
        """Do nothing."""
        del on_down, on_up
        return not name

    def close(self) -> None:
        """Do nothing."""


def open_hotkeys(
    platform: str = sys.platform, surroundings: Mapping[str, str] = os.environ
) -> Hotkeys:
    """Return what this system offers; never raises."""
    if platform.startswith("linux"):
        return _linux(surroundings)
    try:
        from desktop.platform.listened_hotkeys import ListenedHotkeys

        return ListenedHotkeys()
    except ImportError:
        return NoHotkeys("missing")


def _linux(surroundings: Mapping[str, str]) -> Hotkeys:
    # XWayland would take the grab and feel the key in front of X programs only.
    if surroundings.get("WAYLAND_DISPLAY"):
        return NoHotkeys("wayland")
    display = surroundings.get("DISPLAY")
    if not display:
        return NoHotkeys("no_display")
    try:
        from desktop.platform.x11_hotkeys import X11Hotkeys

        return X11Hotkeys(display)
    except ImportError:
        return NoHotkeys("missing")
    except OSError as error:
        logger.info("No key can be had on %s: %s", display, error)
        return NoHotkeys("no_display")
