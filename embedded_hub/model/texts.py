"""Texts that strangers wrote and people read."""

import unicodedata

_UNSEEN = frozenset({"Cc", "Cf", "Zl", "Zp", "Cs", "Co", "Cn"})
_JOINERS = "\u200c\u200d"
"""Format characters some scripts and symbols cannot be written without."""


def one_line(text: str) -> str:
    """Make a name out of whatever a gateway sent: one line, nothing that steers a terminal.

    Control and format characters (line ends, escape sequences, direction overrides) become
    spaces, and runs of spaces one.
    """
    if text.isascii() and text.isprintable():
        return text
    plain = (" " if _steers(char) else char for char in text)
    return " ".join("".join(plain).split())


def _steers(char: str) -> bool:
    return unicodedata.category(char) in _UNSEEN and char not in _JOINERS
