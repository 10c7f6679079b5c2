"""A home in memory that can be spoken to, with a gateway that does what it is told."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest

from embedded_hub.conversation.conversation import Asked, Conversation
from embedded_hub.conversation.reply import Reply
from embedded_hub.core.home import Home
from embedded_hub.core.people import Principal, Role
from embedded_hub.model.action import DONE, Action, Outcome
from embedded_hub.model.description import DeviceDescription, EntityDescription
from embedded_hub.model.ids import AreaId, EntityKey, GatewayId, HomeId
from embedded_hub.model.state import StateReport
from tests.fakes.clock import ManualClock
from tests.fakes.stores import MemoryHistory, MemoryRecords

GATEWAY = GatewayId("gw")


def describe(key: str, name: str, area: str, domain: str, **attributes: Any) -> DeviceDescription:
    entity = EntityDescription(key=EntityKey(key), domain=domain, attributes=attributes)
    return DeviceDescription(key=key, name=name, area=area, entities=(entity,))


FLAT = (
    describe("lamp", "Ceiling lamp", "Kitchen", "light", supported_color_modes=["hs"]),
    describe("spot", "Spot", "Kitchen", "light", supported_color_modes=["onoff"]),
    describe("bed", "Ceiling lamp", "Bedroom", "light", supported_color_modes=["brightness"]),
    describe("door", "Front door", "Hall", "lock"),
    describe("blind", "Blind", "Bedroom", "cover", supported_features=15),
    describe(
        "air",
        "Room temperature",
        "Bedroom",
        "sensor",
        device_class="temperature",
        unit_of_measurement="°C",
    ),
    describe(
        "fridge",
        "Fridge",
        "Kitchen",
        "sensor",
        device_class="temperature",
        unit_of_measurement="°C",
    ),
)
VALUES = {
    "lamp": "off",
    "spot": "off",
    "bed": "off",
    "door": "locked",
    "blind": "open",
    "air": "19.5",
    "fridge": "5.0",
}


class Flat:
    """The home, what was done in it, and a way to speak to it."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self.done: list[Action] = []
        self.outcome: Callable[[Action], Awaitable[Outcome]] = self.obey

    def report(self, key: str, value: str) -> None:
        self.home.intake(GATEWAY).state(StateReport(key=EntityKey(key), value=value))

    async def route(self, action: Action) -> Outcome:
        return await self.outcome(action)

    async def obey(self, action: Action) -> Outcome:
        self.done.append(action)
        return DONE

    async def somebody(self, role: Role, *areas: str) -> Principal:
        text, _ = await self.home.people.issue(
            role, f"{role}{areas}", area_ids=[AreaId(area) for area in areas]
        )
        principal = await self.home.people.authenticate(text)
        assert principal is not None
        return principal

    async def say(self, text: str, who: Principal | None = None, **fields: Any) -> Reply:
        principal = who or await self.somebody(Role.FAMILY)
        return await Conversation(self.home).process(principal, Asked(text=text, **fields))

    def told(self) -> list[tuple[str, str]]:
        return sorted((action.entity_id, action.name) for action in self.done)


@pytest.fixture
async def flat() -> AsyncIterator[Flat]:
    clock = ManualClock()
    home = Home(HomeId("home"), clock=clock, records=MemoryRecords(), history=MemoryHistory())
    await home.start()
    flat = Flat(home)
    home.intake(GATEWAY).devices(FLAT, is_complete=True)
    for key, value in VALUES.items():
        flat.report(key, value)
    home.route(GATEWAY, flat.route)
    yield flat
    await home.stop()
