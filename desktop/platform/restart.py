"""Starts this program a second time, from source or from a frozen bundle alike."""

import sys

from PySide6.QtCore import QProcess


def start_again(*arguments: str) -> bool:
    """Start a further instance that lives on by itself; say whether that worked."""
    is_frozen = bool(getattr(sys, "frozen", False))
    before = [] if is_frozen else ["-m", "desktop"]
    started, _ = QProcess.startDetached(sys.executable, [*before, *arguments])
    return bool(started)
