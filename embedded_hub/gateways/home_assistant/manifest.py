"""What the catalogue shows of this driver."""

import re

from embedded_hub.gateways.announcement import Announcement, LocalService, Suggestion
from embedded_hub.gateways.api import Manifest, OptionSpec


def recognise(announcement: Announcement) -> Suggestion:
    """Read what Home Assistant announces: its name, whether it is encrypted, a number of its own.

    Of the address it gives itself only the scheme is used: a token must go nowhere but to where
    the announcement came from.
    """
    told = announcement.txt
    scheme = "https" if told.get("internal_url", "").startswith("https:") else "http"
    return Suggestion(
        options={"url": f"{scheme}://{announcement.authority}"},
        title=told.get("location_name"),
        model=f"Home Assistant {told['version']}" if told.get("version") else None,
        identity=told.get("uuid"),
    )


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
    guide="secret",
    guide_text="Make a long-lived access token on your profile page of Home Assistant.",
    mdns_types=("_home-assistant._tcp",),
    recognise=recognise,
    local_service=LocalService(
        port=8123,
        hello=b"GET /manifest.json HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n",
        proof=re.compile(rb'"name":\s*"Home Assistant"'),
        options={"url": "http://127.0.0.1:{port}"},
    ),
)
