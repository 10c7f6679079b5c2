"""The firmware of a device, and what it tells while it installs another. Pure."""

from collections.abc import Mapping
from typing import Any

from embedded_hub.gateways.facet import Reading, on_off
from embedded_hub.gateways.shelly.facet import Facet, Request, Status, entity, number, within
from embedded_hub.model.capability.update import Feature
from embedded_hub.model.values import JsonValue

PROGRESS = "ota_percent"
"""Kept with the system's status, which does not have it."""
_EVENTS = {"ota_begin": 0, "ota_progress": None, "ota_success": None, "ota_error": None}


def firmware(installed: str) -> Facet:
    """Return the entity of the firmware.

    Args:
        installed: The version that runs.
    """

    def read(status: Status) -> Reading:
        latest = within(status, "available_updates", "stable", "version")
        percent = number(status, PROGRESS)
        return Reading(
            on_off(latest is not None),
            {
                "installed_version": installed or None,
                "latest_version": latest if isinstance(latest, str) else installed or None,
                "in_progress": percent is not None,
                "update_percentage": None if percent is None else round(percent),
            },
        )

    attributes: dict[str, JsonValue] = {
        "device_class": "firmware",
        "supported_features": int(Feature.INSTALL | Feature.PROGRESS),
    }
    return Facet(
        entity=entity("sys/update", "update", "Firmware", attributes, "config"),
        component="sys",
        read=read,
        write=lambda *_: Request("Shelly.Update", {"stage": "stable"}),
    )


def restart() -> Facet:
    """Return the entity that restarts the device."""
    return Facet(
        entity=entity("sys/restart", "button", "Restart", {"device_class": "restart"}, "config"),
        component="sys",
        read=lambda _: Reading(None),
        write=lambda *_: Request("Shelly.Reboot", {}),
    )


def progress_of(event: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return what an event says of an installation; ``None`` for another event."""
    name = event.get("event")
    if name not in _EVENTS:
        return None
    if name == "ota_progress":
        return {PROGRESS: number(event, "progress_percent") or 0}
    return {PROGRESS: _EVENTS[name]}
