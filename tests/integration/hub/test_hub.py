"""The whole hub at work: gateways, people, files and the wire, nothing replaced."""

import asyncio
import json
import time
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.client import connect
from websockets.typing import Subprotocol

from embedded_hub.client.entity_mirror import EntityMirror
from embedded_hub.client.hub_client import HubClient
from embedded_hub.core.people import Role
from embedded_hub.errors import (
    AuthenticationFailed,
    ConfigError,
    HomewireError,
    LinkError,
    NotFound,
    StorageError,
)
from embedded_hub.hub import Hub, HubOptions, issue_beside
from embedded_hub.model.action import OutcomeKind
from embedded_hub.model.gateway_status import LinkState
from embedded_hub.model.ids import AreaId, EntityId, GatewayId, HomeId
from embedded_hub.model.values import JsonValue
from embedded_hub.protocol.times import iso_time
from tests.integration.hub.conftest import until, value_of


async def test_a_click_reaches_the_device_and_the_change_comes_back_the_same_way(
    demo: Hub, owner: HubClient
) -> None:
    mirror = EntityMirror()

    def take(event: JsonValue) -> None:
        mirror.apply(event)

    await owner.subscribe("subscribe_entities", take, entity_ids=["light.hall_light"])
    light = EntityId("light.hall_light")
    await until(lambda: light in mirror.states)
    before = mirror.states[light].value
    outcome = await owner.act("light.hall_light", "toggle")
    assert outcome.kind is OutcomeKind.DONE
    await until(lambda: mirror.states[light].value != before)
    me: Any = await owner.call("auth/current_user")
    assert mirror.states[light].context.user_id == me["id"]


async def test_a_token_issued_beside_a_running_hub_is_accepted(hub: Hub, tmp_path: Path) -> None:
    token = await issue_beside(tmp_path, Role.FAMILY, "Tom")
    async with await HubClient.connect(hub.url, token) as client:
        me: Any = await client.call("auth/current_user")
    assert me["name"] == "Tom"


async def test_no_token_is_issued_for_a_folder_without_a_home(tmp_path: Path) -> None:
    with pytest.raises(StorageError):
        await issue_beside(tmp_path, Role.OWNER, "Tom")


async def test_a_revoked_token_ends_its_session_and_opens_none(demo: Hub, owner: HubClient) -> None:
    made: Any = await owner.call("home/tokens/create", role="family", name="Tom")
    tom = await HubClient.connect(demo.url, made["token"])
    await owner.call("home/tokens/revoke", token_id=made["id"])
    async with asyncio.timeout(1):
        await tom.wait_closed()
    with pytest.raises(LinkError):
        await tom.call("get_states")
    with pytest.raises(AuthenticationFailed):
        await HubClient.connect(demo.url, made["token"])


async def test_two_hubs_never_share_a_folder(hub: Hub, tmp_path: Path) -> None:
    second = Hub(HubOptions(folder=tmp_path, port=0))
    with pytest.raises(ConfigError):
        await second.start()
    assert hub.home.settings.name == "Home"


async def test_a_taken_port_is_an_error_and_leaves_the_folder_free(tmp_path: Path) -> None:
    first = Hub(HubOptions(folder=tmp_path / "a", port=0))
    await first.start()
    second = Hub(HubOptions(folder=tmp_path / "b", port=first.port))
    with pytest.raises(OSError, match="address already in use"):
        await second.start()
    await first.stop()
    third = Hub(HubOptions(folder=tmp_path / "b", port=0))
    await third.start()
    await third.stop()


async def test_names_places_and_notices_survive_a_restart(tmp_path: Path) -> None:
    options = HubOptions(folder=tmp_path, port=0)
    first = Hub(options)
    await first.start()
    token = await first.issue_token(Role.OWNER, "Anna")
    async with await HubClient.connect(first.url, token) as client:
        await client.call("home/configure", name="Villa")
        await client.call("config/floor_registry/create", name="Ground", level=0)
        await client.call("config/area_registry/create", name="Küche", floor_id="ground")
        await client.call(
            "call_service",
            domain="persistent_notification",
            service="create",
            service_data={"message": "Bins out", "notification_id": "bins"},
        )
        await client.call("frontend/set_user_data", key="homewire.layout", value={"favorites": [1]})
    await first.stop()
    second = Hub(options)
    await second.start()
    async with await HubClient.connect(second.url, token) as client:
        areas: Any = await client.call("config/area_registry/list")
        notices: Any = await client.call("persistent_notification/get")
        layout: Any = await client.call("frontend/get_user_data", key="homewire.layout")
        config: Any = await client.call("get_config")
    await second.stop()
    assert [(area["area_id"], area["floor_id"]) for area in areas] == [("kuche", "ground")]
    assert [notice["message"] for notice in notices] == ["Bins out"]
    assert layout["value"] == {"favorites": [1]}
    assert config["location_name"] == "Villa"


async def test_after_a_restart_states_are_unavailable_with_what_they_were(tmp_path: Path) -> None:
    first = Hub(HubOptions(folder=tmp_path, port=0, has_demo=True))
    await first.start()
    await until(lambda: value_of(first.home, "lock.front_door") == "locked")
    await first.stop()
    second = Hub(HubOptions(folder=tmp_path, port=0))
    await second.start()
    state = second.home.states.get(EntityId("lock.front_door"))
    await second.stop()
    assert state is not None
    assert (state.value, state.attributes["last_state"]) == ("unavailable", "locked")
    assert isinstance(state.attributes["last_seen_at"], float)


