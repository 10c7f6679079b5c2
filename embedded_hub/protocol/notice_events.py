"""What the hub tells a client about notices, under the id of its ``notice/subscribe``."""

from typing import Literal

import msgspec


class ShownButton(msgspec.Struct, frozen=True, kw_only=True):
    """Something the reader can do about a notice."""

    id: str
    title: str


class ShownNotice(msgspec.Struct, frozen=True, kw_only=True):
    """A notice as one reader knows it. Times are seconds UTC."""

    id: str
    title: str | None
    text: str
    severity: Literal["info", "warning", "critical"]
    source: Literal["system", "gateway", "action", "person"]
    entity_id: str | None
    gateway_id: str | None
    actions: tuple[ShownButton, ...]
    created_at: float
    expires_at: float | None
    read_by: tuple[str, ...]
    is_read: bool
    """By the reader."""
    silent: bool
    """The reader does not want to be disturbed now: it is shown without a sound."""


class NoticeAdded(msgspec.Struct, frozen=True, kw_only=True, tag="notice/added"):
    """There is a new notice, or one of the same id says something new."""

    notice: ShownNotice


class NoticeUpdated(msgspec.Struct, frozen=True, kw_only=True, tag="notice/changed"):
    """Somebody read a notice."""

    notice: ShownNotice


class NoticeRemoved(msgspec.Struct, frozen=True, kw_only=True, tag="notice/removed"):
    """A notice was taken away, or its time ended."""

    id: str


class ShownNotices(msgspec.Struct, frozen=True, kw_only=True):
    """Answers ``notice/list`` and ``notice/subscribe``, oldest first."""

    notices: tuple[ShownNotice, ...]


EVENTS = (NoticeAdded, NoticeUpdated, NoticeRemoved)
