"""What drivers say of one entity at one moment, and how a report confirms an action. Pure."""

from collections.abc import Callable

import msgspec

from embedded_hub.model.state import StateReport
from embedded_hub.model.values import JsonObject

Holds = Callable[[StateReport], bool]


class Reading(msgspec.Struct, frozen=True):
    """What an entity is now."""

    value: str | None
    attributes: JsonObject = {}


def becomes(*values: str) -> Holds:
    """Return what confirms that an entity's state is one of these."""
    return lambda report: report.value in values


def on_off(is_on: bool) -> str:
    """Return the state of something that is on or off."""
    return "on" if is_on else "off"
