"""What the catalogue shows of this driver."""

from embedded_hub.gateways.api import Manifest, OptionSpec

MANIFEST = Manifest(
    type="shelly",
    title="Shelly",
    summary="A Shelly Plus, Pro or later: switches, covers, lights, meters and buttons, at once.",
    module="embedded_hub.gateways.shelly.driver",
    icon="mdi:alpha-s-circle",
    options=(
        OptionSpec(name="host", label="Address", is_required=True, example="192.168.1.50"),
        OptionSpec(name="password", label="Password, if it has one", is_secret=True),
    ),
    mdns_type="_shelly._tcp",
)
