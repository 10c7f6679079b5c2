"""What is logged about one gateway, kept for the person who asks, without its secrets.

Whose a record is follows from where it is made: a driver's task and everything begun in it carry
their gateway in a context variable, threads of ``asyncio.to_thread`` included. So a driver, and
any library it uses, logs as it likes and needs no adapter.
"""

import contextlib
import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextvars import ContextVar

from embedded_hub.model.gateway_report import LogLine
from embedded_hub.security.redaction import printable, redact

KEPT_LINES = 300
MAX_LINE_CHARS = 600
MAX_TRACE_CHARS = 4000
_MOST_CHARS = 40_000
"""Of one record that are looked through."""

_current: ContextVar["GatewayLog | None"] = ContextVar("gateway_log", default=None)
_trace = logging.Formatter()


def secrets_at_work() -> Sequence[str]:
    """Return the secrets of the gateway on whose behalf the running code works."""
    current = _current.get()
    return tuple(current.secrets()) if current is not None else ()


class GatewayLog(logging.Handler):
    """The newest log lines of one gateway.

    Args:
        secrets: Returns what must not stand in any of them.
    """

    def __init__(self, secrets: Callable[[], Iterable[str]]) -> None:
        super().__init__()
        self.secrets = secrets
        self._lines: deque[LogLine] = deque(maxlen=KEPT_LINES)

    @property
    def lines(self) -> Sequence[LogLine]:
        """The oldest first."""
        return tuple(self._lines)

    def open(self) -> None:
        """Listen to everything that is logged."""
        logging.getLogger().addHandler(self)

    def close(self) -> None:
        """Listen no more; what was heard stays."""
        logging.getLogger().removeHandler(self)
        super().close()

    def claim(self) -> None:
        """Take for this gateway's what the running task and all it begins will log."""
        _current.set(self)

    @contextlib.contextmanager
    def claimed(self) -> Iterator[None]:
        """Take for this gateway's what is logged within a block."""
        token = _current.set(self)
        try:
            yield
        finally:
            _current.reset(token)

    def filter(self, record: logging.LogRecord) -> bool:
        """Let this gateway's own records through."""
        return _current.get() is self and bool(super().filter(record))

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one record."""
        try:
            said = record.getMessage()
        except (TypeError, ValueError):  # a driver's arguments do not fit its own text
            said = str(record.msg)
        # A secret that was cut through would not be recognised.
        secrets = tuple(self.secrets())
        text = redact(printable(said[:_MOST_CHARS]), secrets)[:MAX_LINE_CHARS]
        if record.exc_info:
            trace = _trace.formatException(record.exc_info)[-_MOST_CHARS:]
            text += "\n" + redact(trace, secrets)[-MAX_TRACE_CHARS:]
        self._lines.append(LogLine(at=record.created, level=record.levelname.lower(), text=text))
