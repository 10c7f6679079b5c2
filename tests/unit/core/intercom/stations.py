"""Panels and doors for an intercom's tests."""

from embedded_hub.core.events import EntityFired
from embedded_hub.core.intercom.member import Ability, Member
from embedded_hub.core.intercom.talk_groups import device_channel
from embedded_hub.core.registry import put
from embedded_hub.model.ids import AreaId, DeviceId, EntityId, EntityKey, GatewayId
from embedded_hub.model.registry import Device, Entity
from tests.unit.core.intercom.conftest import Ear, Flat

GATEWAY = GatewayId("gw")


async def install(
    flat: Flat, name: str, *parts: str, area: str | None = None
) -> tuple[Member, Ear]:
    """Put up a station and connect it; it follows its own channel."""
    device_id = DeviceId(f"d_{name}")
    area_id = None if area is None else AreaId(area)
    device = Device(id=device_id, gateway_id=GATEWAY, key=name, name=name.title(), area_id=area_id)
    entities = [
        Entity(
            entity_id=EntityId(f"event.{name}_{part}"),
            gateway_id=GATEWAY,
            key=EntityKey(f"{name}/{part}"),
            device_id=device_id,
            attributes={"voice": part},
        )
        for part in parts
    ]
    await flat.registry.edit(put(device), *map(put, entities))
    station = flat.intercom.stations.get(device_id)
    assert station is not None
    ear = Ear()
    ability = Ability(codec_in="opus", area_id=station.area_id, device_name=station.name)
    member = flat.intercom.join(f"s_{name}", station.principal, ability, ear)
    flat.intercom.follow(member, [device_channel(device_id)], is_live=True)
    return member, ear


def ring(flat: Flat, name: str) -> None:
    """Press a station's bell."""
    entity_id = EntityId(f"event.{name}_button")
    flat.bus.publish(EntityFired(entity_id=entity_id, name="press", payload={}, at=0.0))
