"""Whether the person's session is locked, and locking it. Blocks."""

import ctypes
import getpass
import os
import shutil
import sys
from typing import Protocol

from embedded_hub.gateways.this_pc.command import output_of

_DESKTOP_SWITCHDESKTOP = 0x0100


class Session(Protocol):
    """One way to the session of the person at this machine."""

    def is_locked(self) -> bool | None:
        """Say whether it is locked; ``None`` while nobody can tell."""

    def lock(self) -> bool:
        """Lock it; return whether that was accepted."""


class Logind:
    """systemd's login service.

    Args:
        session_id: The graphical session it is asked about.
    """

    def __init__(self, session_id: str) -> None:
        self._session_id = session_id

    def is_locked(self) -> bool | None:
        """See ``Session.is_locked``."""
        arguments = ["loginctl", "show-session", self._session_id, "-p", "LockedHint", "--value"]
        return parse_locked_hint(output_of(arguments) or "")

    def lock(self) -> bool:
        """See ``Session.lock``."""
        return output_of(["loginctl", "lock-session", self._session_id]) is not None


class Windows:
    """The desktop that gets the keyboard: a program may not open it while it is the lock screen."""

    def is_locked(self) -> bool | None:
        """See ``Session.is_locked``."""
        is_locked: bool | None = None
        if sys.platform == "win32":
            user32 = ctypes.windll.user32
            desktop = user32.OpenInputDesktop(0, False, _DESKTOP_SWITCHDESKTOP)
            is_locked = not (desktop and user32.SwitchDesktop(desktop))
            if desktop:
                user32.CloseDesktop(desktop)
        return is_locked

    def lock(self) -> bool:
        """See ``Session.lock``."""
        is_accepted = False
        if sys.platform == "win32":
            is_accepted = bool(ctypes.windll.user32.LockWorkStation())
        return is_accepted


def find_session() -> Session | None:
    """Return the way that works on this machine, or ``None``."""
    candidates: list[Session] = []
    if sys.platform == "win32":
        candidates.append(Windows())
    elif shutil.which("loginctl"):
        candidates.append(Logind(os.environ.get("XDG_SESSION_ID") or _display_session()))
    return next((one for one in candidates if one.is_locked() is not None), None)


def _display_session() -> str:
    arguments = ["loginctl", "show-user", getpass.getuser(), "-p", "Display", "--value"]
    return (output_of(arguments) or "").strip()


def parse_locked_hint(text: str) -> bool | None:
    """Read ``yes`` or ``no``."""
    return {"yes": True, "no": False}.get(text.strip())
