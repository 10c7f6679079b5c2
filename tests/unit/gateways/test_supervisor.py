import asyncio
import logging
from collections.abc import AsyncIterator

import pytest

from embedded_hub.errors import (
    ActionUnsupported,
    ConfigError,
    GatewayAuthRequired,
    GatewayUnreachable,
    RemoteProtocolError,
)
from embedded_hub.gateways import driver_tasks
from embedded_hub.gateways.supervisor import FAULT_FIRST_S, Supervisor
from embedded_hub.model.action import Action, Outcome, OutcomeKind
from embedded_hub.model.gateway_status import LinkState
from embedded_hub.model.state import StateReport
from tests.fakes.actions import action_on
from tests.fakes.clock import ManualClock
from tests.fakes.gateways import LAMP, SENSOR, Scripts, Waits, config_of, settled
from tests.fakes.sinks import AwaitableSink


class Bench:
    """A supervisor with everything around it."""

    def __init__(self) -> None:
        self.clock = ManualClock()
        self.home = AwaitableSink()
        self.scripts = Scripts()
        self.waits = Waits(self.clock)
        self.states: list[LinkState] = []
        self.supervisor = Supervisor(
            config_of(),
            self.scripts.load,
            self.home,
            clock=self.clock,
            draw=lambda: 0.5,
            on_change=lambda: self.states.append(self.supervisor.status.state),
            sleep=self.waits.sleep,
        )

    async def start(self) -> None:
        self.supervisor.start()
        await settled()

    def state(self) -> LinkState:
        return self.supervisor.status.state


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    one = Bench()
    yield one
    await one.supervisor.stop()


async def test_a_driver_that_comes_up_is_connected_and_counted(bench: Bench) -> None:
    await bench.start()
    status = bench.supervisor.status
    assert (status.state, status.device_count, status.entity_count) == (LinkState.CONNECTED, 1, 2)
    assert status.reason is None


async def test_a_loss_greys_everything_out_and_the_next_try_follows_its_back_off(
    bench: Bench,
) -> None:
    await bench.start()
    bench.clock.advance(5)
    bench.scripts.current.end(GatewayUnreachable("gone"))
    await settled()
    status = bench.supervisor.status
    assert status.state is LinkState.UNREACHABLE
    assert (status.reason, status.message) == ("gateway_unreachable", "gone")
    assert status.since_at == bench.clock.utc_s()
    assert status.retry_at == bench.clock.utc_s() + 0.5
    assert bench.home.away == {LAMP, SENSOR}
    await bench.waits.let_pass()
    assert bench.state() is LinkState.CONNECTED
    assert bench.home.away == set()


async def test_a_row_of_failures_is_one_outage_with_one_beginning(bench: Bench) -> None:
    bench.scripts.failures = [GatewayUnreachable("no")] * 4
    await bench.start()
    since_at = bench.supervisor.status.since_at
    for _ in range(3):
        await bench.waits.let_pass()
    assert bench.waits.asked == [0.5, 1, 2, 4]
    assert bench.supervisor.status.since_at == since_at
    assert bench.states.count(LinkState.CONNECTING) == 1


