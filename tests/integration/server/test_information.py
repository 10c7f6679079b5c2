"""What is read of the hub, its people, its past and its gateways."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from embedded_hub.core.people import Role
from embedded_hub.core.ports import GatewayDiscovery
from embedded_hub.model.gateway_report import Diagnosis, Trial
from embedded_hub.model.gateway_status import GatewayStatus, LinkState
from embedded_hub.model.ids import GatewayId
from tests.integration.server.conftest import Bench, Client, Connect


def ago(**span: float) -> str:
    return (datetime.now(UTC) - timedelta(**span)).isoformat()


async def test_the_hub_describes_itself_as_clients_expect(owner: Client) -> None:
    config = await owner.call("get_config")
    assert config["version"] == "2024.3.3"
    assert config["state"] == "RUNNING"
    assert config["unit_system"]["temperature"] == "°C"
    assert {"light", "lock"} <= set(config["components"])
    services = await owner.call("get_services")
    assert "brightness" in services["light"]["turn_on"]["fields"]
    assert services["light"]["turn_on"]["target"]
    assert "create" in services["persistent_notification"]
    assert await owner.call("get_panels") == {}
    assert await owner.call("frontend/get_themes")
    assert await owner.call("lovelace/resources") == []
    translations = await owner.call("frontend/get_translations", language="en", category="state")
    assert translations == {"resources": {}}


async def test_home_info_is_answered_for_every_role(bench: Bench, enter: Connect) -> None:
    for role in Role:
        client = await enter(role, *(("hall",) if role is Role.GUEST else ()))
        info = await client.call("home/info")
        assert info["role"] == role.value
        assert info["hub_url"] == bench.server.hub_url
        assert info["gateway_url"].endswith("/api/gateway/")
        assert (info["home_id"], info["version"], info["is_demo"]) == ("home", "1.2.3", False)


async def test_the_owner_names_the_home(owner: Client) -> None:
    await owner.call("home/configure", name=" Flat 3 ")
    assert (await owner.call("home/info"))["name"] == "Flat 3"
    assert (await owner.call("get_config"))["location_name"] == "Flat 3"


async def test_people_are_told_who_they_are(owner: Client, enter: Connect) -> None:
    me = await owner.call("auth/current_user")
    assert (me["is_owner"], me["is_admin"], me["credentials"]) == (True, True, [])
    family = await enter(Role.FAMILY)
    assert (await family.call("auth/current_user"))["is_admin"] is False
    users = await owner.call("config/auth/list")
    assert {user["role"] for user in users} == {"owner", "family"}
    persons = await owner.call("person/list")
    assert {person["user_id"] for person in persons["storage"]} == {one["id"] for one in users}


async def test_another_token_is_another_device_of_the_same_person(
    bench: Bench, owner: Client, stranger: Connect
) -> None:
    me = await owner.call("auth/current_user")
    text = await owner.call("auth/long_lived_access_token", client_name="Script", lifespan=1)
    script = await stranger()
    assert (await script.auth(text))["type"] == "auth_ok"
    assert (await script.call("auth/current_user"))["id"] == me["id"]
    names = {token["name"]: token for token in await owner.call("home/tokens/list")}
    assert names["Script"]["expires_at"] is not None
    assert names["Script"]["is_current"] is False


async def test_a_guest_makes_no_tokens(enter: Connect) -> None:
    guest = await enter(Role.GUEST, "hall")
    error = await guest.fail("auth/long_lived_access_token", client_name="Mine")
    assert error["code"] == "unauthorized"


async def test_the_owner_makes_tokens_for_others(owner: Client, stranger: Connect) -> None:
    made = await owner.call("home/tokens/create", role="guest", name="Sitter", area_ids=["hall"])
    sitter = await stranger()
    assert (await sitter.auth(made["token"]))["type"] == "auth_ok"
    assert (await sitter.call("home/info"))["role"] == "guest"
    unknown = {"role": "guest", "name": "X", "area_ids": ["nowhere"]}
    assert (await owner.fail("home/tokens/create", **unknown))["code"] == "invalid_info"
    nameless = {"role": "gateway", "name": "X"}
    assert (await owner.fail("home/tokens/create", **nameless))["code"] == "invalid_info"
    error = await owner.fail("home/tokens/revoke", token_id="nothing")
    assert error["code"] == "not_found"


async def test_what_an_interface_saves_is_this_person_s_alone(
    bench: Bench, owner: Client, enter: Connect
) -> None:
    assert await owner.call("frontend/get_user_data", key="homewire.layout") == {"value": None}
    layout = {"order": ["light.lamp"]}
    await owner.call("frontend/set_user_data", key="homewire.layout", value=layout)
    assert await owner.call("frontend/get_user_data", key="homewire.layout") == {"value": layout}
    assert await owner.call("frontend/get_user_data") == {"value": {"homewire.layout": layout}}
    family = await enter(Role.FAMILY)
    assert await family.call("frontend/get_user_data") == {"value": {}}
    assert [key for key in bench.records.kept if key[0] == "user_data"]
    for value in ("x" * 70_000, ["x" * 60_000, "x" * 60_000]):
        error = await owner.fail("frontend/set_user_data", key="large", value=value)
        assert error["code"] == "quota"
    await owner.call("frontend/set_user_data", key="homewire.layout", value=None)
    assert await owner.call("frontend/get_user_data") == {"value": {}}


async def test_a_dashboard_is_found_once_it_was_saved(owner: Client) -> None:
    assert (await owner.fail("lovelace/config"))["code"] == "config_not_found"
    await owner.call("frontend/set_user_data", key="lovelace", value={"views": []})
    assert await owner.call("lovelace/config") == {"views": []}


async def test_what_belongs_together_is_found(owner: Client, enter: Connect) -> None:
    related = await owner.call("search/related", item_type="entity", item_id="light.lamp")
    assert related["area"] == ["kitchen"]
    assert len(related["device"]) == 1
    in_kitchen = await owner.call("search/related", item_type="area", item_id="kitchen")
    assert in_kitchen["entity"] == ["light.lamp", "light.spot", "sensor.heat"]
    guest = await enter(Role.GUEST, "hall")
    hidden = {"item_type": "entity", "item_id": "light.lamp"}
    assert (await guest.fail("search/related", **hidden))["code"] == "not_found"
    assert await guest.call("search/related", item_type="area", item_id="kitchen") == {}


# --- the past -----------------------------------------------------------------------------------


async def test_history_is_told_in_short_rows(bench: Bench, owner: Client) -> None:
    bench.report("spot", "on", brightness=5)
    bench.report("spot", "on", brightness=6)
    bench.report("spot", "off")
    span = {"start_time": ago(hours=1), "entity_ids": ["light.spot", "light.nowhere"]}
    short = await owner.call(
        "history/history_during_period", **span, minimal_response=True, no_attributes=True
    )
    assert [row["s"] for row in short["light.spot"]] == ["unknown", "off", "on", "off"]
    assert all("a" not in row and row["lu"] > 0 for row in short["light.spot"])
    assert set(short) == {"light.spot"}
    every = await owner.call(
        "history/history_during_period", **span, significant_changes_only=False
    )
    assert [row["s"] for row in every["light.spot"]] == ["unknown", "off", "on", "on", "off"]
    assert every["light.spot"][3]["a"]["brightness"] == 6


@pytest.mark.parametrize(
    "span",
    [
        {"start_time": "yesterday"},
        {"start_time": ago(hours=1), "end_time": ago(hours=2)},
        {"start_time": "9999-99-99"},
        {},
    ],
)
async def test_a_span_must_be_one(owner: Client, span: dict[str, Any]) -> None:
    for command in ("history/history_during_period", "history/stream", "logbook/get_events"):
        error = await owner.fail(command, entity_ids=["light.spot"], **span)
        assert error["code"] == "invalid_format"


async def test_a_history_stream_goes_on_with_what_comes(bench: Bench, owner: Client) -> None:
    wanted = {"start_time": ago(hours=1), "entity_ids": ["light.spot"], "no_attributes": True}
    stream = await owner.subscribe("history/stream", **wanted)
    first = await owner.event()
    assert [row["s"] for row in first["states"]["light.spot"]] == ["unknown", "off"]
    assert first["start_time"] < first["end_time"]
    bench.report("lamp", "off")
    bench.report("spot", "on")
    more = await owner.event()
    assert [row["s"] for row in more["states"]["light.spot"]] == ["on"]
    await owner.call("unsubscribe_events", subscription=stream)
    bench.report("spot", "off")
    await owner.quiet()


async def test_the_logbook_tells_who_did_what(bench: Bench, owner: Client) -> None:
    call = {"domain": "light", "service": "turn_off", "target": {"entity_id": "light.lamp"}}
    me = await owner.call("auth/current_user")
    await owner.call("call_service", **call)
    bench.report("heat", "22")
    events = await owner.call("logbook/get_events", start_time=ago(hours=1))
    off = next(one for one in events if one["state"] == "off" and "lamp" in one["entity_id"])
    assert off["context_user_id"] == me["id"]
    assert "sensor.heat" not in {one["entity_id"] for one in events}
    await owner.subscribe("logbook/event_stream", start_time=ago(hours=1))
    assert len((await owner.event())["events"]) == len(events)
    bench.report("spot", "on")
    assert (await owner.event())["events"][0]["state"] == "on"


async def test_a_guest_reads_no_past_of_other_rooms(bench: Bench, enter: Connect) -> None:
    guest = await enter(Role.GUEST, "hall")
    wanted = {"start_time": ago(hours=1), "entity_ids": ["light.lamp", "switch.fan"]}
    assert set(await guest.call("history/history_during_period", **wanted)) == {"switch.fan"}
    everything = await guest.call("logbook/get_events", start_time=ago(hours=1))
    assert {one["entity_id"] for one in everything} <= {"switch.fan"}
    statistics = {"statistic_ids": ["sensor.heat"], "period": "hour", "start_time": ago(hours=1)}
    assert await guest.call("recorder/statistics_during_period", **statistics) == {}


async def test_statistics_are_listed_and_read(owner: Client) -> None:
    listed = await owner.call("recorder/list_statistic_ids")
    assert [one["statistic_id"] for one in listed] == ["sensor.heat"]
    assert listed[0]["statistics_unit_of_measurement"] == "°C"
    assert (await owner.call("recorder/info"))["recording"] is True


# --- gateways -----------------------------------------------------------------------------------

STATUS = GatewayStatus(
    id=GatewayId("gw"),
    type="native",
    title="Flat",
    state=LinkState.CONNECTED,
    since_at=1.0,
    options={"host": "10.0.0.5"},
)


class Directory:
    """A gateway directory with one gateway."""

    discovery: GatewayDiscovery | None = None

    def __init__(self) -> None:
        self.is_paused = False

    def list(self) -> Sequence[GatewayStatus]:
        return [STATUS]

    def types(self) -> Sequence[dict[str, Any]]:
        return [{"type": "native", "title": "Native", "options": []}]

    async def add(self, type_: str, title: str | None, options: Any) -> GatewayStatus:
        return STATUS

    async def pause(self, gateway_id: GatewayId, is_paused: bool) -> GatewayStatus:
        self.is_paused = is_paused
        return STATUS

    async def remove(self, gateway_id: GatewayId) -> None:
        raise AssertionError(gateway_id)

    async def edit(self, gateway_id: GatewayId, title: str | None, options: Any) -> GatewayStatus:
        raise AssertionError(gateway_id)

    async def test(self, type_: str, options: Any) -> Trial:
        raise AssertionError(type_)

    async def diagnose(self, gateway_id: GatewayId) -> Diagnosis:
        raise AssertionError(gateway_id)

    async def admit(self, gateway_id: GatewayId, code: str | None) -> Sequence[str]:
        raise AssertionError(gateway_id)

    async def stop_admitting(self, gateway_id: GatewayId) -> None:
        raise AssertionError(gateway_id)


async def test_a_home_without_gateways_says_so(owner: Client) -> None:
    assert (await owner.fail("home/gateways/list"))["code"] == "not_supported"


async def test_gateways_are_listed_followed_and_paused(
    bench: Bench, owner: Client, enter: Connect
) -> None:
    bench.home.directory = Directory()
    listed = await owner.call("home/gateways/list")
    assert listed[0]["options"] == {"host": "10.0.0.5"}
    await owner.subscribe("home/gateways/subscribe")
    assert (await owner.event())["gateways"][0]["state"] == "connected"
    assert (await owner.call("home/gateways/types"))[0]["type"] == "native"
    pause = {"gateway_id": "gw", "is_paused": True}
    assert (await owner.call("home/gateways/pause", **pause))["id"] == "gw"
    assert (await owner.call("home/gateways/add", gateway_type="native"))["id"] == "gw"
    assert (await owner.call("manifest/get", integration="native"))["name"] == "Native"
    family = await enter(Role.FAMILY)
    assert (await family.call("home/gateways/list"))[0]["options"] == {}
    guest = await enter(Role.GUEST, "hall")
    assert await guest.call("home/gateways/list") == []
