import msgspec
import pytest

from embedded_hub.core.events import ScopeChanged
from embedded_hub.core.home import Home
from embedded_hub.core.people import Role
from embedded_hub.core.registry import put
from embedded_hub.errors import Unauthorized
from embedded_hub.model.ids import AreaId, EntityId
from tests.unit.core.conftest import GATEWAY, somebody

FAN = EntityId("switch.fan")


async def test_people_with_equal_rights_share_one_scope(flat: Home) -> None:
    owner, family = await somebody(flat, Role.OWNER), await somebody(flat, Role.FAMILY)
    guests = [await somebody(flat, Role.GUEST, *areas) for areas in (("hall", "kitchen"),) * 2]
    scope_of = flat.permissions.scope_of
    assert scope_of(owner) is scope_of(family)
    assert scope_of(guests[0]) is scope_of(guests[1])
    assert scope_of(owner) is not scope_of(guests[0])


@pytest.mark.parametrize(
    ("role", "areas", "expected"),
    [
        (Role.OWNER, (), {"light.ceiling_lamp", "lock.front_door", "switch.fan"}),
        (Role.FAMILY, (), {"light.ceiling_lamp", "lock.front_door", "switch.fan"}),
        (Role.TESTER, (), {"light.ceiling_lamp", "lock.front_door", "switch.fan"}),
        (Role.GUEST, ("kitchen", "hall"), {"light.ceiling_lamp", "switch.fan"}),
        (Role.GUEST, (), set()),
        (Role.GATEWAY, (), set()),
    ],
)
async def test_each_role_sees_what_the_table_says(
    flat: Home, role: Role, areas: tuple[str, ...], expected: set[str]
) -> None:
    scope = flat.permissions.scope_of(await somebody(flat, role, *areas))
    entities = flat.registry.entities.ids() - {"sensor.ceiling_lamp_signal"}
    assert {one for one in entities if scope.sees(EntityId(one))} == expected


async def test_a_device_that_moves_moves_in_and_out_of_a_guests_sight(flat: Home) -> None:
    guest = await somebody(flat, Role.GUEST, "hall")
    scope = flat.permissions.scope_of(guest)
    seen: list[ScopeChanged] = []
    flat.bus.subscribe(ScopeChanged, seen.append)
    fan = flat.registry.device_by_key(GATEWAY, "fan")
    assert fan is not None
    assert not scope.sees(FAN)
    await flat.registry.edit(put(msgspec.structs.replace(fan, area_id=AreaId("hall"))))
    assert scope.sees(FAN)
    await flat.registry.edit(put(msgspec.structs.replace(fan, area_id=None)))
    assert not scope.sees(FAN)
    assert [(event.added, event.removed) for event in seen] == [
        ({"switch.fan"}, frozenset()),
        (frozenset(), {"switch.fan"}),
    ]


@pytest.mark.parametrize("role", [Role.FAMILY, Role.GUEST, Role.TESTER, Role.GATEWAY])
async def test_only_the_owner_administers(flat: Home, role: Role) -> None:
    flat.permissions.require_admin(await somebody(flat, Role.OWNER))
    with pytest.raises(Unauthorized):
        flat.permissions.require_admin(await somebody(flat, role))


async def test_a_gateway_is_no_client(flat: Home) -> None:
    with pytest.raises(Unauthorized):
        flat.permissions.require_client(await somebody(flat, Role.GATEWAY))
