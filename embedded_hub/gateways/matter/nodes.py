"""From a node of Matter to devices with entities: its own, and those behind it. Pure."""

import base64
import binascii
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from embedded_hub.gateways.matter.climate import thermostats
from embedded_hub.gateways.matter.facet import DESCRIPTOR, PARTS, Endpoint, Facet, field
from embedded_hub.gateways.matter.fans import fans
from embedded_hub.gateways.matter.kinds import BRIDGED, NAMES, WITHOUT_BODY
from embedded_hub.gateways.matter.leftovers import leftovers
from embedded_hub.gateways.matter.lights import lights
from embedded_hub.gateways.matter.measures import measures
from embedded_hub.gateways.matter.modes import modes
from embedded_hub.gateways.matter.openings import openings
from embedded_hub.gateways.matter.signs import presses, signs
from embedded_hub.gateways.matter.vacuums import vacuums
from embedded_hub.model.description import DeviceDescription
from embedded_hub.model.ids import EntityKey

ROOT_ENDPOINT = 0
BASIC, BRIDGED_BASIC = 40, 57
REACHABLE = 17
_VENDOR, _PRODUCT, _LABEL, _HARDWARE, _SOFTWARE, _SERIAL, _UNIQUE = 1, 3, 5, 8, 10, 15, 18
_VENDOR_ID, _PRODUCT_ID = 2, 4
_DIAGNOSTICS, _INTERFACES, _HARDWARE_ADDRESS = 51, 0, 4
_MAC_BYTES = 6
_FIXED_LABELS, _USER_LABELS, _TAGS = 64, 65, 4
_LABEL_WORDS = frozenset({"label", "name", "button", "switch", "position", "orientation"})
_NUMBERS, _PLACES = 7, 8
_PLACE_WORDS = {0: "Left", 1: "Right", 2: "Top", 3: "Bottom", 4: "Middle", 5: "Row", 6: "Column"}
_MAKERS = (
    lights,
    openings,
    thermostats,
    fans,
    vacuums,
    signs,
    measures,
    modes,
    presses,
    leftovers,
)


class Part(msgspec.Struct, frozen=True):
    """One entity of a device."""

    key: EntityKey
    endpoint: int
    facet: Facet


class Thing(msgspec.Struct, frozen=True, kw_only=True):
    """One device as a home sees it."""

    device: DeviceDescription
    parts: tuple[Part, ...]
    endpoint: int
    """The one that tells of it: the root of a node, or a bridged device's."""


def things(fabric: int, node_id: int, endpoints: Mapping[int, Endpoint]) -> list[Thing]:
    """Return a node's own device and those it bridges.

    Args:
        fabric: What its network is called.
        node_id: Its number.
        endpoints: By number.
    """
    endpoints = _listed(endpoints)
    owners = _owners(endpoints)
    mark = f"{fabric:016X}-{node_id:016X}" if fabric else None
    return [
        _thing(node_id, main, endpoints, [one for one in endpoints if owners[one] == main], mark)
        for main in sorted({ROOT_ENDPOINT, *owners.values()})
    ]


def is_reachable(endpoint: Endpoint) -> bool:
    """Say whether a bridge reaches the device of an endpoint; one that is not bridged is there."""
    return endpoint.get(BRIDGED_BASIC, REACHABLE) is not False


def _listed(endpoints: Mapping[int, Endpoint]) -> Mapping[int, Endpoint]:
    """Leave out endpoints the node itself no longer lists; it may say so before its server does."""
    root = endpoints.get(ROOT_ENDPOINT)
    parts = root.get(DESCRIPTOR, PARTS) if root else None
    if not isinstance(parts, list) or not parts:
        return endpoints
    return {number: one for number, one in endpoints.items() if number in (ROOT_ENDPOINT, *parts)}


def _owners(endpoints: Mapping[int, Endpoint]) -> dict[int, int]:
    """Return the endpoint that tells of each one's device."""
    bridged = [
        number
        for number, one in endpoints.items()
        if BRIDGED in one.device_types() or BRIDGED_BASIC in one.clusters()
    ]
    owners = dict.fromkeys(endpoints, ROOT_ENDPOINT)
    for number in bridged:
        parts = endpoints[number].get(DESCRIPTOR, PARTS)
        owned = parts if isinstance(parts, list) else []
        owners |= {part: number for part in owned if part in owners and part not in bridged}
    return owners | {number: number for number in bridged}


