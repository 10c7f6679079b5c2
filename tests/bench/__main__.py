"""Runs the benchmarks and prints one table.

Usage: ``python -m tests.bench [names…] [--quick] [--json FILE]``; all of them when none is named,
``--list`` names them. Each runs in a process of its own. Nothing here fails when a goal is missed:
the table says so, and docs/BENCHMARKS.md says why.
"""

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

from tests.bench.figures import Row, table

BENCHMARKS = {
    "fanout": "tests.bench.fanout_rows",
    "delivery": "tests.bench.bench_delivery",
    "voice": "tests.bench.bench_voice",
    "browser_voice": "tests.bench.bench_browser_voice",
    "speech": "tests.bench.bench_speech",
    "bulk": "tests.bench.bench_bulk",
    "ingest": "tests.bench.bench_ingest",
    "snapshot": "tests.bench.bench_snapshot",
    "history": "tests.bench.history_rows",
    "headless": "tests.bench.bench_headless",
    "desktop": "tests.bench.bench_desktop",
    "big_home": "tests.bench.bench_big_home",
    "loop": "tests.bench.bench_loop",
    "home_assistant": "tests.bench.bench_home_assistant",
}
"""Name and module. Speech needs its extra, the last a Home Assistant; they are skipped without."""


def main() -> int:
    """Run them; return 0 when each of them came to an end."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Run benchmarks.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="which; all when left out")
    parser.add_argument("--quick", action="store_true", help="shorter and rougher")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also keep the rows here")
    parser.add_argument("--list", action="store_true", help="name them and end")
    options = parser.parse_args()
    if unknown := set(options.names) - BENCHMARKS.keys():
        parser.error(f"there is no {', '.join(sorted(unknown))}")
    if options.list:
        sys.stdout.write("\n".join(BENCHMARKS) + "\n")
        return 0
    rows: list[Row] = []
    failed = []
    for name in options.names or BENCHMARKS:
        sys.stderr.write(f"{name} …\n")
        found = _run(BENCHMARKS[name], is_quick=options.quick)
        if found is None:
            failed.append(name)
        else:
            rows.extend(found)
    sys.stdout.write("\n".join(table(rows)) + "\n")
    if options.json is not None:
        options.json.write_bytes(msgspec.json.encode(rows))
    if failed:
        sys.stderr.write(f"did not come to an end: {', '.join(failed)}\n")
    return 1 if failed else 0


def _run(module: str, *, is_quick: bool) -> Sequence[Row] | None:
    command = [sys.executable, "-m", module, "--json"] + (["--quick"] if is_quick else [])
    ended = subprocess.run(command, stdout=subprocess.PIPE, check=False)
    if ended.returncode != 0:
        return None
    return msgspec.json.decode(ended.stdout, type=list[Row])


if __name__ == "__main__":
    sys.exit(main())
