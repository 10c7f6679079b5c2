"""From a node of Z-Wave to a device with entities. Pure."""

from collections.abc import Iterator, Mapping

import msgspec

from embedded_hub.gateways.zwave_js.actuators import actuators
from embedded_hub.gateways.zwave_js.facet import Facet, Values
from embedded_hub.gateways.zwave_js.readings import readings
from embedded_hub.gateways.zwave_js.sirens import sirens
from embedded_hub.gateways.zwave_js.thermostats import thermostats
from embedded_hub.gateways.zwave_js.wire import DeviceClass, Node, Value, ValueId
from embedded_hub.model.description import DeviceDescription
from embedded_hub.model.ids import EntityKey


class Thing(msgspec.Struct, frozen=True, kw_only=True):
    """One node as a home sees it."""

    device: DeviceDescription
    facets: tuple[Facet, ...]


def thing(node: Node, values: Mapping[ValueId, Value], home_id: int | None) -> Thing:
    """Return a node as a device.

    Args:
        node: What does not change from second to second.
        values: What it has; more may come later.
        home_id: Of its network, which tells it from nodes of the same number elsewhere.
    """
    facets = tuple(_unique(_facets(node, values)))
    config = node.device_config
    return Thing(
        facets=facets,
        device=DeviceDescription(
            key=str(node.node_id),
            name=_name(node),
            entities=tuple(facet.entity for facet in facets),
            manufacturer=config.manufacturer if config else None,
            model=_model(node),
            sw_version=node.firmware_version,
            area=node.location or None,
            connections=(("zwave", f"{home_id}-{node.node_id}"),) if home_id is not None else (),
        ),
    )


def _facets(node: Node, values: Mapping[ValueId, Value]) -> Iterator[Facet]:
    kind = node.device_class or DeviceClass()
    endpoints = sorted({one.endpoint for one in values})
    for endpoint in endpoints:
        here = {id_: value for id_, value in values.items() if id_.endpoint == endpoint}
        prefix = f"{node.node_id}/{endpoint}"
        # Endpoint 0 speaks for the whole node.
        name = None if endpoint == 0 else f"Channel {endpoint}"
        seen = Values(here)
        large = [
            *actuators(prefix, name, seen, kind),
            *thermostats(prefix, name, seen),
            *sirens(prefix, name, seen),
        ]
        yield from large
        taken = frozenset(id_ for facet in large for id_ in facet.uses)
        yield from readings(prefix, here, taken)


def _unique(facets: Iterator[Facet]) -> Iterator[Facet]:
    keys: set[EntityKey] = set()
    for facet in facets:
        if facet.entity.key not in keys:
            keys.add(facet.entity.key)
            yield facet


def _name(node: Node) -> str:
    if node.name:
        return node.name
    config = node.device_config
    described = (config.description or config.label) if config else None
    kind = node.device_class.specific.label if node.device_class else ""
    return described or (f"{kind} {node.node_id}" if kind else f"Node {node.node_id}")


def _model(node: Node) -> str | None:
    config = node.device_config
    if config is not None and config.label:
        return config.label
    return node.device_class.specific.label or None if node.device_class else None
