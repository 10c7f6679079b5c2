"""Where people are: by their consent, who is told of it, and where they were.

A phone shares its place by its person's word, on that phone, until they take it back.
"""

from typing import Annotated, Literal

import msgspec

from embedded_hub.model.position import Position
from embedded_hub.protocol.base import Command, Text

Moment = Annotated[float, msgspec.Meta(ge=0, le=1e11)]
"""Seconds UTC."""


class LocationStatus(Command, frozen=True, tag="home/location/status"):
    """Read whether this device shares where it is."""


class ShareLocation(Command, frozen=True, tag="home/location/share"):
    """Begin to share where this device is, or stop: then all of where it was is forgotten."""

    is_shared: bool


class ReportLocation(Command, frozen=True, tag="home/location/report"):
    """Say where this device is."""

    position: Position


class ReadRoute(Command, frozen=True, tag="home/location/route"):
    """Read where a tracker or person was; for those who may see it.

    The answer is ``{"points": [{at, latitude, longitude, accuracy_m}], "tolerance_m", "is_cut"}``,
    oldest first. What lies on the way between two others is left out: the line is nowhere off by
    more than ``tolerance_m``.
    """

    entity_id: Text
    start: Moment
    end: Moment | None = None
    tolerance_m: Annotated[float, msgspec.Meta(ge=0, le=10_000)] = 15.0


class WatchLocation(Command, frozen=True, tag="home/location/watch"):
    """Have a notice when somebody arrives in a zone or leaves it, or no more."""

    entity_id: Text
    zone_id: Text
    """``home``, the id of a zone, or its entity's."""
    on: Literal["arrive", "leave", "both"] = "both"
    is_on: bool = True


class ListWatches(Command, frozen=True, tag="home/location/watches"):
    """List whose arrivals and leavings this person has notices of."""


COMMANDS = (
    LocationStatus,
    ShareLocation,
    ReportLocation,
    ReadRoute,
    WatchLocation,
    ListWatches,
)
