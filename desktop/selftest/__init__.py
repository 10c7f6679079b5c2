"""``homewire --selftest``: does everything this program is made of work where it was put?

For a frozen bundle above all, in which a library, a driver, a font or a translation can be
missing and the window still opens. Each check returns what is wrong, in one sentence; what it
raises besides ends the program as any fault does.
"""

import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path

from desktop.selftest import home, screen, shipped
from desktop.viewmodels.module import ViewModels
from desktop.window import Window

Check = Callable[[], Awaitable[str | None]]


async def run(
    window: Window,
    models: ViewModels,
    *,
    hub_url: str,
    data_folder: Path,
    broken_parts: Callable[[], Sequence[str]],
) -> int:
    """Check everything on a running demo home, print how it went; return the exit code.

    Args:
        window: The one that is shown.
        models: What it shows.
        hub_url: The hub in this program.
        data_folder: Its files.
        broken_parts: Imports drivers and libraries, and says what failed; may block.
    """
    backend, mirror = models.home.backend, models.home.mirror
    checks: Mapping[str, Check] = {
        "socket": lambda: home.check_echo(hub_url),
        "lamp": lambda: home.check_lamp(backend, mirror),
        "own sensors": lambda: home.check_own_sensors(backend),
        "Home Assistant driver": lambda: home.check_home_assistant_driver(backend),
        "drivers": lambda: shipped.check_parts(broken_parts),
        "database": lambda: home.check_databases(data_folder),
        "keyring": shipped.check_keyring,
        "sound": shipped.check_sound,
        "translations": shipped.check_translations,
        "pages": lambda: screen.check_pages(window, models),
        "icons": lambda: screen.check_icons(models),
    }
    failures = 0
    for name, check in checks.items():
        complaint = await check()
        failures += complaint is not None
        _print(f"{name}: {complaint or 'ok'}")
    return 1 if failures else 0


def _print(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
