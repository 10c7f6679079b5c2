"""A real mosquitto for one test, with a user and both of its transports."""

import asyncio
import contextlib
import os
import shutil
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

USER, PASSWORD = "hub", "hubpass"
_PROGRAM = shutil.which("mosquitto", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
_PASSWD = shutil.which("mosquitto_passwd")


class Broker:
    """Where it listens."""

    def __init__(self, port: int, websocket_port: int) -> None:
        self.port = port
        self.websocket_port = websocket_port


@contextlib.asynccontextmanager
async def mosquitto(folder: Path) -> AsyncIterator[Broker]:
    """Run a broker for a block."""
    if _PROGRAM is None or _PASSWD is None:
        pytest.skip("mosquitto is not installed")
    broker = Broker(_free_port(), _free_port())
    passwords = folder / "passwords"
    passwords.touch(0o600)
    making = await asyncio.create_subprocess_exec(_PASSWD, "-b", str(passwords), USER, PASSWORD)
    assert await making.wait() == 0
    config = folder / "mosquitto.conf"
    user = "user root\n" if os.geteuid() == 0 else ""
    config.write_text(
        f"{user}allow_anonymous false\npassword_file {passwords}\npersistence false\n"
        f"listener {broker.port} 127.0.0.1\nprotocol mqtt\n"
        f"listener {broker.websocket_port} 127.0.0.1\nprotocol websockets\n"
    )
    program = await asyncio.create_subprocess_exec(
        _PROGRAM, "-c", str(config), stderr=asyncio.subprocess.DEVNULL
    )
    try:
        await _answering(broker.port)
        yield broker
    finally:
        program.terminate()
        await program.wait()


async def _answering(port: int) -> None:
    async with asyncio.timeout(10):
        while True:
            with contextlib.suppress(OSError):
                _, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.close()
                await writer.wait_closed()
                return
            await asyncio.sleep(0.02)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
