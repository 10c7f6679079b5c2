from collections.abc import AsyncIterator
from typing import Any

import pytest

from embedded_hub.client.entity_mirror import MirrorChange
from embedded_hub.client.hub_link import HubLink
from embedded_hub.client.link_events import (
    GatewaysChanged,
    HubLinkState,
    LinkChanged,
    LinkEvent,
    RegistryChanged,
    StatesChanged,
)
from embedded_hub.errors import LinkClosed, Unauthorized
from embedded_hub.model.action import OutcomeKind
from embedded_hub.model.gateway_status import LinkState
from embedded_hub.model.ids import AreaId, EntityId
from tests.fakes.stand_in_hub import NO_ANSWER, TOKEN, Refusal, StandInHub, entry, until

LIGHT, DOOR, FAN = EntityId("light.desk"), EntityId("lock.door"), EntityId("fan.new")
CONNECTED, LOST = HubLinkState.CONNECTED, HubLinkState.LOST
GATEWAY = {
    "id": "g1",
    "type": "this_pc",
    "title": "This PC",
    "state": "connected",
    "since_at": 1.0,
    "options": {},
}


class Ears:
    """Collects what a link tells."""

    def __init__(self) -> None:
        self.heard: list[LinkEvent] = []

    def __call__(self, event: LinkEvent) -> None:
        self.heard.append(event)

    def states(self) -> list[StatesChanged]:
        return [event for event in self.heard if isinstance(event, StatesChanged)]

    def moves(self) -> list[HubLinkState]:
        return [event.status.state for event in self.heard if isinstance(event, LinkChanged)]


@pytest.fixture
async def peer() -> AsyncIterator[StandInHub]:
    async with StandInHub() as hub:
        yield hub


@pytest.fixture
def ears() -> Ears:
    return Ears()


@pytest.fixture
async def link(peer: StandInHub, ears: Ears) -> AsyncIterator[HubLink]:
    link = HubLink(peer.address, TOKEN, draw=lambda: 0.0)
    link.listen(ears)
    link.start()
    await link.wait_for(CONNECTED)
    yield link
    await link.close()


async def test_a_connected_link_has_the_whole_home_at_hand(link: HubLink, ears: Ears) -> None:
    assert link.info is not None
    assert link.info.name == "Flat 3"
    assert {name: state.value for name, state in link.states.items()} == {
        LIGHT: "off",
        DOOR: "locked",
    }
    area = link.registry.area_of(LIGHT)
    assert area is not None
    assert area.name == "Study"
    assert ears.moves() == [HubLinkState.CONNECTING, CONNECTED]


async def test_a_change_is_heard_with_the_entity_it_touched(
    peer: StandInHub, link: HubLink, ears: Ears
) -> None:
    await peer.change(LIGHT, "on")
    await until(lambda: len(ears.states()) == 2)
    assert ears.states()[1].change.changed == {LIGHT}
    assert link.states[LIGHT].value == "on"


async def test_a_cut_link_comes_back_without_ghost_changes(
    peer: StandInHub, link: HubLink, ears: Ears
) -> None:
    heard_before = len(ears.states())
    peer.cut()
    await link.wait_for(LOST)
    assert link.status.last_seen_at is not None
    assert link.status.reason == "link_closed"
    assert link.states[DOOR].value == "locked"
    await link.wait_for(CONNECTED)
    assert len(ears.states()) == heard_before


async def test_what_differs_after_a_cut_is_heard_and_nothing_else(
    peer: StandInHub, link: HubLink, ears: Ears
) -> None:
    await peer.shut()
    await link.wait_for(LOST)
    peer.states = {LIGHT: entry("on", 3000.0), FAN: entry("off")}
    await peer.open()
    await link.wait_for(CONNECTED)
    assert ears.states()[-1].change == MirrorChange(
        added=frozenset({FAN}), changed=frozenset({LIGHT}), removed=frozenset({DOOR})
    )


async def test_a_hub_away_for_a_while_is_tried_until_it_is_back(
    peer: StandInHub, link: HubLink, ears: Ears
) -> None:
    await peer.shut()
    await until(lambda: ears.moves().count(LOST) >= 3)
    assert (await link.wait_for(LOST)).message
    await peer.open()
    await link.wait_for(CONNECTED)


async def test_standing_subscriptions_are_renewed(peer: StandInHub, link: HubLink) -> None:
    events: list[Any] = []
    standing = await link.subscribe("subscribe_events", events.append, event_type="doorbell")
    peer.cut()
    await link.wait_for(LOST)
    await link.wait_for(CONNECTED)
    await peer.push("subscribe_events", {"n": 1}, event_type="doorbell")
    await until(lambda: events == [{"n": 1}])
    await standing.close()
    peer.cut()
    await link.wait_for(LOST)
    await link.wait_for(CONNECTED)
    asked = [m for m in peer.sent("subscribe_events") if m["event_type"] == "doorbell"]
    assert len(asked) == 2


async def test_a_subscription_made_before_the_first_connection_is_started(
    peer: StandInHub,
) -> None:
    link = HubLink(peer.address, TOKEN)
    await link.subscribe("subscribe_events", lambda _event: None, event_type="doorbell")
    link.start()
    await link.wait_for(CONNECTED)
    assert [m for m in peer.sent("subscribe_events") if m["event_type"] == "doorbell"]
    await link.close()


async def test_a_refused_subscription_is_told_and_not_kept(peer: StandInHub, link: HubLink) -> None:
    peer.answers["voice/hello"] = Refusal("unauthorized")
    with pytest.raises(Unauthorized):
        await link.subscribe("voice/hello", lambda _event: None)
    peer.cut()
    await link.wait_for(LOST)
    await link.wait_for(CONNECTED)
    assert len(peer.sent("voice/hello")) == 1


