"""The rows of :mod:`tests.bench.bench_fanout`, with the goals they are held to.

Usage: ``python -m tests.bench.fanout_rows [--quick]``.
"""

from collections.abc import Sequence

import msgspec

from tests.bench.bench_fanout import LOADS, Arm, Figures, compare
from tests.bench.command import run
from tests.bench.figures import Row, cost, rate

TIMES_LESS = {"flood": 25.0, "single": 1.54}
P99_MS = {"flood": 60.0, "calm": 5.0}
AGAINST = "broadcast()"


async def measure(is_quick: bool) -> Sequence[Row]:
    """Put every load on both sides."""
    rounds, seconds = (1, 1.0) if is_quick else (3, 3.0)
    rows: list[Row] = []
    for name, load in LOADS.items():
        sides = await compare(msgspec.structs.replace(load, seconds=seconds), rounds)
        rows.extend(_rows(name, sides))
    return rows


def _rows(name: str, sides: dict[Arm, Figures]) -> list[Row]:
    ours, theirs = sides["ours"], sides["broadcast"]
    rows = [
        cost(
            f"fan-out, {name}: CPU a delivery",
            "us",
            ours.cpu_us,
            reference=theirs.cpu_us,
            against=AGAINST,
            times_less=TIMES_LESS.get(name),
        )
    ]
    if name == "flood":
        rows.append(
            rate(
                f"fan-out, {name}: deliveries half a core makes",
                "M/s",
                0.5 / ours.cpu_us,
                reference=0.5 / theirs.cpu_us,
                against=AGAINST,
                at_least=1,
            )
        )
    # With history kept, where that was measured.
    shown = sides.get("home", ours)
    rows.append(
        cost(
            f"fan-out, {name}: p99",
            "ms",
            shown.p99_ms,
            reference=theirs.p99_ms,
            against=AGAINST,
            at_most=P99_MS.get(name),
        )
    )
    return rows


if __name__ == "__main__":
    run("Measure fan-out against broadcast().", measure)
