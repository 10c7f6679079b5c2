"""The numbers burnt into a device, by which another gateway knows it too. Pure."""

import re
from collections.abc import Mapping

from embedded_hub.gateways.home_assistant.wire import DeviceEntry

Connection = tuple[str, str]

# Integrations that keep such a number among the identifiers of a device, and nowhere else.
_IDENTIFIERS: Mapping[str, tuple[str, re.Pattern[str]]] = {
    "hue": ("hue", re.compile(r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")),
    "matter": ("matter", re.compile(r"deviceid_([0-9A-F]{16}-[0-9A-F]{16})-MatterNodeDevice")),
    "mqtt": ("zigbee", re.compile(r"zigbee2mqtt_(0x[0-9a-f]{16})")),
    "zwave_js": ("zwave", re.compile(r"([0-9]+-[0-9]+)")),
}


def connections_of(device: DeviceEntry) -> tuple[Connection, ...]:
    """Return a device's connections, and what its identifiers say besides."""
    found = [(one[0], one[1]) for one in device.connections if len(one) == 2]
    for identifier in device.identifiers:
        if len(identifier) == 2 and str(identifier[0]) in _IDENTIFIERS:
            kind, pattern = _IDENTIFIERS[str(identifier[0])]
            if number := pattern.fullmatch(str(identifier[1])):
                found.append((kind, number[1]))
    return tuple(dict.fromkeys(found))
