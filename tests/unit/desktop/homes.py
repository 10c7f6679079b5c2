"""Small values tests are written in."""

from embedded_hub.model.ids import AreaId, DeviceId, EntityId, EntityKey, GatewayId
from embedded_hub.model.registry import Area, Device, Entity
from embedded_hub.model.state import Context, State
from embedded_hub.model.values import JsonValue

NOW = 1_800_000_000.0
KITCHEN = Area(area_id=AreaId("kitchen"), name="Kitchen")
GATEWAY = GatewayId("g1")


def state(entity_id: str, value: str, at: float = NOW, **attributes: JsonValue) -> State:
    return State(
        entity_id=EntityId(entity_id),
        value=value,
        attributes=attributes,
        changed_at=at,
        updated_at=at,
        context=Context(id="c"),
    )


def entity(entity_id: str, **fields: object) -> Entity:
    return Entity(
        entity_id=EntityId(entity_id),
        gateway_id=GATEWAY,
        key=EntityKey(entity_id),
        **fields,  # type: ignore[arg-type]
    )


def device(device_id: str, name: str, area: Area | None = None) -> Device:
    return Device(
        id=DeviceId(device_id),
        gateway_id=GATEWAY,
        key=device_id,
        name=name,
        area_id=area.area_id if area is not None else None,
    )
