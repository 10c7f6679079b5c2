"""Commands about the connection itself."""

import msgspec

from embedded_hub.protocol.base import Command


class Ping(Command, frozen=True, tag="ping"):
    """Ask for a ``pong``, to see that the other end still answers."""


class Features(msgspec.Struct, frozen=True, kw_only=True):
    """What a client can take."""

    coalesce_messages: int | None = None
    """1 when one frame may hold an array of messages."""


class SupportedFeatures(Command, frozen=True, tag="supported_features"):
    """Say what this client can take; arrays are sent to nobody who has not said so."""

    features: Features = Features()


COMMANDS = (Ping, SupportedFeatures)