async def test_a_changed_registry_is_read_again(
    peer: StandInHub, link: HubLink, ears: Ears
) -> None:
    peer.answers["config/area_registry/list"] = [{"area_id": "study", "name": "Library"}]
    await peer.push("subscribe_events", {}, event_type="area_registry_updated")
    await until(lambda: link.registry.areas[AreaId("study")].name == "Library")
    assert isinstance(ears.heard[-1], RegistryChanged)
    assert len(peer.sent("config/device_registry/list")) == 1


async def test_gateways_are_followed(peer: StandInHub, link: HubLink, ears: Ears) -> None:
    assert [gateway.id for gateway in link.gateways] == []
    await peer.push("home/gateways/subscribe", {"gateways": [GATEWAY]})
    await until(lambda: len(link.gateways) == 1)
    assert link.gateways[0].state is LinkState.CONNECTED
    assert ears.heard[-1] == GatewaysChanged(link.gateways)


async def test_a_home_assistant_and_a_guest_have_no_gateways_and_connect() -> None:
    async with StandInHub(is_foreign=True) as peer:
        peer.answers["config/floor_registry/list"] = Refusal("unknown_command")
        link = HubLink(peer.address, TOKEN)
        link.start()
        await link.wait_for(CONNECTED)
        assert (link.gateways, link.registry.floors) == ((), {})
        await link.close()


async def test_a_refused_token_waits_for_another(peer: StandInHub, ears: Ears) -> None:
    link = HubLink(peer.address, "old")
    link.listen(ears)
    link.start()
    status = await link.wait_for(HubLinkState.REFUSED)
    assert status.reason == "authentication_failed"
    link.retry(TOKEN)
    await link.wait_for(CONNECTED)
    await link.close()
    assert ears.moves()[-1] is HubLinkState.CLOSED


async def test_a_revoked_session_is_not_tried_again(peer: StandInHub, link: HubLink) -> None:
    await peer.hang_up(4001, "revoked")
    assert "revoked" in ((await link.wait_for(HubLinkState.REFUSED)).message or "")


async def test_a_role_that_may_not_see_states_waits_for_a_person(peer: StandInHub) -> None:
    peer.answers["subscribe_entities"] = Refusal("unauthorized", "Gateways only dial in.")
    link = HubLink(peer.address, TOKEN)
    link.start()
    assert (await link.wait_for(HubLinkState.REFUSED)).reason == "unauthorized"
    await link.close()


async def test_an_action_without_connection_is_not_connected_at_once(
    peer: StandInHub, link: HubLink
) -> None:
    assert (await link.act(LIGHT, "turn_on")).kind is OutcomeKind.DONE
    await peer.shut()
    await link.wait_for(LOST)
    assert (await link.act(LIGHT, "turn_on")).kind is OutcomeKind.NOT_CONNECTED
    with pytest.raises(LinkClosed):
        await link.call("get_states")
    await peer.open()
    await link.wait_for(CONNECTED)
    assert len(peer.sent("call_service")) == 1


async def test_a_hub_that_sends_unreadable_states_is_left_and_tried_again(
    peer: StandInHub, link: HubLink
) -> None:
    await peer.push("subscribe_entities", {"a": {LIGHT: {"s": 3}}})
    await link.wait_for(LOST)
    await link.wait_for(CONNECTED)
    assert link.states[LIGHT].value == "off"


async def test_a_nudge_finds_a_hub_that_answers_and_changes_nothing(
    peer: StandInHub, link: HubLink, ears: Ears
) -> None:
    await link.nudge()
    assert peer.connected_count == 1
    assert ears.moves()[-1] is CONNECTED


class JumpingClock:
    """A clock that can be moved forward while the program sleeps."""

    def __init__(self) -> None:
        self.slept_s = 0.0

    def monotonic_s(self) -> float:
        return 100.0

    def utc_s(self) -> float:
        return 1_000.0 + self.slept_s


async def test_after_sleep_a_dead_connection_is_replaced(
    peer: StandInHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("embedded_hub.client.hub_link.TICK_S", 0.01)
    monkeypatch.setattr("embedded_hub.client.hub_link.WAKE_PING_S", 0.05)
    clock = JumpingClock()
    link = HubLink(peer.address, TOKEN, clock=clock, draw=lambda: 0.0)
    link.start()
    await link.wait_for(CONNECTED)
    peer.answers["ping"] = NO_ANSWER
    clock.slept_s = 3_600.0
    await link.wait_for(LOST)
    del peer.answers["ping"]
    await link.wait_for(CONNECTED)
    assert peer.connected_count == 2
    await link.close()


async def test_sleep_while_waiting_to_retry_ends_the_wait(
    peer: StandInHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("embedded_hub.client.hub_link.TICK_S", 0.01)
    clock = JumpingClock()
    link = HubLink(peer.address, TOKEN, clock=clock, draw=lambda: 1_000.0)
    await peer.shut()
    link.start()
    assert (await link.wait_for(LOST)).retry_at
    await peer.open()
    await link.nudge()
    await link.wait_for(CONNECTED)
    await link.close()


async def test_a_listener_that_stopped_hears_no_more(peer: StandInHub, link: HubLink) -> None:
    ears = Ears()
    stop = link.listen(ears)
    stop()
    stop()
    await peer.change(LIGHT, "on")
    await until(lambda: link.states[LIGHT].value == "on")
    assert ears.heard == []
