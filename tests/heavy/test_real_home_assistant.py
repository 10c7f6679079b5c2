"""The Home Assistant driver against Home Assistant itself; opt-in with ``-m heavy``.

``HOMEWIRE_HA_URL`` and ``HOMEWIRE_HA_TOKEN_FILE`` point it at a running one instead; then the test
that restarts it is left out.
"""

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from embedded_hub.errors import GatewayAuthRequired, GatewayUnreachable
from embedded_hub.gateways.api import Gateway, GatewayConfig
from embedded_hub.gateways.home_assistant.driver import create
from embedded_hub.model.action import OutcomeKind
from embedded_hub.model.ids import GatewayId
from tests.fakes.actions import action_for
from tests.fakes.sinks import AwaitableSink
from tests.heavy.home_assistant_rig import Rig

pytestmark = [pytest.mark.heavy, pytest.mark.timeout(900)]

CACHE = Path(__file__).parents[2] / ".cache" / "home-assistant"
LIGHT = "light.bed_light"


@pytest.fixture(scope="module")
def rig() -> Iterator[Rig | None]:
    """Run a Home Assistant of our own, or ``None`` where another one is to be used."""
    if "HOMEWIRE_HA_URL" in os.environ:
        yield None
        return
    CACHE.mkdir(parents=True, exist_ok=True)
    own = Rig(CACHE)
    own.install()
    own.configure()
    try:
        own.start()
        yield own
    finally:
        own.stop()


def gateway_to(rig: Rig | None, token: str | None = None) -> Gateway:
    if rig is not None:
        url, real_token = rig.url, rig.token
    else:
        url = os.environ["HOMEWIRE_HA_URL"]
        real_token = Path(os.environ["HOMEWIRE_HA_TOKEN_FILE"]).read_text(encoding="utf-8")
    return create(
        GatewayConfig(
            id=GatewayId("ha"),
            type="home_assistant",
            title="HA",
            options={"url": url},
            secrets={"token": token or real_token},
        )
    )


async def _connect(gateway: Gateway, sink: AwaitableSink) -> "asyncio.Task[None]":
    before = sink.connected_count
    life = asyncio.create_task(gateway.run(sink))
    connected = asyncio.create_task(sink.until(lambda: sink.connected_count > before))
    await asyncio.wait([life, connected], return_when=asyncio.FIRST_COMPLETED)
    connected.cancel()
    if life.done():
        await life
    return life


async def _end(life: "asyncio.Task[None]") -> None:
    life.cancel()
    await asyncio.gather(life, return_exceptions=True)


async def test_the_demo_home_arrives_whole(rig: Rig | None) -> None:
    sink = AwaitableSink()
    life = await _connect(gateway_to(rig), sink)
    kinds = {entity.domain for entity in sink.entities.values()}
    assert {"light", "climate", "lock", "media_player", "sensor", "weather"} <= kinds
    assert sink.listings[-1][1]
    assert set(sink.states) | sink.away <= set(sink.entities)
    await _end(life)


async def test_a_light_is_dimmed_and_turned_off_with_the_change_before_the_outcome(
    rig: Rig | None,
) -> None:
    sink = AwaitableSink()
    gateway = gateway_to(rig)
    life = await _connect(gateway, sink)
    light = sink.entity(LIGHT)
    for brightness in (120, 80):
        action = action_for(light, "turn_on", {"brightness": brightness}, f"to-{brightness}")
        assert (await gateway.act(action)).kind is OutcomeKind.DONE
        await sink.until(lambda: sink.states[light.key].attributes["brightness"] == brightness)  # noqa: B023 -- awaited within the turn
        assert sink.states[light.key].cause == f"to-{brightness}"
    assert (await gateway.act(action_for(light, "turn_off"))).kind is OutcomeKind.DONE
    await sink.until(lambda: sink.value(light.key) == "off")
    await _end(life)


async def test_refusals_come_back_with_their_reason(rig: Rig | None) -> None:
    sink = AwaitableSink()
    gateway = gateway_to(rig)
    life = await _connect(gateway, sink)
    light = sink.entity(LIGHT)
    unknown = await gateway.act(action_for(light, "levitate"))
    assert (unknown.kind, unknown.code) == (OutcomeKind.FAILED, "unsupported")
    invalid = await gateway.act(action_for(light, "turn_on", {"brightness": "very"}))
    assert (invalid.kind, invalid.code) == (OutcomeKind.FAILED, "invalid")
    await _end(life)


async def test_a_forecast_is_answered(rig: Rig | None) -> None:
    sink = AwaitableSink()
    gateway = gateway_to(rig)
    life = await _connect(gateway, sink)
    weather = sink.entity("weather.demo_weather_south")
    outcome = await gateway.act(action_for(weather, "get_forecasts", {"type": "daily"}))
    assert isinstance(outcome.response, dict)
    assert len(outcome.response["forecast"]) > 1
    await _end(life)


async def test_a_wrong_token_asks_for_a_person(rig: Rig | None) -> None:
    with pytest.raises(GatewayAuthRequired):
        await gateway_to(rig, token="wrong").run(AwaitableSink())


async def test_a_restart_is_a_loss_and_then_the_same_home_again(rig: Rig | None) -> None:
    if rig is None:
        pytest.skip("somebody else's Home Assistant is not restarted")
    sink = AwaitableSink()
    gateway = gateway_to(rig)
    life = await _connect(gateway, sink)
    before = dict(sink.devices_by_key)
    await asyncio.to_thread(rig.stop)
    with pytest.raises(GatewayUnreachable):
        await life
    await asyncio.to_thread(rig.start)
    life = await _connect(gateway, sink)
    assert sink.devices_by_key == before
    assert not sink.away & set(sink.states)
    await _end(life)
