"""A screen nobody looks at, and the programs as a person starts them."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.e2e.sound_card import SoundCard, missing_programs, sound_card

SCREEN = "1400x1000x24"


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    """Run an X server of our own, so that real windows open without anybody's screen."""
    if shutil.which("Xvfb") is None:
        pytest.fail("there is no screen to test windows on: apt install xvfb")
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", SCREEN, "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as answer:
        number = answer.readline().strip()
    if not number:
        pytest.fail("Xvfb did not start")
    yield f":{number}"
    server.terminate()
    server.wait()


@pytest.fixture(scope="session")
def surroundings(display: str, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """Return the variables of somebody with a screen, an empty home folder and no session."""
    left_out = ("WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "LANGUAGE", "LC_ALL")
    known = {name: value for name, value in os.environ.items() if name not in left_out}
    home = tmp_path_factory.mktemp("home")
    return {
        **known,
        "DISPLAY": display,
        "QT_QPA_PLATFORM": "xcb",
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "LANG": "C.UTF-8",
    }


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pictures")


@pytest.fixture
def card(tmp_path: Path) -> Iterator[SoundCard]:
    if missing := missing_programs():
        pytest.fail(f"there is no sound card to test with: {', '.join(missing)} not installed")
    with sound_card(tmp_path) as made:
        yield made
