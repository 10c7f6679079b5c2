import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
HERE = Path(__file__).parent

StartProgram = Callable[[str, Path], "subprocess.Popen[str]"]


@pytest.fixture
def start_program() -> Iterator[StartProgram]:
    """Start one of the programs beside this file; whatever happens, none outlives the test."""
    started: list[subprocess.Popen[str]] = []

    def start(name: str, folder: Path) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            [sys.executable, str(HERE / name), str(folder)],
            cwd=ROOT,
            env={"PYTHONPATH": str(ROOT), "PATH": ""},
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()
