"""Notices: what the home wants people to read, with buttons; also under Home Assistant's names.

They are made by action (``notify.*``, ``persistent_notification.*``), by gateways and by the hub.
"""

from embedded_hub.protocol.base import Command, Text


class GetNotices(Command, frozen=True, tag="persistent_notification/get"):
    """List the notices."""


class SubscribeNotices(Command, frozen=True, tag="persistent_notification/subscribe"):
    """List the notices, then follow what is added, updated and removed."""


class ListNotices(Command, frozen=True, tag="notice/list"):
    """List the notices this person may read, oldest first, with all there is to know of them."""


class FollowNotices(Command, frozen=True, tag="notice/subscribe"):
    """List the notices in the answer, then follow them."""


class AckNotice(Command, frozen=True, tag="notice/ack"):
    """Say that this person read a notice."""

    notice: Text


class DismissNotice(Command, frozen=True, tag="notice/dismiss"):
    """Take a notice away, for everybody it is for."""

    notice: Text


class PressNotice(Command, frozen=True, tag="notice/act"):
    """Press a button of a notice: its action is called with the rights of whoever presses."""

    notice: Text
    action: Text


COMMANDS = (
    GetNotices,
    SubscribeNotices,
    ListNotices,
    FollowNotices,
    AckNotice,
    DismissNotice,
    PressNotice,
)
