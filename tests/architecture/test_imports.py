"""The rules of docs/ARCHITECTURE.md about who may import whom, checked on the code as it is."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

HUB_NEVER_LOADS = ("PySide6", "qasync", "keyring", "nats", "faster_whisper", "uvloop", "aiohttp")
LOADED_WHEN_NEEDED = ("zeroconf", "ifaddr", "aioesphomeapi", "aiomqtt", "paho", "jinja2", "google")
"""Libraries of drivers and of discovery: a home that has no use for one never loads it."""


def test_every_import_contract_is_kept() -> None:
    # A program of its own: it sets logging up anew and silences every logger there is.
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command as lint; lint()",
            "--no-cache",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert " kept, 0 broken" in done.stdout


def test_the_hub_loads_no_qt_and_no_optional_engine() -> None:
    script = (
        "import sys, embedded_hub.hub, embedded_hub.cli.main, embedded_hub.simulator\n"
        f"print(*[name for name in {HUB_NEVER_LOADS!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []


def test_a_hub_that_starts_loads_no_driver_and_nothing_that_searches() -> None:
    script = (
        "import asyncio, pathlib, sys, tempfile\n"
        "import embedded_hub.cli.serve\n"
        "from embedded_hub.hub import Hub, HubOptions\n"
        "async def main():\n"
        "    with tempfile.TemporaryDirectory() as folder:\n"
        "        path = pathlib.Path(folder)\n"
        "        hub = Hub(HubOptions(folder=path, port=0, finds_gateways=True))\n"
        "        await hub.start()\n"
        "        await hub.stop()\n"
        "asyncio.run(main())\n"
        "drivers = [name for name in sys.modules if name.endswith('.driver')]\n"
        f"print(*drivers, *[name for name in {LOADED_WHEN_NEEDED!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []


def test_only_one_file_of_the_desktop_imports_qasync() -> None:
    importers = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "desktop").rglob("*.py")
        if any(
            "qasync" in line for line in path.read_text("utf-8").splitlines() if "import" in line
        )
    }
    assert importers == {"desktop/loop.py"}
