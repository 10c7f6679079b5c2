"""What the catalogue shows of this driver."""

from embedded_hub.gateways.api import Manifest, OptionSpec

MANIFEST = Manifest(
    type="home_assistant",
    title="Home Assistant",
    summary="All entities, areas and devices of a Home Assistant, live and controllable.",
    module="embedded_hub.gateways.home_assistant.driver",
    icon="mdi:home-assistant",
    options=(
        OptionSpec(
            name="url",
            label="Address",
            is_required=True,
            example="http://homeassistant.local:8123",
        ),
        OptionSpec(name="token", label="Long-lived access token", is_required=True, is_secret=True),
    ),
    mdns_type="_home-assistant._tcp",
)
