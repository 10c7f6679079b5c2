"""The nodes of one Z-Wave network as they are now, and what of it the home is told."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from embedded_hub.gateways.api import Sink
from embedded_hub.gateways.zwave_js.facet import Facet, Values, Write
from embedded_hub.gateways.zwave_js.nodes import Thing, thing
from embedded_hub.gateways.zwave_js.readings import press_of
from embedded_hub.gateways.zwave_js.wire import (
    ASLEEP,
    DEAD,
    Metadata,
    Node,
    Value,
    ValueId,
    read_as,
)
from embedded_hub.model.action import Action
from embedded_hub.model.ids import EntityKey
from embedded_hub.model.state import StateReport

_STATUS_OF = {"alive": 4, "dead": DEAD, "sleep": ASLEEP, "wake up": 2}
_REVIEW = frozenset({"ready", "interview completed", "node added"})
"""Events after which a node is asked for anew, since much of it may be different."""


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """One value to set at one node."""

    node_id: int
    write: Write
    is_asleep: bool


class Network:
    """One Z-Wave network.

    Args:
        sink: Where the home takes its reports.
        seen: Called with every report as well.
    """

    def __init__(self, sink: Sink, seen: Callable[[StateReport], None]) -> None:
        self._sink = sink
        self._seen = seen
        self._nodes: dict[int, Node] = {}
        self._values: dict[int, dict[ValueId, Value]] = {}
        self._things: dict[int, Thing] = {}
        self._facets: dict[EntityKey, tuple[int, Facet]] = {}
        self.home_id: int | None = None
        """Of the network; set before nodes are taken."""

    def adopt(self, nodes: list[Node]) -> None:
        """Take the whole list."""
        for node in nodes:
            self._keep(node)
        self._describe()

    def take(self, event: Mapping[str, Any]) -> int | None:
        """Take one event; return the node that must be asked for anew, if any.

        Raises:
            GatewayProtocolError: it has another shape than the server's.
        """
        name, node_id = event.get("event"), event.get("nodeId")
        if event.get("source") == "controller":
            return self._take_controller(str(name), event)
        if not isinstance(node_id, int) or node_id not in self._nodes:
            return None
        if name in _REVIEW:
            return node_id
        if name in _STATUS_OF:
            self._set_status(node_id, _STATUS_OF[str(name)])
        elif isinstance(args := event.get("args"), Mapping):
            self._take_value(node_id, str(name), args)
        return None

    def renew(self, node: Node) -> None:
        """Take a node that was asked for."""
        self._keep(node)
        self._describe()

    def request(self, action: Action) -> Request | None:
        """Return what is to be set for an action; ``None`` for an unknown one."""
        node_id, facet = self._facets.get(action.key, (0, None))
        if facet is None or facet.write is None:
            return None
        write = facet.write(action, self._now(node_id, facet))
        if write is None:
            return None
        is_asleep = self._nodes[node_id].status == ASLEEP
        return Request(node_id=node_id, write=write, is_asleep=is_asleep)

    def _take_controller(self, name: str, event: Mapping[str, Any]) -> int | None:
        node = event.get("node")
        node_id = node.get("nodeId") if isinstance(node, Mapping) else event.get("nodeId")
        if not isinstance(node_id, int):
            return None
        if name == "node removed":
            self._nodes.pop(node_id, None)
            self._values.pop(node_id, None)
            self._describe()
        return node_id if name == "node added" else None

    def _take_value(self, node_id: int, name: str, args: Mapping[str, Any]) -> None:
        match name:
            case "value updated" | "value added":
                self._set_value(node_id, args)
            case "value removed":
                id_ = read_as(Value, args).id
                if self._values[node_id].pop(id_, None) is not None:
                    self._describe()
            case "metadata updated":
                self._set_metadata(node_id, args)
            case "value notification":
                self._notify(node_id, args)

    def _set_value(self, node_id: int, args: Mapping[str, Any]) -> None:
        told = read_as(Value, args)
        known = self._values[node_id].get(told.id)
        fresh = msgspec.structs.replace(known or told, value=args.get("newValue"))
        self._values[node_id][told.id] = fresh
        if known is None:
            self._describe()
        else:
            self._report(node_id)

    def _set_metadata(self, node_id: int, args: Mapping[str, Any]) -> None:
        told = read_as(Value, {**args, "metadata": args.get("metadata") or {}})
        known = self._values[node_id].get(told.id, told)
        metadata = read_as(Metadata, args.get("metadata") or {})
        self._values[node_id][told.id] = msgspec.structs.replace(known, metadata=metadata)
        self._describe()

    def _notify(self, node_id: int, args: Mapping[str, Any]) -> None:
        told = read_as(Value, args).id
        happened = press_of(args.get("value"))
        for facet in self._things[node_id].facets if node_id in self._things else ():
            if facet.event == told and happened is not None:
                self._sink.event(facet.entity.key, happened, {})

    def _set_status(self, node_id: int, status: int) -> None:
        before = self._nodes[node_id].status
        self._nodes[node_id] = msgspec.structs.replace(self._nodes[node_id], status=status)
        if (before == DEAD) != (status == DEAD) and node_id in self._things:
            self._sink.available(self._keys(node_id), status != DEAD)

    def _keep(self, node: Node) -> None:
        self._nodes[node.node_id] = msgspec.structs.replace(node, values=())
        self._values[node.node_id] = {value.id: value for value in node.values}

    def _describe(self) -> None:
        shown = [node for node in self._nodes.values() if not node.is_controller_node]
        fresh = {
            node.node_id: thing(node, self._values[node.node_id], self.home_id) for node in shown
        }
        is_same = [one.device for one in fresh.values()] == [
            one.device for one in self._things.values()
        ]
        self._things = fresh
        self._facets = {
            facet.entity.key: (node_id, facet)
            for node_id, one in fresh.items()
            for facet in one.facets
        }
        if not is_same or not fresh:
            self._sink.devices([one.device for one in fresh.values()], is_complete=True)
        for node_id in fresh:
            self._report(node_id)

    def _report(self, node_id: int) -> None:
        one = self._things.get(node_id)
        if one is None:
            return
        for facet in one.facets:
            if facet.event is None:
                report = facet.report(self._now(node_id, facet))
                self._sink.state(report)
                self._seen(report)
        if self._nodes[node_id].status == DEAD:
            self._sink.available(self._keys(node_id), False)

    def _now(self, node_id: int, facet: Facet) -> Values:
        endpoint = int(str(facet.entity.key).split("/")[1])
        here = self._values[node_id].items()
        return Values({id_: value for id_, value in here if id_.endpoint == endpoint})

    def _keys(self, node_id: int) -> list[EntityKey]:
        return [facet.entity.key for facet in self._things[node_id].facets]
