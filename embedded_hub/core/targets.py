"""Turns what a person points at (entities, devices, areas, everything) into entities.

Whatever spelling a message uses, this is the one way from a name to an entity, and it leads only
to what the person may see. Something named outright must be there; something in a named place
takes part when it can.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec

from embedded_hub.core.people import Principal
from embedded_hub.core.permissions import Permissions, Scope
from embedded_hub.core.registry import KIND_OF, AnyShelf, Registry
from embedded_hub.errors import EntityNotFound
from embedded_hub.model.ids import EntityId
from embedded_hub.model.registry import Entity


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """What an action points at; each field may hold several."""

    entity_id: tuple[str, ...] = ()
    device_id: tuple[str, ...] = ()
    area_id: tuple[str, ...] = ()
    floor_id: tuple[str, ...] = ()
    label_id: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is pointed at."""
        places = (self.device_id, self.area_id, self.floor_id, self.label_id)
        return not self.entity_id and not any(places)


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """The entities a target means."""

    named: tuple[Entity, ...]
    """Named outright: each must be able to do what is asked."""
    found: tuple[Entity, ...]
    """Found in a named place: those that cannot do it are passed over."""


class Targets:
    """Resolves targets in one home."""

    def __init__(self, registry: Registry, permissions: Permissions) -> None:
        self._registry = registry
        self._permissions = permissions

    def resolve(self, principal: Principal, target: Target) -> Chosen:
        """Return the entities a person means.

        Raises:
            EntityNotFound: something named is not there, or not for this person.
        """
        scope = self._permissions.scope_of(principal)
        named: dict[EntityId, Entity] = {}
        found: dict[EntityId, Entity] = {}
        for text in _normalised(target.entity_id):
            if text == "all":
                found |= self._collect(lambda _: True, scope.sees)
            elif text != "none":
                entity = self._entity(text, scope.sees)
                named[entity.entity_id] = entity
        for entity in self._in_places(target, scope):
            if scope.sees(entity.entity_id):
                found.setdefault(entity.entity_id, entity)
        return Chosen(
            named=tuple(named.values()),
            found=tuple(entity for key, entity in found.items() if key not in named),
        )

    def _entity(self, text: str, sees: Callable[[EntityId], bool]) -> Entity:
        entity = self._registry.entities.get(text)
        is_there = entity is not None and not entity.is_gone and entity.disabled_by is None
        if entity is None or not is_there or not sees(entity.entity_id):
            raise EntityNotFound(
                f"there is no entity {text[:255]}", details={"entity_id": text[:255]}
            )
        return entity

    def _collect(
        self, is_meant: Callable[[Entity], bool], sees: Callable[[EntityId], bool]
    ) -> dict[EntityId, Entity]:
        return {
            entity.entity_id: entity
            for entity in self._registry.live_entities()
            # A place means what people see there, not its settings and diagnostics.
            if entity.category is None
            and entity.hidden_by is None
            and sees(entity.entity_id)
            and is_meant(entity)
        }

    def _in_places(self, target: Target, scope: Scope) -> Iterator[Entity]:
        registry = self._registry
        seen = self._places_seen(scope)
        devices = {
            _there(registry.devices, key, seen) for key in map(self._shown, target.device_id)
        }
        floors = {_there(registry.floors, key, seen) for key in target.floor_id}
        areas = {_there(registry.areas, key, seen) for key in target.area_id}
        labels = {_there(registry.labels, key, seen) for key in target.label_id}
        areas |= {area.area_id for area in registry.areas.all() if area.floor_id in floors}
        areas |= {area.area_id for area in registry.areas.all() if labels & set(area.labels)}
        devices |= {device.id for device in registry.devices.all() if labels & set(device.labels)}

        def is_meant(entity: Entity) -> bool:
            return (
                entity.device_id in devices
                or registry.area_of(entity) in areas
                or bool(labels & set(entity.labels))
            )

        if devices or areas or labels:
            yield from self._collect(is_meant, lambda _: True).values()

    def _shown(self, device_id: str) -> str:
        """Return the device that carries the entities of one that was merged into it."""
        device = self._registry.shown_device(device_id)
        return device.id if device else device_id

    def _places_seen(self, scope: Scope) -> frozenset[tuple[str, str]] | None:
        """Return the places these people see something in, ``None`` for those who see all.

        A place they see nothing in is for them no place, so that they cannot ask which there are.
        """
        if scope.visible is None:
            return None
        registry = self._registry
        seen: set[tuple[str, str | None]] = set()
        for entity in registry.live_entities():
            if scope.sees(entity.entity_id):
                device = registry.devices.get(entity.device_id)
                area = registry.areas.get(registry.area_of(entity))
                labels = {*entity.labels, *(device.labels if device else ())}
                labels.update(area.labels if area else ())
                seen |= {("device", entity.device_id), *(("label", label) for label in labels)}
                if area is not None:
                    seen |= {("area", area.area_id), ("floor", area.floor_id)}
        return frozenset((kind, key) for kind, key in seen if key is not None)


def _there(shelf: AnyShelf, key: str, seen: frozenset[tuple[str, str]] | None) -> str:
    kind = KIND_OF[shelf.entry_type]
    if key not in shelf or (seen is not None and (kind, key) not in seen):
        raise EntityNotFound(f"there is no {kind} {key[:255]}", details={f"{kind}_id": key[:255]})
    return key


def _normalised(texts: Iterable[str]) -> Sequence[str]:
    return [part for text in texts for one in text.split(",") if (part := one.strip().lower())]
