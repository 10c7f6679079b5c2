"""What a token does not open stays shut: asked in every way, listened for, and left over."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.integration.hostile.hubs import Client, Hub, enter

VECTORS = Path(__file__).parents[2] / "vectors" / "client"
LONG_AGO = "2020-01-01T00:00:00+00:00"
GUARDED = ("lock", "alarm_control_panel", "camera", "person", "device_tracker")
OWNERS_VERBS = (
    *("add", "edit", "test", "cancel", "pause", "remove", "diagnose", "admit"),
    *("discovered", "discovered/subscribe", "ignore"),
)
FOR_THE_OWNER = {
    *("fire_event", "config/auth/list", "home/configure"),
    *(f"home/gateways/{verb}" for verb in OWNERS_VERBS),
    *(f"home/tokens/{verb}" for verb in ("create", "list", "revoke")),
    *(
        f"config/{kind}_registry/{verb}"
        for kind in ("area", "floor", "label", "device", "entity")
        for verb in ("create", "update", "delete", "remove")
    ),
}


def every_command() -> list[tuple[str, dict[str, Any]]]:
    families = (json.loads(path.read_text()) for path in sorted(VECTORS.glob("*.json")))
    return [
        (vector["type"], {name: one[name] for name in one.keys() - {"id", "type"}})
        for family in families
        for vector in family
        for one in vector["valid"]
    ]


class Flat:
    """What the owner knows of, and which of it is none of the guest's business."""

    def __init__(
        self, entities: list[Any], devices: list[Any], areas: list[Any], home_name: str
    ) -> None:
        area_of = {device["id"]: device["area_id"] for device in devices}
        self.hidden = [
            entity["entity_id"]
            for entity in entities
            if (entity["area_id"] or area_of.get(entity["device_id"])) != "kitchen"
            or entity["entity_id"].startswith(GUARDED)
        ]
        open_devices = {
            entity["device_id"] for entity in entities if entity["entity_id"] not in self.hidden
        }
        self.hidden_devices = [one["id"] for one in devices if one["id"] not in open_devices]
        self.hidden_areas = [one["area_id"] for one in areas if one["area_id"] != "kitchen"]
        # A place may be called what the home is called, which is no secret.
        names = [
            one["name"]
            for one in devices
            if one["id"] not in open_devices and one["name"] != home_name
        ]
        names += [one["name"] for one in areas if one["area_id"] != "kitchen"]
        self.secrets = [
            *(f'"{one}"' for one in (*self.hidden, *self.hidden_devices, *self.hidden_areas)),
            *(json.dumps(name) for name in names),
        ]

    @classmethod
    async def look(cls, owner: Client) -> "Flat":
        return cls(
            await owner.result("config/entity_registry/list"),
            await owner.result("config/device_registry/list"),
            await owner.result("config/area_registry/list"),
            (await owner.result("get_config"))["location_name"],
        )

    def questions(self) -> list[tuple[str, dict[str, Any]]]:
        """Ways to ask for what is hidden."""
        past = {"start_time": LONG_AGO}
        upper = [one.upper() for one in self.hidden]
        trigger = {"platform": "state", "entity_id": self.hidden}
        asked: list[tuple[str, dict[str, Any]]] = [
            ("subscribe_entities", {}),
            ("subscribe_entities", {"entity_ids": self.hidden + upper}),
            ("subscribe_trigger", {"trigger": trigger}),
            ("history/history_during_period", {**past, "entity_ids": self.hidden}),
            ("history/stream", {**past, "entity_ids": self.hidden}),
            ("logbook/get_events", {**past, "device_ids": self.hidden_devices}),
            ("logbook/event_stream", {**past, "entity_ids": self.hidden}),
            ("logbook/event_stream", past),
            (
                "recorder/statistics_during_period",
                {**past, "statistic_ids": self.hidden, "period": "5minute"},
            ),
        ]
        asked += [
            ("subscribe_events", {"event_type": f"{kind}_registry_updated"})
            for kind in ("area", "floor", "label", "device", "entity")
        ]
        asked += [
            ("subscribe_events", {"event_type": one}) for one in ("state_changed", "entity_event")
        ]
        asked += [("config/entity_registry/get", {"entity_id": one}) for one in self.hidden]
        for kind, ids in (
            *(("entity", self.hidden), ("device", self.hidden_devices)),
            *(("area", self.hidden_areas), ("config_entry", ["demo"])),
        ):
            asked += [("search/related", {"item_type": kind, "item_id": one}) for one in ids]
        return asked


