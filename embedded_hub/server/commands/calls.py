"""Answers the commands about bells that ring and people who drop in."""

from embedded_hub.core.intercom.talk_groups import TalkGroup
from embedded_hub.errors import Unauthorized
from embedded_hub.protocol.commands.voice import (
    AllowDropIn,
    AnswerDropIn,
    DropIn,
    EndDropIn,
    ListDropInRights,
)
from embedded_hub.protocol.voice_events import CallChanged
from embedded_hub.server.caller import Caller
from embedded_hub.server.commands.table import CommandTable
from embedded_hub.server.commands.voice import member_of, speakable


def register(table: CommandTable) -> None:
    """Add this family to the table."""
    table.quick(DropIn, drop_in)
    table.quick(AnswerDropIn, answer)
    table.quick(EndDropIn, hang_up)
    table.slow(AllowDropIn, allow)
    table.quick(ListDropInRights, list_rights)


def drop_in(caller: Caller, command: DropIn) -> CallChanged:
    """Call somebody."""
    group = speakable(caller, command.target)
    return caller.home.intercom.calls.drop_in(member_of(caller), group, command.mode)


def answer(caller: Caller, command: AnswerDropIn) -> CallChanged:
    """Take what rings, or refuse it."""
    calls = caller.home.intercom.calls
    return calls.answer(member_of(caller), command.call, is_accepted=command.accept)


def hang_up(caller: Caller, command: EndDropIn) -> CallChanged:
    """End a call."""
    return caller.home.intercom.calls.end(member_of(caller), command.call)


async def allow(caller: Caller, command: AllowDropIn) -> None:
    """Choose who may drop in without being answered."""
    group = caller.home.intercom.groups.get(command.target)
    if not _decides(caller, group):
        raise Unauthorized("only whoever is dropped in on may allow it, and the owner for panels")
    await caller.home.intercom.drop_in_rights.allow(group, command.users)


def list_rights(caller: Caller, _: ListDropInRights) -> dict[str, list[str]]:
    """Say who may drop in where: at the asker's, and where the asker may."""
    intercom = caller.home.intercom
    return {
        channel: sorted(users)
        for channel, users in intercom.drop_in_rights.all().items()
        if caller.principal.user.id in users or _decides(caller, intercom.groups.get(channel))
    }


def _decides(caller: Caller, group: TalkGroup) -> bool:
    if group.station_id is not None:
        return caller.principal.role.value == "owner"
    return group.user_id == caller.principal.user.id and group.token_id is None
