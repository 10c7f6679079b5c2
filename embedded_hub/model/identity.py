"""Which descriptions are of one physical thing: pure.

What two gateways call the same device can be told from numbers that are burnt into it: addresses
of its radios, ids of its network, its maker's serial number. Names prove nothing. Numbers that
many things share, because a maker filled in no better, prove nothing either.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

import msgspec

from embedded_hub.model.ids import DeviceId
from embedded_hub.model.registry import Device

Reason = str
"""What gave two descriptions away: ``mac``, ``zigbee_ieee``, ``serial`` …"""
REASONS = ("mac", "bluetooth", "zigbee_ieee", "zwave", "matter", "upnp", "hue", "serial")
"""The ones people are told in words, surest first; any other kind of connection comes after."""

MAX_SHARED = 8
"""Descriptions that bear one number; more of them only share a maker's carelessness."""
_MIN_SERIAL = 4
_HEX = re.compile(r"[0-9a-f]+")
_SEPARATORS = re.compile(r"[:\-. ]")
_EUI48_DIGITS, _EUI64_DIGITS = 12, 16
_MULTICAST_BIT = 0x01
_CONTAINER_PREFIX = "0242"
"""Docker counts its addresses up from the same one on every machine."""
_NO_SERIALS = frozenset(
    {"none", "null", "unknown", "default", "defaultstring", "tobefilledbyoem", "serialnumber"}
    | {"notavailable", "notapplicable", "undefined", "systemserialnumber", "123456", "1234567"}
    | {"12345678", "123456789", "1234567890", "0123456789"}
)
_COMPANY_WORDS = frozenset(
    {"inc", "ltd", "llc", "gmbh", "co", "corp", "corporation", "company", "limited", "bv", "ag"}
    | {"technologies", "technology", "electronics", "robotics", "netherlands", "europe", "group"}
)
_RADIO_KINDS = frozenset({"mac", "bluetooth", "zigbee", "ethernet", "wifi"})
_REASON_OF = {"ethernet": "mac", "wifi": "mac"}


class Mark(msgspec.Struct, frozen=True, order=True):
    """A number burnt into a thing, the same however it was written down."""

    kind: str
    value: str


class Likeness(msgspec.Struct, frozen=True, kw_only=True):
    """Descriptions of what seems to be one thing, from different gateways."""

    id: str
    """The same for the same devices, whenever it is asked for."""
    reason: Reason
    device_ids: tuple[DeviceId, ...]


def marks_of(device: Device) -> Mapping[Mark, Reason]:
    """Return every number that tells this device from all others."""
    found: dict[Mark, Reason] = {}
    for kind, value in device.connections:
        if (known := _mark(kind.strip().lower(), value)) is not None:
            found.setdefault(known[0], known[1])
    if serial := _serial(device):
        found[serial] = "serial"
    return found


def likenesses(
    devices: Iterable[Device], distinct: Collection[frozenset[DeviceId]] = ()
) -> Sequence[Likeness]:
    """Return what seems to be one thing and is described more than once.

    Args:
        devices: What stands on its own now, that is: not what is merged into something already.
        distinct: Pairs a person said are different things.
    """
    by_id = {device.id: device for device in devices if not device.is_service}
    reasons: dict[frozenset[DeviceId], Reason] = {}
    for reason, bearers in _shared(by_id):
        for one, other in combinations(bearers, 2):
            pair = frozenset({one.id, other.id})
            if one.gateway_id != other.gateway_id and pair not in distinct:
                reasons[pair] = min(reasons.get(pair, reason), reason, key=_rank)
    return [_likeness(group, reasons) for group in _groups(by_id, reasons)]