async def test_an_outage_is_logged_once_and_so_is_its_end(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    bench.scripts.failures = [GatewayUnreachable("no answer")] * 3
    await bench.start()
    for _ in range(3):
        await bench.waits.let_pass()
    assert bench.state() is LinkState.CONNECTED
    assert caplog.text.count("is unreachable: no answer") == 1
    assert caplog.text.count("is back after") == 1


async def test_a_driver_that_ends_without_a_word_has_lost_its_connection(bench: Bench) -> None:
    await bench.start()
    bench.scripts.current.end()
    await settled()
    assert bench.state() is LinkState.UNREACHABLE


async def test_refused_credentials_wait_for_a_person(bench: Bench) -> None:
    bench.scripts.failures = [GatewayAuthRequired("wrong token")]
    await bench.start()
    assert bench.state() is LinkState.AUTH_REQUIRED
    assert bench.supervisor.status.retry_at is None
    assert bench.waits.asked == []
    await bench.supervisor.pause(is_paused=False)
    await settled()
    assert bench.state() is LinkState.CONNECTED


async def test_unusable_settings_wait_for_a_person(bench: Bench) -> None:
    bench.scripts.failures = [ConfigError("no address")]
    await bench.start()
    assert (bench.state(), bench.waits.asked) == (LinkState.FAULTY, [])


@pytest.mark.parametrize("defect", [KeyError("x"), asyncio.CancelledError()])
async def test_a_defect_in_a_driver_stays_its_own_and_is_retried_slowly(
    bench: Bench, defect: BaseException, caplog: pytest.LogCaptureFixture
) -> None:
    bench.scripts.failures = [defect]
    await bench.start()
    assert bench.state() is LinkState.FAULTY
    assert bench.supervisor.status.reason == "gateway_fault"
    assert bench.waits.asked == [FAULT_FIRST_S / 2]
    assert "its driver failed" in caplog.text
    await bench.waits.let_pass()
    assert bench.state() is LinkState.CONNECTED


async def test_a_peer_breaking_its_protocol_is_retried_like_a_lost_one(bench: Bench) -> None:
    bench.scripts.failures = [RemoteProtocolError("nonsense")]
    await bench.start()
    assert bench.supervisor.status.reason == "gateway_protocol_error"
    assert bench.waits.asked == [0.5]


async def test_a_paused_gateway_is_disconnected_until_told_otherwise(bench: Bench) -> None:
    await bench.start()
    await bench.supervisor.pause(is_paused=True)
    assert bench.state() is LinkState.PAUSED
    assert bench.home.away == {LAMP, SENSOR}
    bench.supervisor.start()
    await settled()
    assert bench.state() is LinkState.PAUSED
    refused = await bench.supervisor.act(action_on(LAMP))
    assert refused.kind is OutcomeKind.NOT_CONNECTED
    assert refused.message == f"{bench.supervisor.config.title} is paused"
    await bench.supervisor.pause(is_paused=False)
    await settled()
    assert bench.state() is LinkState.CONNECTED


async def test_the_driver_is_imported_at_the_first_try_only(bench: Bench) -> None:
    assert bench.scripts.loads == 0
    await bench.start()
    assert bench.scripts.loads == 1


async def test_whoever_adds_a_gateway_learns_why_it_did_not_come_up(bench: Bench) -> None:
    bench.scripts.failures = [GatewayUnreachable("no answer")]
    bench.supervisor.start()
    with pytest.raises(GatewayUnreachable, match="no answer"):
        await bench.supervisor.first_snapshot()


async def test_an_action_reaches_the_driver_and_comes_back_done(bench: Bench) -> None:
    await bench.start()
    outcome = await bench.supervisor.act(action_on(LAMP))
    assert outcome.kind is OutcomeKind.DONE
    assert bench.scripts.current.actions == [action_on(LAMP)]


async def test_an_action_while_down_sends_nothing_and_says_so(bench: Bench) -> None:
    await bench.start()
    gateway = bench.scripts.current
    gateway.end(GatewayUnreachable("gone"))
    await settled()
    outcome = await bench.supervisor.act(action_on(LAMP))
    assert outcome.kind is OutcomeKind.NOT_CONNECTED
    await bench.waits.let_pass()
    assert gateway.actions == bench.scripts.current.actions == []


async def test_an_expired_action_is_not_sent(bench: Bench) -> None:
    await bench.start()
    outcome = await bench.supervisor.act(action_on(LAMP, timeout_s=0))
    assert (outcome.kind, outcome.code) == (OutcomeKind.FAILED, "expired")
    assert bench.scripts.current.actions == []


async def test_an_action_nobody_confirms_ends_as_unknown_at_its_deadline(bench: Bench) -> None:
    await bench.start()
    never: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()

    async def silence(_: Action) -> Outcome:
        return await never

    bench.scripts.current.answer = silence
    outcome = await bench.supervisor.act(action_on(LAMP, timeout_s=0.01))
    assert outcome.kind is OutcomeKind.UNKNOWN


async def test_an_action_that_tidies_up_after_its_deadline_costs_no_connection(
    bench: Bench,
) -> None:
    await bench.start()
    is_tidying, is_tidy = asyncio.Event(), asyncio.Event()

    async def tidy_up(_: Action) -> Outcome:
        try:
            await asyncio.Event().wait()
        finally:
            is_tidying.set()
            await is_tidy.wait()
        raise AssertionError

    bench.scripts.current.answer = tidy_up
    acting = asyncio.create_task(bench.supervisor.act(action_on(LAMP, timeout_s=0.01)))
    await is_tidying.wait()
    bench.scripts.current.end(GatewayUnreachable("gone"))
    await settled()
    await bench.waits.let_pass()
    assert bench.state() is LinkState.CONNECTED
    is_tidy.set()
    assert (await acting).kind is OutcomeKind.UNKNOWN


async def test_an_action_does_not_outlive_the_connection_it_went_out_on(bench: Bench) -> None:
    await bench.start()
    never: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()

    async def silence(_: Action) -> Outcome:
        return await never

    bench.scripts.current.answer = silence
    acting = asyncio.create_task(bench.supervisor.act(action_on(LAMP, timeout_s=3600)))
    await settled()
    bench.scripts.current.end(GatewayUnreachable("gone"))
    await settled()
    assert (await acting).kind is OutcomeKind.UNKNOWN


@pytest.mark.parametrize(
    ("failure", "kind", "code"),
    [
        (ActionUnsupported("cannot"), OutcomeKind.FAILED, "action_unsupported"),
        (GatewayUnreachable("lost"), OutcomeKind.UNKNOWN, "gateway_unreachable"),
        (asyncio.CancelledError(), OutcomeKind.UNKNOWN, "internal"),
        (ZeroDivisionError(), OutcomeKind.UNKNOWN, "internal"),
    ],
)
async def test_nothing_a_driver_raises_at_an_action_reaches_who_asked(
    bench: Bench,
    failure: BaseException,
    kind: OutcomeKind,
    code: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    await bench.start()

    async def fail(_: Action) -> Outcome:
        raise failure

    bench.scripts.current.answer = fail
    outcome = await bench.supervisor.act(action_on(LAMP))
    assert (outcome.kind, outcome.code) == (kind, code)
    assert ("its driver failed" in caplog.text) == (code == "internal")
    assert bench.state() is LinkState.CONNECTED


async def test_who_asked_may_give_up_waiting(bench: Bench) -> None:
    await bench.start()
    never: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()

    async def silence(_: Action) -> Outcome:
        return await never

    bench.scripts.current.answer = silence
    asking = asyncio.create_task(bench.supervisor.act(action_on(LAMP)))
    await settled()
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking


async def test_the_round_trip_is_that_of_the_last_action_that_was_done(bench: Bench) -> None:
    await bench.start()
    assert bench.supervisor.status.round_trip_ms is None

    async def slow(_: Action) -> Outcome:
        bench.clock.advance(0.25)
        return Outcome(kind=OutcomeKind.DONE)

    bench.scripts.current.answer = slow
    await bench.supervisor.act(action_on(LAMP))
    assert bench.supervisor.status.round_trip_ms == pytest.approx(250)


async def test_other_settings_are_used_at_once(bench: Bench) -> None:
    bench.scripts.failures = [GatewayAuthRequired("wrong")]
    await bench.start()
    await bench.supervisor.reconfigure(config_of(url="other"))
    await settled()
    assert bench.state() is LinkState.CONNECTED
    assert bench.supervisor.status.options == {"url": "other"}


async def test_a_report_after_the_end_of_a_connection_is_not_heard(bench: Bench) -> None:
    await bench.start()
    sink = bench.scripts.current.sink
    assert sink is not None
    await bench.supervisor.stop()
    sink.state(StateReport(key=LAMP, value="off"))
    assert bench.home.value(LAMP) == "on"


async def test_after_a_sleep_a_lost_gateway_is_tried_at_once(bench: Bench) -> None:
    bench.scripts.failures = [GatewayUnreachable("no")] * 3
    await bench.start()
    await bench.waits.let_pass()
    await bench.supervisor.wake()
    await settled()
    assert bench.waits.asked == [0.5, 1, 0.5]
    await bench.supervisor.wake()
    await settled()
    assert bench.state() is LinkState.CONNECTED


async def test_a_driver_that_fails_at_a_check_keeps_nobody_from_being_looked_after(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def check() -> None:
        raise OSError("the socket is gone")

    await bench.start()
    monkeypatch.setattr(bench.scripts.current, "check", check, raising=False)
    await bench.supervisor.wake()
    assert "its driver failed at a check" in caplog.text
    assert bench.state() is LinkState.CONNECTED


async def test_after_a_sleep_a_connected_gateway_stays_connected(bench: Bench) -> None:
    await bench.start()
    await bench.supervisor.wake()
    await settled()
    assert bench.state() is LinkState.CONNECTED
    assert len(bench.scripts.made) == 1


async def test_a_driver_that_never_ends_does_not_hold_up_the_home(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(driver_tasks, "STOP_TIMEOUT_S", 0.01)
    stubborn = bench.scripts.make_stubborn()
    await bench.start()
    await bench.supervisor.stop()
    assert "does not end" in caplog.text
    stubborn.set()
    await settled()
