"""What the catalogue shows of this driver."""

from embedded_hub.gateways.api import Manifest, OptionSpec

MANIFEST = Manifest(
    type="zwave_js",
    title="Z-Wave JS",
    summary="Every node of a Z-Wave network, through its Z-Wave JS server.",
    module="embedded_hub.gateways.zwave_js.driver",
    icon="mdi:z-wave",
    options=(
        OptionSpec(name="url", label="Address", is_required=True, example="ws://192.168.1.20:3000"),
    ),
    mdns_type="_zwave-js-server._tcp",
)