async def test_one_hub_serves_several_homes_and_none_sees_the_other(tmp_path: Path) -> None:
    names = {HomeId("flat_1"): "Flat 1", HomeId("flat_2"): "Flat 2"}
    hub = Hub(HubOptions(folder=tmp_path, port=0, home_names=names, has_demo=True))
    await hub.start()
    first, second = hub.homes.values()
    await until(lambda: len(first.states) > 80)
    stranger, _ = await second.people.issue(Role.OWNER, "Tom")
    async with await HubClient.connect(hub.url, stranger) as client:
        config: Any = await client.call("get_config")
        assert config["location_name"] == "Flat 2"
        assert await client.call("get_states") == []
        assert await client.call("config/area_registry/list") == []
        assert await client.call("home/gateways/list") == []
        with pytest.raises(HomewireError):
            await client.call(
                "call_service",
                domain="light",
                service="turn_on",
                target={"entity_id": "light.hall_light"},
            )
        with pytest.raises(NotFound):
            await client.call("home/gateways/remove", gateway_id="demo")
    assert value_of(first, "light.hall_light") is not None
    await hub.stop()


async def test_a_removed_gateway_leaves_nothing_and_its_token_is_worth_nothing(
    demo: Hub, owner: HubClient
) -> None:
    await owner.call("home/gateways/remove", gateway_id="demo")
    left = [
        state.entity_id for state in demo.home.states if not state.entity_id.startswith("zone.")
    ]
    assert left == []
    assert await owner.call("home/gateways/list") == []
    assert demo.home.people.tokens_of_gateway(GatewayId("demo")) == ()


async def test_a_paused_gateway_takes_no_actions_and_says_so(demo: Hub, owner: HubClient) -> None:
    status: Any = await owner.call("home/gateways/pause", gateway_id="demo", is_paused=True)
    assert status["state"] == LinkState.PAUSED
    outcome = await owner.act("light.hall_light", "turn_on")
    assert outcome.kind is OutcomeKind.NOT_CONNECTED
    await owner.call("home/gateways/pause", gateway_id="demo", is_paused=False)
    await until(lambda: value_of(demo.home, "light.hall_light") in {"on", "off"})


async def test_a_guest_hears_only_of_its_rooms(demo: Hub, owner: HubClient) -> None:
    made: Any = await owner.call(
        "home/tokens/create", role="guest", name="Tom", area_ids=["kitchen"]
    )
    async with await HubClient.connect(demo.url, made["token"]) as guest:
        states: Any = await guest.call("get_states")
        seen = {state["entity_id"] for state in states}
        assert "light.kitchen_light" in seen
        assert not {"lock.front_door", "light.hall_light"} & seen
        for spelling in ("light.hall_light", "LIGHT.hall_light", "light.hall_light,"):
            outcome = await guest.act(spelling, "turn_on")
            assert (outcome.kind, outcome.code) == (OutcomeKind.FAILED, "entity_not_found")
        for command in ("config/auth/list", "home/tokens/list", "home/gateways/add"):
            with pytest.raises(HomewireError):
                await guest.call(command, gateway_type="this_pc")
    assert demo.home.registry.area_of(
        next(e for e in demo.home.registry.entities.all() if e.entity_id == "light.hall_light")
    ) == AreaId("hall")


async def test_what_a_gateway_saw_while_away_is_in_the_history_and_not_on_the_tile(
    hub: Hub,
) -> None:
    token = await hub.issue_token(Role.GATEWAY, "Shed", gateway_id=GatewayId("shed"))
    owner = await hub.issue_token(Role.OWNER, "Anna")
    now_ms = int(time.time() * 1000)
    past = [[now_ms - 60_000 * minutes, {"air/t": {"v": 20.0 + minutes}}] for minutes in (3, 2, 1)]
    air = {"id": "t", "kind": "sensor", "caps": {"v": {"type": "number", "unit": "°C"}}}
    messages: list[dict[str, Any]] = [
        {"t": "hello", "gw": "shed", "boot": "b1", "seq": 1, "oldest": 2, "rev": 1},
        {
            "t": "announce",
            "rev": 1,
            "full": True,
            "devices": [{"id": "air", "name": "Shed", "entities": [air]}],
        },
        {
            "t": "state",
            "seq": 2,
            "ts": now_ms,
            "snapshot": True,
            "set": {"air/t": {"v": 9.5}},
            "hist": past,
        },
    ]
    async with connect(
        f"{hub.gateway_url}shed",
        subprotocols=[Subprotocol("homewire.gw.v1")],
        additional_headers={"Authorization": f"Bearer {token}"},
    ) as gateway:
        for message in messages:
            await gateway.send(json.dumps(message))
        await until(lambda: value_of(hub.home, "sensor.shed") == "9.5")
        await hub.home.history.flush()
        async with await HubClient.connect(hub.url, owner) as client:
            rows: Any = await client.call(
                "history/history_during_period",
                start_time=iso_time(now_ms / 1000 - 3600),
                entity_ids=["sensor.shed"],
                no_attributes=True,
            )
    values = [row["s"] for row in rows["sensor.shed"]]
    assert values[:3] == ["23.0", "22.0", "21.0"]
