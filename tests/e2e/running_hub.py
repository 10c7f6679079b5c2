"""A demo home served by a program of its own."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest

HUB = Path(sys.executable).with_name("homewire-hub")
"""The program as installed, not the module behind it."""


class RunningHub(msgspec.Struct):
    """A hub, and how to reach it."""

    process: "subprocess.Popen[str]"
    ready: dict[str, object]
    token_file: Path
    data: Path

    @property
    def url(self) -> str:
        return str(self.ready["url"])

    @property
    def access(self) -> tuple[str, ...]:
        return ("--hub", self.url, "--token-file", str(self.token_file))

    def token(self, name: str, role: str = "family") -> str:
        """Make a token for somebody else."""
        made = subprocess.run(
            [HUB, "token", "--data", self.data, "--role", role, "--name", name],
            capture_output=True,
            text=True,
            check=True,
        )
        return made.stdout.strip()


@contextmanager
def running_hub(folder: Path) -> Iterator[RunningHub]:
    """Serve a demo home, kept in this folder."""
    token_file, data = folder / "owner.token", folder / "data"
    process = subprocess.Popen(
        [HUB, "serve", "--demo", "--port", "0", "--data", data, "--token-file", token_file],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    if not line:
        pytest.fail(process.communicate()[1])
    yield RunningHub(process, json.loads(line), token_file, data)
    if process.poll() is None:
        process.kill()
    process.communicate()
