"""What the catalogue shows of this driver."""

from embedded_hub.gateways.announcement import Announcement, Suggestion
from embedded_hub.gateways.api import Manifest, OptionSpec

_FIRST_GENERATION_HERE = 2
_HTTP_PORT = 80


def recognise(announcement: Announcement) -> Suggestion | None:
    """Read what a Shelly announces; those before the second generation speak otherwise."""
    told = announcement.txt
    generation = told.get("gen", "")
    if not generation.isdecimal() or int(generation) < _FIRST_GENERATION_HERE:
        return None
    is_usual = announcement.port == _HTTP_PORT and ":" not in announcement.host
    return Suggestion(
        options={"host": announcement.host if is_usual else announcement.authority},
        model=told.get("app") or told.get("model"),
        # The last part of its id is its hardware address.
        identity=(told.get("id") or announcement.name).rpartition("-")[2],
    )


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
    mdns_types=("_shelly._tcp", "_http._tcp"),
    recognise=recognise,
)
