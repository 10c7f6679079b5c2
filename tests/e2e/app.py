"""The desktop app as a program that takes a picture of itself."""

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtGui import QColor, QImage

from desktop.window import colors_in

ROOT = Path(__file__).parents[2]
FROM_SOURCE = (sys.executable, "-m", "desktop")
MANY_COLORS = 40
"""Text, icons and tiles with smooth edges have more; an empty window has one."""
TIMEOUT_S = 50


def screenshot(
    file: Path,
    *words: str,
    surroundings: Mapping[str, str],
    program: Sequence[str] = FROM_SOURCE,
) -> QImage:
    """Take a picture; fails unless the program ended well and had nothing to complain about."""
    done = subprocess.run(
        [*program, "--screenshot", str(file), "--after", "0.3", *words],
        cwd=ROOT,
        env=surroundings,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=TIMEOUT_S,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    image = QImage(str(file))
    assert not image.isNull(), f"{file} is no picture"
    return image


def has_many_colors(image: QImage) -> bool:
    return colors_in(image) >= MANY_COLORS


def is_dark(image: QImage) -> bool:
    """Say whether the ground behind everything is dark, by the top left corner."""
    return QColor(image.pixel(2, 2)).lightnessF() < 0.5
