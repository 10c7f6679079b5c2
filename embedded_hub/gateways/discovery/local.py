"""Looks whether a system runs on this very machine, by asking it on its usual port."""

import asyncio
from collections.abc import Mapping

from embedded_hub.gateways.announcement import Announcement, LocalService, Suggestion
from embedded_hub.gateways.api import Manifest

HOST = "127.0.0.1"
LOCAL_TYPE = "local"
"""What stands for the type of a service that was not announced."""
TIMEOUT_S = 1.5
_ENOUGH_BYTES = 65_536


async def answers(service: LocalService) -> bool:
    """Say whether what is meant answers there, and not something else."""
    try:
        async with asyncio.timeout(TIMEOUT_S):
            reader, writer = await asyncio.open_connection(HOST, service.port)
    except (OSError, TimeoutError):
        return False
    try:
        async with asyncio.timeout(TIMEOUT_S):
            writer.write(service.hello)
            return await _is_proven(reader, service)
    except (OSError, TimeoutError):
        return False
    finally:
        writer.close()


async def _is_proven(reader: asyncio.StreamReader, service: LocalService) -> bool:
    heard = b""
    while len(heard) < _ENOUGH_BYTES:
        more = await reader.read(4096)
        if not more:
            return False
        heard += more
        if service.proof.search(heard):
            return True
    return False


def as_announced(manifest: Manifest, service: LocalService) -> tuple[Announcement, Suggestion]:
    """Return a system on this machine as if it had announced itself."""
    announcement = Announcement(
        type=LOCAL_TYPE,
        name=manifest.title,
        host=HOST,
        port=service.port,
        hosts=frozenset({HOST, "localhost", "::1"}),
    )
    options: Mapping[str, str] = {
        name: value.replace("{port}", str(service.port)) for name, value in service.options.items()
    }
    return announcement, Suggestion(options=options, title=manifest.title)
