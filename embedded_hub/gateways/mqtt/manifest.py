"""What the catalogue shows of this driver."""

import re

from embedded_hub.gateways.announcement import Announcement, LocalService, Suggestion
from embedded_hub.gateways.api import Manifest, OptionSpec

# CONNECT of MQTT 3.1.1 (§3.1), clean session, no client id; any CONNACK (§3.2) is a broker's.
_CONNECT = b"\x10\x0c\x00\x04MQTT\x04\x02\x00\x0a\x00\x00"
_CONNACK = re.compile(rb"\A\x20\x02")
_SECURE = "_secure-mqtt._tcp"


def recognise(announcement: Announcement) -> Suggestion:
    """Read what brokers announce: mostly that they are there."""
    options = {"host": announcement.host, "port": str(announcement.port)}
    if announcement.type == _SECURE:
        options["tls"] = "yes"
    return Suggestion(options=options)


MANIFEST = Manifest(
    type="mqtt",
    title="MQTT",
    summary="Devices of an MQTT broker: Home Assistant discovery, Tasmota and OwnTracks.",
    module="embedded_hub.gateways.mqtt.driver",
    icon="mdi:hub-outline",
    options=(
        OptionSpec(name="host", label="Address", is_required=True, example="192.168.1.20"),
        OptionSpec(name="port", label="Port", default="1883"),
        OptionSpec(name="username", label="User name"),
        OptionSpec(name="password", label="Password", is_secret=True),
        OptionSpec(
            name="transport", label="Transport", default="tcp", choices=("tcp", "websockets")
        ),
        OptionSpec(name="tls", label="Encrypted", default="no", choices=("no", "yes")),
        OptionSpec(name="prefix", label="Discovery prefix", default="homeassistant"),
    ),
    mdns_types=("_mqtt._tcp", _SECURE),
    recognise=recognise,
    local_service=LocalService(
        port=1883,
        hello=_CONNECT,
        proof=_CONNACK,
        options={"host": "127.0.0.1", "port": "{port}"},
    ),
)
