"""The demo flat on the map: places, who is where, and a day of ways behind everybody."""

import asyncio
import time
from pathlib import Path
from typing import Any

from embedded_hub.client.hub_client import HubClient
from embedded_hub.core.people import Role
from embedded_hub.hub import Hub, HubOptions

DAY_S = 86_400.0


async def route_of(owner: HubClient, entity_id: str) -> list[dict[str, Any]]:
    now = time.time()
    answer: Any = await owner.call(
        "home/location/route", entity_id=entity_id, start=now - DAY_S, end=now
    )
    return list(answer["points"])


async def test_everybody_is_somewhere_that_has_a_name_and_has_been_on_the_way(
    demo: Hub, owner: HubClient
) -> None:
    assert {zone.name for zone in demo.home.zones.made()} == {"Office", "School"}
    assert demo.home.zones.home_zone is not None
    anna = next(one for one in demo.home.states if one.entity_id == "person.anna")
    assert anna.value in {"home", "not_home", "Office"}
    async with asyncio.timeout(10):
        while len(points := await route_of(owner, "person.anna")) < 10:
            await asyncio.sleep(0.05)  # the past is written down behind the present
    assert max(one["latitude"] for one in points) > 52.52
    assert [one["at"] for one in points] == sorted(one["at"] for one in points)


async def test_what_the_owner_made_of_the_map_stays(tmp_path: Path) -> None:
    hub = Hub(HubOptions(folder=tmp_path, port=0, has_demo=True))
    await hub.start()
    token = await hub.issue_token(Role.OWNER, "Anna")
    async with await HubClient.connect(hub.url, token) as owner:
        await owner.call("home/configure", latitude=48.1, longitude=11.5)
        await owner.call("zone/delete", zone_id="school")
    await hub.stop()
    hub = Hub(HubOptions(folder=tmp_path, port=0, has_demo=True))
    await hub.start()
    try:
        assert hub.home.settings.place == (48.1, 11.5)
        assert {zone.name for zone in hub.home.zones.made()} == {"Office"}
    finally:
        await hub.stop()
