"""From Zigbee2MQTT's lists to devices with entities. Pure.

Keys are made of hardware addresses and properties, so that a device that is renamed stays the
same, with its history and its place.
"""

from collections.abc import Mapping, Sequence

import msgspec

from embedded_hub.gateways.zigbee2mqtt.abilities import LARGE, facets
from embedded_hub.gateways.zigbee2mqtt.facet import Facet
from embedded_hub.gateways.zigbee2mqtt.scenes import scenes
from embedded_hub.gateways.zigbee2mqtt.wire import DeviceEntry, Expose, GroupEntry
from embedded_hub.model.description import DeviceDescription

_GROUPED = ("light", "switch", "cover", "lock")
"""What a group of such devices does together."""
_COORDINATOR = "Coordinator"


class Thing(msgspec.Struct, frozen=True, kw_only=True):
    """One device or group: under which topic it speaks, and its entities."""

    topic: str
    device: DeviceDescription
    facets: tuple[Facet, ...]
    is_sleepy: bool = False
    """It listens only now and then, to save its battery."""


def things(devices: Sequence[DeviceEntry], groups: Sequence[GroupEntry]) -> list[Thing]:
    """Return everything there is to see; what Zigbee2MQTT itself leaves out is left out."""
    shown = [one for one in devices if one.type != _COORDINATOR and not one.disabled]
    by_address = {one.ieee_address: one for one in shown}
    found = [_device(entry) for entry in shown]
    return found + [thing for one in groups if (thing := _group(one, by_address)) is not None]


def _device(entry: DeviceEntry) -> Thing:
    definition = entry.definition
    found = facets(entry)
    return Thing(
        topic=entry.friendly_name,
        facets=found,
        is_sleepy=entry.type == "EndDevice" and entry.power_source == "Battery",
        device=DeviceDescription(
            key=entry.ieee_address,
            name=entry.friendly_name,
            entities=tuple(facet.entity for facet in found),
            manufacturer=(definition.vendor if definition else None) or entry.manufacturer,
            model=_model(entry),
            sw_version=entry.software_build_id,
            connections=(("zigbee", entry.ieee_address),),
        ),
    )


def _model(entry: DeviceEntry) -> str | None:
    definition = entry.definition
    if definition is None:
        return entry.model_id
    return f"{definition.description} ({definition.model})" if definition.model else None


def _group(entry: GroupEntry, by_address: Mapping[str, DeviceEntry]) -> Thing | None:
    """Return a group: what all of its members can do, and the scenes it keeps."""
    members = [
        by_address[one.ieee_address] for one in entry.members if one.ieee_address in by_address
    ]
    key = f"group_{entry.id}"
    found = [*_together(key, members), *scenes(key, entry.scenes)]
    if not found:
        return None
    device = DeviceDescription(
        key=key,
        name=entry.friendly_name,
        entities=tuple(facet.entity for facet in found),
        manufacturer="Zigbee2MQTT",
        model="Group",
    )
    return Thing(topic=entry.friendly_name, device=device, facets=tuple(found))


def _together(key: str, members: Sequence[DeviceEntry]) -> list[Facet]:
    for kind in _GROUPED if members else ():
        abilities = [_ability(member, kind) for member in members]
        if None not in abilities:
            shared = _shared([one for one in abilities if one is not None])
            return [LARGE[kind](f"{key}/{kind}", None, shared, ())]
    return []


def _ability(entry: DeviceEntry, kind: str) -> Expose | None:
    exposes = entry.definition.exposes if entry.definition else ()
    return next((one for one in exposes if one.type == kind and one.features), None)


def _shared(abilities: Sequence[Expose]) -> Expose:
    names = [{feature.name for feature in one.features} for one in abilities]
    common = set.intersection(*names)
    kept = [msgspec.structs.replace(one, property=one.name) for one in abilities[0].features]
    features = tuple(
        msgspec.structs.replace(one, property="color") if one.type == "composite" else one
        for one in kept
        if one.name in common
    )
    return msgspec.structs.replace(abilities[0], features=features, endpoint=None)
