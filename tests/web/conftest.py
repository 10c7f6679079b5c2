"""What the web client is checked with: Node.js, and TypeScript as a reader of its JSDoc types."""

import shutil
import subprocess
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent


@pytest.fixture(scope="session")
def node() -> str:
    found = shutil.which("node")
    if found is None:
        pytest.fail("there is nothing to run the web client's modules with: apt install nodejs")
    return found


@pytest.fixture(scope="session")
def compiler(node: str) -> list[str]:
    """Return the type checker; it is installed on first use, as the lock file names it."""
    script = FOLDER / "node_modules" / "typescript" / "bin" / "tsc"
    if not script.exists():
        npm = shutil.which("npm")
        if npm is None:
            pytest.fail("there is nothing to install the type checker with: apt install npm")
        command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        ran = subprocess.run(command, cwd=FOLDER, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stdout + ran.stderr
    return [node, str(script)]
