"""What goes to standard error: text for people or JSON lines for programs, never a token.

Secrets are taken out of the finished line, so that neither an argument nor a traceback brings one
through.
"""

import json
import logging
import sys
import time
from typing import TextIO

from embedded_hub.gateways.gateway_log import secrets_at_work
from embedded_hub.security.redaction import printable, redact


class TextLines(logging.Formatter):
    """``12:03:08 WARNING gateways.supervisor: The kitchen gateway does not answer``."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line, followed by its traceback where it has one."""
        at = time.strftime("%H:%M:%S", time.localtime(record.created))
        name = record.name.removeprefix("embedded_hub.")
        message = printable(record.getMessage())
        line = f"{at} {record.levelname:<7} {name}: {message}"
        if record.exc_info:
            line += "\n" + self.formatException(record.exc_info)
        return redact(line, secrets_at_work())


class JsonLines(logging.Formatter):
    """One JSON object a line: ``at`` (seconds UTC), ``level``, ``logger``, ``message``."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line of JSON."""
        line = {
            "at": round(record.created, 3),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": redact(record.getMessage(), secrets_at_work()),
        }
        if record.exc_info:
            line["trace"] = redact(self.formatException(record.exc_info), secrets_at_work())
        return json.dumps(line)


def set_up_logging(
    *, is_json: bool = False, level: int = logging.INFO, stream: TextIO | None = None
) -> None:
    """Send every log record to standard error, replacing what was set up before."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonLines() if is_json else TextLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    # Its INFO tells of every handshake; what matters of them our own listener says.
    logging.getLogger("websockets").setLevel(max(level, logging.WARNING))
    logging.getLogger("asyncio").setLevel(max(level, logging.WARNING))
