"""What is pushed: as little as a person needs to decide whether to look.

A push service takes 4 KB at most, encrypted; what does not fit a glance is read in the app.
"""

import hashlib
from typing import Literal

import msgspec

from embedded_hub.core.intercom.ports import BurstRecord
from embedded_hub.core.messages.ports import Message
from embedded_hub.core.notice import Notice, Severity

MAX_TITLE_CHARS = 80
MAX_BODY_CHARS = 240
DAY_S = 86_400
_TOPIC_CHARS = 32
"""RFC 8030 §5.4."""
_ICON_ACTIONS = 2
"""More buttons than that no browser shows."""

Urgency = Literal["normal", "high"]


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """One push message before it is encrypted."""

    content: bytes
    """JSON, read by the page's service worker."""
    ttl_s: int
    """How long the push service keeps it for a phone that is off."""
    urgency: Urgency
    topic: str | None = None
    """A newer one of the same topic takes the place of one that was not fetched."""


class _Button(msgspec.Struct, frozen=True, kw_only=True):
    action: str
    title: str


class _Content(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    kind: Literal["message", "talk", "notice", "test"]
    id: str
    title: str
    body: str
    at: float
    channel: str | None = None
    duration_ms: int | None = None
    """Of talk; the service worker finds the words for it."""
    severity: str | None = None
    actions: tuple[_Button, ...] = ()


def letter_of_message(message: Message, conversation: str) -> Letter:
    """Write what a phone shows of a text message.

    Args:
        message: The message.
        conversation: The channel as its reader names it, which is what a touch opens.
    """
    content = _Content(
        kind="message",
        id=message.id,
        title=_short(message.user_name, MAX_TITLE_CHARS),
        body=_short(message.text, MAX_BODY_CHARS),
        at=message.at,
        channel=conversation,
    )
    return Letter(
        content=msgspec.json.encode(content),
        ttl_s=DAY_S,
        urgency="high" if message.priority else "normal",
    )


def letter_of_talk(burst: BurstRecord, conversation: str) -> Letter:
    """Write what a phone shows of something said that its person did not hear."""
    content = _Content(
        kind="talk",
        id=burst.id,
        title=_short(burst.user_name, MAX_TITLE_CHARS),
        body=_short(burst.text or "", MAX_BODY_CHARS),
        at=burst.started_at,
        channel=conversation,
        duration_ms=burst.duration_ms,
    )
    return Letter(
        content=msgspec.json.encode(content),
        ttl_s=DAY_S,
        urgency="high" if burst.priority else "normal",
    )


def letter_of_notice(notice: Notice, now: float) -> Letter:
    """Write what a phone shows of a notice."""
    buttons = notice.buttons[:_ICON_ACTIONS]
    content = _Content(
        kind="notice",
        id=notice.id,
        title=_short(notice.title or "", MAX_TITLE_CHARS),
        body=_short(notice.message, MAX_BODY_CHARS),
        at=notice.created_at,
        severity=notice.severity.value,
        actions=tuple(
            _Button(action=one.id, title=_short(one.title, MAX_TITLE_CHARS)) for one in buttons
        ),
    )
    left_s = DAY_S if notice.expires_at is None else notice.expires_at - now
    return Letter(
        content=msgspec.json.encode(content),
        ttl_s=max(0, min(DAY_S, round(left_s))),
        urgency="high" if notice.severity is Severity.CRITICAL else "normal",
        topic=hashlib.sha256(notice.id.encode()).hexdigest()[:_TOPIC_CHARS],
    )


def trial_letter(home: str, now: float) -> Letter:
    """Write what a phone shows when its owner tries whether it works."""
    content = _Content(kind="test", id="test", title=_short(home, MAX_TITLE_CHARS), body="", at=now)
    return Letter(content=msgspec.json.encode(content), ttl_s=60, urgency="high", topic="test")


def _short(text: str, most: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"
