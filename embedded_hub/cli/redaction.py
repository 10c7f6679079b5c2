"""Makes text fit to be shown: no secrets, and nothing that commands a terminal. Pure."""

import re

# Ours (security.md §4) and the JSON web tokens a Home Assistant gives out.
_SECRETS = re.compile(
    r"hw1\.(?P<id>[A-Za-z0-9_-]{1,16})(?:\.[A-Za-z0-9_-]*)?"
    r"|hw1\.[^\s\"']*"
    r"|eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+"
)

# What stands in a foreign payload must not begin a new line or move a cursor; a tab is harmless.
_CONTROL = {code: f"\\x{code:02x}" for code in (*range(32), 127, *range(128, 160)) if code != 9}


def redact(text: str) -> str:
    """Return the text with every token replaced; of ours the public half stays."""
    return _SECRETS.sub(_stand_in, text)


def printable(text: str) -> str:
    """Return the text with control characters written out, on one line."""
    return text.translate(_CONTROL)


def _stand_in(found: "re.Match[str]") -> str:
    public = found["id"]
    return f"[token {public}]" if public else "[token]"
