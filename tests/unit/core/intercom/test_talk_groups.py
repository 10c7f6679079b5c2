"""Who may talk to whom: the table of talk_groups.py, cell by cell."""

import pytest

from embedded_hub.core.intercom.talk_groups import highest_priority, right
from embedded_hub.core.people import Role
from embedded_hub.errors import InvalidInfo, NotFound
from embedded_hub.model.voice import TalkPriority
from tests.unit.core.intercom.conftest import Flat


@pytest.mark.parametrize(
    ("role", "areas", "everybody", "kitchen", "hall", "person"),
    [
        (Role.OWNER, (), "talk", "talk", "talk", "talk"),
        (Role.FAMILY, (), "talk", "talk", "talk", "talk"),
        (Role.GUEST, ("kitchen",), "listen", "talk", "none", "none"),
        (Role.GUEST, (), "listen", "none", "none", "none"),
        (Role.TESTER, (), "listen", "listen", "listen", "none"),
    ],
)
async def test_rights_follow_from_the_role(
    flat: Flat,
    role: Role,
    areas: tuple[str, ...],
    everybody: str,
    kitchen: str,
    hall: str,
    person: str,
) -> None:
    other, _ = await flat.join(name="Ben")
    member, _ = await flat.join(role, "Anna", areas)
    channels = ("all", "area:kitchen", "area:hall", f"user:{other.user_id}")
    rights = [right(member.principal, flat.intercom.groups.get(channel)) for channel in channels]
    assert rights == [everybody, kitchen, hall, person]


async def test_nobody_talks_to_themselves(flat: Flat) -> None:
    member, _ = await flat.join()
    for channel in (f"user:{member.user_id}", f"device:{member.token_id}"):
        assert right(member.principal, flat.intercom.groups.get(channel)) == "listen"


async def test_only_family_has_an_emergency(flat: Flat) -> None:
    guest, _ = await flat.join(Role.GUEST)
    family, _ = await flat.join()
    assert highest_priority(guest.principal) is TalkPriority.ROUTINE
    assert highest_priority(family.principal) is TalkPriority.EMERGENCY


async def test_groups_survive_a_restart_and_have_known_members(flat: Flat) -> None:
    member, _ = await flat.join()
    groups = flat.intercom.groups
    await groups.save("garden", "Garden", [member.user_id, member.user_id])
    with pytest.raises(InvalidInfo):
        await groups.save("garden", "Garden", ["nobody"])
    with pytest.raises(InvalidInfo):
        await groups.save("No Id!", "Garden", [])
    again = Flat()
    again.intercom.load(flat.records.load())
    assert again.intercom.groups.get("group:garden").members == {member.user_id}
    await groups.delete("garden")
    with pytest.raises(NotFound):
        await groups.delete("garden")
    with pytest.raises(NotFound):
        groups.get("group:garden")


@pytest.mark.parametrize("channel", ["", "all:x", "area:", "area:cellar", "user:", "gate:1", ":"])
async def test_what_is_no_channel_is_not_found(flat: Flat, channel: str) -> None:
    with pytest.raises(NotFound):
        flat.intercom.groups.get(channel)
