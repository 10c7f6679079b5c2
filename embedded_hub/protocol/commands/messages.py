"""Text messages: written to a channel like talk, and listed on one timeline with it.

A ``message`` is an id of either kind: a text message, or a talk burst of :mod:`voice
<embedded_hub.protocol.commands.voice>`.
"""

from typing import Annotated, Literal

import msgspec

from embedded_hub.protocol.base import Command, Name, Text
from embedded_hub.protocol.commands.voice import Priority

MAX_MESSAGE_CHARS = 4000

EntryKind = Literal["text", "talk"]


class SendMessage(Command, frozen=True, tag="message/send"):
    """Write to a channel; answered when the message is on the disk."""

    channel: Text
    text: Annotated[str, msgspec.Meta(min_length=1, max_length=MAX_MESSAGE_CHARS)]
    nonce: Name
    """What the writer's device calls it: sent again, also after a restart, it stays one message."""
    reply_to: Text | None = None
    priority: Priority = 0


class ListMessages(Command, frozen=True, tag="message/list"):
    """Read the timeline, newest first: text messages and talk bursts."""

    channel: Text | None = None
    """``user:<id>`` is the talk with that person, in both directions."""
    after: Text | None = None
    before: Text | None = None
    """Message ids."""
    limit: Annotated[int, msgspec.Meta(ge=1, le=200)] = 50
    query: Text | None = None
    """What the text must contain, in any case."""
    unread_only: bool = False
    kinds: Annotated[tuple[EntryKind, ...], msgspec.Meta(min_length=1, max_length=2)] = (
        "text",
        "talk",
    )


class AckText(Command, frozen=True, tag="message/ack"):
    """Say what this person did with a message."""

    message: Text
    state: Literal["delivered", "read", "kept", "deleted"]


class SubscribeMessages(Command, frozen=True, tag="message/subscribe"):
    """Follow the text messages this person may read, with their receipts."""


COMMANDS = (SendMessage, ListMessages, AckText, SubscribeMessages)
