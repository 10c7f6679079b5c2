"""An entity's past, ready to be drawn: pure but for the words on the axes."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Literal

import msgspec

from desktop.backend.api import History
from desktop.viewmodels.words import clock_text, measure, number_text, weekday_text
from embedded_hub.model.capability.api import number_of
from embedded_hub.model.state import UNAVAILABLE, UNKNOWN

Range = Literal["day", "week", "month"]
SPAN_S: dict[str, float] = {"day": 86_400.0, "week": 7 * 86_400.0, "month": 30 * 86_400.0}
MOST_POINTS = 400
"""A detail sheet is about as many pixels wide."""
Y_TICKS = 4
_NICE = (1.0, 2.0, 2.5, 5.0, 10.0)
Mapped = dict[str, object]


class Sample(msgspec.Struct, frozen=True):
    """A number at a time, with the lowest and highest around it."""

    at: float
    mean: float
    low: float
    high: float


class Band(msgspec.Struct, frozen=True):
    """A word from one time to another."""

    start_at: float
    end_at: float
    value: str


def samples_of(history: History, start_at: float, end_at: float) -> list[Sample]:
    """Return the numbers of a history, thinned to what can be seen."""
    if history.bins:
        return [Sample(one.at, one.mean, one.low, one.high) for one in history.bins]
    points = [
        (max(one.at, start_at), number)
        for one in history.points
        if (number := number_of(one.value)) is not None
    ]
    if len(points) <= MOST_POINTS:
        return [Sample(at, value, value, value) for at, value in points]
    return _thinned(points, start_at, end_at)


def bands_of(history: History, start_at: float, end_at: float) -> list[Band]:
    """Return the words of a history as stretches; what nobody knew leaves a gap."""
    bands: list[Band] = []
    for place, point in enumerate(history.points):
        begins = max(point.at, start_at)
        ends = history.points[place + 1].at if place + 1 < len(history.points) else end_at
        if ends <= begins or point.value in ("", UNKNOWN, UNAVAILABLE):
            continue
        if bands and bands[-1].value == point.value and bands[-1].end_at >= begins:
            bands[-1] = Band(bands[-1].start_at, ends, point.value)
        else:
            bands.append(Band(begins, ends, point.value))
    return bands


def value_span(samples: Sequence[Sample]) -> tuple[float, float]:
    """Return a value axis that begins and ends at round numbers around all samples."""
    low = min(one.low for one in samples)
    high = max(one.high for one in samples)
    if low == high:
        low, high = low - 1, high + 1
    step = nice_step((high - low) / Y_TICKS)
    return step * (low // step), step * -(-high // step)


def value_ticks(span: tuple[float, float], unit: str) -> list[Mapped]:
    """Return the marks of a value axis."""
    step = nice_step((span[1] - span[0]) / Y_TICKS)
    count = round((span[1] - span[0]) / step)
    return [
        {"y": span[0] + place * step, "text": measure(span[0] + place * step, unit)}
        for place in range(count + 1)
    ]


def time_ticks(range_: str, start_at: float, end_at: float) -> list[Mapped]:
    """Return the marks of a time axis at hours, days or weeks people count in."""
    match range_:
        case "day":
            return _ticks(start_at, end_at, timedelta(hours=6), lambda at: clock_text(at, at))
        case "week":
            return _ticks(start_at, end_at, timedelta(days=1), weekday_text)
    return _ticks(start_at, end_at, timedelta(days=7), _day_number)


def nearest(samples: Sequence[Sample], at: float) -> Sample | None:
    """Return the sample that held at a time: the last one before it."""
    before = [one for one in samples if one.at <= at]
    return before[-1] if before else (samples[0] if samples else None)


def nice_step(rough: float) -> float:
    """Return the round number just above a rough step."""
    if rough <= 0:
        return 1.0
    power = 10.0 ** (len(str(int(rough))) - 1) if rough >= 1 else 10.0**-3
    while power * 10 < rough:
        power *= 10
    return next(power * nice for nice in _NICE if power * nice >= rough)


def _thinned(points: Sequence[tuple[float, float]], start_at: float, end_at: float) -> list[Sample]:
    width_s = (end_at - start_at) / MOST_POINTS
    buckets: dict[int, list[float]] = {}
    for at, value in points:
        buckets.setdefault(int((at - start_at) / width_s), []).append(value)
    return [
        Sample(start_at + place * width_s, sum(values) / len(values), min(values), max(values))
        for place, values in sorted(buckets.items())
    ]


def _ticks(
    start_at: float, end_at: float, step: timedelta, word: Callable[[float], str]
) -> list[Mapped]:
    first = datetime.fromtimestamp(start_at).replace(hour=0, minute=0, second=0, microsecond=0)  # noqa: DTZ006 - an axis shows local time
    ticks: list[Mapped] = []
    moment = first
    while moment.timestamp() < end_at:
        if moment.timestamp() >= start_at:
            ticks.append({"t": moment.timestamp(), "text": word(moment.timestamp())})
        moment += step
    return ticks


def _day_number(at: float) -> str:
    moment = datetime.fromtimestamp(at)  # noqa: DTZ006
    return f"{number_text(moment.day)}.{number_text(moment.month)}."
