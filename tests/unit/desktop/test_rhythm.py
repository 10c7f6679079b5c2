"""When a sensor is overdue."""

from desktop.viewmodels.rhythm import FEWEST_GAPS, SHORTEST_OVERDUE_S, Rhythm
from embedded_hub.model.ids import EntityId
from tests.unit.desktop.homes import NOW

SENSOR = EntityId("sensor.power")


def beating(gap_s: float, count: int = FEWEST_GAPS + 1) -> tuple[Rhythm, float]:
    rhythm = Rhythm()
    for beat in range(count):
        rhythm.note(SENSOR, NOW + beat * gap_s)
    return rhythm, NOW + (count - 1) * gap_s


def test_sensor_that_stays_away_far_longer_than_usual_is_overdue() -> None:
    rhythm, last_at = beating(10.0)
    assert not rhythm.is_overdue(SENSOR, last_at + SHORTEST_OVERDUE_S)
    assert rhythm.is_overdue(SENSOR, last_at + SHORTEST_OVERDUE_S + 1)


def test_slow_sensor_gets_its_time() -> None:
    rhythm, last_at = beating(600.0)
    assert not rhythm.is_overdue(SENSOR, last_at + 2 * 3600)
    assert rhythm.is_overdue(SENSOR, last_at + 4 * 3600)


def test_without_a_rhythm_nothing_is_overdue() -> None:
    rhythm, last_at = beating(10.0, count=FEWEST_GAPS)
    assert not rhythm.is_overdue(SENSOR, last_at + 1e6)
    assert not rhythm.is_overdue(EntityId("sensor.other"), NOW)


def test_report_told_twice_is_one() -> None:
    rhythm = Rhythm()
    for _ in range(20):
        rhythm.note(SENSOR, NOW)
    assert not rhythm.is_overdue(SENSOR, NOW + 1e6)


def test_time_nobody_listened_counts_for_nothing() -> None:
    rhythm, last_at = beating(10.0)
    rhythm.forget()
    assert not rhythm.is_overdue(SENSOR, last_at + 1e6)
