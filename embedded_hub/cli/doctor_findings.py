"""What the doctor says: one finding a check."""

from enum import StrEnum

import msgspec


class Level(StrEnum):
    """How bad a finding is."""

    OK = "ok"
    WARNING = "warning"
    """Works, and somebody should know."""
    PROBLEM = "problem"
    """The hub will not work so."""


class Finding(msgspec.Struct, frozen=True):
    """The result of one check."""

    check: str
    level: Level
    message: str
    """A plain English sentence."""


def ok(check: str, message: str) -> Finding:
    """All is well."""
    return Finding(check, Level.OK, message)


def warning(check: str, message: str) -> Finding:
    """Works, and somebody should know."""
    return Finding(check, Level.WARNING, message)


def problem(check: str, message: str) -> Finding:
    """The hub will not work so."""
    return Finding(check, Level.PROBLEM, message)
