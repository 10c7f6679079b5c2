"""What the catalogue shows of this driver."""

from embedded_hub.gateways.announcement import Announcement, Suggestion
from embedded_hub.gateways.api import Manifest, OptionSpec

_HTTP_PORT = 80


def recognise(announcement: Announcement) -> Suggestion:
    """Read what a light strip announces: its name and its hardware address."""
    is_usual = announcement.port == _HTTP_PORT and ":" not in announcement.host
    return Suggestion(
        options={"host": announcement.host if is_usual else announcement.authority},
        identity=announcement.txt.get("mac"),
    )


MANIFEST = Manifest(
    type="wled",
    title="WLED",
    summary="A light strip with WLED: colours, effects, palettes, presets and segments.",
    module="embedded_hub.gateways.wled.driver",
    icon="mdi:led-strip-variant",
    options=(OptionSpec(name="host", label="Address", is_required=True, example="192.168.1.40"),),
    mdns_types=("_wled._tcp",),
    recognise=recognise,
)
