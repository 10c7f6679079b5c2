"""Installs, starts and stops a real Home Assistant with its demo devices.

2024.3.3 is the newest that runs on Python 3.11. The environment stays in ``.cache`` between runs;
the first one takes minutes and some 450 MB. What Home Assistant would install by itself at run
time is installed beforehand, for the few integrations used, from their own manifests.
"""

# ruff: noqa: S310 -- every address here is that of our own process
import asyncio
import json
import shutil
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from websockets.asyncio.client import connect

VERSION = "2024.3.3"
START_TIMEOUT_S = 180.0
# Without its own pages it starts in recovery mode, and onboarding imports the recorder's libraries.
_INTEGRATIONS = (
    "api auth backup camera config conversation demo frontend group http image_processing mailbox "
    "onboarding person persistent_notification recorder stt tts websocket_api zone"
)
# acme, which the base package imports, needs a name that josepy 2 dropped; another dependency
# still imports pkg_resources.
_HELD_BACK = ("josepy<2", "setuptools<70")
_CONFIGURATION = """
homeassistant: {name: Test, latitude: 52.5, longitude: 13.4, elevation: 30, time_zone: UTC}
http: {server_host: 127.0.0.1, server_port: PORT}
api:
websocket_api:
config:
person:
demo:
logger: {default: error}
"""


class Rig:
    """One Home Assistant of our own.

    Args:
        folder: Where its environment and configuration stay.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._configuration = folder / "config"
        self._process: subprocess.Popen[bytes] | None = None
        self.port = _free_port()
        self.token = ""

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def install(self) -> None:
        """Make the environment, unless it is there."""
        done = self._folder / "installed"
        if done.exists() and done.read_text(encoding="utf-8") == VERSION:
            return
        python = _python_3_11()
        environment = self._folder / "venv"
        shutil.rmtree(environment, ignore_errors=True)
        subprocess.run([python, "-m", "venv", environment], check=True)
        self._pip("--no-deps", f"homeassistant=={VERSION}")
        [package] = environment.glob("lib/python3.11/site-packages/homeassistant")
        self._pip(
            "-c",
            str(package / "package_constraints.txt"),
            f"homeassistant=={VERSION}",
            *_HELD_BACK,
            *sorted(_requirements(package / "components")),
        )
        done.write_text(VERSION, encoding="utf-8")

    def configure(self) -> None:
        """Begin with an empty home."""
        shutil.rmtree(self._configuration, ignore_errors=True)
        self._configuration.mkdir(parents=True)
        text = _CONFIGURATION.replace("PORT", str(self.port))
        (self._configuration / "configuration.yaml").write_text(text, encoding="utf-8")

    def start(self) -> None:
        """Start it and return when it has finished starting; makes its owner the first time."""
        program = self._folder / "venv" / "bin" / "hass"
        with (self._folder / "output.log").open("ab") as log:
            self._process = subprocess.Popen(
                [program, "--skip-pip", "-c", self._configuration], stdout=log, stderr=log
            )
        deadline_s = time.monotonic() + START_TIMEOUT_S
        self._until(deadline_s, self._is_up)
        if not self.token:
            self.token = asyncio.run(_long_lived_token(self.url, self._make_owner()))
        self._until(deadline_s, self._is_running)

    def stop(self) -> None:
        """End it."""
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None

    def _pip(self, *arguments: str) -> None:
        python = str(self._folder / "venv" / "bin" / "python")
        command = [python, "-m", "pip", "install", "-q", "--disable-pip-version-check", *arguments]
        subprocess.run(command, check=True)

    def _until(self, deadline_s: float, is_reached: Callable[[], bool]) -> None:
        while not is_reached():
            assert self._process is not None
            assert self._process.poll() is None, "Home Assistant ended; see output.log"
            assert time.monotonic() < deadline_s, "Home Assistant did not start in time"
            time.sleep(0.2)

    def _is_up(self) -> bool:
        # Gone once onboarding is finished, which a person's first visit does and this never.
        return self._get("/api/onboarding") is not None

    def _is_running(self) -> bool:
        configuration = self._get("/api/config", {"Authorization": f"Bearer {self.token}"})
        return isinstance(configuration, dict) and configuration.get("state") == "RUNNING"

    def _get(self, path: str, headers: Mapping[str, str] | None = None) -> object:
        request = urllib.request.Request(self.url + path, headers=dict(headers or {}))
        try:
            with urllib.request.urlopen(request, timeout=5) as answer:
                return json.loads(answer.read())
        except (OSError, ValueError):
            return None

    def _make_owner(self) -> str:
        client = f"{self.url}/"
        owner = {
            "client_id": client,
            "name": "Owner",
            "username": "owner",
            "password": "owner-owner",
            "language": "en",
        }
        made = _post_json(f"{self.url}/api/onboarding/users", owner)
        form = {
            "grant_type": "authorization_code",
            "code": made["auth_code"],
            "client_id": client,
        }
        body = urllib.parse.urlencode(form).encode()
        with urllib.request.urlopen(f"{self.url}/auth/token", body, timeout=10) as answer:
            return str(json.loads(answer.read())["access_token"])


def _post_json(url: str, body: Mapping[str, str]) -> dict[str, Any]:
    request = urllib.request.Request(
        url, json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        decoded: dict[str, Any] = json.loads(answer.read())
        return decoded


async def _long_lived_token(url: str, access_token: str) -> str:
    async with connect(f"{url.replace('http', 'ws', 1)}/api/websocket") as connection:
        await connection.recv()
        await connection.send(json.dumps({"type": "auth", "access_token": access_token}))
        assert json.loads(await connection.recv())["type"] == "auth_ok"
        command = {"id": 1, "type": "auth/long_lived_access_token", "client_name": "t"}
        await connection.send(json.dumps({**command, "lifespan": 30}))
        return str(json.loads(await connection.recv())["result"])


def _requirements(components: Path) -> set[str]:
    """Return what these integrations and those they depend on ask for."""
    found: set[str] = set()
    waiting, seen = set(_INTEGRATIONS.split()), set[str]()
    while waiting:
        name = waiting.pop()
        manifest_file = components / name / "manifest.json"
        if name in seen or not manifest_file.exists():
            continue
        seen.add(name)
        manifest = json.loads(manifest_file.read_text(encoding="utf-8"))
        found.update(manifest.get("requirements", []))
        waiting.update(manifest.get("dependencies", []))
    return found


def _python_3_11() -> str:
    python = sys.executable if sys.version_info[:2] == (3, 11) else shutil.which("python3.11")
    assert python, f"Home Assistant {VERSION} needs Python 3.11"
    return python


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
