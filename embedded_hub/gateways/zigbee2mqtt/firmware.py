"""A device's firmware: what it has, what there is, and how far an update is. Pure.

Installing is asked of Zigbee2MQTT and not of the device, see the network.
"""

from collections.abc import Mapping

from embedded_hub.gateways.facet import Reading
from embedded_hub.gateways.zigbee2mqtt.facet import Facet, Payload
from embedded_hub.model.capability.api import number_of
from embedded_hub.model.capability.update import Feature
from embedded_hub.model.description import EntityDescription
from embedded_hub.model.ids import EntityKey
from embedded_hub.model.values import JsonValue

UPDATE = "update"
"""Its property."""


def firmware(address: str) -> Facet:
    """Return the entity of a device's firmware."""
    entity = EntityDescription(
        key=EntityKey(f"{address}/{UPDATE}"),
        domain="update",
        name="Firmware",
        category="config",
        attributes={
            "device_class": "firmware",
            "supported_features": int(Feature.INSTALL | Feature.PROGRESS),
        },
    )
    return Facet(entity=entity, read=_read)


def _read(payload: Payload) -> Reading:
    told = payload.get(UPDATE)
    state = told.get("state") if isinstance(told, Mapping) else None
    if not isinstance(told, Mapping) or not isinstance(state, str):
        return Reading(None)
    attributes: dict[str, JsonValue] = {
        "installed_version": _version(told.get("installed_version")),
        "latest_version": _version(told.get("latest_version")),
        "in_progress": state == "updating",
        "update_percentage": number_of(told.get("progress")) if state == "updating" else None,
    }
    return Reading("off" if state == "idle" else "on", attributes)


def _version(told: object) -> str | None:
    # -1 until Zigbee2MQTT has looked.
    return None if told in (None, -1) else str(told)
