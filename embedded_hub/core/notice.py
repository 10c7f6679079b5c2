"""What a notice is, as a value; :mod:`embedded_hub.core.notices` keeps them."""

from enum import StrEnum
from typing import Literal

import msgspec

from embedded_hub.model.values import JsonObject
from embedded_hub.model.voice import TalkPriority

Source = Literal["system", "gateway", "action", "person"]


class Severity(StrEnum):
    """How much a notice matters; only what is critical wakes anybody."""

    INFO = "info"
    WARNING = "warning"
    CRITICAL = "critical"

    @property
    def priority(self) -> TalkPriority:
        """How urgent that is where quiet hours are kept."""
        return TalkPriority.EMERGENCY if self is Severity.CRITICAL else TalkPriority.ROUTINE


class NoticeButton(msgspec.Struct, frozen=True, kw_only=True):
    """Something a reader can do about a notice, with the rights they have themselves."""

    id: str
    title: str
    domain: str = ""
    """Of an action; empty where pressing it only puts an event on the bus."""
    service: str = ""
    target: dict[str, tuple[str, ...]] = {}
    arguments: JsonObject = {}


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """One notice. Times are seconds UTC."""

    id: str
    title: str | None
    message: str
    created_at: float
    severity: Severity = Severity.INFO
    source: Source = "action"
    entity_id: str | None = None
    gateway_id: str | None = None
    buttons: tuple[NoticeButton, ...] = ()
    expires_at: float | None = None
    user_ids: tuple[str, ...] = ()
    """Whom it is for; everybody who lives here where nobody is named."""
    read_at: dict[str, float] = {}
    """When each person read it, by user."""


class NoticeDraft(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody wants others to read."""

    message: str
    title: str | None = None
    id: str | None = None
    """A notice with the same id is replaced."""
    severity: Severity = Severity.INFO
    source: Source = "action"
    entity_id: str | None = None
    gateway_id: str | None = None
    buttons: tuple[NoticeButton, ...] = ()
    expires_in_s: float | None = None
    user_ids: tuple[str, ...] = ()
