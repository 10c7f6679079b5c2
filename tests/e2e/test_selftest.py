"""The app's own test of itself, from source and frozen."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.e2e.app import FROM_SOURCE, ROOT, has_many_colors, screenshot

DIST = ROOT / "dist" / "homewire" / "homewire"


def test_the_app_passes_its_own_test(surroundings: Mapping[str, str]) -> None:
    done = subprocess.run(
        [*FROM_SOURCE, "--selftest"],
        cwd=ROOT,
        env=surroundings,
        capture_output=True,
        text=True,
        timeout=50,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert all(line.endswith(": ok") for line in done.stdout.splitlines())


def freeze(surroundings: Mapping[str, str], *words: str) -> str:
    """Freeze and try a program; return what that printed."""
    done = subprocess.run(
        [sys.executable, ROOT / "build" / "freeze.py", *words],
        env=surroundings,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.frozen
@pytest.mark.timeout(900)
def test_the_frozen_app_passes_its_own_test_and_shows_the_demo_home(
    pictures: Path, surroundings: Mapping[str, str]
) -> None:
    freeze(surroundings)
    image = screenshot(
        pictures / "frozen.png",
        *("--demo", "--size", "1280x800"),
        surroundings=surroundings,
        program=[str(DIST)],
    )
    assert has_many_colors(image)


@pytest.mark.frozen
@pytest.mark.timeout(900)
def test_the_frozen_hub_serves_a_demo_home_and_takes_a_driver_in(
    surroundings: Mapping[str, str],
) -> None:
    assert "connected" in freeze(surroundings, "--hub")
