"""Push messages to phones whose page is closed; off until the owner turns them on.

They leave the house: a phone's maker carries them. Only the phone can read one.
"""

from typing import Annotated

import msgspec

from embedded_hub.protocol.base import Command, Text

Endpoint = Annotated[str, msgspec.Meta(min_length=8, max_length=1024)]


class PushStatus(Command, frozen=True, tag="push/status"):
    """Read whether push messages are on, and what to subscribe with."""


class EnablePush(Command, frozen=True, tag="push/enable"):
    """Turn push messages on or off for the home; for the owner. Off forgets every subscription."""

    is_on: bool


class PushKeys(msgspec.Struct, frozen=True, kw_only=True):
    """A subscription's keys, as ``PushSubscription.toJSON()`` has them."""

    p256dh: Text
    auth: Text


class SubscribePush(Command, frozen=True, tag="push/subscribe"):
    """Be told on this device while its page is closed; replaces what it said before."""

    endpoint: Endpoint
    keys: PushKeys


class UnsubscribePush(Command, frozen=True, tag="push/unsubscribe"):
    """Be told on this device no more."""


class TryPush(Command, frozen=True, tag="push/test"):
    """Push one message to this device, to see whether it works."""


COMMANDS = (PushStatus, EnablePush, SubscribePush, UnsubscribePush, TryPush)
