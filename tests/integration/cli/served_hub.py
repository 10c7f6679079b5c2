"""A hub running as a program of its own, for as long as a test needs it."""

import asyncio
import json
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from embedded_hub.client.hub_client import HubClient
from tests.fakes.terminal import start_program


class Served:
    """A hub running as a program of its own."""

    def __init__(self, process: asyncio.subprocess.Process, ready: dict[str, Any]) -> None:
        self.process = process
        self.ready = ready
        self.url: str = ready["url"]

    async def stop(self, number: int = signal.SIGTERM) -> str:
        """Send a signal and return what it had written to standard error."""
        self.process.send_signal(number)
        out, err = await self.process.communicate()
        assert out == b""
        return err.decode()


@asynccontextmanager
async def serve(folder: Path, *words: str) -> AsyncIterator[Served]:
    process = await start_program(
        *("serve", "--port", "0", "--data", str(folder / "home")),
        *("--token-file", str(folder / "token"), *words),
    )
    assert process.stdout is not None
    line = await process.stdout.readline()
    if not line:
        _, err = await process.communicate()
        pytest.fail(f"the hub did not start: {err.decode()}")
    served = Served(process, json.loads(line))
    try:
        yield served
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()


def token_in(folder: Path) -> str:
    return (folder / "token").read_text().strip()


async def listed(client: HubClient, type_: str) -> list[dict[str, Any]]:
    result = await client.call(type_)
    assert isinstance(result, list)
    return result
