"""The time zone a machine is set to, by its IANA name.

A home that nobody has told where it is keeps its hours by the clock on its machine. Windows has
names of its own; there it is for an app to say.
"""

import os
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_LINK = Path("/etc/localtime")
_NAMED = Path("/etc/timezone")
_FOLDER = "zoneinfo/"


def machine_zone(link: Path = _LINK, named: Path = _NAMED) -> str:
    """Return the name, or ``UTC`` where the machine has none. May block.

    Args:
        link: Leads to the zone's file on most systems.
        named: Holds its name on some.
    """
    for name in (os.environ.get("TZ", "").lstrip(":"), _linked(link), _written(named)):
        if _is_known(name):
            return name
    return "UTC"


def _linked(link: Path) -> str:
    try:
        return link.readlink().as_posix().rpartition(_FOLDER)[2]
    except OSError:
        return ""


def _written(named: Path) -> str:
    try:
        return named.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def _is_known(name: str) -> bool:
    if not name or name.startswith("/"):
        return False
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
