"""Voice in the web client: its modules in Node.js, against what the Python cores answered."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "voice"
ROOT = FOLDER.parents[2]
KNOWS_MODULES = 22
"""From this version on Node.js sees by itself that a file is a module."""


def test_the_web_clients_voice_does_what_the_python_cores_do() -> None:
    node = shutil.which("node")
    if node is None:
        pytest.fail("there is nothing to run the web client's modules with: apt install nodejs")
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=True)
    is_old = int(version.stdout[1:].partition(".")[0]) < KNOWS_MODULES
    flags = ["--experimental-default-type=module"] if is_old else []
    tests = sorted(FOLDER.glob("*.test.mjs"))
    ran = subprocess.run(
        [node, *flags, "--test", *tests], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout[-4000:]
    [passed] = re.findall(r"^(?:#|ℹ) pass (\d+)$", ran.stdout, re.MULTILINE)  # noqa: RUF001
    assert int(passed) > 0
