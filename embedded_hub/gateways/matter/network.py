"""The nodes of one Matter server as they are now, and what of it the home is told."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from embedded_hub.gateways.api import Sink
from embedded_hub.gateways.matter.facet import DESCRIPTOR, FEATURE_MAP, Endpoint, Request
from embedded_hub.gateways.matter.nodes import (
    BASIC,
    BRIDGED_BASIC,
    REACHABLE,
    Part,
    Thing,
    is_reachable,
    things,
)
from embedded_hub.gateways.matter.wire import Node, NodeEvent, path_of, read_as
from embedded_hub.model.action import Action
from embedded_hub.model.ids import EntityKey
from embedded_hub.model.state import StateReport

_DESCRIBING = frozenset({DESCRIPTOR, BASIC, BRIDGED_BASIC, 64, 65})
"""Clusters that tell what there is, and not how it is."""
_LOCK = 257
_LOCK_STATE = 0


class Known(msgspec.Struct):
    """One node with what was made of it."""

    is_available: bool
    attributes: dict[int, dict[tuple[int, int], Any]]
    endpoints: dict[int, Endpoint]
    things: list[Thing]


class Order(msgspec.Struct, frozen=True):
    """What is asked of one endpoint of one node."""

    node_id: int
    endpoint: int
    request: Request


class Network:
    """Every node of one server.

    Args:
        sink: Where the home takes its reports.
        seen: Called with every report as well.
        fabric: What the server's network is called.
    """

    def __init__(self, sink: Sink, seen: Callable[[StateReport], None], fabric: int = 0) -> None:
        self._fabric = fabric
        self._sink = sink
        self._seen = seen
        self._nodes: dict[int, Known] = {}
        self._parts: dict[EntityKey, tuple[int, Part]] = {}
        self._changed: set[int] = set()

    async def adopt(self, nodes: list[Node]) -> None:
        """Take the whole list: what is not in it has gone."""
        fresh = {}
        for node in nodes:
            fresh[node.node_id] = self._known(node)
            # A hundred nodes take a third of a second; others get their turns meanwhile.
            await asyncio.sleep(0)
        self._nodes = fresh
        self._list_all()
        for known in fresh.values():
            self._report_all(known)
            await asyncio.sleep(0)

    def take(self, event: str, content: Any) -> bool:
        """Take one event; one nobody knows is passed over.

        Returns:
            Whether a node is made otherwise now: :meth:`review` it soon, but not at each of the
            hundred events in a row that tell of one new device.

        Raises:
            GatewayProtocolError: it has another shape than the server's.
        """
        match event:
            case "attribute_updated":
                self._take_attribute(content)
            case "node_added" | "node_updated":
                self.renew(read_as(Node, content))
            case "node_removed" if isinstance(content, int):
                if self._nodes.pop(content, None) is not None:
                    self._describe_all()
            case "endpoint_removed" if isinstance(content, Mapping):
                self._drop_endpoint(content.get("node_id"), content.get("endpoint_id"))
            case "node_event":
                self._take_event(read_as(NodeEvent, content))
        return bool(self._changed)

    def review(self) -> None:
        """Describe those nodes anew that are made otherwise now."""
        changed, self._changed = self._changed, set()
        for node_id in changed & self._nodes.keys():
            self._remake(node_id, self._nodes[node_id])

    def renew(self, node: Node) -> None:
        """Take one node as it is now."""
        before = self._nodes.get(node.node_id)
        self._nodes[node.node_id] = fresh = self._known(node)
        gone = {one.device.key for one in before.things} if before else set()
        if before is None or gone - {one.device.key for one in fresh.things}:
            self._describe_all()
        else:
            self._describe(node.node_id, before.things)

    def order(self, action: Action) -> Order | None:
        """Return what is asked of a node for an action; ``None`` for an unknown one."""
        node_id, part = self._parts.get(action.key, (0, None))
        if part is None or part.facet.write is None:
            return None
        request = part.facet.write(action, self._nodes[node_id].endpoints[part.endpoint])
        return None if request is None else Order(node_id, part.endpoint, request)

    def now(self, key: EntityKey) -> StateReport | None:
        """Return what an entity is now."""
        node_id, part = self._parts.get(key, (0, None))
        if part is None:
            return None
        return part.facet.report(key, self._nodes[node_id].endpoints[part.endpoint])

    def device_keys(self, node_id: int) -> list[str]:
        """Return the devices of a node."""
        known = self._nodes.get(node_id)
        return [one.device.key for one in known.things] if known else []

    # --- one thing at a time --------------------------------------------------------------------

    def _take_attribute(self, content: Any) -> None:
        if not isinstance(content, list | tuple) or len(content) != 3:
            return
        node_id, path, value = content[0], path_of(content[1]), content[2]
        known = self._nodes.get(node_id) if isinstance(node_id, int) else None
        if known is None or path is None:
            return
        endpoint, cluster, attribute = path
        here = known.attributes.setdefault(endpoint, {})
        is_new = (cluster, attribute) not in here
        here[cluster, attribute] = value
        if cluster == _LOCK and attribute == _LOCK_STATE and endpoint in known.endpoints:
            known.endpoints[endpoint].happened.pop((_LOCK, 0), None)
        if (cluster, attribute) == (BRIDGED_BASIC, REACHABLE):
            self._tell_reach(known, endpoint)
        elif is_new or cluster in _DESCRIBING or attribute == FEATURE_MAP:
            self._changed.add(node_id)
        if endpoint in known.endpoints:
            self._report(known, endpoint, cluster)

    def _take_event(self, event: NodeEvent) -> None:
        known = self._nodes.get(event.node_id)
        endpoint = known.endpoints.get(event.endpoint_id) if known else None
        if known is None or endpoint is None:
            return
        told = dict(event.data or {})
        which = (event.cluster_id, event.event_id)
        if event.cluster_id == _LOCK:
            endpoint.happened[which] = told
            self._report(known, event.endpoint_id, _LOCK)
        for thing in known.things:
            for part in thing.parts:
                press = part.facet.events.get(which)
                name = press(told) if press and part.endpoint == event.endpoint_id else None
                if name is not None:
                    self._sink.event(part.key, name, {})

    def _drop_endpoint(self, node_id: Any, endpoint: Any) -> None:
        known = self._nodes.get(node_id) if isinstance(node_id, int) else None
        if known is not None and known.attributes.pop(endpoint, None) is not None:
            self._changed.add(node_id)

    def _remake(self, node_id: int, known: Known) -> None:
        """Look at a node again whose make-up is another one now."""
        happened = {number: one.happened for number, one in known.endpoints.items()}
        self.renew(_node(node_id, known))
        for number, events in happened.items():
            if number in self._nodes[node_id].endpoints:
                self._nodes[node_id].endpoints[number].happened.update(events)

    def _known(self, node: Node) -> Known:
        attributes: dict[int, dict[tuple[int, int], Any]] = {}
        for text, value in node.attributes.items():
            if (path := path_of(text)) is not None:
                attributes.setdefault(path[0], {})[path[1:]] = value
        endpoints = {number: Endpoint(number, here) for number, here in attributes.items()}
        return Known(
            is_available=node.available,
            attributes=attributes,
            endpoints=endpoints,
            things=things(self._fabric, node.node_id, endpoints),
        )

    # --- telling the home -----------------------------------------------------------------------

    def _describe_all(self) -> None:
        self._list_all()
        for known in self._nodes.values():
            self._report_all(known)

    def _list_all(self) -> None:
        self._parts = {
            part.key: (node_id, part)
            for node_id, known in self._nodes.items()
            for thing in known.things
            for part in thing.parts
        }
        devices = [thing.device for known in self._nodes.values() for thing in known.things]
        self._sink.devices(devices, is_complete=True)

    def _describe(self, node_id: int, before: list[Thing]) -> None:
        known = self._nodes[node_id]
        keys = [part.key for thing in before for part in thing.parts]
        for key in keys:
            self._parts.pop(key, None)
        for thing in known.things:
            self._parts |= {part.key: (node_id, part) for part in thing.parts}
        devices = [thing.device for thing in known.things]
        if devices != [thing.device for thing in before]:
            self._sink.devices(devices, is_complete=False)
        self._report_all(known)

    def _report_all(self, known: Known) -> None:
        for thing in known.things:
            for part in thing.parts:
                self._tell(known, part)
            self._tell_availability(known, thing)

    def _report(self, known: Known, endpoint: int, cluster: int) -> None:
        for thing in known.things:
            touched = [
                part
                for part in thing.parts
                if part.endpoint == endpoint and cluster in part.facet.clusters
            ]
            for part in touched:
                self._tell(known, part)
            if touched and not _is_there(known, thing):
                self._sink.available([part.key for part in touched], False)

    def _tell(self, known: Known, part: Part) -> None:
        if not part.facet.clusters:
            return
        report = part.facet.report(part.key, known.endpoints[part.endpoint])
        self._sink.state(report)
        self._seen(report)

    def _tell_reach(self, known: Known, endpoint: int) -> None:
        for thing in known.things:
            if thing.endpoint == endpoint:
                self._tell_availability(known, thing)

    def _tell_availability(self, known: Known, thing: Thing) -> None:
        keys = [part.key for part in thing.parts]
        if keys:
            self._sink.available(keys, _is_there(known, thing))


def _is_there(known: Known, thing: Thing) -> bool:
    endpoint = known.endpoints.get(thing.endpoint)
    return known.is_available and (endpoint is None or is_reachable(endpoint))


def _node(node_id: int, known: Known) -> Node:
    return Node(
        node_id=node_id,
        available=known.is_available,
        attributes={
            f"{endpoint}/{cluster}/{attribute}": value
            for endpoint, here in known.attributes.items()
            for (cluster, attribute), value in here.items()
        },
    )
