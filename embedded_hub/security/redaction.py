"""Makes text fit to be shown: no secrets, and nothing that commands a terminal. Pure."""

import json
import re
from collections.abc import Iterable
from urllib.parse import quote, quote_plus

HIDDEN = "[hidden]"
_SHORTEST = 4
"""A shorter text is no secret, and would black out half of what is said."""

_RUNS = re.compile(r"[A-Za-z0-9+/=_.~-]{8,}")
# Ours (security.md §4) and the JSON web tokens a Home Assistant gives out.
_TOKENS = re.compile(
    r"hw1\.(?P<id>[A-Za-z0-9_-]{1,16})(?:\.[A-Za-z0-9_-]*)?"
    r"|hw1\.[^\s\"']*"
    r"|eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+"
)
_NAMES = (
    r"(?:access[_-]?|refresh[_-]?|bearer[_-]?|auth[_-]?)?token|api[_-]?key|app[_-]?key|client[_-]?key"
    r"|hue-application-key|clientkey|password|passwd|passphrase|pwd|secret|noise[_-]?psk|psk|pin"
    r"|setup[_-]?(?:pin[_-]?)?code|pairing[_-]?code"
)
# What follows a telling name: in an address, a header, JSON, or a driver's own words.
_NAMED = re.compile(
    rf"(?P<name>(?<![A-Za-z])(?:{_NAMES})[\"']?\s*[=:]\s*)(?P<quote>[\"']?)"
    r"(?!\[)(?P<value>[^\s\"'&,;}}\])]+)",
    re.IGNORECASE,
)
_HEADER = re.compile(
    r"(?P<name>authorization[\"']?\s*[=:]\s*[\"']?(?:\w+ )?)[^\s\"',]+", re.IGNORECASE
)
_SCHEME = re.compile(r"\b(?P<name>(?:Bearer|Basic) )[A-Za-z0-9+/=._~-]{8,}")
_USER_INFO = re.compile(r"(?P<scheme>\b[a-z][a-z0-9+.-]*://)[^\s/@\"']+@", re.IGNORECASE)

# What stands in a foreign payload must not begin a new line or move a cursor; a tab is harmless.
_CONTROL = {code: f"\\x{code:02x}" for code in (*range(32), 127, *range(128, 160)) if code != 9}


def redact(text: str, secrets: Iterable[str] = ()) -> str:
    """Return the text without secrets; of a token of ours the public half stays.

    Args:
        text: Anything: a log line, a traceback, an address.
        secrets: What is known to be one, taken out however it is written.
    """
    for secret in sorted({one for one in secrets if len(one) >= _SHORTEST}, key=len, reverse=True):
        for form in sorted(_forms(secret), key=len, reverse=True):
            text = text.replace(form, HIDDEN)
        for whole in (secret, *_RUNS.findall(secret)):
            text = _without_beginning(text, whole)
    text = _TOKENS.sub(_stand_in, text)
    text = _HEADER.sub(rf"\g<name>{HIDDEN}", text)
    text = _SCHEME.sub(rf"\g<name>{HIDDEN}", text)
    text = _NAMED.sub(rf"\g<name>\g<quote>{HIDDEN}", text)
    return _USER_INFO.sub(rf"\g<scheme>{HIDDEN}@", text)


def _forms(secret: str) -> set[str]:
    """Return every way a secret is written: in an address, in JSON, by Python, on one line.

    Its long runs count by themselves: however often the rest is escaped, they stay as they are.
    """
    return {
        secret,
        *_RUNS.findall(secret),
        quote(secret, safe=""),
        quote(secret),
        quote_plus(secret),
        json.dumps(secret)[1:-1],
        json.dumps(secret, ensure_ascii=False)[1:-1],
        repr(secret)[1:-1],
        repr(secret.encode("utf-8", "replace"))[2:-1],
        printable(secret),
    }


def _without_beginning(text: str, secret: str) -> str:
    """Return a text that was cut off within a secret without what is left of it."""
    for length in range(len(secret) - 1, _SHORTEST - 1, -1):
        if text.endswith(secret[:length]):
            return text[:-length] + HIDDEN
    return text


def printable(text: str) -> str:
    """Return the text with control characters written out, on one line."""
    return text.translate(_CONTROL)


def _stand_in(found: "re.Match[str]") -> str:
    public = found["id"]
    return f"[token {public}]" if public else "[token]"
