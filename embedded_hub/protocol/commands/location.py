"""Sharing where a phone is: by its person's consent, on that phone, until they take it back."""

from embedded_hub.model.position import Position
from embedded_hub.protocol.base import Command


class LocationStatus(Command, frozen=True, tag="home/location/status"):
    """Read whether this device shares where it is."""


class ShareLocation(Command, frozen=True, tag="home/location/share"):
    """Begin to share where this device is, or stop: then all of where it was is forgotten."""

    is_shared: bool


class ReportLocation(Command, frozen=True, tag="home/location/report"):
    """Say where this device is."""

    position: Position


COMMANDS = (LocationStatus, ShareLocation, ReportLocation)
