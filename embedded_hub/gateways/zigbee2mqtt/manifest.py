"""What the catalogue shows of this driver."""

from embedded_hub.gateways.api import Manifest, OptionSpec

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
)
