"""What the catalogue shows of this driver, and what a node announces."""

from embedded_hub.gateways.announcement import Announcement, Suggestion
from embedded_hub.gateways.api import Manifest, OptionSpec

DEFAULT_PORT = "6053"


def recognise(announcement: Announcement) -> Suggestion | None:
    """Read what a node says of itself: its name, its board, and whether it encrypts."""
    txt = announcement.txt
    options = {"host": announcement.host, "port": str(announcement.port)}
    return Suggestion(
        options=options,
        title=txt.get("friendly_name") or announcement.name,
        model=txt.get("project_name") or txt.get("board"),
        identity=txt.get("mac"),
        needs=("noise_psk",) if txt.get("api_encryption") else (),
    )


MANIFEST = Manifest(
    type="esphome",
    title="ESPHome",
    summary="A device with ESPHome: everything it measures and switches, at once and encrypted.",
    module="embedded_hub.gateways.esphome.driver",
    icon="mdi:chip",
    options=(
        OptionSpec(name="host", label="Address", is_required=True, example="192.168.1.60"),
        OptionSpec(name="port", label="Port", default=DEFAULT_PORT),
        OptionSpec(name="noise_psk", label="Encryption key, if it has one", is_secret=True),
        OptionSpec(name="password", label="Password, if it has one", is_secret=True),
    ),
    guide="secret",
    guide_text="Enter the encryption key from the device's configuration: api, encryption, key.",
    mdns_types=("_esphomelib._tcp",),
    recognise=recognise,
)
