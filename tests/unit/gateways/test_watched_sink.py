import pytest

from embedded_hub.gateways.flood import BURST
from embedded_hub.gateways.watched_sink import WatchedSink
from embedded_hub.model.ids import GatewayId
from embedded_hub.model.state import StateReport
from tests.fakes.clock import ManualClock
from tests.fakes.gateways import LAMP, LAMP_DEVICE, SENSOR
from tests.fakes.sinks import AwaitableSink


@pytest.fixture
def home() -> AwaitableSink:
    return AwaitableSink()


@pytest.fixture
def watched(home: AwaitableSink) -> WatchedSink:
    return WatchedSink(
        GatewayId("lamps"),
        home,
        clock=ManualClock(),
        on_connected=lambda: None,
        on_flood=lambda _: None,
        on_flaw=lambda _: None,
    )


def test_everything_described_is_unavailable_after_a_loss(
    watched: WatchedSink, home: AwaitableSink
) -> None:
    sink = watched.open()
    sink.devices([LAMP_DEVICE], is_complete=True)
    watched.close(sink)
    assert home.away == {LAMP, SENSOR}


def test_what_is_described_again_without_a_report_comes_back_at_the_end_of_the_snapshot(
    watched: WatchedSink, home: AwaitableSink
) -> None:
    first = watched.open()
    first.devices([LAMP_DEVICE], is_complete=True)
    first.connected()
    watched.close(first)
    second = watched.open()
    second.devices([LAMP_DEVICE], is_complete=True)
    second.state(StateReport(key=LAMP, value="on"))
    assert home.away == {SENSOR}
    second.connected()
    assert home.availability[-1] == (frozenset({SENSOR}), True)
    assert home.away == set()


def test_what_is_said_to_be_away_stays_away_at_the_end_of_the_snapshot(
    watched: WatchedSink, home: AwaitableSink
) -> None:
    first = watched.open()
    first.devices([LAMP_DEVICE], is_complete=True)
    watched.close(first)
    second = watched.open()
    second.devices([LAMP_DEVICE], is_complete=True)
    second.available([LAMP], False)
    second.connected()
    assert home.away == {LAMP}


def test_a_resumed_connection_that_describes_nothing_brings_everything_back(
    watched: WatchedSink, home: AwaitableSink
) -> None:
    first = watched.open()
    first.devices([LAMP_DEVICE], is_complete=True)
    watched.close(first)
    watched.open().connected()
    assert home.away == set()


def test_a_driver_left_behind_is_not_heard(watched: WatchedSink, home: AwaitableSink) -> None:
    sink = watched.open()
    sink.devices([LAMP_DEVICE], is_complete=True)
    watched.close(sink)
    said = list(home.calls)
    sink.state(StateReport(key=LAMP, value="off"))
    sink.event(LAMP, "press", {})
    sink.available([LAMP], True)
    sink.devices([], is_complete=True)
    sink.connected()
    assert home.calls == said


def test_a_newer_connection_takes_over_without_greying_anything_out(
    watched: WatchedSink, home: AwaitableSink
) -> None:
    old = watched.open()
    old.devices([LAMP_DEVICE], is_complete=True)
    new = watched.open()
    old.state(StateReport(key=LAMP, value="off"))
    watched.close(old)
    assert home.states == {}
    assert home.away == set()
    new.state(StateReport(key=LAMP, value="on"))
    assert home.value(LAMP) == "on"


async def test_in_a_flood_only_the_newest_state_of_each_entity_goes_out(
    watched: WatchedSink, home: AwaitableSink, caplog: pytest.LogCaptureFixture
) -> None:
    sink = watched.open()
    sink.devices([LAMP_DEVICE], is_complete=True)
    sink.connected()
    for number in range(int(BURST) + 1000):
        sink.state(StateReport(key=SENSOR, value=str(number)))
    assert len(home.reports) == BURST
    await home.until(lambda: len(home.reports) > BURST)
    assert home.value(SENSOR) == str(int(BURST) + 999)
    assert len(home.reports) == BURST + 1
    assert caplog.text.count("floods") == 1


def test_a_first_snapshot_of_any_size_is_no_flood(
    watched: WatchedSink, home: AwaitableSink
) -> None:
    sink = watched.open()
    sink.devices([LAMP_DEVICE], is_complete=True)
    for number in range(int(BURST) * 2):
        sink.state(StateReport(key=SENSOR, value=str(number)))
    assert len(home.reports) == BURST * 2
