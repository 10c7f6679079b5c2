"""Answers the commands on text messages and the timeline they share with talk."""

import logging

from embedded_hub.core.messages.messages import Draft, Wanted
from embedded_hub.errors import StorageError
from embedded_hub.model.voice import TalkPriority
from embedded_hub.protocol.commands.messages import (
    AckText,
    ListMessages,
    SendMessage,
    SubscribeMessages,
)
from embedded_hub.protocol.message_events import TextMessage, TextsFollowed, Timeline
from embedded_hub.server.caller import Caller, Stop, Subscribed
from embedded_hub.server.commands.table import CommandTable

_LOG = logging.getLogger(__name__)


def register(table: CommandTable) -> None:
    """Add this family to the table."""
    table.slow(SendMessage, send)
    table.slow(ListMessages, list_messages)
    table.slow(AckText, acknowledge)
    table.slow(SubscribeMessages, subscribe)


async def send(caller: Caller, command: SendMessage) -> TextMessage:
    """Write to a channel; returns when that is on the disk."""
    member = caller.voice.member if caller.voice is not None else None
    draft = Draft(
        channel=command.channel,
        text=command.text,
        nonce=command.nonce,
        reply_to=command.reply_to,
        priority=TalkPriority(command.priority),
        area_id=member.ability.area_id if member is not None else None,
    )
    return await caller.home.messages.send(caller.principal, draft)


async def list_messages(caller: Caller, command: ListMessages) -> Timeline:
    """List texts and talk bursts, newest first."""
    wanted = Wanted(
        channel=command.channel,
        after=command.after,
        before=command.before,
        limit=command.limit,
        words=command.query,
        is_unread_only=command.unread_only,
        has_texts="text" in command.kinds,
        has_talk="talk" in command.kinds,
    )
    return await caller.home.messages.timeline(caller.principal, wanted)


async def acknowledge(caller: Caller, command: AckText) -> None:
    """Note what the caller did with a message."""
    await caller.home.messages.acknowledge(caller.principal, command.message, command.state)


async def subscribe(caller: Caller, command: SubscribeMessages) -> Subscribed:
    """Count what was not read, then follow what comes."""
    messages = caller.home.messages
    while True:
        posted = messages.posted
        unread = await messages.unread(caller.principal)
        # What came while it was counted would be neither counted nor told.
        if posted == messages.posted:
            break

    def start() -> Stop:
        leave = messages.join(caller.principal, lambda event: caller.send_event(command.id, event))
        caller.feed.tasks.start(_deliver(caller))
        return leave

    return Subscribed(start, result=TextsFollowed(unread=unread))


async def _deliver(caller: Caller) -> None:
    try:
        await caller.home.messages.deliver(caller.principal)
    except StorageError as error:
        # The message itself is there; only its writer does not learn that it arrived.
        _LOG.warning("that messages were delivered could not be noted: %s", error)
