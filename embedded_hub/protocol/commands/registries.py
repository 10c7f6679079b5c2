"""The five registries: list, read, make, change and remove what a home is made of.

In an update a field that is left out stays as it is; ``null`` clears it.
"""

from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, UnsetType

from embedded_hub.protocol.base import Command, Name, Text

Words = Annotated[tuple[Text, ...], msgspec.Meta(max_length=100)]
OptionalText = Text | None | UnsetType
By = Literal["user"] | UnsetType | None


class ListAreas(Command, frozen=True, tag="config/area_registry/list"):
    """List the areas."""


class CreateArea(Command, frozen=True, tag="config/area_registry/create"):
    """Make an area; its id comes from its name."""

    name: Name
    aliases: Words = ()
    floor_id: Text | None = None
    icon: Text | None = None
    picture: Text | None = None
    labels: Words = ()


class UpdateArea(Command, frozen=True, tag="config/area_registry/update"):
    """Change an area."""

    area_id: Text
    name: Name | UnsetType = UNSET
    aliases: Words | UnsetType = UNSET
    floor_id: OptionalText = UNSET
    icon: OptionalText = UNSET
    picture: OptionalText = UNSET
    labels: Words | UnsetType = UNSET


class DeleteArea(Command, frozen=True, tag="config/area_registry/delete"):
    """Remove an area; what was in it is nowhere."""

    area_id: Text


class ListFloors(Command, frozen=True, tag="config/floor_registry/list"):
    """List the floors."""


class CreateFloor(Command, frozen=True, tag="config/floor_registry/create"):
    """Make a floor."""

    name: Name
    aliases: Words = ()
    icon: Text | None = None
    level: int | None = None


class UpdateFloor(Command, frozen=True, tag="config/floor_registry/update"):
    """Change a floor."""

    floor_id: Text
    name: Name | UnsetType = UNSET
    aliases: Words | UnsetType = UNSET
    icon: OptionalText = UNSET
    level: int | UnsetType | None = UNSET


class DeleteFloor(Command, frozen=True, tag="config/floor_registry/delete"):
    """Remove a floor; its areas stay."""

    floor_id: Text


class ListLabels(Command, frozen=True, tag="config/label_registry/list"):
    """List the labels."""


class CreateLabel(Command, frozen=True, tag="config/label_registry/create"):
    """Make a label."""

    name: Name
    color: Text | None = None
    description: Text | None = None
    icon: Text | None = None


class UpdateLabel(Command, frozen=True, tag="config/label_registry/update"):
    """Change a label."""

    label_id: Text
    name: Name | UnsetType = UNSET
    color: OptionalText = UNSET
    description: OptionalText = UNSET
    icon: OptionalText = UNSET


class DeleteLabel(Command, frozen=True, tag="config/label_registry/delete"):
    """Remove a label from everything that carries it."""

    label_id: Text


class ListDevices(Command, frozen=True, tag="config/device_registry/list"):
    """List the devices."""


class UpdateDevice(Command, frozen=True, tag="config/device_registry/update"):
    """Change what people may choose about a device."""

    device_id: Text
    area_id: OptionalText = UNSET
    name_by_user: OptionalText = UNSET
    labels: Words | UnsetType = UNSET
    disabled_by: By = UNSET


class ListEntities(Command, frozen=True, tag="config/entity_registry/list"):
    """List the entities, disabled ones included."""


class ListEntitiesForDisplay(Command, frozen=True, tag="config/entity_registry/list_for_display"):
    """List the entities a screen shows, in short keys."""


class GetEntity(Command, frozen=True, tag="config/entity_registry/get"):
    """Read everything about one entity."""

    entity_id: Text


class UpdateEntity(Command, frozen=True, tag="config/entity_registry/update"):
    """Change what people may choose about an entity, its id included."""

    entity_id: Text
    new_entity_id: Text | UnsetType = UNSET
    name: OptionalText = UNSET
    icon: OptionalText = UNSET
    area_id: OptionalText = UNSET
    aliases: Words | UnsetType = UNSET
    labels: Words | UnsetType = UNSET
    disabled_by: By = UNSET
    hidden_by: By = UNSET


class RemoveEntity(Command, frozen=True, tag="config/entity_registry/remove"):
    """Remove an entity its gateway no longer describes."""

    entity_id: Text


COMMANDS = (
    ListAreas,
    CreateArea,
    UpdateArea,
    DeleteArea,
    ListFloors,
    CreateFloor,
    UpdateFloor,
    DeleteFloor,
    ListLabels,
    CreateLabel,
    UpdateLabel,
    DeleteLabel,
    ListDevices,
    UpdateDevice,
    ListEntities,
    ListEntitiesForDisplay,
    GetEntity,
    UpdateEntity,
    RemoveEntity,
)
