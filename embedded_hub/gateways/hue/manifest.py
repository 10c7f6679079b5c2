"""What the catalogue shows of this driver, and what a bridge announces."""

from embedded_hub.gateways.announcement import Announcement, Suggestion
from embedded_hub.gateways.api import Manifest, OptionSpec

_HTTPS_PORT = 443


def recognise(announcement: Announcement) -> Suggestion:
    """Read what a bridge says of itself: its id and its model."""
    is_usual = announcement.port == _HTTPS_PORT and ":" not in announcement.host
    return Suggestion(
        options={"host": announcement.host if is_usual else announcement.authority},
        model=announcement.txt.get("modelid"),
        identity=announcement.txt.get("bridgeid"),
    )


MANIFEST = Manifest(
    type="hue",
    title="Philips Hue",
    summary="Lights, groups, sensors and buttons of a Hue Bridge.",
    module="embedded_hub.gateways.hue.driver",
    icon="mdi:lightbulb-group",
    options=(
        OptionSpec(name="host", label="Address", is_required=True, example="192.168.1.20"),
        OptionSpec(name="app_key", label="Application key", is_required=True, is_secret=True),
        OptionSpec(name="certificate", label="Certificate", is_secret=True),
    ),
    guide="button",
    guide_text="Press the round button on the bridge.",
    mdns_types=("_hue._tcp",),
    recognise=recognise,
)
