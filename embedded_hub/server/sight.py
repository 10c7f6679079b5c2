"""What one person may know of: entities by right, places and things by what is in them.

Whoever sees every entity sees every place. A guest sees the areas opened to them, and of devices,
floors and labels those that carry an entity they see: a name is information too.
"""

from embedded_hub.core.home import Home
from embedded_hub.core.people import Principal, Role
from embedded_hub.core.permissions import Scope
from embedded_hub.errors import EntityNotFound, NotFound
from embedded_hub.model.ids import EntityId
from embedded_hub.model.registry import Area, Device, Entity, Floor, Label
from embedded_hub.model.state import State


class Sight:
    """One principal's view of one home; asks anew each time, so that it is never out of date."""

    def __init__(self, home: Home, principal: Principal) -> None:
        self._home = home
        self._principal = principal

    @property
    def scope(self) -> Scope:
        """The entities these people share the sight of."""
        return self._home.permissions.scope_of(self._principal)

    @property
    def is_whole(self) -> bool:
        """Whether no place is hidden; a tester knows every room, though not where people are."""
        return self.scope.visible is None or self._principal.role is Role.TESTER

    def states(self) -> list[State]:
        """Return every state that may be seen."""
        scope = self.scope
        return [state for state in self._home.states if scope.sees(state.entity_id)]

    def entities(self) -> list[Entity]:
        """Return the registry's entities that may be seen, gone ones left out."""
        scope = self.scope
        everything = self._home.registry.entities.all()
        return [one for one in everything if not one.is_gone and scope.sees(one.entity_id)]

    def entity(self, entity_id: str) -> Entity:
        """Return one entity.

        Raises:
            NotFound: it is not there, or not for this person.
        """
        entity = self._home.registry.entities.get(entity_id)
        if entity is None or not self.scope.sees(entity.entity_id):
            raise NotFound("Entity not found", details={"entity_id": entity_id})
        return entity

    def chosen(self, entity_ids: "tuple[str, ...]") -> list[EntityId]:
        """Return which of these exist or existed and may be seen; the others are passed over."""
        scope = self.scope
        return [EntityId(one) for one in entity_ids if scope.sees(EntityId(one))]

    def require(self, entity_id: str) -> EntityId:
        """Return the id of an entity that has a state.

        Raises:
            EntityNotFound: it has none, or not for this person.
        """
        known = EntityId(entity_id)
        if self._home.states.get(known) is None or not self.scope.sees(known):
            raise EntityNotFound(f"there is no entity {entity_id}")
        return known

    def devices(self) -> list[Device]:
        """Return the devices that may be known of, each thing once."""
        listed = (one for one in self._home.registry.devices.all() if one.merged_into is None)
        return [one for one in listed if self.sees_device(one.id)]

    def areas(self) -> list[Area]:
        """Return the areas that may be known of."""
        return [one for one in self._home.registry.areas.all() if self.sees_area(one.area_id)]

    def floors(self) -> list[Floor]:
        """Return the floors that may be known of."""
        return [one for one in self._home.registry.floors.all() if self.sees_floor(one.floor_id)]

    def labels(self) -> list[Label]:
        """Return the labels that may be known of."""
        return [one for one in self._home.registry.labels.all() if self.sees_label(one.label_id)]

    def sees_device(self, device_id: str) -> bool:
        """Say whether a device may be known of."""
        scope = self.scope
        if scope.visible is None:
            return True
        device = self._home.registry.devices.get(device_id)
        carried = tuple(self._home.registry.entities_of_device(device.id)) if device else ()
        if not carried:
            return self.is_whole
        return any(scope.sees(entity.entity_id) for entity in carried)

    def sees_area(self, area_id: str) -> bool:
        """Say whether an area may be known of."""
        return self.is_whole or (
            self._principal.role is Role.GUEST and area_id in self._principal.user.area_ids
        )

    def sees_floor(self, floor_id: str) -> bool:
        """Say whether a floor may be known of."""
        return self.is_whole or any(area.floor_id == floor_id for area in self.areas())

    def sees_label(self, label_id: str) -> bool:
        """Say whether a label may be known of."""
        return self.is_whole or any(label_id in entity.labels for entity in self.entities())

    def sees_entry(self, kind: str, key: str) -> bool:
        """Say whether an entry of the registry of that kind may be known of."""
        match kind:
            case "entity":
                return self.scope.sees(EntityId(key))
            case "device":
                return self.sees_device(key)
            case "area":
                return self.sees_area(key)
            case "floor":
                return self.sees_floor(key)
            case _:
                return self.sees_label(key)
