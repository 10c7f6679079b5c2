"""The command line every benchmark has: ``python -m tests.bench.bench_<name> [--quick]``."""

import argparse
import asyncio
import sys
from collections.abc import Awaitable, Callable, Sequence

from tests.bench.figures import Row, table
from tests.bench.processes import LOAD_CORE, pin, say

Measure = Callable[[bool], Awaitable[Sequence[Row]]]
"""Runs the benchmark, shorter and rougher when told so."""


def run(description: str, measure: Measure) -> None:
    """Measure, and print the table, or rows of JSON for a program."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--quick", action="store_true", help="shorter and rougher")
    parser.add_argument("--json", action="store_true", help="rows as one line of JSON")
    options = parser.parse_args()
    pin(LOAD_CORE)
    rows = asyncio.run(_measured(measure, options.quick))
    if options.json:
        say(rows)
    else:
        sys.stdout.write("\n".join(table(rows)) + "\n")


async def _measured(measure: Measure, is_quick: bool) -> Sequence[Row]:
    return await measure(is_quick)
