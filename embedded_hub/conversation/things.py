"""What one person can speak of: the things and places they may see, and which of them are meant.

The names of everything else are not known here, so that a sentence about them ends as any
sentence about nothing does.
"""

from collections.abc import Mapping, Sequence

import msgspec

from embedded_hub.core.home import Home
from embedded_hub.core.people import Principal
from embedded_hub.model.ids import AreaId, EntityId
from embedded_hub.model.registry import Area, Entity, Floor
from embedded_hub.model.state import State

_ALL = "all"
"""What a sentence about every thing of a kind has in place of a name."""
_IN_FOLDERS = frozenset({"scene", "script"})
_WINDOW_COVERS = frozenset({"awning", "blind", "curtain", "shade", "shutter"})
"""What one person calls blinds is another one's shutters, and few tell their hub which."""
_TEMPERATURE = "temp"
"""Begins or stands in the word for temperature in the languages that took it from Latin."""


class Thing(msgspec.Struct, frozen=True, kw_only=True):
    """One entity as people speak of it."""

    entity: Entity
    name: str
    spellings: tuple[str, ...]
    """What people may call it: its name first, then aliases."""
    names: frozenset[str]
    """The same without capitals."""
    area_id: AreaId | None
    device_class: str

    @property
    def entity_id(self) -> EntityId:
        """Its id."""
        return self.entity.entity_id

    @property
    def domain(self) -> str:
        """Its domain."""
        return self.entity.domain


class Meant(msgspec.Struct, frozen=True, kw_only=True):
    """Which things a sentence is about."""

    name: str | None = None
    area: str | None = None
    floor: str | None = None
    domains: frozenset[str] = frozenset()
    """Empty is any."""
    device_classes: frozenset[str] = frozenset()


class Things:
    """What one principal can speak of, as it is now."""

    def __init__(self, home: Home, principal: Principal) -> None:
        self._home = home
        scope = home.permissions.scope_of(principal)
        self.all: Sequence[Thing] = [
            self._thing(entity, state)
            for entity in home.registry.live_entities()
            if entity.category is None
            and entity.hidden_by is None
            and scope.sees(entity.entity_id)
            and (state := home.states.get(entity.entity_id)) is not None
        ]
        places = {thing.area_id for thing in self.all} | set(principal.user.area_ids)
        is_whole = scope.visible is None
        self.areas: Sequence[Area] = [
            area for area in home.registry.areas.all() if is_whole or area.area_id in places
        ]
        floors = {area.floor_id for area in self.areas}
        self.floors: Sequence[Floor] = [
            floor for floor in home.registry.floors.all() if is_whole or floor.floor_id in floors
        ]

    def matching(self, meant: Meant) -> list[Thing]:
        """Return the things a sentence is about, whatever they can do."""
        return self._matching(meant) or self._matching(_widened(meant))

    def _matching(self, meant: Meant) -> list[Thing]:
        area_ids = self._area_ids(meant)
        name = None if meant.name in (None, _ALL) else meant.name.casefold()
        return [
            thing
            for thing in self.all
            if (name is None or name in thing.names)
            and (area_ids is None or thing.area_id in area_ids)
            and (not meant.domains or thing.domain in meant.domains)
            and (not meant.device_classes or thing.device_class in meant.device_classes)
        ]

    def thermometers(self, meant: Meant) -> list[Thing]:
        """Return what tells how warm a place is, the best first.

        A thermostat knows its room. A sensor counts when its name says temperature: what measures
        the inside of a fridge stands in the kitchen as well, and is not how warm it is there.
        """
        found = [one for one in self.matching(meant) if self._is_thermometer(one, meant)]
        return sorted(found, key=lambda one: (one.domain != "climate", one.entity_id))

    def _is_thermometer(self, thing: Thing, meant: Meant) -> bool:
        state = self._home.states.get(thing.entity_id)
        if state is None:
            return False
        if thing.domain == "climate":
            return state.attributes.get("current_temperature") is not None
        if thing.domain != "sensor" or thing.device_class != "temperature":
            return False
        return meant.name is not None or _TEMPERATURE in thing.name.casefold()

    def state_of(self, thing: Thing) -> State | None:
        """Return what a thing is now."""
        return self._home.states.get(thing.entity_id)

    def area_named(self, name: str) -> Area | None:
        """Return the place of that name or alias."""
        return next((area for area in self.areas if name.casefold() in _names(area)), None)

    def _area_ids(self, meant: Meant) -> frozenset[str] | None:
        if meant.area is not None:
            area = self.area_named(meant.area)
            return frozenset({area.area_id} if area else ())
        if meant.floor is None:
            return None
        floor = meant.floor.casefold()
        floor_ids = {one.floor_id for one in self.floors if floor in _names(one)}
        return frozenset(area.area_id for area in self.areas if area.floor_id in floor_ids)

    def _thing(self, entity: Entity, state: State) -> Thing:
        attributes: Mapping[str, object] = state.attributes
        name = str(attributes.get("friendly_name") or entity.entity_id)
        spellings = [name, *entity.aliases]
        # Nobody says which folder a scene lies in.
        if entity.domain in _IN_FOLDERS and entity.original_name:
            spellings.append(entity.original_name)
        return Thing(
            entity=entity,
            name=name,
            spellings=tuple(one for one in spellings if one.strip()),
            names=frozenset(one.casefold() for one in spellings),
            area_id=self._home.registry.area_of(entity),
            device_class=str(attributes.get("device_class") or ""),
        )


def _widened(meant: Meant) -> Meant:
    """Return what else may be meant when nothing is exactly that."""
    if not meant.device_classes or not meant.device_classes <= _WINDOW_COVERS:
        return meant
    classes = _WINDOW_COVERS | {""}
    return msgspec.structs.replace(meant, domains=frozenset({"cover"}), device_classes=classes)


def _names(place: Area | Floor) -> frozenset[str]:
    return frozenset(one.casefold() for one in (place.name, *place.aliases))
