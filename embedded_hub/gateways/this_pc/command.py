"""Runs one small program of the system and gives its output. Blocks; call it in a thread."""

import os
import subprocess
from collections.abc import Sequence

TIMEOUT_S = 3.0
"""These answer in milliseconds; one that hangs must not hold up every other reading."""


def output_of(arguments: Sequence[str]) -> str | None:
    """Return what it printed, or ``None`` when it is missing, failed or hung."""
    try:
        done = subprocess.run(  # noqa: S603 -- fixed programs, arguments never from outside
            arguments,
            capture_output=True,
            timeout=TIMEOUT_S,
            check=True,
            env={**os.environ, "LC_ALL": "C"},  # Words and decimal points as they are parsed.
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.decode(errors="replace")
