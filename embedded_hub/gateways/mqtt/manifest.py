"""What the catalogue shows of this driver."""

from embedded_hub.gateways.api import Manifest, OptionSpec

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
        OptionSpec(name="transport", label="Transport: tcp or websockets", default="tcp"),
        OptionSpec(name="tls", label="Encrypted: yes or no", default="no"),
        OptionSpec(name="prefix", label="Discovery prefix", default="homeassistant"),
    ),
    mdns_type="_mqtt._tcp",
)
