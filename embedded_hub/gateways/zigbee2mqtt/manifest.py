"""What the catalogue shows of this driver."""

import re

from embedded_hub.gateways.announcement import (
    Announcement,
    LocalService,
    Suggestion,
    websocket_hello,
)
from embedded_hub.gateways.api import Manifest, OptionSpec


def recognise(announcement: Announcement) -> Suggestion | None:
    """Read what its frontend announces where somebody has set that up: a page of that name."""
    is_own = announcement.type == "_zigbee2mqtt._tcp"
    if not is_own and "zigbee2mqtt" not in announcement.name.casefold():
        return None
    return Suggestion(options={"url": f"http://{announcement.authority}"})


MANIFEST = Manifest(
    type="zigbee2mqtt",
    title="Zigbee2MQTT",
    summary="Every Zigbee device and group of a Zigbee2MQTT, without a broker in between.",
    module="embedded_hub.gateways.zigbee2mqtt.driver",
    icon="mdi:zigbee",
    options=(
        OptionSpec(
            name="url",
            label="Address of its frontend",
            is_required=True,
            example="http://192.168.1.20:8080",
        ),
        OptionSpec(name="token", label="Frontend token, if it has one", is_secret=True),
    ),
    admits="window",
    mdns_types=("_zigbee2mqtt._tcp", "_http._tcp"),
    recognise=recognise,
    local_service=LocalService(
        port=8080,
        hello=websocket_hello("/api"),
        proof=re.compile(rb'"topic":\s*"bridge/'),
        options={"url": "http://127.0.0.1:{port}"},
    ),
)
