"""The link on the real hub, in one process and over a real socket."""

import asyncio
import socket
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from embedded_hub.client.hub_link import HubLink
from embedded_hub.client.link_events import HubLinkState, LinkEvent, StatesChanged
from embedded_hub.core.people import Role
from embedded_hub.errors import Unauthorized
from embedded_hub.hub import Hub, HubOptions
from embedded_hub.model.action import OutcomeKind
from embedded_hub.model.ids import AreaId, EntityId
from tests.fakes.stand_in_hub import until

LAMP, DOOR = EntityId("light.floor_lamp"), EntityId("lock.front_door")
CONNECTED, LOST = HubLinkState.CONNECTED, HubLinkState.LOST


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def options(tmp_path: Path) -> HubOptions:
    return HubOptions(folder=tmp_path, port=free_port(), has_demo=True)


@pytest.fixture
async def hub(options: HubOptions) -> AsyncIterator[Hub]:
    hub = Hub(options)
    await hub.start()
    yield hub
    await hub.stop(grace_s=1.0)


async def linked(hub: Hub, role: Role = Role.OWNER, **limits: Any) -> HubLink:
    link = HubLink(hub.url, await hub.issue_token(role, "Anna", **limits), draw=lambda: 0.1)
    link.start()
    await link.wait_for(CONNECTED)
    return link


async def test_a_demo_home_is_seen_with_places_states_and_gateways(hub: Hub) -> None:
    link = await linked(hub)
    await until(lambda: DOOR in link.states and link.registry.area_of(LAMP), 20.0)
    area = link.registry.area_of(LAMP)
    assert area is not None
    assert area.name == "Living room"
    assert [gateway.type for gateway in link.gateways] == ["simulator"]
    await until(lambda: link.gateways[0].entity_count > 80, 20.0)
    await link.close()


async def test_an_action_comes_back_as_a_state_with_who_did_it(hub: Hub) -> None:
    link = await linked(hub)
    await until(lambda: LAMP in link.states and link.states[LAMP].is_available, 20.0)
    outcome = await link.act(LAMP, "turn_off")
    assert outcome.kind is OutcomeKind.DONE
    await until(lambda: link.states[LAMP].value == "off", 20.0)
    refused = await link.act(LAMP, "turn_on", {"brightness": 999})
    assert (refused.kind, refused.code) == (OutcomeKind.FAILED, "action_invalid")
    await link.close()


async def test_a_new_area_is_heard_of_by_everybody(hub: Hub) -> None:
    anna, ben = await linked(hub), await linked(hub, Role.FAMILY)
    await anna.call("config/area_registry/create", name="Attic")
    await until(lambda: AreaId("attic") in ben.registry.areas)
    await until(lambda: AreaId("attic") in anna.registry.areas)
    with pytest.raises(Unauthorized):
        await ben.call("config/area_registry/delete", area_id="attic")
    await anna.close()
    await ben.close()


async def test_a_guest_is_connected_and_sees_its_area_alone(hub: Hub) -> None:
    owner = await linked(hub)
    await until(lambda: owner.registry.area_of(LAMP), 20.0)
    guest = await linked(hub, Role.GUEST, area_ids=(AreaId("living_room"),))
    await until(lambda: LAMP in guest.states)
    assert DOOR not in guest.states
    assert guest.gateways == ()
    denied = await guest.act(DOOR, "unlock")
    assert (denied.kind, denied.code) == (OutcomeKind.FAILED, "entity_not_found")
    await owner.close()
    await guest.close()


async def test_after_a_restart_of_the_hub_only_real_differences_are_heard(
    hub: Hub, options: HubOptions
) -> None:
    link = await linked(hub)
    await until(lambda: LAMP in link.states and link.states[LAMP].is_available, 20.0)
    known = set(link.states)
    heard: list[LinkEvent] = []
    link.listen(heard.append)
    await hub.stop(grace_s=1.0)
    await link.wait_for(LOST)
    assert set(link.states) == known
    again = Hub(options)
    await again.start()
    try:
        await link.wait_for(CONNECTED)
        await until(lambda: LAMP in link.states and link.states[LAMP].is_available, 20.0)
        changes = [event.change for event in heard if isinstance(event, StatesChanged)]
        assert not [change for change in changes if change.added or change.removed]
    finally:
        await link.close()
        await again.stop(grace_s=1.0)


async def test_fifty_links_are_told_of_one_change(hub: Hub) -> None:
    links = await asyncio.gather(*(linked(hub) for _ in range(50)))
    await until(lambda: all(LAMP in link.states for link in links), 20.0)
    await until(lambda: links[0].states[LAMP].is_available, 20.0)
    wanted = "off" if links[0].states[LAMP].value == "on" else "on"
    await links[0].act(LAMP, "toggle")
    await until(lambda: all(link.states[LAMP].value == wanted for link in links), 20.0)
    await asyncio.gather(*(link.close() for link in links))
