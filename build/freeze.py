"""Freezes a program into ``dist/`` and makes it prove itself.

Usage: ``python build/freeze.py`` for the desktop app, ``--hub`` for the hub without a screen (needs
the dependency group ``package``). The work folder is ``.cache/pyi``: ``build/`` holds sources only.
Exits 1 when the frozen program fails its test.
"""

import argparse
import json
import math
import os
import subprocess
import sys
import tempfile
import wave
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DIST = ROOT / "dist"
APP, HUB = "homewire", "homewire-hub"
SUFFIX = ".exe" if sys.platform == "win32" else ""
TONE_RATE_HZ = 16_000
STOP_S = 5.0
"""What the hub promises for a stop by a signal."""


def freeze(name: str) -> Path:
    """Run PyInstaller on the recipe of that name and return the program it made."""
    subprocess.run(
        [
            sys.executable,
            "-m",
            "PyInstaller",
            "--noconfirm",
            "--log-level=WARN",
            f"--workpath={ROOT / '.cache' / 'pyi'}",
            f"--distpath={DIST}",
            str(ROOT / "build" / f"{name}.spec"),
        ],
        cwd=ROOT,
        check=True,
    )
    return DIST / name / f"{name}{SUFFIX}"


def size_mb(folder: Path) -> float:
    """Return how much a folder takes, links not followed."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return sum(path.stat().st_size for path in files) / 1e6


def test_app(program: Path) -> int:
    """Run the app's own test, on the screen there is or on none."""
    platform = os.environ.get("QT_QPA_PLATFORM", "offscreen")
    environment = {**os.environ, "QT_QPA_PLATFORM": platform}
    return subprocess.run([program, "--selftest"], env=environment, check=False).returncode


def test_hub(program: Path) -> int:
    """Serve a demo home, read it, add this computer to it, talk in it over the wire, and stop."""
    with tempfile.TemporaryDirectory() as folder:
        token_file = ("--token-file", str(Path(folder) / "token"))
        served = [program, "serve", "--demo", "--port", "0", "--data", folder, *token_file]
        with subprocess.Popen(served, stdout=subprocess.PIPE, text=True) as hub:
            try:
                ready = json.loads(next(iter(hub.stdout or ())))
                spoken = Path(folder) / "spoken.wav"
                write_tone(spoken)
                codes = [
                    subprocess.run(
                        [program, *words, "--hub", ready["url"], *token_file], check=False
                    ).returncode
                    for words in (
                        ["states", "--domain", "light"],
                        ["gateways", "add", "this_pc"],
                        ["talk", "--channel", "all", str(spoken)],
                    )
                ]
                codes.append(test_parts(program, folder))
            finally:
                hub.terminate()
                code = hub.wait(STOP_S)
    return max(code, *codes)


def test_parts(program: Path, folder: str) -> int:
    """Let the program import every driver; what is wrong with this machine does not count."""
    asked = [str(program), "doctor", "--json", "--data", folder]
    done = subprocess.run(asked, stdout=subprocess.PIPE, text=True, check=False)
    [finding] = (one for one in json.loads(done.stdout) if one["check"] == "drivers")
    print(finding["message"], flush=True)
    return 0 if finding["level"] == "ok" else 1


def write_tone(path: Path) -> None:
    """Write half a second of a tone: what it takes to hear whether the codec came along."""
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, TONE_RATE_HZ, 0, "NONE", ""))
        file.writeframes(
            b"".join(
                round(8000 * math.sin(0.2 * number)).to_bytes(2, "little", signed=True)
                for number in range(TONE_RATE_HZ // 2)
            )
        )


def main() -> int:
    """Freeze, say how large it is, and test."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--hub", action="store_true", help="the hub without a screen")
    is_hub = parser.parse_args().hub
    program = freeze(HUB if is_hub else APP)
    print(f"{program}: {size_mb(program.parent):.0f} MB", flush=True)
    return test_hub(program) if is_hub else test_app(program)


if __name__ == "__main__":
    raise SystemExit(main())
