"""What the catalogue shows of this driver. Imported at every start: nothing heavy in here."""

from embedded_hub.gateways.api import Manifest, OptionSpec

MANIFEST = Manifest(
    type="lampline",
    title="Lampline",
    summary="Lamps of a Lampline controller.",
    module="homewire_lampline.driver",
    icon="mdi:track-light",
    options=(
        OptionSpec(name="host", label="Address", is_required=True, example="192.168.1.30:7878"),
        OptionSpec(name="pin", label="PIN", is_secret=True),
    ),
    mdns_types=("_lampline._tcp",),
)
