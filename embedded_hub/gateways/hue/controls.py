"""Buttons and dials: things that happen and leave no state. Pure.

The bridge repeats a resource's last report at restarts and with other fields of it; a press is
only one whose time is new.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from embedded_hub.gateways.hue.facet import Facet, Happening, Request, entity
from embedded_hub.gateways.hue.resource import Resource, value_at
from embedded_hub.model.action import Action
from embedded_hub.model.values import JsonValue

_PRESSES = (
    *("initial_press", "repeat", "short_release", "long_press", "long_release"),
    "double_short_release",
)
_TURNS = ("clock_wise", "counter_clock_wise")


def button(one: Resource, name: str | None) -> Iterator[Facet]:
    """Yield a button of a switch."""
    device_class = "doorbell" if one.type == "bell_button" else "button"
    presses = one.texts("button", "event_values") or _PRESSES
    yield Facet(
        entity=entity(
            f"{one.type}/{one.id}",
            "event",
            name,
            {"device_class": device_class, "event_types": list(presses)},
        ),
        resource=one.id,
        happened=_pressed,
    )


def dial(one: Resource, name: str | None) -> Iterator[Facet]:
    """Yield a dial that is turned without an end."""
    yield Facet(
        entity=entity(
            f"{one.type}/{one.id}",
            "event",
            name or "Dial",
            {"event_types": list(_TURNS), "icon": "mdi:rotate-right"},
        ),
        resource=one.id,
        happened=_turned,
    )


def identify(device: Resource) -> Facet:
    """Make the button that lets a device show itself."""

    def write(_action: Action, _now: Resource) -> Request:
        body = {"identify": {"action": "identify"}}
        return Request(rtype="device", rid=device.id, body=body, lane="light")

    return Facet(
        entity=entity(
            f"identify/{device.id}",
            "button",
            "Identify",
            {"device_class": "identify"},
            category="diagnostic",
        ),
        resource=device.id,
        write=write,
    )


def _pressed(before: Resource, update: Mapping[str, Any]) -> Happening | None:
    report = value_at(update, "button", "button_report")
    if isinstance(report, Mapping):
        is_old = report.get("updated") == before.text("button", "button_report", "updated")
        name = None if is_old else report.get("event")
    elif before.has("button", "button_report"):
        return None
    else:
        # Firmware before 2023 tells no time.
        name = value_at(update, "button", "last_event")
    return Happening(name) if isinstance(name, str) and name else None


def _turned(before: Resource, update: Mapping[str, Any]) -> Happening | None:
    report = value_at(update, "relative_rotary", "rotary_report")
    old = before.text("relative_rotary", "rotary_report", "updated")
    if not isinstance(report, Mapping):
        if old is not None:
            return None
        report = value_at(update, "relative_rotary", "last_event")
    elif old is not None and report.get("updated") == old:
        return None
    direction = value_at(report, "rotation", "direction")
    if not isinstance(direction, str) or not direction:
        return None
    told = {
        "action": value_at(report, "action"),
        "steps": value_at(report, "rotation", "steps"),
        "duration": value_at(report, "rotation", "duration"),
    }
    data: dict[str, JsonValue] = {name: one for name, one in told.items() if one is not None}
    return Happening(direction, data)
