"""Taking reports in: decode, validate, store, keep history, encode, tell.

Usage: ``python -m tests.bench.bench_ingest [--quick]``. First the JSON of one report alone, against
``json`` in the same process, then 10,000 reports a second through the wire into a whole hub with
one subscriber, against the relay.
"""

import json
import time
from collections.abc import Callable, Sequence

import msgspec

from embedded_hub.model.ids import EntityId
from embedded_hub.model.state import Context, State
from embedded_hub.protocol import gateway_messages as gw
from embedded_hub.protocol.compressed import change_member
from tests.bench.command import run
from tests.bench.figures import Row, cost, median, rate
from tests.bench.load import Load, compare

REPORTS_PER_FRAME = 100
LOAD = Load(
    people=1,
    sensors=1000,
    changes_per_s=10_000,
    changes_per_frame=REPORTS_PER_FRAME,
    gateways=10,
)


async def measure(is_quick: bool) -> Sequence[Row]:
    """Measure the JSON alone, then the whole way."""
    rounds, seconds = (1, 2.0) if is_quick else (3, 4.0)
    rows = _json_rows(repeats=20 if is_quick else 200)
    sides = await compare(msgspec.structs.replace(LOAD, seconds=seconds), rounds)
    hub, relay = sides["hub"], sides["relay"]
    rows.append(
        cost(
            "one report, the whole way",
            "us",
            hub.us_per_report,
            reference=relay.us_per_report,
            against="relay",
        )
    )
    rows.append(
        rate(
            "reports a core takes",
            "/s",
            1e6 / hub.us_per_report,
            reference=1e6 / relay.us_per_report,
            against="relay",
            at_least=20_000,
        )
    )
    # Two reports of one sensor within a tick are told as one: that is no loss.
    rows.append(cost("reports merged on the way", "%", hub.lost * 100))
    return rows


def _json_rows(repeats: int) -> list[Row]:
    frame = gw.encode(
        gw.State(
            seq=1,
            ts=1_800_000_000_000,
            set={
                f"thermometer_{number}/t": {"v": 20 + number / 10}
                for number in range(REPORTS_PER_FRAME)
            },
        )
    )
    old, new = _state("20.1"), _state("20.2")
    ours, theirs = [], []
    for _ in range(7):
        ours.append(
            _us(lambda: gw.decode_from_gateway(frame), repeats) / REPORTS_PER_FRAME
            + _us(lambda: change_member(old, new), repeats * 10)
        )
        theirs.append(
            _us(lambda: json.loads(frame), repeats) / REPORTS_PER_FRAME
            + _us(lambda: json.dumps(_entry(new)), repeats * 10)
        )
    return [
        cost(
            "JSON of one report, in and out",
            "us",
            median(ours),
            reference=median(theirs),
            against="json, unchecked",
            at_most=1,
        )
    ]


def _us(call: Callable[[], object], repeats: int) -> float:
    begun_s = time.perf_counter()
    for _ in range(repeats):
        call()
    return (time.perf_counter() - begun_s) / repeats * 1e6


def _state(value: str) -> State:
    return State(
        entity_id=EntityId("sensor.thermometer_1"),
        value=value,
        attributes={"friendly_name": "Thermometer", "unit_of_measurement": "°C"},
        changed_at=1_800_000_000.0 + float(value),
        updated_at=1_800_000_000.0 + float(value),
        context=Context(id=f"01M8326YWGJ6EVH9EWC000{value}"),
    )


def _entry(state: State) -> object:
    plus = {"s": state.value, "lc": state.changed_at, "c": state.context.id}
    return {state.entity_id: {"+": plus}}


if __name__ == "__main__":
    run("Measure what a report costs.", measure)
