"""What the catalogue shows of Shelly devices that dial us."""

from embedded_hub.gateways.api import Manifest, OptionSpec

MANIFEST = Manifest(
    type="shelly_outbound",
    title="Shelly, dialling in",
    summary="A Shelly that connects to this hub by itself.",
    module="embedded_hub.gateways.shelly.outbound",
    icon="mdi:alpha-s-circle-outline",
    options=(OptionSpec(name="password", label="Password, if it has one", is_secret=True),),
    dials_in=True,
    dial_path="shelly",
)
