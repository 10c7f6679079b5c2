"""States and events as clients follow them."""

import asyncio
from typing import Any

import pytest

from embedded_hub.core.people import Role
from embedded_hub.model.ids import EntityId
from embedded_hub.model.state import State
from embedded_hub.protocol.compressed import apply_event
from tests.integration.server.conftest import Bench, Client, Connect

ALL = {"light.lamp", "light.spot", "lock.door", "switch.fan", "sensor.heat"}


async def test_states_are_listed_in_the_long_form(owner: Client) -> None:
    states = {state["entity_id"]: state for state in await owner.call("get_states")}
    assert set(states) == ALL
    lamp = states["light.lamp"]
    assert (lamp["state"], lamp["attributes"]["friendly_name"]) == ("on", "Lamp")
    assert lamp["last_changed"].endswith("+00:00")
    assert set(lamp["context"]) == {"id", "parent_id", "user_id"}


async def test_a_listing_follows_changes(bench: Bench, owner: Client) -> None:
    await owner.call("get_states")
    bench.report("lamp", "off")
    states = {state["entity_id"]: state["state"] for state in await owner.call("get_states")}
    assert states["light.lamp"] == "off"


async def test_subscribing_gives_everything_first_and_then_only_changes(
    bench: Bench, owner: Client
) -> None:
    await owner.subscribe("subscribe_entities")
    assert set((await owner.event())["a"]) == ALL
    bench.report("spot", "on", brightness=7)
    changed = (await owner.event())["c"]
    assert changed["light.spot"]["+"]["s"] == "on"
    assert changed["light.spot"]["+"]["a"] == {"brightness": 7}
    assert set(changed) == {"light.spot"}


async def test_a_view_is_told_only_of_what_it_asked_for(bench: Bench, owner: Client) -> None:
    wanted = ["light.lamp", "light.nowhere"]
    await owner.subscribe("subscribe_entities", entity_ids=wanted)
    assert set((await owner.event())["a"]) == {"light.lamp"}
    bench.report("spot", "on")
    bench.report("lamp", "off")
    assert set((await owner.event())["c"]) == {"light.lamp"}
    await owner.quiet()


async def test_asking_for_nothing_gives_an_empty_first_event(owner: Client) -> None:
    await owner.subscribe("subscribe_entities", entity_ids=[])
    assert await owner.event() == {"a": {}}


async def test_a_large_home_arrives_whole_and_is_followed_at_once(
    bench: Bench, owner: Client
) -> None:
    bench.report("lamp", "on", note="x" * 400_000)
    await owner.subscribe("subscribe_entities")
    bench.report("spot", "on")
    assert len((await owner.event())["a"]["light.lamp"]["a"]["note"]) == 400_000
    followed = await owner.event()
    assert "light.spot" in followed.get("c", followed.get("a"))
    assert len(await owner.call("get_states")) == len(ALL)


async def test_an_entity_that_goes_is_told_as_removed(bench: Bench, owner: Client) -> None:
    await owner.subscribe("subscribe_entities")
    await owner.event()
    bench.home.states.remove(EntityId("switch.fan"))
    assert await owner.event() == {"r": ["switch.fan"]}


async def test_changes_close_together_travel_together(bench: Bench, owner: Client) -> None:
    await owner.subscribe("subscribe_entities")
    await owner.event()
    for number in range(50):
        bench.report("heat", str(number))
        bench.report("lamp", "on", brightness=number + 1)
    changed = (await owner.event())["c"]
    assert changed["sensor.heat"]["+"]["s"] == "49"
    assert changed["light.lamp"]["+"]["a"]["brightness"] == 50
    await owner.quiet()


async def test_a_mirror_is_equal_to_the_home_after_a_storm(bench: Bench, owner: Client) -> None:
    await owner.subscribe("subscribe_entities")
    mirror: dict[EntityId, State] = {}
    apply_event(mirror, await owner.event())
    for number in range(200):
        bench.report("heat", str(number))
        bench.report("lamp", "on" if number % 2 else "off", **{f"a{number % 3}": number})
        if number % 20 == 0:
            await asyncio.sleep(0.005)
    while mirror != dict(bench.home.states.view()):
        apply_event(mirror, await owner.event())


async def test_an_ended_subscription_is_silent(bench: Bench, owner: Client) -> None:
    subscription = await owner.subscribe("subscribe_entities")
    await owner.event()
    await owner.call("unsubscribe_events", subscription=subscription)
    bench.report("lamp", "off")
    await owner.quiet()
    error = await owner.fail("unsubscribe_events", subscription=subscription)
    assert error == {"code": "not_found", "message": "Subscription not found."}


async def test_a_guest_sees_its_areas_and_no_lock(bench: Bench, enter: Connect) -> None:
    guest = await enter(Role.GUEST, "hall")
    assert [state["entity_id"] for state in await guest.call("get_states")] == ["switch.fan"]
    await guest.subscribe("subscribe_entities")
    assert set((await guest.event())["a"]) == {"switch.fan"}
    await guest.subscribe("subscribe_events", event_type="state_changed")
    bench.report("lamp", "off")
    bench.report("door", "unlocked")
    await guest.quiet()
    bench.report("fan", "on")
    assert (await guest.event())["c"]["switch.fan"]["+"]["s"] == "on"


