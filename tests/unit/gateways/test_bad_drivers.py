"""A badly made driver hurts itself: its neighbour works on, and a person reads what is wrong."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence

import msgspec
import pytest

from embedded_hub.core.ports import Record
from embedded_hub.errors import GatewayUnreachable
from embedded_hub.gateways import arrival, supervisor
from embedded_hub.gateways.api import CreateGateway, Gateway, GatewayConfig, Manifest
from embedded_hub.gateways.block_watch import BlockWatch
from embedded_hub.gateways.catalog import Catalog
from embedded_hub.gateways.directory import Act, Directory
from embedded_hub.gateways.records import RECORD_KIND, StoredGateway
from embedded_hub.model.action import DONE, Outcome, OutcomeKind
from embedded_hub.model.gateway_status import GatewayStatus, LinkState
from embedded_hub.model.ids import GatewayId
from tests.fakes.actions import action_on
from tests.fakes.bad_drivers import BAD_DRIVERS, LeaksTasks
from tests.fakes.clock import ManualClock
from tests.fakes.gateways import LAMP, settled
from tests.fakes.secrets import MemorySecrets
from tests.fakes.sinks import AwaitableSink
from tests.fakes.stores import MemoryRecords

GOOD, BAD = GatewayId("good"), GatewayId("bad")


class Home:
    """What two gateways see of a home."""

    def __init__(self) -> None:
        self.sinks: dict[GatewayId, AwaitableSink] = {}
        self.routes: dict[GatewayId, Act] = {}

    def intake(self, gateway_id: GatewayId) -> AwaitableSink:
        return self.sinks.setdefault(gateway_id, AwaitableSink())

    def route(self, gateway_id: GatewayId, route: Act | None) -> None:
        if route is not None:
            self.routes[gateway_id] = route

    def mark_simulated(self, gateway_id: GatewayId) -> None:
        """Nothing here is simulated."""

    async def forget(self, gateway_id: GatewayId) -> None:
        self.sinks.pop(gateway_id, None)


class BadCatalog(Catalog):
    """Every bad driver, and what was made of it."""

    def __init__(self) -> None:
        super().__init__(
            Manifest(type=type_, title=type_, summary="", module=f"bad.{type_}.driver")
            for type_ in BAD_DRIVERS
        )
        self.made: list[Gateway] = []

    async def load(self, type_: str) -> CreateGateway:
        def create(config: GatewayConfig) -> Gateway:
            gateway = BAD_DRIVERS[type_](config)
            self.made.append(gateway)
            return gateway

        return create


class Bench:
    def __init__(self) -> None:
        self.home = Home()
        self.catalog = BadCatalog()
        self.clock = ManualClock()
        self.directory = Directory(
            self.home,
            catalog=self.catalog,
            save=MemoryRecords().save,
            secrets=MemorySecrets(),
            clock=self.clock,
            draw=lambda: 0.9,
            on_change=lambda _: None,
        )

    async def start(self, type_: str) -> None:
        """Start the good one and a bad one, as after a restart of the hub."""
        await self.directory.start([_record(GOOD, "good"), _record(BAD, type_)])
        await settled()
        await asyncio.sleep(0.01)
        await settled()

    def status(self, gateway_id: GatewayId = BAD) -> GatewayStatus:
        return next(one for one in self.directory.list() if one.id == gateway_id)

    async def act(self, gateway_id: GatewayId, timeout_s: float = 5.0) -> Outcome:
        action = msgspec.structs.replace(action_on(LAMP), timeout_s=timeout_s)
        return await self.home.routes[gateway_id](action)

    async def is_good_unharmed(self) -> bool:
        is_up = self.status(GOOD).state is LinkState.CONNECTED
        return is_up and await self.act(GOOD) == DONE


def _record(gateway_id: GatewayId, type_: str) -> Record:
    body = msgspec.json.encode(StoredGateway(type=type_, title=type_.capitalize()))
    return Record(kind=RECORD_KIND, id=gateway_id, body=body)


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    one = Bench()
    yield one
    await one.directory.stop()


@pytest.mark.parametrize(
    ("type_", "reason"),
    [
        ("birth", "LookupError: no idea what to do"),
        ("start", "ZeroDivisionError: division by zero"),
        ("callback", "KeyError: 'temperature'"),
        ("task", "RuntimeError: nobody asks how I ended"),
        ("cancelled", "CancelledError: "),
    ],
)
async def test_a_driver_that_fails_is_named_with_its_reason_and_tried_again_later(
    bench: Bench, type_: str, reason: str, caplog: pytest.LogCaptureFixture
) -> None:
    await bench.start(type_)
    status = bench.status()
    assert (status.state, status.message) == (LinkState.FAULTY, reason)
    assert status.remedy == "update_driver"
    assert status.retry_at is not None
    assert status.retry_at > bench.clock.utc_s() + 10
    assert await bench.is_good_unharmed()
    await bench.directory.pause(BAD, False)
    await bench.directory.wake()
    await settled()
    await asyncio.sleep(0.01)
    report = await bench.directory.diagnose(BAD)
    assert [one.message for one in report.last_errors] == [reason] * 2
    assert caplog.text.count("gateway bad: its driver failed") == 2


async def test_a_driver_that_never_comes_up_is_given_up_on_in_plain_words(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrival, "ADD_DEADLINE_S", 0.01)
    await bench.start("good")
    with pytest.raises(GatewayUnreachable, match="nothing came within"):
        await bench.directory.add("silent", None, {})
    assert await bench.is_good_unharmed()


async def test_a_driver_that_never_comes_up_is_tried_again(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "COME_UP_S", 0.01)
    await bench.start("silent")
    async with asyncio.timeout(20):
        while bench.status().state is not LinkState.UNREACHABLE:
            await asyncio.sleep(0.005)
    assert "nothing came within" in str(bench.status().message)
    assert bench.status().retry_at is not None
    await asyncio.sleep(0.02)
    assert await bench.is_good_unharmed()  # which came up long ago and stays


async def test_a_command_that_fails_or_never_ends_costs_nobody_else_anything(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    await bench.start("command")
    assert (await bench.act(BAD)).kind is OutcomeKind.UNKNOWN
    assert "gateway bad: its driver failed at" in caplog.text
    assert bench.status().state is LinkState.CONNECTED
    await bench.directory.remove(BAD)
    await bench.directory.add("unanswered", "Slow", {})
    slow = next(one.id for one in bench.directory.list() if one.title == "Slow")
    waiting = asyncio.create_task(bench.act(slow, 0.05))
    assert await bench.is_good_unharmed()
    assert (await waiting).message == "no answer came"


async def test_a_flood_is_thinned_out_and_said_to_be_one(bench: Bench) -> None:
    await bench.start("flood")
    status = bench.status()
    assert (status.state, status.reason) == (LinkState.CONNECTED, "gateway_flooding")
    heard = bench.home.sinks[BAD]
    assert len(heard.reports) + len(heard.events) < 5000
    report = await bench.directory.diagnose(BAD)
    assert report.rates.dropped > 10_000
    assert await bench.is_good_unharmed()


async def test_what_no_home_can_use_is_left_out_and_the_rest_is_taken(bench: Bench) -> None:
    await bench.start("malformed")
    status = bench.status()
    assert (status.state, status.device_count) == (LinkState.CONNECTED, 1)
    assert status.reason == "gateway_fault"
    assert "cannot be used" in str(status.message)
    heard = bench.home.sinks[BAD]
    assert [one.value for one in heard.reports] == ["on"]
    assert heard.events == []
    report = await bench.directory.diagnose(BAD)
    flaws = " ".join(one.message for one in report.last_errors)
    for flaw in (
        "NoneType",
        "'number'",
        "'long'",
        "'half'",
        "'object'",
        "'no domain' is no domain",
    ):
        assert flaw in flaws
    assert await bench.is_good_unharmed()


async def test_tasks_a_driver_leaves_behind_end_with_its_connection(bench: Bench) -> None:
    await bench.start("leak")
    [leaking] = [one for one in bench.catalog.made if isinstance(one, LeaksTasks)]
    leaking.ending.set()
    await settled()
    assert len(leaking.leaked) == 50
    assert all(task.cancelled() for task in leaking.leaked)
    assert await bench.is_good_unharmed()


async def test_what_the_home_begins_on_a_report_outlives_the_driver(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    begun: list[asyncio.Task[None]] = []

    class Reacts(AwaitableSink):
        def connected(self) -> None:
            begun.append(asyncio.get_running_loop().create_task(asyncio.sleep(3600)))

    bench.home.sinks[BAD] = Reacts()
    await bench.start("callback")
    assert bench.status().state is LinkState.FAULTY
    assert not begun[0].done()
    assert "its driver failed" in caplog.text
    begun[0].cancel()


# --- what holds the loop up ---------------------------------------------------------------------


async def test_a_driver_that_blocks_is_found_by_what_was_at_work(bench: Bench) -> None:
    await bench.start("good")
    bench.directory.blocked(["time", "bad.good.driver", "asyncio.events"], 2.34)
    report = await bench.directory.diagnose(GOOD)
    assert [one.message for one in report.last_errors] == [
        "its driver held everything up for 2.3 s"
    ]
    bench.directory.blocked(["bad.goodness.driver"], 5.0)
    assert (await bench.directory.diagnose(GOOD)).last_errors == report.last_errors


async def test_a_loop_that_stands_still_is_noticed_with_who_held_it() -> None:
    told: list[tuple[Sequence[str], float]] = []
    watch = BlockWatch(lambda names, held_s: told.append((names, held_s)), tick_s=0.01, late_s=0.05)
    watch.start()
    try:
        ends_s = time.monotonic() + 0.4
        while time.monotonic() < ends_s:
            pass
        async with asyncio.timeout(20):
            while not told:
                await asyncio.sleep(0.01)
    finally:
        watch.stop()
    assert any(__name__ in names and held_s >= 0.05 for names, held_s in told)
