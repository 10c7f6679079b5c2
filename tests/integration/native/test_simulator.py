"""The demo flat on the real wire."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from embedded_hub.errors import AuthenticationFailed
from embedded_hub.model.action import OutcomeKind
from embedded_hub.simulator.faults import Faults
from embedded_hub.simulator.runner import flat_id, run_simulator
from tests.integration.native.conftest import TOKEN, SmallHub, until

DOMAINS = (
    *("light", "switch", "cover", "climate", "fan", "lock", "media_player", "sensor"),
    *("binary_sensor", "number", "select", "button", "scene", "script", "humidifier", "vacuum"),
    *("alarm_control_panel", "valve", "siren", "water_heater", "person", "device_tracker"),
    *("weather", "event", "update", "text", "date", "time", "datetime", "camera"),
)


@asynccontextmanager
async def simulated(
    hub: SmallHub, *, faults: Faults | None = None, flats: int = 1, rate: float | None = None
) -> AsyncIterator[None]:
    running = asyncio.create_task(
        run_simulator(
            lambda index: (hub.url(flat_id(index)), TOKEN), flats=flats, faults=faults, rate=rate
        )
    )
    try:
        yield
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def test_demo_flat_fills_the_home_with_every_domain(hub: SmallHub) -> None:
    async with simulated(hub):
        await until(lambda: hub.sink.connected_count == 1)
    assert len(hub.sink.devices_by_key) >= 25
    areas = {device.area for device in hub.sink.devices_by_key.values() if device.area}
    assert len(areas) >= 6
    domains = {entity.domain for entity in hub.sink.entities.values()}
    assert domains == set(DOMAINS)
    silent = {key for key in hub.sink.entities if hub.sink.value(key) is None}
    # A button nobody pressed, a scene nobody used and a bell nobody rang have no state yet.
    domains_of_silent = {hub.sink.entities[key].domain for key in silent}
    assert domains_of_silent <= {"button", "scene", "event"}


async def test_lock_answers_when_it_has_turned(hub: SmallHub) -> None:
    async with simulated(hub):
        await until(lambda: hub.sink.connected_count == 1)
        acting = asyncio.create_task(hub.act("demo", "front_door/lock", "unlock"))
        await until(lambda: hub.sink.value("front_door/lock") == "unlocking")
        outcome = await acting
        assert outcome.kind is OutcomeKind.DONE
        assert hub.sink.value("front_door/lock") == "unlocked"


async def test_a_cover_moves_over_seconds_and_stops_where_told(hub: SmallHub) -> None:
    async with simulated(hub):
        await until(lambda: hub.sink.connected_count == 1)
        await hub.act("demo", "garage_door/cover", "open_cover")
        assert hub.sink.value("garage_door/cover") == "opening"
        await until(lambda: hub.sink.number("garage_door/cover", "current_position") > 0)
        await hub.act("demo", "garage_door/cover", "stop_cover")
        assert hub.sink.value("garage_door/cover") == "open"
        assert hub.sink.number("garage_door/cover", "current_position") < 100


async def test_wrong_alarm_code_is_denied(hub: SmallHub) -> None:
    async with simulated(hub):
        await until(lambda: hub.sink.connected_count == 1)
        outcome = await hub.act("demo", "alarm/alarm", "alarm_disarm", {"code": "0000"})
        assert (outcome.kind, outcome.code) == (OutcomeKind.FAILED, "denied")


async def test_forecast_comes_back_with_the_outcome(hub: SmallHub) -> None:
    async with simulated(hub):
        await until(lambda: hub.sink.connected_count == 1)
        outcome = await hub.act("demo", "weather/weather", "get_forecasts", {"type": "daily"})
        assert isinstance(outcome.response, dict)
        assert len(outcome.response["forecast"]) == 5


async def test_several_flats_are_several_gateways(hub: SmallHub) -> None:
    async with simulated(hub, flats=3):
        await until(lambda: hub.sink.connected_count == 3)
        assert {status.id for status in hub.gateways.statuses()} == {"demo", "demo-2", "demo-3"}


async def test_flat_with_every_fault_still_reports_and_acts(hub: SmallHub) -> None:
    faults = Faults(
        drop_every_s=0.7, late_s=0.1, offline_every_s=0.2, duplicate=0.5, clock_error_s=3600
    )
    async with simulated(hub, faults=faults, rate=40):
        await until(lambda: hub.sink.connected_count >= 2 and len(hub.sink.reports) > 300)
        outcomes = [
            await hub.act("demo", "floor_lamp/light", "turn_on", {"brightness": 50 + n})
            for n in range(5)
        ]
        kinds = {outcome.kind for outcome in outcomes}
        assert kinds <= {OutcomeKind.DONE, OutcomeKind.NOT_CONNECTED, OutcomeKind.FAILED}


async def test_refused_token_ends_the_simulator(hub: SmallHub) -> None:
    with pytest.raises(AuthenticationFailed):
        await run_simulator((hub.url("demo"), "hw1.wrong.token"))
