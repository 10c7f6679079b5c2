"""A started home over stores in memory, and a small flat described by one gateway."""

from collections.abc import AsyncIterator

import pytest

from embedded_hub.core.home import Home
from embedded_hub.core.people import Principal, Role
from embedded_hub.model.description import DeviceDescription, EntityDescription
from embedded_hub.model.ids import AreaId, EntityKey, GatewayId, HomeId
from embedded_hub.model.state import StateReport
from tests.fakes.clock import ManualClock
from tests.fakes.stores import MemoryHistory, MemoryRecords

GATEWAY = GatewayId("gw")

FLAT = (
    DeviceDescription(
        key="lamp",
        name="Ceiling lamp",
        area="Kitchen",
        entities=(
            EntityDescription(
                key=EntityKey("lamp/light"),
                domain="light",
                attributes={"supported_color_modes": ["brightness"]},
            ),
            EntityDescription(
                key=EntityKey("lamp/rssi"), domain="sensor", name="Signal", category="diagnostic"
            ),
        ),
    ),
    DeviceDescription(
        key="door",
        name="Front door",
        area="Hall",
        entities=(EntityDescription(key=EntityKey("door/lock"), domain="lock"),),
    ),
    DeviceDescription(
        key="fan",
        name="Fan",
        area="Kitchen",
        entities=(EntityDescription(key=EntityKey("fan/switch"), domain="switch"),),
    ),
)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def records() -> MemoryRecords:
    return MemoryRecords()


@pytest.fixture
async def home(clock: ManualClock, records: MemoryRecords) -> AsyncIterator[Home]:
    home = Home(HomeId("home"), clock=clock, records=records, history=MemoryHistory())
    await home.start()
    yield home
    await home.stop()


@pytest.fixture
async def flat(home: Home) -> Home:
    """The home with its devices described and lit."""
    intake = home.intake(GATEWAY)
    intake.devices(FLAT, is_complete=True)
    intake.state(
        StateReport(key=EntityKey("lamp/light"), value="on", attributes={"brightness": 40})
    )
    intake.state(StateReport(key=EntityKey("lamp/rssi"), value="-58"))
    intake.state(StateReport(key=EntityKey("door/lock"), value="locked"))
    intake.state(StateReport(key=EntityKey("fan/switch"), value="off"))
    return home


async def somebody(home: Home, role: Role, *areas: str) -> Principal:
    """Let somebody of that role in."""
    gateway_id = GATEWAY if role is Role.GATEWAY else None
    area_ids = [AreaId(area) for area in areas]
    text, _ = await home.people.issue(role, role.value, area_ids=area_ids, gateway_id=gateway_id)
    principal = await home.people.authenticate(text)
    assert principal is not None
    return principal
