"""Discovery messages: from a topic and its JSON to what components are made of. Pure.

``<prefix>/<component>/[<node>/]<object>/config`` announces one entity and
``<prefix>/device/<id>/config`` a whole device. An empty payload takes back what was announced.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from embedded_hub.gateways.mqtt.abbreviations import DEVICE_KEYS, KEYS

MAX_CONFIG_BYTES = 256 * 1024
_TOPIC = re.compile(
    r"(?P<component>[a-z_]+)/(?:(?P<node>[A-Za-z0-9_-]+)/)?(?P<object>[A-Za-z0-9_-]+)/config"
)
_DEVICE = "device"
_MOVED = {"migrate_discovery", "migr_discvry"}
"""Says that the same is now announced elsewhere, as part of a whole device."""

Config = Mapping[str, Any]


class Announced(msgspec.Struct, frozen=True, kw_only=True):
    """One entity as it was announced, keys written out and topics whole."""

    key: str
    """Stable for the entity's life: its ``unique_id``, or its place in the topics."""
    component: str
    config: Config


def read(topic: str, payload: bytes) -> Iterator[Announced]:
    """Yield what one discovery message announces; nothing when it cannot be read.

    Args:
        topic: Without the prefix.
        payload: What came.
    """
    found = _TOPIC.fullmatch(topic)
    if found is None or len(payload) > MAX_CONFIG_BYTES:
        return
    try:
        raw = msgspec.json.decode(payload)
    except (msgspec.DecodeError, RecursionError):
        return
    if not isinstance(raw, dict) or raw.keys() & _MOVED:
        return
    if found["component"] == _DEVICE:
        yield from _whole_device(found["object"], raw)
    else:
        place = "/".join(part for part in (found["node"], found["object"]) if part)
        yield _announced(f"{found['component']}/{place}", found["component"], expand(raw))


def expand(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Write out short keys and put the base topic in."""
    config = {KEYS.get(key, key): value for key, value in raw.items()}
    device = config.get("device")
    if isinstance(device, Mapping):
        config["device"] = {DEVICE_KEYS.get(key, key): value for key, value in device.items()}
    listed = config.get("availability")
    if isinstance(listed, Mapping):
        listed = [listed]
    if isinstance(listed, list):
        config["availability"] = [
            {KEYS.get(key, key): value for key, value in one.items()}
            for one in listed
            if isinstance(one, Mapping)
        ]
    base = config.pop("~", None)
    if isinstance(base, str):
        config = {key: _with_base(key, value, base) for key, value in config.items()}
        for one in config.get("availability") or ():
            one.update({key: _with_base(key, value, base) for key, value in one.items()})
    return config


def _whole_device(place: str, raw: Mapping[str, Any]) -> Iterator[Announced]:
    shared = expand(raw)
    components = shared.pop("components", None)
    if not isinstance(components, Mapping):
        return
    for name, each in components.items():
        if not isinstance(each, Mapping):
            continue
        own = expand({"~": raw.get("~"), **each} if "~" in raw else each)
        platform = own.pop("platform", None)
        if isinstance(platform, str) and len(own) > 0:
            config = {**shared, **own, "device": shared.get("device")}
            yield _announced(f"{platform}/{place}/{name}", platform, config)


def _announced(place: str, component: str, config: Config) -> Announced:
    unique = config.get("unique_id")
    return Announced(
        key=f"{component}/{unique}" if isinstance(unique, str) and unique else place,
        component=component,
        config=config,
    )


def _with_base(key: str, value: Any, base: str) -> Any:
    if not isinstance(value, str) or not key.endswith("topic"):
        return value
    if value.startswith("~"):
        return base + value[1:]
    return value[:-1] + base if value.endswith("~") else value
