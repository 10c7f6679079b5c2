"""What the catalogue shows of this driver."""

import re

from embedded_hub.gateways.announcement import LocalService, websocket_hello
from embedded_hub.gateways.api import Manifest, OptionSpec

MANIFEST = Manifest(
    type="matter",
    title="Matter",
    summary="Every device of a Matter server.",
    module="embedded_hub.gateways.matter.driver",
    icon="mdi:hexagon-multiple",
    options=(
        OptionSpec(
            name="url", label="Address", is_required=True, example="ws://192.168.1.20:5580/ws"
        ),
    ),
    admits="code",
    local_service=LocalService(
        port=5580,
        hello=websocket_hello("/ws"),
        proof=re.compile(rb'"schema_version":\s*[0-9]+'),
        options={"url": "ws://127.0.0.1:{port}/ws"},
    ),
)
