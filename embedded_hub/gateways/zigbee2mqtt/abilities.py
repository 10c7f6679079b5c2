"""What one device exposes, as entities: nothing of it is lost, and nothing comes twice. Pure."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain

from embedded_hub.gateways.zigbee2mqtt.facet import Facet, part
from embedded_hub.gateways.zigbee2mqtt.fans import fan
from embedded_hub.gateways.zigbee2mqtt.firmware import UPDATE, firmware
from embedded_hub.gateways.zigbee2mqtt.generic import generic
from embedded_hub.gateways.zigbee2mqtt.lights import light
from embedded_hub.gateways.zigbee2mqtt.openings import cover, lock, switch
from embedded_hub.gateways.zigbee2mqtt.scenes import scenes
from embedded_hub.gateways.zigbee2mqtt.sirens import is_siren, siren
from embedded_hub.gateways.zigbee2mqtt.thermostats import climate
from embedded_hub.gateways.zigbee2mqtt.wire import DeviceEntry, Expose
from embedded_hub.model.ids import EntityKey

MakeFacet = Callable[[str, str | None, Expose, Sequence[Expose]], Facet]
LARGE: Mapping[str, MakeFacet] = {
    "light": light,
    "switch": switch,
    "cover": cover,
    "lock": lock,
    "fan": fan,
    "climate": climate,
}
"""Abilities made of several values. Called with the entity's key and name, the ability, and
everything else the device exposes."""
_NAMED_PARTS = ("composite", "list")


def facets(entry: DeviceEntry) -> tuple[Facet, ...]:
    """Return every entity of a device."""
    exposes = entry.definition.exposes if entry.definition else ()
    address = entry.ieee_address
    found = list(_of_abilities(address, exposes))
    if _has_firmware(entry, exposes):
        found.append(firmware(address))
    listed = chain.from_iterable(one.scenes for one in entry.endpoints.values())
    return tuple(_unique(chain(found, scenes(address, listed))))


def _of_abilities(address: str, exposes: Sequence[Expose]) -> Iterator[Facet]:
    large = [one for one in exposes if one.type in LARGE and one.features]
    rest = tuple(one for one in exposes if one not in large)
    main = [one for one in large if _own_name(one) is None]
    shown: set[str] = set()
    for expose in large:
        facet = _large(address, expose, rest, is_only=len(main) == 1)
        shown |= facet.shows
        yield facet
    for expose in rest:
        if is_siren(expose):
            yield siren(address, expose)
        elif (expose.property or expose.name) not in {*shown, UPDATE}:
            yield from _small(address, expose)
    for expose in large:
        left = (one for one in expose.features if (one.property or one.name) not in shown)
        for feature in left:
            yield from _plain(address, feature, expose.endpoint)


def _large(address: str, expose: Expose, rest: Sequence[Expose], *, is_only: bool) -> Facet:
    if (own := _own_name(expose)) is not None:
        return LARGE[expose.type](f"{address}/{own}", _named(expose.label or own), expose, rest)
    suffix = f"_{expose.endpoint}" if expose.endpoint else ""
    # The only large ability of a device is the device.
    name = None if is_only else _named(expose.type, expose.endpoint)
    return LARGE[expose.type](f"{address}/{expose.type}{suffix}", name, expose, rest)


def _own_name(expose: Expose) -> str | None:
    """Return what a switch besides the device's main ones is called, such as ``away_mode``."""
    state = part(expose.features, "state")
    usual = ("state", f"state_{expose.endpoint}")
    is_aside = expose.type == "switch" and state is not None and state.property not in usual
    return state.property if state is not None and is_aside else None


def _small(address: str, expose: Expose) -> Iterator[Facet]:
    if expose.features and expose.type not in _NAMED_PARTS:
        # A large ability nobody here knows yet: each of its parts.
        for feature in expose.features:
            yield from _plain(address, feature, expose.endpoint)
    else:
        yield from _plain(address, expose, expose.endpoint)


def _plain(address: str, expose: Expose, endpoint: str | None) -> Iterator[Facet]:
    if (prop := expose.property or expose.name) is not None:
        name = _named(expose.label or expose.name or prop, expose.endpoint or endpoint)
        yield from generic(f"{address}/{prop}", name, expose, (prop,))


def _has_firmware(entry: DeviceEntry, exposes: Sequence[Expose]) -> bool:
    is_exposed = any(UPDATE in (one.name, one.property) for one in exposes)
    return is_exposed or (entry.definition is not None and entry.definition.supports_ota)


def _unique(found: Iterator[Facet]) -> Iterator[Facet]:
    """Pass over what a definition names twice."""
    seen: set[EntityKey] = set()
    for facet in found:
        if facet.entity.key not in seen:
            seen.add(facet.entity.key)
            yield facet


def _named(word: str, endpoint: str | None = None) -> str:
    words = word.replace("_", " ")
    name = words[:1].upper() + words[1:]
    # Labels name their part only now and then.
    return f"{name} {endpoint}" if endpoint and not name.endswith(endpoint) else name
