"""What of an endpoint no other entity shows, as it comes. Pure.

A cluster nobody here knows is shown as long as there is something to read in it; what is left of
a known one is offered switched off, as are counters a device has for its maker.
"""

from collections.abc import Iterator, Mapping

from embedded_hub.gateways.facet import Reading
from embedded_hub.gateways.matter.facet import (
    FIRST_GLOBAL,
    LAST_GLOBAL,
    Endpoint,
    Facet,
    as_text,
)
from embedded_hub.gateways.matter.measures import QUANTITIES

_HOUSEKEEPING = frozenset(
    {3, 4, 5, 29, 30, 31, 37, 40, 41, 42, 43, 44, 45, 46, 48, 49, 50, 56, 57, 60, 62, 63, 64, 65}
    | {66, 70, 98, 1872}
)
"""What a node keeps for its own working, and what its device is described by."""
_TITLES = {
    6: "On/off",
    8: "Level",
    47: "Power source",
    51: "Diagnostics",
    52: "Software",
    53: "Thread",
    54: "Wi-Fi",
    55: "Ethernet",
    59: "Button",
    69: "State",
    72: "Oven",
    73: "Oven mode",
    80: "Mode",
    81: "Washing mode",
    82: "Cooling mode",
    83: "Washer",
    84: "Cleaning run",
    85: "Cleaning mode",
    86: "Temperature",
    87: "Alarm",
    89: "Dishwashing mode",
    91: "Air quality",
    92: "Smoke alarm",
    93: "Alarm",
    94: "Microwave mode",
    96: "Operation",
    97: "Operation",
    113: "HEPA filter",
    114: "Carbon filter",
    128: "Sensor",
    129: "Valve",
    144: "Power",
    145: "Energy",
    148: "Water heater",
    153: "Charging",
    157: "Charging mode",
    158: "Water heating mode",
    159: "Energy mode",
    257: "Lock",
    258: "Cover",
    512: "Pump",
    513: "Thermostat",
    514: "Fan",
    516: "Display",
    768: "Colour",
    1024: "Illuminance",
    1026: "Temperature",
    1027: "Pressure",
    1028: "Flow",
    1029: "Humidity",
    1030: "Occupancy",
    1036: "Carbon monoxide",
    1037: "Carbon dioxide",
    1043: "Nitrogen dioxide",
    1045: "Ozone",
    1066: "PM2.5",
    1067: "Formaldehyde",
    1068: "PM1",
    1069: "PM10",
    1070: "Volatile organic compounds",
    1071: "Radon",
    1072: "Soil moisture",
}
"""Clusters other entities are made of."""
_SHOWN: Mapping[int, frozenset[int]] = {
    6: frozenset({0, 16387}),
    8: frozenset({0, 2, 3}),
    47: frozenset({14, 15, 26}),
    59: frozenset({0, 1, 2}),
    69: frozenset({0}),
    80: frozenset({0, 3}),
    83: frozenset({1, 2}),
    86: frozenset({0, 1, 2, 3, 4}),
    87: frozenset({0, 2, 3}),
    91: frozenset({0}),
    92: frozenset(range(12)),
    93: frozenset({0, 1, 2, 3}),
    128: frozenset(),
    129: frozenset({4, 5, 6, 7, 9}),
    257: frozenset({0, 3, 23, 24, 51}),
    258: frozenset({0, 7, 8, 9, 10, 11, 12, 13, 14, 15}),
    512: frozenset({16, 32}),
    513: frozenset({0, 3, 4, 5, 6, 17, 18, 21, 22, 23, 24, 27, 28, 30, 41}),
    514: frozenset(range(12)),
    516: frozenset({1}),
    768: frozenset({0, 1, 3, 4, 7, 8, 16384, 16385, 16394, 16395, 16396}),
    1024: frozenset({0}),
    1030: frozenset({0, 1, 2, 3}),
    **dict.fromkeys((72, 96, 97), frozenset({1, 4})),
    **dict.fromkeys((73, 81, 82, 84, 85, 89, 94, 157, 158, 159), frozenset({1})),
    **dict.fromkeys(
        (1036, 1037, 1043, 1045, 1066, 1067, 1068, 1069, 1070, 1071), frozenset({0, 8, 9, 10})
    ),
}


def leftovers(endpoint: Endpoint) -> Iterator[Facet]:
    """Yield an entity for each attribute that can be read and is not part of another one."""
    for cluster, attribute in endpoint.paths():
        if cluster in _HOUSEKEEPING or FIRST_GLOBAL <= attribute <= LAST_GLOBAL:
            continue
        if (cluster, attribute) in QUANTITIES or attribute in _SHOWN.get(cluster, ()):
            continue
        value = endpoint.get(cluster, attribute)
        if value is None or as_text(value) is not None:
            yield _leftover(cluster, attribute)


def _leftover(cluster: int, attribute: int) -> Facet:
    title = _TITLES.get(cluster)

    def read(endpoint: Endpoint) -> Reading:
        return Reading(as_text(endpoint.get(cluster, attribute)))

    return Facet(
        slug=f"{cluster}/{attribute}",
        domain="sensor",
        name=f"{title or f'Cluster 0x{cluster:04X}'} {attribute}",
        clusters=frozenset({cluster}),
        category="diagnostic" if title else None,
        is_enabled=title is None,
        read=read,
    )
