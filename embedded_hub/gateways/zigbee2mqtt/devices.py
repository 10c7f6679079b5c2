"""From Zigbee2MQTT's lists to devices with entities. Pure.

Keys are made of hardware addresses and properties, so that a device that is renamed stays the
same, with its history and its place.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec

from embedded_hub.gateways.facet import Reading
from embedded_hub.gateways.zigbee2mqtt.facet import Facet, Payload
from embedded_hub.gateways.zigbee2mqtt.generic import generic
from embedded_hub.gateways.zigbee2mqtt.lights import light
from embedded_hub.gateways.zigbee2mqtt.openings import cover, fan, lock, switch
from embedded_hub.gateways.zigbee2mqtt.thermostats import climate
from embedded_hub.gateways.zigbee2mqtt.wire import DeviceEntry, Expose, GroupEntry
from embedded_hub.model.capability.update import Feature as UpdateFeature
from embedded_hub.model.description import DeviceDescription, EntityDescription
from embedded_hub.model.ids import EntityKey
from embedded_hub.model.values import JsonValue

_Make = Callable[[str, str | None, Expose], Facet]
_SPECIFIC: Mapping[str, _Make] = {
    "light": light,
    "switch": switch,
    "cover": cover,
    "lock": lock,
    "fan": fan,
    "climate": climate,
}
_GROUPED = ("light", "switch", "cover", "lock")
"""What a group of such devices does together."""
_COORDINATOR = "Coordinator"
_UPDATE = "update"


class Thing(msgspec.Struct, frozen=True, kw_only=True):
    """One device or group: under which topic it speaks, and its entities."""

    topic: str
    device: DeviceDescription
    facets: tuple[Facet, ...]


def things(devices: Sequence[DeviceEntry], groups: Sequence[GroupEntry]) -> list[Thing]:
    """Return everything there is to see; what Zigbee2MQTT itself leaves out is left out."""
    shown = [one for one in devices if one.type != _COORDINATOR and not one.disabled]
    by_address = {one.ieee_address: one for one in shown}
    found = [_device(entry) for entry in shown]
    return found + [thing for one in groups if (thing := _group(one, by_address)) is not None]


def _device(entry: DeviceEntry) -> Thing:
    definition = entry.definition
    exposes = definition.exposes if definition else ()
    facets = tuple(_unique(_facets(entry.ieee_address, exposes)))
    return Thing(
        topic=entry.friendly_name,
        facets=facets,
        device=DeviceDescription(
            key=entry.ieee_address,
            name=entry.friendly_name,
            entities=tuple(facet.entity for facet in facets),
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


def _facets(address: str, exposes: Sequence[Expose]) -> Iterator[Facet]:
    specific = [one for one in exposes if one.type in _SPECIFIC and one.features]
    for expose in specific:
        suffix = f"_{expose.endpoint}" if expose.endpoint else ""
        # The only large ability of a device is the device.
        name = None if len(specific) == 1 else _named(expose.type, expose.endpoint)
        yield _SPECIFIC[expose.type](f"{address}/{expose.type}{suffix}", name, expose)
    for expose in exposes:
        if expose in specific:
            continue
        if expose.features and expose.type not in ("composite", "list"):
            # A large ability nobody here knows yet: each of its parts.
            for feature in expose.features:
                yield from _plain(address, feature)
        elif expose.name == _UPDATE or expose.property == _UPDATE:
            continue
        else:
            yield from _plain(address, expose)
    if any(one.name == _UPDATE or one.property == _UPDATE for one in exposes):
        yield _update(address)


def _plain(address: str, expose: Expose) -> Iterator[Facet]:
    prop = expose.property or expose.name
    if prop:
        yield from generic(
            f"{address}/{prop}", _named(expose.label or expose.name or prop, None), expose, (prop,)
        )


def _update(address: str) -> Facet:
    """Return the firmware's entity; installing is asked of the bridge, see the driver."""

    def read(payload: Payload) -> Reading:
        told = payload.get(_UPDATE)
        if not isinstance(told, Mapping):
            return Reading(None)
        attributes: dict[str, JsonValue] = {
            "installed_version": _as_text(told.get("installed_version")),
            "latest_version": _as_text(told.get("latest_version")),
            "in_progress": told.get("state") == "updating",
        }
        return Reading("off" if told.get("state") == "idle" else "on", attributes)

    entity = EntityDescription(
        key=EntityKey(f"{address}/{_UPDATE}"),
        domain="update",
        name="Firmware",
        category="config",
        attributes={
            "device_class": "firmware",
            "supported_features": int(UpdateFeature.INSTALL | UpdateFeature.PROGRESS),
        },
    )
    return Facet(entity=entity, read=read)


def _group(entry: GroupEntry, by_address: Mapping[str, DeviceEntry]) -> Thing | None:
    """Return a group whose members share a large ability, with what all of them can do."""
    members = [
        by_address[one.ieee_address] for one in entry.members if one.ieee_address in by_address
    ]
    if not members:
        return None
    for kind in _GROUPED:
        abilities = [_ability(member, kind) for member in members]
        if None in abilities:
            continue
        shared = _shared([one for one in abilities if one is not None])
        facet = _SPECIFIC[kind](f"group_{entry.id}/{kind}", None, shared)
        device = DeviceDescription(
            key=f"group_{entry.id}",
            name=entry.friendly_name,
            entities=(facet.entity,),
            manufacturer="Zigbee2MQTT",
            model="Group",
        )
        return Thing(topic=entry.friendly_name, device=device, facets=(facet,))
    return None


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


def _unique(facets: Iterator[Facet]) -> Iterator[Facet]:
    """Pass over what a definition names twice."""
    seen: set[EntityKey] = set()
    for facet in facets:
        if facet.entity.key not in seen:
            seen.add(facet.entity.key)
            yield facet


def _named(word: str, endpoint: str | None) -> str:
    words = word.replace("_", " ")
    name = words[:1].upper() + words[1:]
    return f"{name} {endpoint}" if endpoint else name


def _as_text(value: object) -> str | None:
    return None if value is None else str(value)
