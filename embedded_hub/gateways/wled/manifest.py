"""What the catalogue shows of this driver."""

from embedded_hub.gateways.api import Manifest, OptionSpec

MANIFEST = Manifest(
    type="wled",
    title="WLED",
    summary="A light strip with WLED: colours, effects, palettes, presets and segments.",
    module="embedded_hub.gateways.wled.driver",
    icon="mdi:led-strip-variant",
    options=(OptionSpec(name="host", label="Address", is_required=True, example="192.168.1.40"),),
    mdns_type="_wled._tcp",
)
