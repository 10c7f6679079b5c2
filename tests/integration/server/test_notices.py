"""Notices over real sockets: whom they reach, what their buttons may do, and when they end."""

import asyncio
from typing import Any

import pytest

from embedded_hub.core.events import GatewaysChanged
from embedded_hub.core.people import Role
from embedded_hub.model.gateway_status import GatewayStatus, LinkState
from embedded_hub.model.ids import EntityKey, GatewayId
from tests.integration.server.conftest import GATEWAY, Bench, Client, Connect


async def notify(client: Client, service: str = "notify", **data: Any) -> Any:
    fields = {"domain": "notify", "service": service}
    return await client.ask("call_service", **fields, service_data={"message": "Hi"} | data)


async def follow(client: Client) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = (await client.call("notice/subscribe"))["notices"]
    return listed


async def test_a_notice_reaches_those_at_home_and_they_say_that_they_read_it(
    enter: Connect,
) -> None:
    owner, family = await enter(Role.OWNER, name="Olga"), await enter(Role.FAMILY, name="Fay")
    guest = await enter(Role.GUEST, "kitchen", name="Gus")
    for one in (owner, family, guest):
        assert await follow(one) == []
    data = {"severity": "warning", "entity_id": "lock.door", "tag": "door", "color": "red"}
    assert (await notify(owner, title="Door", data=data))["success"]
    added = await family.event()
    assert added["type"] == "notice/added"
    notice = added["notice"]
    assert (notice["id"], notice["text"], notice["severity"]) == ("door", "Hi", "warning")
    assert (notice["is_read"], notice["silent"], notice["source"]) == (False, False, "action")
    await family.call("notice/ack", notice="door")
    changed = await owner.event()
    while changed["type"] != "notice/changed":
        changed = await owner.event()
    assert len(changed["notice"]["read_by"]) == 1
    assert not changed["notice"]["is_read"]
    await guest.quiet()
    assert (await guest.fail("notice/ack", notice="door"))["code"] == "not_found"
    assert (await guest.fail("notice/dismiss", notice="door"))["code"] == "not_found"
    await family.call("notice/dismiss", notice="door")
    assert (await owner.event()) == {"type": "notice/removed", "id": "door"}


async def test_a_notice_for_one_person_is_theirs_alone(enter: Connect) -> None:
    owner, family = await enter(Role.OWNER, name="Olga"), await enter(Role.FAMILY, name="Fay Ray")
    guest = await enter(Role.GUEST, "kitchen", name="Gus")
    assert "fay_ray" in (await owner.call("get_services"))["notify"]
    assert "fay_ray" not in (await guest.call("get_services"))["notify"]
    await follow(guest)
    await owner.subscribe("persistent_notification/subscribe")
    await owner.event()
    assert (await notify(owner, "fay_ray"))["success"]
    assert (await notify(owner, "notify", target=["Gus"], message="For you"))["success"]
    assert len((await family.call("notice/list"))["notices"]) == 1
    assert (await guest.event())["notice"]["text"] == "For you"
    await owner.quiet()
    assert (await owner.call("notice/list"))["notices"] == []
    assert (await notify(owner, "nobody"))["error"]["code"] == "not_found"