async def test_moving_a_thing_into_a_guest_s_room_shows_it(
    bench: Bench, owner: Client, enter: Connect
) -> None:
    guest = await enter(Role.GUEST, "hall")
    await guest.subscribe("subscribe_entities")
    await guest.event()
    move = {"entity_id": "light.lamp", "area_id": "hall"}
    await owner.call("config/entity_registry/update", **move)
    assert set((await guest.event())["a"]) == {"light.lamp"}
    await owner.call("config/entity_registry/update", entity_id="light.lamp", area_id="kitchen")
    assert await guest.event() == {"r": ["light.lamp"]}


async def test_people_with_equal_rights_share_one_frame(bench: Bench, enter: Connect) -> None:
    clients = [await enter(Role.FAMILY) for _ in range(5)]
    for client in clients:
        await client.subscribe("subscribe_entities")
        await client.event()
    fanout = bench.server._feeds[bench.home.id].fanout
    assert len(fanout._audiences) == 1
    bench.report("lamp", "off")
    events = [await client.event() for client in clients]
    assert all(event == events[0] for event in events)
    for client in clients:
        await client.socket.close()
    while fanout._audiences:
        await asyncio.sleep(0)


async def test_every_state_changed_event_is_delivered_in_order(bench: Bench, owner: Client) -> None:
    await owner.subscribe("subscribe_events", event_type="state_changed")
    for number in range(100):
        bench.report("heat", str(number))
    seen = [await owner.event() for _ in range(100)]
    assert [event["data"]["new_state"]["state"] for event in seen] == list(map(str, range(100)))
    first = seen[0]
    assert (first["event_type"], first["origin"]) == ("state_changed", "LOCAL")
    assert first["data"]["old_state"]["state"] == "21.5"
    assert first["data"]["entity_id"] == "sensor.heat"


async def test_arrays_go_only_to_who_can_take_them(bench: Bench, enter: Connect) -> None:
    plain, modern = await enter(), await enter()
    await modern.call("supported_features", features={"coalesce_messages": 1})
    for client in (plain, modern):
        await client.subscribe("subscribe_events", event_type="state_changed")
    # The first change leaves at once; those behind it gather until the tick.
    bench.report("heat", "1")
    await asyncio.sleep(0)
    bench.report("heat", "2")
    bench.report("heat", "3")
    frames: dict[str, list[Any]] = {"plain": [], "modern": []}
    while sum(len(one) if isinstance(one, list) else 1 for one in frames["modern"]) < 3:
        frames["modern"].append(await modern.receive())
    while len(frames["plain"]) < 3:
        frames["plain"].append(await plain.receive())
    assert any(isinstance(frame, list) for frame in frames["modern"])
    assert all(isinstance(frame, dict) for frame in frames["plain"])


async def test_only_the_owner_hears_every_event(owner: Client, enter: Connect) -> None:
    family = await enter(Role.FAMILY)
    for event_type in (None, "call_service", "my_event"):
        wanted = {} if event_type is None else {"event_type": event_type}
        assert (await family.fail("subscribe_events", **wanted))["code"] == "unauthorized"
    await family.subscribe("subscribe_events", event_type="component_loaded")
    await owner.subscribe("subscribe_events")
    fired = await owner.call("fire_event", event_type="my_event", event_data={"x": 1})
    event = await owner.event()
    assert (event["event_type"], event["data"]) == ("my_event", {"x": 1})
    assert event["context"] == fired["context"]
    assert (await family.fail("fire_event", event_type="my_event"))["code"] == "unauthorized"


async def test_who_asked_for_an_action_is_told_to_the_owner(bench: Bench, owner: Client) -> None:
    await owner.subscribe("subscribe_events", event_type="call_service")
    call = {"domain": "light", "service": "turn_off", "target": {"entity_id": "light.lamp"}}
    await owner.call("call_service", **call)
    event = await owner.event()
    assert event["data"]["domain"] == "light"
    assert event["data"]["service_data"]["entity_id"] == ["light.lamp"]
    assert event["context"]["user_id"]


async def test_a_trigger_tells_when_a_state_does_what_it_says(bench: Bench, owner: Client) -> None:
    trigger = {"platform": "state", "entity_id": "light.spot", "to": "on"}
    await owner.subscribe("subscribe_trigger", trigger=trigger)
    bench.report("lamp", "off")
    bench.report("spot", "on")
    told = (await owner.event())["variables"]["trigger"]
    assert (told["platform"], told["entity_id"]) == ("state", "light.spot")
    assert (told["from_state"]["state"], told["to_state"]["state"]) == ("off", "on")
    bench.report("spot", "off")
    await owner.quiet()


async def test_a_trigger_nobody_can_answer_is_refused(owner: Client) -> None:
    sun = {"platform": "sun", "entity_id": "sun.sun"}
    assert (await owner.fail("subscribe_trigger", trigger=sun))["code"] == "not_supported"
    held = {"platform": "state", "entity_id": "light.spot", "for": 5}
    assert (await owner.fail("subscribe_trigger", trigger=held))["code"] == "not_supported"
    assert (await owner.fail("subscribe_trigger", trigger={}))["code"] == "invalid_format"


@pytest.mark.parametrize("command", ["subscribe_entities", "subscribe_events", "get_states"])
async def test_a_gateway_follows_nothing(enter: Connect, command: str) -> None:
    gateway = await enter(Role.GATEWAY)
    assert (await gateway.fail(command))["code"] == "unauthorized"