def _thing(
    node_id: int,
    main: int,
    endpoints: Mapping[int, Endpoint],
    own: Sequence[int],
    mark: str | None,
) -> Thing:
    found = [(number, facet) for number in sorted(own) for facet in _facets(endpoints[number])]
    names = _names(found, _labels([endpoints[number] for number in sorted(own)]))
    parts = tuple(
        Part(EntityKey(f"{node_id}/{number}/{facet.slug}"), number, facet)
        for number, facet in found
    )
    described = tuple(
        part.facet.describe(part.key, name) for part, name in zip(parts, names, strict=True)
    )
    about = endpoints.get(main, Endpoint(main, {}))
    basic = BRIDGED_BASIC if main else BASIC
    device = DeviceDescription(
        key=f"{node_id}/{main}" if main else str(node_id),
        name=_device_name(node_id, about, basic),
        entities=described,
        manufacturer=_text(about, basic, _VENDOR),
        model=_text(about, basic, _PRODUCT),
        hw_version=_text(about, basic, _HARDWARE),
        sw_version=_text(about, basic, _SOFTWARE),
        serial_number=_text(about, basic, _SERIAL),
        via=str(node_id) if main else None,
        connections=tuple(_connections(about, basic, None if main else mark)),
    )
    return Thing(device=device, parts=parts, endpoint=main)


def _facets(endpoint: Endpoint) -> Iterator[Facet]:
    seen: set[str] = set()
    for make in _MAKERS:
        for facet in make(endpoint):
            if facet.slug not in seen:
                seen.add(facet.slug)
                yield facet


def _names(found: Iterable[tuple[int, Facet]], labels: Mapping[int, str]) -> list[str | None]:
    """Return each entity's name: alone where it is the only one, else with its endpoint's."""
    entries = list(found)
    counts: dict[str | None, int] = {}
    for _, facet in entries:
        counts[facet.name] = counts.get(facet.name, 0) + 1
    return [
        facet.name
        if counts[facet.name] == 1
        else " ".join(one for one in (labels[number], facet.name) if one)
        for number, facet in entries
    ]


def _labels(endpoints: Sequence[Endpoint]) -> dict[int, str]:
    """Return what tells endpoints of one device apart, in a person's words."""
    wishes = {one.number: _given_label(one) or _kind(one) for one in endpoints}
    counts: dict[str, int] = {}
    labels: dict[int, str] = {}
    for number, wish in wishes.items():
        counts[wish] = counts.get(wish, 0) + 1
        is_only = list(wishes.values()).count(wish) == 1
        labels[number] = wish if is_only else f"{wish} {counts[wish]}"
    return labels


def _given_label(endpoint: Endpoint) -> str | None:
    for cluster in (_USER_LABELS, _FIXED_LABELS):
        listed = endpoint.get(cluster, 0)
        for one in listed if isinstance(listed, list) else ():
            label, value = field(one, 0), field(one, 1)
            if str(label).lower() in _LABEL_WORDS and isinstance(value, str) and value:
                return value
    tags = endpoint.get(DESCRIPTOR, _TAGS)
    return next((word for one in (tags or ()) if (word := _tagged(one))), None)


def _tagged(tag: Any) -> str | None:
    namespace, number, label = (field(tag, at) for at in (1, 2, 3))
    if isinstance(label, str) and label:
        return label
    if namespace == _PLACES and isinstance(number, int):
        return _PLACE_WORDS.get(number)
    return None


def _kind(endpoint: Endpoint) -> str:
    kinds = [one for one in endpoint.device_types() if one not in WITHOUT_BODY]
    return next((NAMES[one] for one in kinds if one in NAMES), f"Endpoint {endpoint.number}")


def _device_name(node_id: int, about: Endpoint, basic: int) -> str:
    given = _text(about, basic, _LABEL) or _text(about, basic, _PRODUCT)
    if given:
        return given
    return f"{_kind(about)} {node_id}" if about.number else f"Matter {node_id}"


def _text(endpoint: Endpoint, cluster: int, attribute: int) -> str | None:
    value = endpoint.get(cluster, attribute)
    return value.strip() or None if isinstance(value, str) else None


def _connections(about: Endpoint, basic: int, mark: str | None) -> Iterator[tuple[str, str]]:
    if mark:
        yield "matter", mark
    interfaces = about.get(_DIAGNOSTICS, _INTERFACES)
    for one in interfaces if isinstance(interfaces, list) else ():
        if mac := _mac(field(one, _HARDWARE_ADDRESS)):
            yield "mac", mac
    unique, maker = _text(about, basic, _UNIQUE), about.get(basic, _VENDOR_ID)
    if unique and maker:
        yield "matter", f"{maker}-{about.get(basic, _PRODUCT_ID) or 0}-{unique}"


def _mac(encoded: Any) -> str | None:
    try:
        raw = base64.b64decode(encoded, validate=True) if isinstance(encoded, str) else b""
    except binascii.Error:
        return None
    return raw.hex(":") if len(raw) == _MAC_BYTES and any(raw) else None
