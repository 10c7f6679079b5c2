"""What a benchmark found, and the table it is shown in.

The sound figures are costs: less is better, and a ratio says how many times less than a reference
that was measured in the same run. A ratio holds on any machine, a figure only on this one.
"""

import statistics
from collections.abc import Iterable, Iterator, Sequence

import msgspec


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the table."""

    name: str
    ours: float
    unit: str
    reference: float | None = None
    against: str = ""
    ratio: float | None = None
    """How many times better than the reference."""
    goal: str = ""
    is_met: bool | None = None
    """``None`` when there is no goal."""


def cost(
    name: str,
    unit: str,
    ours: float,
    *,
    reference: float | None = None,
    against: str = "",
    at_most: float | None = None,
    times_less: float | None = None,
) -> Row:
    """Make the row of something of which less is better."""
    ratio = reference / ours if reference is not None and ours > 0 else None
    goals, verdicts = [], []
    if at_most is not None:
        goals.append(f"<= {at_most:g} {unit}")
        verdicts.append(ours <= at_most)
    if times_less is not None:
        goals.append(f">= {times_less:g}x less")
        verdicts.append(ratio is not None and ratio >= times_less)
    return Row(
        name=name,
        ours=ours,
        unit=unit,
        reference=reference,
        against=against,
        ratio=ratio,
        goal=", ".join(goals),
        is_met=all(verdicts) if verdicts else None,
    )


def rate(
    name: str,
    unit: str,
    ours: float,
    *,
    reference: float | None = None,
    against: str = "",
    at_least: float | None = None,
) -> Row:
    """Make the row of something of which more is better."""
    return Row(
        name=name,
        ours=ours,
        unit=unit,
        reference=reference,
        against=against,
        ratio=ours / reference if reference else None,
        goal="" if at_least is None else f">= {at_least:g} {unit}",
        is_met=None if at_least is None else ours >= at_least,
    )


def percentile(values: Iterable[float], share: float) -> float:
    """Return the value that so large a share of them does not exceed; 0 of none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0


def median(values: Iterable[float]) -> float:
    """Return the middle one; 0 of none."""
    return statistics.median(list(values) or [0.0])


def table(rows: Sequence[Row]) -> Iterator[str]:
    """Yield the lines of the table, as Markdown."""
    head = ("what", "ours", "reference", "ratio", "goal", "met")
    body = [_cells(row) for row in rows]
    widths = [max(len(line[at]) for line in (head, *body)) for at in range(len(head))]
    for number, line in enumerate((head, *body)):
        yield "| " + " | ".join(map(str.ljust, line, widths)) + " |"
        if number == 0:
            yield "|" + "|".join("-" * (width + 2) for width in widths) + "|"


def _cells(row: Row) -> tuple[str, ...]:
    reference = "" if row.reference is None else f"{_number(row.reference)} {row.against}".strip()
    verdict = {True: "yes", False: "NO", None: ""}[row.is_met]
    ratio = "" if row.ratio is None else f"{_number(row.ratio)}x"
    return row.name, f"{_number(row.ours)} {row.unit}", reference, ratio, row.goal, verdict


def _number(value: float) -> str:
    if value and abs(value) < 10:
        return f"{value:.2f}"
    return f"{value:.1f}" if abs(value) < 1000 else f"{value:.0f}"
