"""``call_service``: whatever the spelling of the target, one way to the device and back."""

from typing import Any

import pytest

from embedded_hub.core.people import Role
from embedded_hub.model.action import Action, Outcome, OutcomeKind
from tests.integration.server.conftest import GATEWAY, Bench, Client, Connect, describe


def call(service: str, domain: str = "light", /, **fields: Any) -> dict[str, Any]:
    return {"domain": domain, "service": service, **fields}


async def test_an_action_reaches_the_gateway_and_its_state_comes_back(
    bench: Bench, owner: Client
) -> None:
    await owner.subscribe("subscribe_entities", entity_ids=["light.lamp"])
    await owner.event()
    target = {"target": {"entity_id": "light.lamp"}, "service_data": {"brightness": 77}}
    result = await owner.call("call_service", **call("turn_on", **target))
    assert result["context"]["user_id"]
    action = bench.actions[0]
    assert (action.key, action.name, action.arguments["brightness"]) == ("lamp", "turn_on", 77)
    changed = (await owner.event())["c"]["light.lamp"]["+"]
    assert changed["a"] == {"brightness": 77}
    assert changed["c"]["id"] == result["context"]["id"]


@pytest.mark.parametrize(
    ("target", "keys"),
    [
        ({"entity_id": "light.lamp"}, {"lamp"}),
        ({"entity_id": ["light.lamp", "LIGHT.SPOT"]}, {"lamp", "spot"}),
        ({"entity_id": "light.lamp, light.spot"}, {"lamp", "spot"}),
        ({"entity_id": "all"}, {"lamp", "spot"}),
        ({"area_id": "kitchen"}, {"lamp", "spot"}),
        ({"area_id": ["kitchen", "hall"]}, {"lamp", "spot"}),
        ({"floor_id": "ground"}, {"lamp", "spot"}),
        ({"label_id": "cosy"}, {"spot"}),
    ],
)
async def test_targets_of_every_kind_are_understood(
    bench: Bench, owner: Client, target: dict[str, Any], keys: set[str]
) -> None:
    await owner.call("config/floor_registry/create", name="Ground")
    await owner.call("config/area_registry/update", area_id="kitchen", floor_id="ground")
    await owner.call("config/label_registry/create", name="Cosy")
    labelled = {"entity_id": "light.spot", "labels": ["cosy"]}
    await owner.call("config/entity_registry/update", **labelled)
    for fields in ({"target": target}, {"service_data": target}):
        bench.actions.clear()
        await owner.call("call_service", **call("turn_off", **fields))
        assert {action.key for action in bench.actions} == keys


async def test_a_device_is_a_target(bench: Bench, owner: Client) -> None:
    devices = await owner.call("config/device_registry/list")
    lamp = next(device["id"] for device in devices if device["name"] == "Lamp")
    await owner.call("call_service", **call("turn_off", target={"device_id": lamp}))
    assert [action.key for action in bench.actions] == ["lamp"]


@pytest.mark.parametrize(
    ("fields", "code", "key"),
    [
        (
            call("turn_on", target={"entity_id": "light.no"}),
            "service_validation_error",
            "entity_not_found",
        ),
        (
            call("no_such", target={"entity_id": "light.lamp"}),
            "not_found",
            "service_not_found",
        ),
        (
            call("turn_on", "no_such", target={"entity_id": "light.lamp"}),
            "not_found",
            "service_not_found",
        ),
        (
            call(
                "turn_on",
                target={"entity_id": "light.lamp"},
                service_data={"brightness": "abc"},
            ),
            "service_validation_error",
            "action_invalid",
        ),
        (
            call("turn_on", target={"entity_id": "switch.fan"}),
            "service_validation_error",
            "action_unsupported",
        ),
        (call("turn_on"), "service_validation_error", "action_invalid"),
    ],
)
async def test_what_cannot_be_done_says_why_with_a_stable_code(
    bench: Bench, owner: Client, fields: dict[str, Any], code: str, key: str
) -> None:
    error = await owner.fail("call_service", **fields)
    assert (error["code"], error["translation_key"]) == (code, key)
    assert error["message"]
    assert bench.actions == []


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        (OutcomeKind.FAILED, "action_failed"),
        (OutcomeKind.UNKNOWN, "unknown_outcome"),
        (OutcomeKind.NOT_CONNECTED, "not_connected"),
    ],
)
async def test_how_an_action_ended_is_never_guessed(
    bench: Bench, owner: Client, kind: OutcomeKind, key: str
) -> None:
    async def outcome(action: Action) -> Outcome:
        return Outcome(kind=kind)

    bench.outcome = outcome
    error = await owner.fail("call_service", **call("turn_on", target={"entity_id": "light.lamp"}))
    assert (error["code"], error["translation_key"]) == ("home_assistant_error", key)


