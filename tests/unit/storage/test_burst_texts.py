"""What was said as text, and what the house said to it, on the disk and in memory."""

from collections.abc import Callable

from embedded_hub.core.intercom.ports import BurstStore
from embedded_hub.model.voice import BurstId
from embedded_hub.storage.bursts import SqliteBurstStore
from tests.unit.storage.test_bursts import ANNA, found, frames, open_store, reader, record, store

__all__ = ["open_store", "store"]


async def test_an_answer_stands_beside_its_question_and_is_found(store: BurstStore) -> None:
    await store.keep(record("aa1"), frames())
    await store.set_text(BurstId("aa1"), "is the door locked")
    changed = await store.set_answer(BurstId("aa1"), "Yes, since NOON")
    assert changed is not None
    assert (changed.text, changed.text_revision) == ("is the door locked", 1)
    kept = await store.get(BurstId("aa1"))
    assert kept is not None
    assert kept.answer == "Yes, since NOON"
    for words in ("locked", "noon"):
        assert await found(store, reader(ANNA), words=words) == ["aa1"]
    assert await store.set_answer(BurstId("none"), "x") is None


async def test_only_what_has_sound_and_no_text_waits_to_be_written(store: BurstStore) -> None:
    for number, name in enumerate(("aa1", "aa2", "aa3", "aa4")):
        await store.keep(record(name, at=number + 1.0), frames())
    await store.keep(record("aa5", at=9.0, frame_count=0, text="typed"), ())
    await store.set_text(BurstId("aa2"), "")
    waiting = await store.without_text(1.5, 10)
    assert [one.id for one in waiting] == ["aa3", "aa4"]
    assert [one.id for one in await store.without_text(0.0, 2)] == ["aa1", "aa3"]


async def test_a_typed_question_has_no_sound_and_outlives_the_hub(
    open_store: Callable[..., SqliteBurstStore],
) -> None:
    typed = record("aa1", frame_count=0, duration_ms=0, text="lock up", answer="Locked")
    await open_store().keep(typed, ())
    again = open_store()
    assert await found(again, reader(ANNA), words="lock up") == ["aa1"]
    assert list(await again.frames(BurstId("aa1"))) == []