async def test_a_guest_hears_of_nothing_outside_their_rooms(hub: Hub, guest: str) -> None:
    async with enter(hub) as owner, enter(hub, guest) as visitor:
        flat = await Flat.look(owner)
        for command, fields in every_command() + flat.questions():
            answer = json.dumps(await visitor.ask(command, **fields))
            asked = json.dumps(fields).lower()
            told = [one for one in flat.secrets if one in answer and one.lower() not in asked]
            assert not told, (command, fields, told)
        for entity_id in ("light.bedside_lamp", "light.hall_light", "switch.towel_heater"):
            domain = entity_id.partition(".")[0]
            await owner.result(
                "call_service", domain=domain, service="toggle", target={"entity_id": entity_id}
            )
            await owner.result("config/entity_registry/update", entity_id=entity_id, icon="mdi:x")
        await visitor.ask("ping")
        heard = json.dumps(visitor.events)
        assert not [one for one in flat.secrets if one in heard]


@pytest.mark.parametrize("role", ["guest", "tester", "family"])
async def test_nobody_but_the_owner_changes_how_the_home_is_set_up(
    hub: Hub, role: str, request: pytest.FixtureRequest
) -> None:
    async with enter(hub, request.getfixturevalue(role)) as client:
        for command, fields in every_command():
            if command in FOR_THE_OWNER:
                assert await client.code(command, **fields) == "unauthorized", command


@pytest.mark.parametrize(
    "target",
    [
        *({"entity_id": one} for one in ("lock.front_door", "LOCK.Front_Door", "all")),
        {"entity_id": ["light.kitchen_light", "lock.front_door"]},
        {"entity_id": " light.kitchen_light , lock.front_door "},
        {"area_id": ["kitchen", "hall"]},
    ],
    ids=str,
)
@pytest.mark.parametrize("place", ["target", "service_data"])
async def test_a_guest_opens_no_lock_however_it_is_spelled(
    hub: Hub, guest: str, target: dict[str, Any], place: str
) -> None:
    lock = {"domain": "lock", "target": {"entity_id": "lock.front_door"}}
    async with enter(hub) as owner:
        await owner.result("call_service", **lock, service="lock")
    async with enter(hub, guest) as client:
        for service in ("unlock", "open"):
            fields = {"domain": "lock", "service": service, place: target}
            assert await client.code("call_service", **fields) != "ok"
        fields = {"domain": "homeassistant", "service": "turn_off", place: target}
        await client.ask("call_service", **fields)
    async with enter(hub) as owner:
        states = {one["entity_id"]: one["state"] for one in await owner.result("get_states")}
        assert states["lock.front_door"] == "locked"


@pytest.mark.parametrize("role", ["guest", "tester"])
async def test_notices_are_made_and_dismissed_by_residents_only(
    hub: Hub, role: str, request: pytest.FixtureRequest
) -> None:
    notice = {"domain": "persistent_notification"}
    async with enter(hub) as owner, enter(hub, request.getfixturevalue(role)) as client:
        await owner.result(
            "call_service", **notice, service="create", service_data={"message": "Leak!"}
        )
        for service, content in (("create", {"message": "Hello"}), ("dismiss_all", {})):
            fields = {**notice, "service": service, "service_data": content}
            assert await client.code("call_service", **fields) == "service_validation_error"
        assert "Leak!" in json.dumps(await owner.result("persistent_notification/get"))


async def test_a_room_taken_from_a_guest_falls_silent_at_once(hub: Hub, guest: str) -> None:
    async with enter(hub) as owner, enter(hub, guest) as visitor:
        entity = await owner.result("config/entity_registry/get", entity_id="light.kitchen_light")
        await visitor.result("subscribe_entities")
        await visitor.result("subscribe_events", event_type="state_changed")
        move = {"device_id": entity["device_id"]}
        await owner.result("config/device_registry/update", **move, area_id="bedroom")
        try:
            await visitor.ask("ping")
            assert any("light.kitchen_light" in one["event"].get("r", ()) for one in visitor.events)
            visitor.events.clear()
            await owner.result(
                "call_service",
                domain="light",
                service="toggle",
                target={"entity_id": "light.kitchen_light"},
            )
            await visitor.ask("ping")
            assert "light.kitchen_light" not in json.dumps(visitor.events)
        finally:
            await owner.result("config/device_registry/update", **move, area_id="kitchen")
