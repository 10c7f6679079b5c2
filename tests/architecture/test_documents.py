"""Documents made from the code must not disagree with it."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("generator", ["generate_protocol.py", "generate_theme.py"])
def test_what_is_generated_is_fresh(generator: str) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "build" / generator), "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 0, done.stdout + done.stderr