async def test_a_button_acts_with_the_rights_of_whoever_presses_it(
    bench: Bench, enter: Connect
) -> None:
    owner = await enter(Role.OWNER, name="Olga")
    guest = await enter(Role.GUEST, "kitchen", "hall", name="Gus")
    call = {"domain": "lock", "service": "unlock", "target": {"entity_id": "lock.door"}}
    buttons = [
        {"action": "OPEN", "title": "Open", "call": call},
        {"action": "NO", "title": "Not now"},
    ]
    for target in ([], ["Gus"]):
        data = {"tag": f"ring{len(target)}", "actions": buttons}
        assert (await notify(owner, target=target, data=data))["success"]
    shown = (await owner.call("notice/list"))["notices"][0]
    assert shown["actions"] == [{"id": "OPEN", "title": "Open"}, {"id": "NO", "title": "Not now"}]
    assert (await guest.fail("notice/act", notice="ring0", action="OPEN"))["code"] == "not_found"
    refused = await guest.fail("notice/act", notice="ring1", action="OPEN")
    assert refused["translation_key"] == "entity_not_found"
    assert bench.actions == []
    assert (await owner.fail("notice/act", notice="ring0", action="X"))["code"] == "not_found"
    await owner.call("notice/act", notice="ring0", action="OPEN")
    assert [action.name for action in bench.actions] == ["unlock"]
    assert (await owner.call("notice/list"))["notices"][0]["is_read"]
    await owner.subscribe("subscribe_events", event_type="mobile_app_notification_action")
    await guest.call("notice/act", notice="ring1", action="NO")
    fired = await owner.event()
    assert fired["data"] == {"action": "NO", "tag": "ring1"}
    assert fired["context"]["user_id"]


async def test_a_notice_ends_by_itself(enter: Connect) -> None:
    owner = await enter(Role.OWNER)
    await follow(owner)
    await notify(owner, data={"tag": "soon", "expires_in": 0.1})
    assert (await owner.event())["notice"]["expires_at"]
    async with asyncio.timeout(5):
        assert await owner.event() == {"type": "notice/removed", "id": "soon"}


async def test_only_what_is_critical_wakes_a_sleeper(enter: Connect) -> None:
    owner = await enter(Role.OWNER)
    await owner.call("voice/prefs", dnd_until=4e9)
    await follow(owner)
    for severity, is_silent in (("warning", True), ("critical", False)):
        await notify(owner, data={"severity": severity})
        assert (await owner.event())["notice"]["silent"] is is_silent


@pytest.mark.parametrize(
    "fields",
    [
        {"message": 7, "data": {"tag": ""}},
        {"data": {"severity": "loud"}},
        {"data": {"actions": [{"action": "x"}]}},
        {"data": {"expires_in": -1}},
        {"target": {"person": "x"}},
        {"colour": "red"},
    ],
)
async def test_a_notice_that_makes_no_sense_is_refused(
    enter: Connect, fields: dict[str, Any]
) -> None:
    owner = await enter(Role.OWNER)
    error = (await notify(owner, **fields))["error"]
    assert error["code"] == "service_validation_error"
    assert (await owner.call("notice/list"))["notices"] == []


async def test_a_gateway_that_needs_somebody_says_so_until_it_is_well(
    bench: Bench, enter: Connect
) -> None:
    owner = await enter(Role.OWNER)
    await follow(owner)

    def gateway_is(state: LinkState) -> None:
        status = GatewayStatus(
            id=GatewayId("z2m"),
            type="z2m",
            title="Zigbee",
            state=state,
            since_at=0.0,
            message="The token was refused.",
        )
        bench.home.bus.publish(GatewaysChanged(gateways=(status,)))

    gateway_is(LinkState.CONNECTED)
    gateway_is(LinkState.AUTH_REQUIRED)
    gateway_is(LinkState.AUTH_REQUIRED)
    notice = (await owner.event())["notice"]
    assert (notice["title"], notice["text"]) == ("Zigbee", "The token was refused.")
    assert (notice["source"], notice["gateway_id"]) == ("gateway", "z2m")
    gateway_is(LinkState.CONNECTING)
    await owner.quiet()
    gateway_is(LinkState.CONNECTED)
    assert await owner.event() == {"type": "notice/removed", "id": "gateway:z2m"}


async def test_a_device_writes_to_people_with_an_event(bench: Bench, enter: Connect) -> None:
    owner = await enter(Role.OWNER)
    await follow(owner)
    intake = bench.home.intake(GATEWAY)
    for payload in ({"message": "Filter is full", "severity": "warning"}, {"message": 7}, {}):
        intake.event(EntityKey("fan"), "notice", payload)
    notice = (await owner.event())["notice"]
    assert (notice["text"], notice["entity_id"]) == ("Filter is full", "switch.fan")
    await bench.home.notice_sources.settle()
    await owner.quiet()
