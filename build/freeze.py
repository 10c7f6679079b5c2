"""Freezes the desktop app into dist/homewire and makes it prove itself.

Usage: ``python build/freeze.py`` (needs the dependency group ``package``). The work folder is
``.cache/pyi``: ``build/`` holds sources only. Exits 1 when the frozen app fails its self-test.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
DIST = ROOT / "dist"


def freeze() -> Path:
    """Run PyInstaller and return the program it made."""
    subprocess.run(
        [
            sys.executable,
            "-m",
            "PyInstaller",
            "--noconfirm",
            "--log-level=WARN",
            f"--workpath={ROOT / '.cache' / 'pyi'}",
            f"--distpath={DIST}",
            str(ROOT / "build" / "homewire.spec"),
        ],
        cwd=ROOT,
        check=True,
    )
    suffix = ".exe" if sys.platform == "win32" else ""
    return DIST / "homewire" / f"homewire{suffix}"


def size_mb(folder: Path) -> float:
    """Return how much a folder takes, links not followed."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return sum(path.stat().st_size for path in files) / 1e6


def main() -> int:
    """Freeze, test, and say how large it is."""
    program = freeze()
    print(f"{program}: {size_mb(program.parent):.0f} MB")
    environment = {**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    return subprocess.run([str(program), "--selftest"], env=environment, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())
