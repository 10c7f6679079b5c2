"""The file a person sends along when a gateway does not work."""

import re
from datetime import datetime
from pathlib import Path

from embedded_hub.errors import ConfigError

_UNFIT = re.compile(r"[^\w.-]+")


def file_name(title: str, now: float) -> str:
    """Suggest a name: what it is about, and when."""
    day = datetime.fromtimestamp(now).astimezone().strftime("%Y-%m-%d")
    stem = _UNFIT.sub("-", title).strip("-.").lower()
    return f"homewire-{stem or 'gateway'}-{day}.json"


def write(path: str, content: bytes) -> None:
    """Write it; blocks for a moment: call it in a thread.

    Raises:
        ConfigError: it cannot be written there.
    """
    try:
        Path(path).write_bytes(content)
    except OSError as error:
        raise ConfigError(f"{path} cannot be written: {error}.") from error
