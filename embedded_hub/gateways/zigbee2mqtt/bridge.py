"""Zigbee2MQTT itself as a device: its version, and whether new devices may join. Pure."""

from typing import Any

from embedded_hub.gateways.facet import Reading, becomes
from embedded_hub.gateways.zigbee2mqtt.devices import Thing
from embedded_hub.gateways.zigbee2mqtt.facet import Facet, Payload, Setting
from embedded_hub.gateways.zigbee2mqtt.wire import BridgeInfo
from embedded_hub.model.action import Action
from embedded_hub.model.description import DeviceDescription, EntityDescription
from embedded_hub.model.gateway_find import ADMIT_WINDOW_S
from embedded_hub.model.ids import EntityKey

BRIDGE = "bridge"
"""Its topic, which no device can have."""
PERMIT_JOIN = "permit_join"
JOIN_S = int(ADMIT_WINDOW_S)
"""How long new devices may join when somebody allows it."""


class Bridge:
    """What is shown of Zigbee2MQTT itself.

    Args:
        info: What it last said.
    """

    def __init__(self, info: BridgeInfo) -> None:
        self._info = info

    def thing(self) -> Thing:
        """Return it as a device."""
        entity = EntityDescription(
            key=EntityKey(f"{BRIDGE}/{PERMIT_JOIN}"),
            domain="switch",
            name="Permit join",
            category="config",
            attributes={"icon": "mdi:human-greeting-proximity"},
        )
        facet = Facet(entity=entity, read=_read, write=_write)
        device = DeviceDescription(
            key=BRIDGE,
            name="Zigbee2MQTT",
            entities=(entity,),
            manufacturer="Zigbee2MQTT",
            model="Bridge",
            sw_version=self._info.version or None,
            is_service=True,
        )
        return Thing(topic=BRIDGE, device=device, facets=(facet,))

    def payload(self) -> dict[str, Any]:
        """Return its state in the form devices have theirs."""
        return {PERMIT_JOIN: self._info.permit_join}


def permission(*, is_given: bool) -> dict[str, Any]:
    """Return what is sent to let devices join, or none; only versions before 2 read ``value``."""
    return {"value": is_given, "time": JOIN_S if is_given else 0}


def _read(payload: Payload) -> Reading:
    return Reading("on" if payload.get(PERMIT_JOIN) else "off")


def _write(action: Action, _: Payload) -> Setting:
    is_on = action.name == "turn_on"
    return Setting(permission(is_given=is_on), becomes("on" if is_on else "off"))
