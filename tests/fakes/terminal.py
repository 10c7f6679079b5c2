"""Starts ``homewire-hub`` as a person at a terminal would, and reads what it says."""

import asyncio
import json
import os
import sys
from collections.abc import Mapping
from typing import Any

import msgspec


class Ran(msgspec.Struct):
    """How a program ended."""

    code: int | None
    out: str
    err: str

    def json(self) -> Any:
        return json.loads(self.out)


async def start_program(
    *words: str,
    variables: Mapping[str, str] | None = None,
    stdin: int = asyncio.subprocess.DEVNULL,
) -> asyncio.subprocess.Process:
    """Start it; every Python warning in it is an error."""
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "embedded_hub", *words),
        env={**os.environ, "PYTHONWARNINGS": "error", **(variables or {})},
        stdin=stdin,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def run_program(*words: str, variables: Mapping[str, str] | None = None) -> Ran:
    """Run it to its end."""
    process = await start_program(*words, variables=variables)
    out, err = await process.communicate()
    return Ran(process.returncode, out.decode(), err.decode())
