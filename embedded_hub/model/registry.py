"""What a home remembers about its places and things, and what people made of it.

An entry holds both what the gateway said (``original_name``) and what a person chose (``name``);
the person wins and survives whatever the gateway says next. Entries are frozen: a change makes a
new one through :func:`msgspec.structs.replace`.
"""

from typing import Literal

import msgspec

from embedded_hub.model.description import EntityCategory
from embedded_hub.model.ids import (
    AreaId,
    DeviceId,
    EntityId,
    EntityKey,
    FloorId,
    GatewayId,
    LabelId,
    domain_of,
)
from embedded_hub.model.values import JsonObject

DisabledBy = Literal["user", "integration"]
Twin = Literal["hidden", "shown"]
"""Of an entity another one of its device says the same as: *hidden* for that reason, or *shown*
because a person wants it nevertheless."""


class Floor(msgspec.Struct, frozen=True, kw_only=True):
    """A storey of the home; ``level`` orders them, ground floor 0."""

    floor_id: FloorId
    name: str
    level: int | None = None
    icon: str | None = None
    aliases: tuple[str, ...] = ()


class Area(msgspec.Struct, frozen=True, kw_only=True):
    """A room or any other place people name."""

    area_id: AreaId
    name: str
    floor_id: FloorId | None = None
    icon: str | None = None
    picture: str | None = None
    aliases: tuple[str, ...] = ()
    labels: tuple[LabelId, ...] = ()


class Label(msgspec.Struct, frozen=True, kw_only=True):
    """A word people put on entities, devices and areas to group them freely."""

    label_id: LabelId
    name: str
    color: str | None = None
    icon: str | None = None
    description: str | None = None


class Device(msgspec.Struct, frozen=True, kw_only=True):
    """One physical thing, reached through one gateway."""

    id: DeviceId
    gateway_id: GatewayId
    key: str
    """The gateway's own address of it."""
    name: str
    name_by_user: str | None = None
    area_id: AreaId | None = None
    manufacturer: str | None = None
    model: str | None = None
    sw_version: str | None = None
    hw_version: str | None = None
    serial_number: str | None = None
    via_device_id: DeviceId | None = None
    configuration_url: str | None = None
    connections: tuple[tuple[str, str], ...] = ()
    labels: tuple[LabelId, ...] = ()
    disabled_by: DisabledBy | None = None
    is_service: bool = False
    merged_into: DeviceId | None = None
    """The device people see instead, because both are one physical thing."""
    lent: JsonObject = {}
    """What that device had no value of its own for and took from this one when they merged."""

    @property
    def display_name(self) -> str:
        """The name people see."""
        return self.name_by_user or self.name


class Entity(msgspec.Struct, frozen=True, kw_only=True):
    """One facet of a device that can be read or controlled."""

    entity_id: EntityId
    gateway_id: GatewayId
    key: EntityKey
    device_id: DeviceId | None = None
    area_id: AreaId | None = None
    """Only where it differs from its device's."""
    own_device_id: DeviceId | None = None
    """The device its gateway put it on, while that is merged into ``device_id``."""
    name: str | None = None
    original_name: str | None = None
    icon: str | None = None
    labels: tuple[LabelId, ...] = ()
    aliases: tuple[str, ...] = ()
    category: EntityCategory | None = None
    disabled_by: DisabledBy | None = None
    hidden_by: DisabledBy | None = None
    twin: Twin | None = None
    attributes: JsonObject = {}
    """What :class:`~embedded_hub.model.description.EntityDescription` said for life."""
    is_gone: bool = False
    """Its gateway no longer describes it; kept so that name and place survive its return."""

    @property
    def domain(self) -> str:
        """What stands before the dot of its id."""
        return domain_of(self.entity_id)

    @property
    def body_id(self) -> DeviceId | None:
        """The device its gateway put it on, merged or not."""
        return self.own_device_id or self.device_id
