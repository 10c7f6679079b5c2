"""Answers reads of notices, subscriptions to them, and what people do about them.

Each is shown only to those it is for; a guest is told of none but their own.
"""

from collections.abc import Sequence

from embedded_hub.core.actions import Call
from embedded_hub.core.events import NoticeChanged
from embedded_hub.core.notice import Notice
from embedded_hub.core.notice_actions import button_of
from embedded_hub.core.notices import is_for
from embedded_hub.core.targets import Target
from embedded_hub.errors import InvalidFormat
from embedded_hub.model.values import JsonObject, JsonValue
from embedded_hub.protocol.commands.notices import (
    AckNotice,
    DismissNotice,
    FollowNotices,
    GetNotices,
    ListNotices,
    PressNotice,
    SubscribeNotices,
)
from embedded_hub.protocol.notice_events import (
    NoticeAdded,
    NoticeRemoved,
    NoticeUpdated,
    ShownButton,
    ShownNotice,
    ShownNotices,
)
from embedded_hub.protocol.times import iso_time
from embedded_hub.server.caller import Caller, Stop, Subscribed
from embedded_hub.server.commands.table import CommandTable

_TARGETS = frozenset(Target.__struct_fields__)


def register(table: CommandTable) -> None:
    """Add this family to the table."""
    table.quick(GetNotices, get_notices)
    table.quick(SubscribeNotices, subscribe_notices)
    table.quick(ListNotices, list_notices)
    table.quick(FollowNotices, follow_notices)
    table.slow(AckNotice, acknowledge)
    table.slow(DismissNotice, dismiss)
    table.slow(PressNotice, press)


# --- as Home Assistant has them -----------------------------------------------------------------


def get_notices(caller: Caller, _: GetNotices) -> list[JsonObject]:
    """List the notices."""
    return [_listed(notice) for notice in caller.home.notices.seen_by(caller.principal)]


def subscribe_notices(caller: Caller, command: SubscribeNotices) -> Subscribed:
    """Send the notices there are, then each change."""

    def changed(event: NoticeChanged) -> None:
        if is_for(event.notice, caller.principal):
            _send(caller, command.id, event.kind, [event.notice])

    def start() -> Stop:
        _send(caller, command.id, "current", caller.home.notices.seen_by(caller.principal))
        return caller.home.bus.subscribe(NoticeChanged, changed)

    return Subscribed(start)


# --- with all there is to know ------------------------------------------------------------------


def list_notices(caller: Caller, _: ListNotices) -> ShownNotices:
    """List the notices the caller may read."""
    seen = caller.home.notices.seen_by(caller.principal)
    return ShownNotices(notices=tuple(_shown(caller, notice) for notice in seen))


def follow_notices(caller: Caller, command: FollowNotices) -> Subscribed:
    """List the notices, then tell of each change."""

    def changed(event: NoticeChanged) -> None:
        if not is_for(event.notice, caller.principal):
            return
        if event.kind == "removed":
            caller.send_event(command.id, NoticeRemoved(id=event.notice.id))
            return
        shown = _shown(caller, event.notice)
        told = NoticeAdded(notice=shown) if event.is_fresh else NoticeUpdated(notice=shown)
        caller.send_event(command.id, told)

    def start() -> Stop:
        return caller.home.bus.subscribe(NoticeChanged, changed)

    seen = caller.home.notices.seen_by(caller.principal)
    listed = ShownNotices(notices=tuple(_shown(caller, notice) for notice in seen))
    return Subscribed(start, result=listed)


async def acknowledge(caller: Caller, command: AckNotice) -> None:
    """Note that the caller read a notice."""
    await caller.home.notices.note_read(caller.principal, command.notice)


async def dismiss(caller: Caller, command: DismissNotice) -> None:
    """Take a notice away."""
    notice = caller.home.notices.read(caller.principal, command.notice)
    if not notice.user_ids:
        caller.home.permissions.require_resident(caller.principal)
    await caller.home.notices.dismiss(notice.id)


async def press(caller: Caller, command: PressNotice) -> JsonObject:
    """Call a button's action with the caller's rights, and note that they read the notice."""
    home = caller.home
    notice = home.notices.read(caller.principal, command.notice)
    button = button_of(notice.buttons, command.action)
    answer: dict[str, JsonValue] = {}
    if button.domain:
        if not button.target.keys() <= _TARGETS:
            raise InvalidFormat("the button's target makes no sense")
        call = Call(
            domain=button.domain,
            name=button.service,
            arguments=button.arguments,
            target=Target(**button.target),
        )
        done = await home.actions.call(caller.principal, call)
        answer["context"] = {"id": done.context.id, "user_id": done.context.user_id}
    else:
        home.notice_actions.fire(caller.principal, notice.id, button)
    if home.notices.get(notice.id) is not None:
        await home.notices.note_read(caller.principal, notice.id)
    return answer


# --- shapes -------------------------------------------------------------------------------------


def _send(caller: Caller, message_id: int, kind: str, notices: Sequence[Notice]) -> None:
    listed = {one.id: _listed(one) for one in notices}
    caller.send_event(message_id, {"type": kind, "notifications": listed})


def _listed(notice: Notice) -> dict[str, JsonValue]:
    return {
        "notification_id": notice.id,
        "title": notice.title,
        "message": notice.message,
        "created_at": iso_time(notice.created_at),
    }


def _shown(caller: Caller, notice: Notice) -> ShownNotice:
    user_id = caller.principal.user.id
    priority = int(notice.severity.priority)
    return ShownNotice(
        id=notice.id,
        title=notice.title,
        text=notice.message,
        severity=notice.severity.value,
        source=notice.source,
        entity_id=notice.entity_id,
        gateway_id=notice.gateway_id,
        actions=tuple(ShownButton(id=one.id, title=one.title) for one in notice.buttons),
        created_at=notice.created_at,
        expires_at=notice.expires_at,
        read_by=tuple(notice.read_at),
        is_read=user_id in notice.read_at,
        silent=caller.home.intercom.is_quiet(user_id, priority),
    )