async def test_nothing_is_sent_to_a_gateway_that_is_not_there(bench: Bench, owner: Client) -> None:
    bench.home.route(GATEWAY, None)
    target = {"target": {"entity_id": "light.lamp"}}
    error = await owner.fail("call_service", **call("turn_on", **target))
    assert error["translation_key"] == "not_connected"


async def test_a_command_sent_twice_is_done_once(bench: Bench, owner: Client) -> None:
    fields = call("turn_off", target={"entity_id": "light.lamp"}, cmd_id="c-1")
    first = await owner.call("call_service", **fields)
    second = await owner.call("call_service", **fields)
    assert len(bench.actions) == 1
    assert first == second


async def test_a_deadline_travels_with_the_action(bench: Bench, owner: Client) -> None:
    fields = call("turn_off", target={"entity_id": "light.lamp"}, expires_in=3)
    await owner.call("call_service", **fields)
    assert bench.actions[0].timeout_s == 3
    error = await owner.fail("call_service", **{**fields, "expires_in": 0})
    assert error["code"] == "invalid_format"


async def test_an_answer_is_given_to_who_asks_for_it(bench: Bench, owner: Client) -> None:
    async def outcome(action: Action) -> Outcome:
        return Outcome(kind=OutcomeKind.DONE, response={"x": 1})

    bench.outcome = outcome
    sky = describe("sky", "Sky", "Outside", "weather", supported_features=1)
    bench.home.intake(GATEWAY).devices((sky,), is_complete=False)
    fields = call("get_forecasts", "weather", target={"entity_id": "weather.sky"})
    fields["service_data"] = {"type": "daily"}
    assert "response" not in await owner.call("call_service", **fields)
    answered = await owner.call("call_service", **fields, return_response=True)
    assert answered["response"] == {"weather.sky": {"x": 1}}


async def test_what_gives_no_answer_says_so_to_who_asks(bench: Bench, owner: Client) -> None:
    error = await owner.fail(
        "call_service",
        **call("turn_on", target={"entity_id": "light.lamp"}),
        return_response=True,
    )
    assert error["translation_key"] == "action_unsupported"
    assert bench.actions == []


@pytest.mark.parametrize(
    "target",
    [
        {"entity_id": "lock.door"},
        {"entity_id": "LOCK.DOOR"},
        {"entity_id": ["switch.fan", "lock.door"]},
        {"entity_id": "switch.fan,lock.door"},
    ],
)
async def test_a_guest_opens_no_lock_by_any_spelling(
    bench: Bench, enter: Connect, target: dict[str, Any]
) -> None:
    guest = await enter(Role.GUEST, "hall")
    for domain in ("lock", "homeassistant"):
        error = await guest.fail("call_service", **call("unlock", domain, target=target))
        assert error["translation_key"] in {"entity_not_found", "service_not_found"}
    assert bench.actions == []


@pytest.mark.parametrize("target", [{"entity_id": "all"}, {"area_id": "hall"}])
async def test_a_guest_s_whole_room_leaves_the_lock_out(
    bench: Bench, enter: Connect, target: dict[str, Any]
) -> None:
    guest = await enter(Role.GUEST, "hall")
    await guest.ask("call_service", **call("unlock", "lock", target=target))
    assert bench.actions == []


async def test_a_notice_is_made_and_dismissed_by_action(bench: Bench, owner: Client) -> None:
    await owner.subscribe("persistent_notification/subscribe")
    assert await owner.event() == {"type": "current", "notifications": {}}
    made = {"title": "Door", "message": "Open", "notification_id": "door1"}
    await owner.call("call_service", **call("create", "persistent_notification", service_data=made))
    added = await owner.event()
    assert added["type"] == "added"
    assert added["notifications"]["door1"]["message"] == "Open"
    assert len(await owner.call("persistent_notification/get")) == 1
    gone = {"notification_id": "door1"}
    await owner.call(
        "call_service", **call("dismiss", "persistent_notification", service_data=gone)
    )
    assert (await owner.event())["type"] == "removed"
