"""Both stores of talk bursts keep the same promises; the one on disk also survives things."""

import asyncio
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from embedded_hub.audio.codec import make_encoder
from embedded_hub.audio.ogg import read_ogg_opus
from embedded_hub.core.intercom.ports import BurstQuery, BurstRecord, BurstStore, Reader, Receipt
from embedded_hub.core.intercom.recent_bursts import RecentBursts
from embedded_hub.errors import StorageError
from embedded_hub.model.ids import UserId
from embedded_hub.model.voice import BurstId, Frame, TalkGroupId
from embedded_hub.storage.bursts import SqliteBurstStore
from embedded_hub.voice.receipts import ReceiptState
from embedded_hub.voice.stream import FrameStamper
from tests.fakes.clock import ManualClock

ANNA, BEN = UserId("anna"), UserId("ben")
ALL, TO_BEN = TalkGroupId("all"), TalkGroupId("user:ben")


def reader(user: UserId, *more: str) -> Reader:
    return Reader(
        user_id=user,
        shared=frozenset((ALL, *map(TalkGroupId, more))),
        own=frozenset((TalkGroupId(f"user:{user}"),)),
        addresses=frozenset((user,)),
    )


def record(name: str, at: float = 1.0, **fields: object) -> BurstRecord:
    made = BurstRecord(
        id=BurstId(name),
        channel=ALL,
        user_id=ANNA,
        user_name="Anna",
        device_id="t1",
        started_at=at,
        duration_ms=20,
        frame_count=1,
        byte_count=2,
    )
    return msgspec.structs.replace(made, **fields)


def frames(count: int = 3, pause: int = 0) -> list[Frame]:
    encoder, stamper = make_encoder("opus", 48_000), FrameStamper(clock=2**32 - 960)
    said = [stamper.stamp(encoder.encode(bytes(1920))) for _ in range(count - 1)]
    stamper.pause(pause)
    return [*said, stamper.stamp(encoder.encode(bytes(1920)))]


def receipt(name: str, user: UserId, state: ReceiptState) -> Receipt:
    return Receipt(burst_id=BurstId(name), user_id=user, state=state, at=5.0)


@pytest.fixture
def open_store(tmp_path: Path) -> Iterator[Callable[..., SqliteBurstStore]]:
    opened: list[SqliteBurstStore] = []

    def opener(clock: ManualClock | None = None, **limits: float) -> SqliteBurstStore:
        for store in opened:
            store.close_now()
        opened.clear()
        opened.append(SqliteBurstStore(tmp_path, clock or ManualClock(), days=10**5, **limits))  # type: ignore[arg-type]
        return opened[0]

    yield opener
    for store in opened:
        store.close_now()


@pytest.fixture(params=["disk", "memory"])
def store(
    request: pytest.FixtureRequest, open_store: Callable[..., SqliteBurstStore]
) -> BurstStore:
    return open_store() if request.param == "disk" else RecentBursts()


async def found(store: BurstStore, who: Reader, **query: object) -> list[str]:
    asked = msgspec.structs.replace(BurstQuery(reader=who), **query)
    return [one.id for one in await store.find(asked)]


async def test_what_was_said_is_there_as_it_was_said(store: BurstStore) -> None:
    said = frames()
    await store.keep(record("aa1"), said)
    assert [one.payload for one in await store.frames(BurstId("aa1"))] == [
        one.payload for one in said
    ]
    kept = await store.get(BurstId("aa1"))
    assert kept is not None
    assert kept.user_name == "Anna"
    assert await store.get(BurstId("none")) is None
    assert list(await store.frames(BurstId("none"))) == []


async def test_the_newest_come_first_and_only_those_one_may_know(store: BurstStore) -> None:
    await store.keep(record("aa1", 1.0), frames())
    await store.keep(record("aa2", 2.0, channel=TO_BEN), frames())
    await store.keep(record("aa3", 3.0, channel=TalkGroupId("area:hall")), frames())
    await store.keep(record("aa4", 4.0, to=("carl",)), frames())
    assert await found(store, reader(ANNA)) == ["aa4", "aa3", "aa2", "aa1"]
    assert await found(store, reader(BEN)) == ["aa2", "aa1"]
    assert await found(store, reader(UserId("carl"), "area:hall")) == ["aa4", "aa3", "aa1"]
    assert await found(store, reader(UserId("car"))) == ["aa1"]
    assert await found(store, reader(BEN), partner=ANNA) == ["aa2"]
    assert await found(store, reader(ANNA), partner=BEN) == ["aa2"]
    assert await found(store, reader(ANNA), channel=ALL, limit=1) == ["aa4"]
    assert await found(store, reader(ANNA), after=1.0, before=4.0) == ["aa3", "aa2"]


