"""When a guest is welcome."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedded_hub.model.visits import DAY_MINUTES, VisitHours, is_welcome

MONDAY, SUNDAY = 0, 6
BERLIN = ZoneInfo("Europe/Berlin")


def at(text: str, zone: ZoneInfo = BERLIN) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=zone).timestamp()


def span(days: tuple[int, ...], start: str, end: str) -> VisitHours:
    minutes = [int(one[:2]) * 60 + int(one[3:]) for one in (start, end)]
    return VisitHours(days=days, from_minute=minutes[0], to_minute=minutes[1])


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-23T08:59", False),
        ("2026-11-23T09:00", True),
        ("2026-11-23T21:59:59", True),
        ("2026-11-23T22:00", False),
        ("2026-11-24T12:00", False),
    ],
)
def test_a_visit_begins_and_ends_on_the_minute_of_its_day(moment: str, expected: bool) -> None:
    assert is_welcome((span((MONDAY,), "09:00", "22:00"),), None, at(moment), BERLIN) is expected


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-22T21:59", False),
        ("2026-11-22T22:00", True),
        ("2026-11-23T01:59", True),
        ("2026-11-23T02:00", False),
        ("2026-11-23T23:00", False),
    ],
)
def test_a_night_belongs_to_the_day_it_begins_on(moment: str, expected: bool) -> None:
    assert is_welcome((span((SUNDAY,), "22:00", "02:00"),), None, at(moment), BERLIN) is expected


def test_the_hours_are_those_of_the_home_and_not_of_the_hub() -> None:
    noon = (span((MONDAY,), "12:00", "13:00"),)
    moment = at("2026-11-23T12:30")
    assert is_welcome(noon, None, moment, BERLIN)
    assert not is_welcome(noon, None, moment, ZoneInfo("America/New_York"))


def test_an_end_ends_it_whatever_the_hours_are() -> None:
    always = (span(tuple(range(7)), "00:00", "00:00"),)
    assert is_welcome(always, 100.0, 99.9, UTC)
    assert not is_welcome(always, 100.0, 100.0, UTC)
    assert not is_welcome((), 100.0, 100.0, UTC)
    assert is_welcome((), None, 100.0, UTC)


@given(
    days=st.sets(st.integers(0, 6), min_size=1),
    start=st.integers(0, DAY_MINUTES - 1),
    length=st.integers(1, DAY_MINUTES),
    minute=st.integers(0, 7 * DAY_MINUTES - 1),
)
def test_a_span_covers_exactly_its_length_from_each_of_its_days(
    days: set[int], start: int, length: int, minute: int
) -> None:
    hours = VisitHours(
        days=tuple(days), from_minute=start, to_minute=(start + length) % DAY_MINUTES
    )
    begun = [(day * DAY_MINUTES + start, length) for day in days]
    expected = any((minute - first) % (7 * DAY_MINUTES) < length for first, length in begun)
    monday = datetime(2026, 11, 23, tzinfo=UTC) + timedelta(minutes=minute)
    assert is_welcome((hours,), None, monday.timestamp(), UTC) is expected
