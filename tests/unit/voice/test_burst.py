"""The shape of a burst, and who has heard it."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from embedded_hub.model.voice import BurstId
from embedded_hub.voice.burst import MAX_PEAKS, Waveform
from embedded_hub.voice.receipts import (
    HeardSpans,
    Receipt,
    heard_by,
    is_missed,
    missed,
    strongest,
)


def test_a_short_burst_has_a_column_for_each_frame() -> None:
    waveform = Waveform()
    for peak in (0, 16_384, 32_768):
        waveform.add(peak)
    assert waveform.peaks == bytes((0, 128, 255))
    assert waveform.duration_ms == 60


@given(peaks=st.lists(st.integers(0, 32_768), min_size=1, max_size=3000))
def test_however_long_a_burst_gets_no_peak_is_lost_and_columns_stay_few(peaks: list[int]) -> None:
    waveform = Waveform(columns=16)
    for peak in peaks:
        waveform.add(peak)
    assert 1 <= len(waveform.peaks) <= 16
    assert max(waveform.peaks) == min(255, max(peaks) * 256 // 32_768)
    assert waveform.frame_count == len(peaks)


def test_the_default_waveform_fits_a_message() -> None:
    waveform = Waveform()
    for _ in range(3000):
        waveform.add(100)
    assert MAX_PEAKS // 2 <= len(waveform.peaks) <= MAX_PEAKS


def test_the_strongest_of_what_was_said_is_shown() -> None:
    assert strongest(frozenset()) is None
    assert strongest(frozenset({"delivered", "read"})) == "read"
    assert strongest(frozenset({"heard", "deleted", "kept"})) == "deleted"


def test_missed_is_what_nobody_listened_to() -> None:
    receipts: dict[BurstId, Receipt] = {
        BurstId("a"): frozenset({"delivered"}),
        BurstId("b"): frozenset({"delivered", "heard"}),
        BurstId("d"): frozenset({"deleted"}),
    }
    wanted = [BurstId(name) for name in "abcd"]
    assert missed(wanted, receipts) == ["a", "c"]
    assert not is_missed(frozenset({"read"}))


def test_who_heard_it_is_who_listened_or_read() -> None:
    told: dict[str, Receipt] = {
        "anna": frozenset({"heard"}),
        "ben": frozenset({"delivered"}),
        "cora": frozenset({"read"}),
    }
    assert heard_by(told) == ["anna", "cora"]


def test_listening_in_pieces_adds_up_and_hearing_twice_does_not() -> None:
    spans = HeardSpans()
    spans.add(0, 1000)
    spans.add(500, 1500)
    spans.add(3000, 4000)
    spans.add(2000, 2000)
    assert spans.spans == ((0, 1500), (3000, 4000))
    assert spans.heard_ms(3500) == 2000
    assert not spans.is_heard(4000)
    spans.add(1500, 2900)
    assert spans.is_heard(4000)


@given(parts=st.lists(st.tuples(st.integers(0, 200), st.integers(0, 200)), max_size=30))
def test_spans_are_the_union_of_what_was_played(parts: list[tuple[int, int]]) -> None:
    spans, covered = HeardSpans(), set[int]()
    for start, end in parts:
        spans.add(start, end)
        covered.update(range(start, end))
    assert spans.heard_ms(150) == len([at for at in covered if at < 150])
    assert all(before[1] < after[0] for before, after in pairwise(spans.spans))
