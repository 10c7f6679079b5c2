"""Notices, under the name Home Assistant's clients know; they are made and dismissed by action."""

from embedded_hub.protocol.base import Command


class GetNotices(Command, frozen=True, tag="persistent_notification/get"):
    """List the notices."""


class SubscribeNotices(Command, frozen=True, tag="persistent_notification/subscribe"):
    """List the notices, then follow what is added, updated and removed."""


COMMANDS = (GetNotices, SubscribeNotices)