async def test_a_receipt_counts_once_and_settles(store: BurstStore) -> None:
    await store.keep(record("aa1"), frames())
    assert (await store.unread(reader(BEN)))[ALL].count == 1
    assert await store.unread(reader(ANNA)) == {}
    assert await store.add_receipts([receipt("aa1", BEN, "delivered")])
    assert (await store.unread(reader(BEN)))[ALL].oldest_at == 1.0
    assert await store.add_receipts([receipt("aa1", BEN, "heard")])
    assert not await store.add_receipts([receipt("aa1", BEN, "heard")])
    assert not await store.add_receipts([receipt("none", BEN, "heard")])
    assert await store.unread(reader(BEN)) == {}
    states = [one.state for one in (await store.receipts([BurstId("aa1")]))[BurstId("aa1")]]
    assert sorted(states) == ["delivered", "heard"]
    assert await found(store, reader(BEN), is_unread_only=True) == []


async def test_deleted_for_one_is_there_for_the_others(store: BurstStore) -> None:
    await store.keep(record("aa1"), frames())
    await store.add_receipts([receipt("aa1", BEN, "deleted")])
    assert await found(store, reader(BEN)) == []
    assert await found(store, reader(ANNA)) == ["aa1"]
    await store.delete(BurstId("aa1"))
    assert await found(store, reader(ANNA)) == []


async def test_words_are_found_in_any_case_and_never_as_a_pattern(store: BurstStore) -> None:
    await store.keep(record("aa1"), frames())
    changed = await store.set_text(BurstId("aa1"), "Straße 50% gesperrt")
    assert changed is not None
    assert changed.text_revision == 1
    assert await found(store, reader(BEN), words="STRASSE") == ["aa1"]
    assert await found(store, reader(BEN), words="0%") == ["aa1"]
    assert await found(store, reader(BEN), words="5%0") == []
    assert await store.set_text(BurstId("none"), "x") is None


async def test_a_pause_keeps_its_length_in_the_file(
    open_store: Callable[..., SqliteBurstStore], tmp_path: Path
) -> None:
    store = open_store()
    await store.keep(record("aa1"), frames(3, pause=10))
    assert len(await store.frames(BurstId("aa1"))) == 13
    stored = read_ogg_opus((tmp_path / "voice" / "aa" / "aa1.opus").read_bytes())
    assert stored.is_whole


async def test_the_old_and_the_too_many_go_but_not_what_somebody_keeps(
    open_store: Callable[..., SqliteBurstStore], tmp_path: Path
) -> None:
    store = open_store(per_channel=2)
    for number in range(4):
        await store.keep(record(f"aa{number}", float(number)), frames())
        await store.add_receipts([receipt("aa1", BEN, "kept")])
    assert await found(store, reader(ANNA)) == ["aa3", "aa2", "aa1"]
    assert sorted(path.stem for path in tmp_path.glob("voice/*/*.opus")) == ["aa1", "aa2", "aa3"]


async def test_a_lost_index_is_made_again_from_the_files(
    open_store: Callable[..., SqliteBurstStore], tmp_path: Path
) -> None:
    store = open_store()
    await store.keep(record("aa1", to=("ben",)), frames())
    store.close_now()
    index = tmp_path / "voice" / "bursts.db"
    index.write_bytes(b"this is no database" * 1000)
    store = open_store()
    assert await found(store, reader(BEN)) == ["aa1"]
    assert await found(store, reader(UserId("carl"))) == []
    assert len(list(tmp_path.glob("voice/bursts.db.damaged-*"))) == 1


async def test_a_record_whose_sound_is_gone_goes_too(
    open_store: Callable[..., SqliteBurstStore], tmp_path: Path
) -> None:
    store = open_store()
    await store.keep(record("aa1"), frames())
    (tmp_path / "voice" / "aa" / "aa1.opus").unlink()
    assert list(await store.frames(BurstId("aa1"))) == []
    store = open_store()
    assert await found(store, reader(ANNA)) == []


async def test_the_shape_of_the_sound_is_kept(open_store: Callable[..., SqliteBurstStore]) -> None:
    kept = await open_store().keep(record("aa1"), frames(10))
    assert len(kept.peaks) == 10


async def test_a_closed_store_says_so(open_store: Callable[..., SqliteBurstStore]) -> None:
    store = open_store()
    store.close_now()
    with pytest.raises(StorageError):
        await store.get(BurstId("aa1"))


async def test_many_at_once_are_all_kept(open_store: Callable[..., SqliteBurstStore]) -> None:
    store = open_store()
    said = frames()
    await asyncio.gather(*(store.keep(record(f"aa{n}", float(n)), said) for n in range(20)))
    assert len(await found(store, reader(ANNA), limit=100)) == 20


def test_files_are_for_their_owner_alone(
    open_store: Callable[..., SqliteBurstStore], tmp_path: Path
) -> None:
    asyncio.run(open_store().keep(record("aa1"), frames()))
    modes = subprocess.run(
        ["find", str(tmp_path / "voice"), "-perm", "/077"], capture_output=True, check=True
    )
    assert modes.stdout == b""
