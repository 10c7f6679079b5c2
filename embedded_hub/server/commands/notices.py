"""Answers reads of notices and subscriptions to them. A guest is told of none."""

from embedded_hub.core.events import NoticeChanged
from embedded_hub.core.notices import Notice
from embedded_hub.core.people import Role
from embedded_hub.model.values import JsonObject, JsonValue
from embedded_hub.protocol.commands.notices import GetNotices, SubscribeNotices
from embedded_hub.protocol.times import iso_time
from embedded_hub.server.caller import Caller, Stop, Subscribed
from embedded_hub.server.commands.table import CommandTable


def register(table: CommandTable) -> None:
    """Add this family to the table."""
    table.quick(GetNotices, get_notices)
    table.quick(SubscribeNotices, subscribe_notices)


def get_notices(caller: Caller, _: GetNotices) -> list[JsonObject]:
    """List the notices."""
    return [_listed(notice) for notice in _seen(caller)]


def subscribe_notices(caller: Caller, command: SubscribeNotices) -> Subscribed:
    """Send the notices there are, then each change."""

    def changed(event: NoticeChanged) -> None:
        notice = caller.home.notices.get(event.notice_id)
        body: JsonObject = _listed(notice) if notice else {"notification_id": event.notice_id}
        if caller.principal.role is not Role.GUEST:
            _send(caller, command.id, event.kind, {event.notice_id: body})

    def start() -> Stop:
        _send(caller, command.id, "current", {one.id: _listed(one) for one in _seen(caller)})
        return caller.home.bus.subscribe(NoticeChanged, changed)

    return Subscribed(start)


def _seen(caller: Caller) -> list[Notice]:
    return [] if caller.principal.role is Role.GUEST else list(caller.home.notices.all())


def _send(caller: Caller, message_id: int, kind: str, notices: dict[str, JsonObject]) -> None:
    caller.send_event(message_id, {"type": kind, "notifications": notices})


def _listed(notice: Notice) -> dict[str, JsonValue]:
    return {
        "notification_id": notice.id,
        "title": notice.title,
        "message": notice.message,
        "created_at": iso_time(notice.created_at),
    }
