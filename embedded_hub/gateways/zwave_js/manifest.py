"""What the catalogue shows of this driver."""

import re

from embedded_hub.gateways.announcement import (
    Announcement,
    LocalService,
    Suggestion,
    websocket_hello,
)
from embedded_hub.gateways.api import Manifest, OptionSpec


def recognise(announcement: Announcement) -> Suggestion:
    """Read what its server announces: the number of its network."""
    return Suggestion(
        options={"url": f"ws://{announcement.authority}"},
        identity=announcement.txt.get("homeid"),
    )


MANIFEST = Manifest(
    type="zwave_js",
    title="Z-Wave JS",
    summary="Every node of a Z-Wave network, through its Z-Wave JS server.",
    module="embedded_hub.gateways.zwave_js.driver",
    icon="mdi:z-wave",
    options=(
        OptionSpec(name="url", label="Address", is_required=True, example="ws://192.168.1.20:3000"),
    ),
    admits="window",
    mdns_types=("_zwave-js-server._tcp",),
    recognise=recognise,
    local_service=LocalService(
        port=3000,
        hello=websocket_hello("/"),
        proof=re.compile(rb'"type":\s*"version"'),
        options={"url": "ws://127.0.0.1:{port}"},
    ),
)
