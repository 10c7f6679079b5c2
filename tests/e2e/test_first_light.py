"""The whole way, by programs alone: a hub, a lamp switched from a terminal, a window on it."""

import json
import signal
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.e2e.app import FROM_SOURCE, ROOT, has_many_colors, screenshot
from tests.e2e.running_hub import HUB, RunningHub, running_hub

LAMP = "light.living_ceiling"
STOP_S = 5.0
"""What is promised for a stop by SIGTERM."""
ABOUT_A_PERCENT = 2.6
READINGS = 20
"""The lamp takes a moment to fade; each reading starts a program."""


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[RunningHub]:
    with running_hub(tmp_path) as running:
        yield running


def ask(hub: RunningHub, *words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [HUB, *words, *hub.access], capture_output=True, text=True, timeout=30, check=False
    )


def test_the_first_line_tells_who_started_it_where_the_hub_is(hub: RunningHub) -> None:
    assert hub.ready["event"] == "ready"
    assert hub.ready["pid"] == hub.process.pid
    port = str(hub.ready["url"]).removeprefix("ws://127.0.0.1:").removesuffix("/api/websocket")
    assert port.isdecimal()
    assert hub.ready["gateway_url"] == f"ws://127.0.0.1:{port}/api/gateway/"
    assert hub.token_file.stat().st_mode & 0o777 == 0o600


def test_sigterm_ends_a_hub_with_its_gateway_in_time(hub: RunningHub) -> None:
    hub.process.send_signal(signal.SIGTERM)
    assert hub.process.wait(STOP_S) == 0
    said_more, _ = hub.process.communicate()
    assert said_more == ""


def test_a_lamp_dimmed_from_a_terminal_is_dimmed_for_everybody(hub: RunningHub) -> None:
    done = ask(hub, "call", "light.turn_on", f"entity_id={LAMP}", "brightness=120")
    assert done.returncode == 0, done.stderr
    for _ in range(READINGS):
        shown = ask(hub, "states", "--domain", "light", "--json")
        lamp = next(state for state in json.loads(shown.stdout) if state["entity_id"] == LAMP)
        if lamp["attributes"]["brightness"] == pytest.approx(120, abs=ABOUT_A_PERCENT):
            return
    pytest.fail(f"the lamp stayed at {lamp['attributes']['brightness']}")


def test_a_window_shows_the_home_of_a_hub_elsewhere(
    hub: RunningHub, pictures: Path, surroundings: Mapping[str, str]
) -> None:
    image = screenshot(
        pictures / "elsewhere.png",
        *("--size", "1280x800", *hub.access),
        surroundings=surroundings,
    )
    assert has_many_colors(image)


def test_a_window_without_a_hub_says_so_and_ends_by_itself(
    hub: RunningHub, tmp_path: Path, surroundings: Mapping[str, str]
) -> None:
    hub.process.terminate()
    hub.process.wait(STOP_S)
    done = subprocess.run(
        [*FROM_SOURCE, "--screenshot", tmp_path / "absent.png", *hub.access],
        cwd=ROOT,
        env=surroundings,
        capture_output=True,
        text=True,
        timeout=50,
        check=False,
    )
    assert "Traceback" not in done.stderr
    assert (tmp_path / "absent.png").exists(), done.stderr
