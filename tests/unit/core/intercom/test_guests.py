"""A guest whose hours end, or who loses a room, while somebody speaks."""

from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec

from embedded_hub.core.intercom.talk_groups import Right, right
from embedded_hub.core.people import Role
from embedded_hub.model.ids import AreaId
from embedded_hub.model.visits import VisitHours
from embedded_hub.protocol.voice_events import FloorRevoked, StreamStop
from tests.unit.core.intercom.conftest import Flat, frames

DAILY = VisitHours(days=tuple(range(7)), from_minute=9 * 60, to_minute=22 * 60)
KITCHEN = ("kitchen",)


async def test_what_a_guest_says_ends_with_their_hours(flat: Flat) -> None:
    evening = datetime(2026, 11, 23, 21, 59, 59, tzinfo=ZoneInfo("UTC"))
    flat.clock.set_utc(evening.timestamp())
    guest, ear = await flat.join(Role.GUEST, "Gus", KITCHEN, area="kitchen")
    await flat.people.save(msgspec.structs.replace(guest.principal.user, hours=(DAILY,)))
    decision = flat.talk(guest, "area:kitchen")
    assert decision.burst is not None
    flat.clock.advance(1.0)
    flat.people.refresh()
    assert ear.told(FloorRevoked)
    flat.say(guest, decision.handler, frames(1))
    assert right(guest.principal, flat.intercom.groups.get("all")) is Right.NONE
    assert not [one for one in flat.intercom.live.bursts() if one.member is guest]


async def test_a_guest_hears_no_more_of_a_room_they_lose(flat: Flat) -> None:
    guest, ear = await flat.join(Role.GUEST, "Gus", KITCHEN, area="kitchen")
    speaker, _ = await flat.join()
    decision = flat.talk(speaker, "area:kitchen")
    flat.say(speaker, decision.handler, frames(2))
    heard = len(ear.payloads)
    assert heard
    hall = (AreaId("hall"),)
    await flat.people.save(msgspec.structs.replace(guest.principal.user, area_ids=hall))
    assert ear.told(StreamStop)
    flat.say(speaker, decision.handler, frames(5, first=2))
    assert len(ear.payloads) == heard
