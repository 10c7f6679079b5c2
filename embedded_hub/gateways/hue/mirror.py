"""What one bridge has told since the connection began, and what of it the home is told."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import msgspec

from embedded_hub.gateways.api import Sink
from embedded_hub.gateways.hue.devices import Thing, is_reached, is_shown, is_structure, things
from embedded_hub.gateways.hue.facet import Facet
from embedded_hub.gateways.hue.lights import completed
from embedded_hub.gateways.hue.resource import Resource, resource_in
from embedded_hub.model.description import DeviceDescription
from embedded_hub.model.ids import EntityKey
from embedded_hub.model.state import StateReport

_MAX_HELD = 2_000
"""Changes kept while the first snapshot is on its way."""


class Change(msgspec.Struct, frozen=True):
    """One event of the bridge: something was added, has changed or is gone."""

    type: str
    data: tuple[Mapping[str, Any], ...]


class Mirror:
    """One bridge.

    Args:
        sink: Where the home takes its reports.
        seen: Called with every report as well.
    """

    def __init__(self, sink: Sink, seen: Callable[[StateReport], None]) -> None:
        self._sink = sink
        self._seen = seen
        self._resources: dict[str, Resource] = {}
        self._settled: frozenset[str] = frozenset()
        """What came in a snapshot; events tell of a lamp before they tell of its device."""
        self._things: list[Thing] = []
        self._by_resource: dict[str, list[tuple[Thing, Facet]]] = {}
        self._by_radio: dict[str, Thing] = {}
        self._by_key: dict[EntityKey, tuple[Thing, Facet]] = {}
        self._told: list[DeviceDescription] | None = None
        self._held: list[Change] = []
        """Told while a snapshot was on its way, which may be of before."""
        self._is_awaiting = True
        self.is_live = False
        """Whether a snapshot is in."""
        self.wants_snapshot = False
        """Whether something was told of that was never described."""

    def await_snapshot(self) -> None:
        """Keep what is told from now on: the answer may have been made before it."""
        if not self._is_awaiting:
            self._held, self._is_awaiting = [], True

    def load(self, resources: Iterable[Resource]) -> None:
        """Take everything the bridge has, and tell what is new of it."""
        self._resources = {one.id: one for one in resources}
        self._settled = frozenset(self._resources)
        self.wants_snapshot = False
        held, self._held, self._is_awaiting = self._held, [], False
        for change in held:
            for content in change.data:
                self._apply(change.type, content)
        self.is_live = True
        self._describe()

    def take(self, changes: Iterable[Change]) -> None:
        """Take what one message of the stream says."""
        changes = tuple(changes)
        if self._is_awaiting:
            self._held = [*self._held, *changes][-_MAX_HELD:]
        if not self.is_live:
            return
        touched: dict[str, Resource] = {}
        is_new = False
        for change in changes:
            for content in change.data:
                before = self._resources.get(str(content.get("id")))
                is_new |= self._apply(change.type, content)
                after = self._resources.get(str(content.get("id")))
                if before is not None and after is not None and change.type == "update":
                    self._tell_happening(before, content)
                    touched[after.id] = after
        if is_new:
            self._describe()
        else:
            for resource in touched.values():
                self._tell(resource)

    def find(self, key: EntityKey) -> tuple[Facet, Resource] | None:
        """Return an entity with the resource it shows."""
        _, facet = self._by_key.get(key, (None, None))
        resource = self._resources.get(facet.resource) if facet is not None else None
        return None if facet is None or resource is None else (facet, resource)

    def is_reached(self, key: EntityKey) -> bool:
        """Say whether the bridge reaches the device an entity belongs to."""
        thing, _ = self._by_key.get(key, (None, None))
        return thing is None or self._is_there(thing)

    def replace(self, resource: Resource) -> None:
        """Take one resource that was asked for."""
        self._resources[resource.id] = resource
        self._tell(resource)

    # --- parts --------------------------------------------------------------------------------

    def _apply(self, kind: str, content: Mapping[str, Any]) -> bool:
        """Apply one change; return whether what there is may be another now."""
        one = resource_in(content)
        if one is None:
            return False
        known = self._resources.get(one.id)
        if kind == "add":
            self._resources[one.id] = one
            return is_shown(one)
        if kind == "delete":
            return self._resources.pop(one.id, None) is not None and is_shown(one)
        if kind != "update":
            return False
        if known is None:
            self.wants_snapshot |= is_shown(one)
            return False
        after = known.merged(completed(known, content))
        self._resources[one.id] = after
        # Some bridges tell a whole device whenever its lamp changes.
        return is_structure(known, content) and after != known

    def _describe(self) -> None:
        self._things = things(self._resources, self._settled)
        self._by_resource, self._by_radio, self._by_key = {}, {}, {}
        for thing in self._things:
            if thing.radio is not None:
                self._by_radio[thing.radio] = thing
            for facet in thing.facets:
                self._by_resource.setdefault(facet.resource, []).append((thing, facet))
                self._by_key[facet.entity.key] = thing, facet
        described = [thing.device for thing in self._things]
        if described != self._told:
            self._told = described
            self._sink.devices(described, is_complete=True)
        for thing in self._things:
            self._tell_thing(thing)

    def _tell(self, resource: Resource) -> None:
        if (thing := self._by_radio.get(resource.id)) is not None:
            self._tell_thing(thing)
            return
        for thing, facet in self._by_resource.get(resource.id, ()):
            if facet.is_always_there or self._is_there(thing):
                self._report(facet)

    def _tell_thing(self, thing: Thing) -> None:
        """Tell everything of one thing; one that does not answer keeps what was last known."""
        is_there = self._is_there(thing)
        for facet in thing.facets:
            if is_there or facet.is_always_there:
                self._report(facet)
        keys = [facet.entity.key for facet in thing.facets if not facet.is_always_there]
        if thing.radio is not None and keys:
            self._sink.available(keys, is_there)

    def _report(self, facet: Facet) -> None:
        resource = self._resources.get(facet.resource)
        report = facet.report(resource) if resource is not None else None
        if report is not None:
            self._sink.state(report)
            self._seen(report)

    def _tell_happening(self, before: Resource, update: Mapping[str, Any]) -> None:
        for _, facet in self._by_resource.get(before.id, ()):
            happening = facet.happened(before, update) if facet.happened is not None else None
            if happening is not None:
                self._sink.event(facet.entity.key, happening.name, happening.data)

    def _is_there(self, thing: Thing) -> bool:
        return is_reached(self._resources.get(thing.radio)) if thing.radio is not None else True
