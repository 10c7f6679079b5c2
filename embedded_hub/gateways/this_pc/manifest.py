"""What the catalogue shows of this driver."""

from embedded_hub.gateways.api import Manifest

MANIFEST = Manifest(
    type="this_pc",
    title="This PC",
    summary="Processor, memory, disks, network, battery, session and volume of this machine.",
    module="embedded_hub.gateways.this_pc.driver",
    icon="mdi:desktop-tower-monitor",
)
