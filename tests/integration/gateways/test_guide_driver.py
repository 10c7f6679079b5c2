"""The guide *Write a driver* and its example, as a reader follows it."""

import ast
import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from embedded_hub.client.hub_client import HubClient
from tests.fakes.terminal import run_program
from tests.integration.cli.served_hub import listed, serve, token_in
from tests.integration.gateways.guides import EXAMPLES, blocks, hub_commands

EXAMPLE = EXAMPLES / "driver"
GUIDE = "write-a-driver.md"
MAX_LINES = 120


def run(*command: str) -> str:
    done = subprocess.run(
        [sys.executable, *command], cwd=EXAMPLE, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Install the example as its reader does, for programs this test starts."""
    target = str(tmp_path / "installed")
    options = ["--quiet", "--no-deps", "--no-index", "--no-build-isolation", "--target", target]
    run("-m", "pip", "install", *options, str(EXAMPLE))
    paths = os.pathsep.join(filter(None, (target, os.environ.get("PYTHONPATH"))))
    monkeypatch.setenv("PYTHONPATH", paths)
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")


@asynccontextmanager
async def controller(port: int = 0) -> AsyncIterator[int]:
    """Run the controller that is not there; yields its port."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, str(EXAMPLE / "lampline.py"), "--port", str(port), "--pin", "4711"),
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    said = (await process.stdout.readline()).decode().strip()
    try:
        yield int(said.rsplit(":", 1)[1])
    finally:
        process.terminate()
        await process.communicate()


def left_lamp(states: str) -> list[str]:
    """Return the words of its line."""
    return next(line.split() for line in states.splitlines() if "light.lampline_left" in line)


async def left_lamp_is(value: str, client: HubClient) -> None:
    """Wait until the hub says so."""
    states: dict[str, str] = {}
    async with asyncio.timeout(30):
        while states.get("light.lampline_left") != value:
            await asyncio.sleep(0.05)
            states = {s["entity_id"]: s["state"] for s in await listed(client, "get_states")}


@pytest.mark.usefixtures("installed")
def test_a_driver_of_another_package_is_found_and_passes_its_own_test() -> None:
    assert "6 passed" in run("-m", "pytest", "-q", "-p", "no:cacheprovider")


@pytest.mark.usefixtures("installed")
async def test_what_the_guide_says_to_type_works_and_survives_a_restart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with serve(tmp_path) as hub:
        monkeypatch.setenv("HOMEWIRE_HUB", hub.url.removesuffix("/api/websocket"))
        monkeypatch.setenv("HOMEWIRE_TOKEN_FILE", str(tmp_path / "token"))
        said = []
        async with controller() as port:
            for words in hub_commands(GUIDE):
                ran = await run_program(*(w.replace("7878", str(port)) for w in words))
                assert ran.code == 0, ran.err
                said.append(ran.out)
        added, before, called, after = said
        assert "2 entities" in added
        assert "Done" in called
        assert ("off" in left_lamp(before), "on" in left_lamp(after)) == (True, True)
        async with await HubClient.connect(hub.url, token_in(tmp_path)) as client:
            await left_lamp_is("unavailable", client)
            async with controller(port):  # a new one, whose left lamp is off
                await left_lamp_is("off", client)


def test_the_guide_shows_the_manifest_as_it_is() -> None:
    shown = ast.parse(blocks(GUIDE, "python")[0]).body
    real = ast.parse((EXAMPLE / "homewire_lampline" / "__init__.py").read_text("utf-8")).body
    assert ast.dump(shown[0]) in map(ast.dump, real)


def test_the_example_is_as_short_as_it_says() -> None:
    driver = EXAMPLE / "homewire_lampline" / "driver.py"
    assert len(driver.read_text("utf-8").splitlines()) <= MAX_LINES
