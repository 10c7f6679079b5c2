"""Places OwnTracks reports, one device for each person's phone. Pure."""

from typing import Any

import msgspec

from embedded_hub.model.description import DeviceDescription, EntityDescription
from embedded_hub.model.ids import EntityKey
from embedded_hub.model.state import StateReport
from embedded_hub.model.values import JsonValue

FILTER = "owntracks/+/+"
_FIELDS = {
    "lat": "latitude",
    "lon": "longitude",
    "acc": "gps_accuracy",
    "alt": "altitude",
    "vel": "speed",
    "cog": "course",
    "batt": "battery_level",
    "tid": "tid",
    "conn": "connection",
}


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where one phone is."""

    device: DeviceDescription
    report: StateReport


def read(topic: str, payload: bytes) -> Place | None:
    """Return what a message says; ``None`` for what is no place."""
    parts = topic.split("/")
    try:
        told = msgspec.json.decode(payload)
    except (msgspec.DecodeError, RecursionError):
        return None
    if not isinstance(told, dict) or told.get("_type") != "location" or not _has_place(told):
        return None
    user, phone = parts[1], parts[2]
    key = EntityKey(f"owntracks/{user}/{phone}")
    entity = EntityDescription(key=key, domain="device_tracker", attributes={"source_type": "gps"})
    device = DeviceDescription(
        key=str(key),
        name=f"{user} {phone}".replace("_", " "),
        manufacturer="OwnTracks",
        entities=(entity,),
    )
    attributes: dict[str, JsonValue] = {
        name: told[field] for field, name in _FIELDS.items() if field in told
    }
    regions = told.get("inregions")
    value = regions[0] if isinstance(regions, list) and regions else "not_home"
    seen = told.get("tst")
    observed = float(seen) if isinstance(seen, int | float) else None
    report = StateReport(key=key, value=str(value), attributes=attributes, observed_at=observed)
    return Place(device=device, report=report)


def _has_place(told: dict[str, Any]) -> bool:
    lat, lon = told.get("lat"), told.get("lon")
    return (
        isinstance(lat, int | float)
        and isinstance(lon, int | float)
        and -90 <= lat <= 90
        and -180 <= lon <= 180
    )
