"""An entity's past as lines, bands and marks."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.backend.api import History, HistoryBin, HistoryPoint
from desktop.viewmodels import history_plot as plot
from desktop.viewmodels.trends import trend_line

DAY = 86_400.0


def points(*pairs: tuple[float, str]) -> History:
    return History(points=tuple(HistoryPoint(at=at, value=value) for at, value in pairs))


def test_numbers_become_samples_and_words_between_them_are_gaps() -> None:
    history = points((0, "20"), (10, "unavailable"), (20, "21.5"))
    assert [(one.at, one.mean) for one in plot.samples_of(history, 0, 100)] == [(0, 20), (20, 21.5)]


def test_state_that_held_before_begins_at_the_edge() -> None:
    history = points((-500, "20"), (20, "21"))
    assert plot.samples_of(history, 0, 100)[0].at == 0


def test_long_histories_keep_their_highest_and_lowest() -> None:
    history = points(*((float(at), str(at % 100)) for at in range(5000)))
    samples = plot.samples_of(history, 0, 5000)
    assert len(samples) <= plot.MOST_POINTS + 1
    assert (min(one.low for one in samples), max(one.high for one in samples)) == (0, 99)


def test_bins_are_drawn_as_they_came() -> None:
    history = History(bins=(HistoryBin(at=0, mean=2, low=1, high=3),))
    assert plot.samples_of(history, 0, 10) == [plot.Sample(0, 2, 1, 3)]


def test_words_become_bands_that_meet() -> None:
    history = points((-5, "off"), (10, "on"), (30, "on"), (40, "off"))
    assert plot.bands_of(history, 0, 100) == [
        plot.Band(0, 10, "off"),
        plot.Band(10, 40, "on"),
        plot.Band(40, 100, "off"),
    ]


def test_time_nobody_knows_of_is_left_open() -> None:
    history = points((0, "on"), (10, "unavailable"), (20, "on"))
    assert plot.bands_of(history, 0, 30) == [plot.Band(0, 10, "on"), plot.Band(20, 30, "on")]


@given(st.floats(1e-3, 1e9))
def test_steps_are_round_and_just_large_enough(rough: float) -> None:
    step = plot.nice_step(rough)
    assert rough <= step <= rough * 10
    mantissa = step / 10 ** math.floor(math.log10(step) + 1e-9)
    assert min(abs(mantissa - nice) for nice in (1, 2, 2.5, 5, 10)) < 1e-6


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=50))
def test_axis_holds_every_sample_and_has_few_marks(values: list[float]) -> None:
    samples = [plot.Sample(float(place), value, value, value) for place, value in enumerate(values)]
    low, high = plot.value_span(samples)
    assert low < high
    assert low <= min(values)
    assert max(values) <= high
    assert 2 <= len(plot.value_ticks((low, high), "W")) <= 12


@pytest.mark.parametrize(
    ("range_", "fewest", "most"), [("day", 3, 5), ("week", 6, 8), ("month", 4, 5)]
)
def test_time_axis_has_a_handful_of_marks(range_: str, fewest: int, most: int) -> None:
    end = 1_800_000_000.0
    start = end - plot.SPAN_S[range_]
    ticks = plot.time_ticks(range_, start, end)
    assert fewest <= len(ticks) <= most
    assert all(tick["text"] for tick in ticks)


def test_finger_reads_the_value_that_held() -> None:
    samples = [plot.Sample(10, 1, 1, 1), plot.Sample(20, 2, 2, 2)]
    assert plot.nearest(samples, 15) == samples[0]
    assert plot.nearest(samples, 5) == samples[0]
    assert plot.nearest(samples, 99) == samples[1]
    assert plot.nearest([], 1) is None


def test_trend_fills_the_unit_square() -> None:
    line = trend_line(points(*((place * 600.0, str(place)) for place in range(144))), 0, DAY)
    xs, ys = line[0::2], line[1::2]
    assert (min(ys), max(ys)) == (0, 1)
    assert xs == sorted(xs)
    assert xs[-1] == 1


def test_flat_trend_is_a_line_in_the_middle() -> None:
    line = trend_line(points((0, "5"), (40_000, "5")), 0, DAY)
    assert set(line[1::2]) == {0.5}


def test_one_point_is_no_trend() -> None:
    assert trend_line(points((0, "5")), 0, DAY) == []
    assert trend_line(History(), 0, DAY) == []
