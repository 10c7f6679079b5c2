"""What the exit code of every command means."""

from enum import IntEnum

from embedded_hub.errors import ConfigError, HomewireError, LinkError, StorageError
from embedded_hub.model.action import OutcomeKind


class ExitCode(IntEnum):
    """How a command ended; part of the public interface."""

    DONE = 0
    USAGE = 2
    FAILED = 3
    NOT_CONNECTED = 4
    UNKNOWN = 5
    INTERRUPTED = 130


EPILOG = """\
exit codes:
  0  done
  1  a bug in this program, which then shows where
  2  usage: the command line, a file or an address is wrong
  3  failed: the hub or the device refused, or a gateway to be added does not answer
  4  not connected: the hub or the device's gateway cannot be reached, or the token is refused
  5  unknown: it was sent and never confirmed; it may have happened
"""

_OF_OUTCOME = {
    OutcomeKind.DONE: ExitCode.DONE,
    OutcomeKind.FAILED: ExitCode.FAILED,
    OutcomeKind.NOT_CONNECTED: ExitCode.NOT_CONNECTED,
    OutcomeKind.UNKNOWN: ExitCode.UNKNOWN,
}


def of_outcome(kind: OutcomeKind) -> ExitCode:
    """Return the exit code of an action that ended so."""
    return _OF_OUTCOME[kind]


def of_error(error: HomewireError) -> ExitCode:
    """Return the exit code of a command that ended with this error."""
    if isinstance(error, StorageError):
        return ExitCode.FAILED
    if isinstance(error, ConfigError):
        return ExitCode.USAGE
    if isinstance(error, LinkError):
        return ExitCode.NOT_CONNECTED
    return ExitCode.FAILED