def address(value: str) -> str | None:
    """Return the digits of a radio's address in lower case, ``None`` when it is none.

    Separators, capitals, a leading ``0x`` and an endpoint after it make no difference.
    """
    digits = _SEPARATORS.sub("", value.strip().lower().removeprefix("0x"))
    # deCONZ adds the endpoint: 00:0b:57:ff:fe:9a:46:ab-01.
    if len(digits) == _EUI64_DIGITS + 2 and value.strip()[-3] == "-":
        digits = digits[:_EUI64_DIGITS]
    if len(digits) not in (_EUI48_DIGITS, _EUI64_DIGITS) or not _HEX.fullmatch(digits):
        return None
    is_filler = len(set(digits)) == 1 or digits.startswith(_CONTAINER_PREFIX)
    is_many = len(digits) == _EUI48_DIGITS and int(digits[:2], 16) & _MULTICAST_BIT
    return None if is_filler or is_many else digits


def _mark(kind: str, value: str) -> tuple[Mark, Reason] | None:
    if kind in _RADIO_KINDS:
        digits = address(value)
        if digits is None:
            return None
        if len(digits) == _EUI64_DIGITS:
            return Mark("eui64", digits), "zigbee_ieee"
        return Mark("eui48", digits), _REASON_OF.get(kind, kind)
    plain = value.strip().lower()
    if kind == "upnp":
        plain = plain.removeprefix("uuid:").partition("::")[0]
    return (Mark(kind, plain), kind) if plain else None


def _serial(device: Device) -> Mark | None:
    serial = "".join(char for char in (device.serial_number or "").lower() if char.isalnum())
    maker = _maker(device.manufacturer)
    is_filler = len(set(serial)) <= 1 or serial in _NO_SERIALS
    if is_filler or len(serial) < _MIN_SERIAL or not maker:
        return None
    return Mark("serial", f"{maker} {serial}")


def _maker(manufacturer: str | None) -> str:
    words = re.findall(r"\w+", (manufacturer or "").lower().replace(".", ""))
    kept = [word for word in words if word not in _COMPANY_WORDS]
    return kept[0] if kept else ""


def _shared(by_id: Mapping[DeviceId, Device]) -> Iterator[tuple[Reason, list[Device]]]:
    bearers: dict[Mark, list[Device]] = defaultdict(list)
    reasons: dict[Mark, Reason] = {}
    for device in by_id.values():
        for mark, reason in marks_of(device).items():
            bearers[mark].append(device)
            reasons[mark] = min(reasons.get(mark, reason), reason, key=_rank)
    for mark, held in bearers.items():
        whole = list(_without_parts(held))
        if len(whole) <= MAX_SHARED and len({one.gateway_id for one in whole}) > 1:
            yield reasons[mark], whole


def _without_parts(bearers: Sequence[Device]) -> Iterator[Device]:
    """Leave out what is reached through another that bears the same number: a part of it."""
    ids = {device.id for device in bearers}
    return (device for device in bearers if device.via_device_id not in ids - {device.id})


def _groups(
    by_id: Mapping[DeviceId, Device], pairs: Iterable[frozenset[DeviceId]]
) -> Sequence[Sequence[Device]]:
    """Return the devices that hang together by any chain of pairs."""
    group_of: dict[DeviceId, list[DeviceId]] = {}
    for pair in pairs:
        one, other = pair
        joined = group_of.get(one, [one])
        added = group_of.get(other, [other])
        if joined is added:
            continue
        joined += added
        group_of.update(dict.fromkeys(joined, joined))
    order = {device_id: at for at, device_id in enumerate(by_id)}
    unique = {id(group): sorted(group, key=order.__getitem__) for group in group_of.values()}
    listed = sorted(unique.values(), key=lambda group: order[group[0]])
    return [[by_id[device_id] for device_id in group] for group in listed]


def _likeness(group: Sequence[Device], reasons: Mapping[frozenset[DeviceId], Reason]) -> Likeness:
    ids = [device.id for device in group]
    found = {r for pair, r in reasons.items() if pair <= set(ids)}
    digest = hashlib.sha256(" ".join(sorted(ids)).encode()).hexdigest()
    return Likeness(id=digest[:16], reason=min(found, key=_rank), device_ids=tuple(ids))


def _rank(reason: Reason) -> tuple[int, str]:
    return (REASONS.index(reason) if reason in REASONS else len(REASONS), reason)
