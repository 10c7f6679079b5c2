"""A whole hub with rights and history on, from a gateway's frame to every subscriber.

Usage: ``python -m tests.bench.bench_delivery [--quick]``. The reference is a relay of forty lines
on ``websockets.broadcast()`` that has neither rights nor history nor a registry.

=======  =========================================================================
calm     100 changes a second to 50 people of one home: how long until each has it
busy     100 changes a second to 500 people
flats    40 homes of 5 people, one of them a guest, 100 changes a second each
=======  =========================================================================
"""

from collections.abc import Iterator, Sequence

import msgspec

from tests.bench.command import run
from tests.bench.figures import Row, cost
from tests.bench.load import Figures, Load, Side, compare

LOADS = {
    "calm": Load(people=50, sensors=100, changes_per_s=100, gateways=4),
    "busy": Load(people=500, sensors=100, changes_per_s=100, gateways=4),
    "flats": Load(
        homes=40, people=5, sensors=40, changes_per_s=100, changes_per_frame=4, has_guests=True
    ),
}
P99_MS = {"calm": 5.0, "busy": 50.0}
AGAINST = "relay"


async def measure(is_quick: bool) -> Sequence[Row]:
    """Run every load on both sides."""
    rounds, seconds = (1, 2.0) if is_quick else (3, 4.0)
    rows: list[Row] = []
    for name, load in LOADS.items():
        sides = await compare(msgspec.structs.replace(load, seconds=seconds), rounds)
        rows.extend(_rows(name, sides))
    return rows


def _rows(name: str, sides: dict[Side, Figures]) -> Iterator[Row]:
    hub, relay = sides["hub"], sides["relay"]
    yield cost(
        f"{name}: CPU a delivery",
        "us",
        hub.us_per_delivery,
        reference=relay.us_per_delivery,
        against=AGAINST,
    )
    yield cost(f"{name}: share of a core", "%", hub.core, reference=relay.core, against=AGAINST)
    yield cost(f"{name}: p50", "ms", hub.p50_ms, reference=relay.p50_ms, against=AGAINST)
    yield cost(
        f"{name}: p99",
        "ms",
        hub.p99_ms,
        reference=relay.p99_ms,
        against=AGAINST,
        at_most=P99_MS.get(name),
    )
    yield cost(f"{name}: lost", "%", hub.lost * 100, at_most=0)
    if LOADS[name].has_guests:
        yield cost(f"{name}: leaks", "times", hub.leaks, at_most=0)


if __name__ == "__main__":
    run("Measure a whole hub against a relay.", measure)
