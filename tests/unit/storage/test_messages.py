"""Both stores of text messages keep the same promises; the one on disk also survives things."""

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from embedded_hub.core.intercom.ports import BurstQuery, Reader
from embedded_hub.core.messages.ports import (
    Message,
    MessageId,
    MessageReceipt,
    MessageStore,
    may_read,
)
from embedded_hub.core.messages.recent_messages import RecentMessages
from embedded_hub.errors import StorageError
from embedded_hub.model.ids import UserId
from embedded_hub.model.voice import TalkGroupId
from embedded_hub.storage.journal import Journal
from embedded_hub.storage.messages import SqliteMessageStore
from embedded_hub.voice.receipts import ReceiptState
from tests.fakes.clock import ManualClock

ANNA, BEN, CLEO = UserId("anna"), UserId("ben"), UserId("cleo")
ALL, TO_BEN = TalkGroupId("all"), TalkGroupId("user:ben")


def reader(user: UserId, *shared: str) -> Reader:
    return Reader(
        user_id=user,
        shared=frozenset(map(TalkGroupId, shared or (ALL,))),
        own=frozenset((TalkGroupId(f"user:{user}"),)),
        addresses=frozenset(),
    )


def message(name: str, at: float = 1.0, **fields: object) -> Message:
    made = Message(
        id=MessageId(name),
        channel=ALL,
        user_id=ANNA,
        user_name="Anna",
        device_id="d",
        at=at,
        text=name,
        nonce=name,
    )
    return msgspec.structs.replace(made, **fields)


def receipt(name: str, user: UserId, state: ReceiptState) -> MessageReceipt:
    return MessageReceipt(message_id=MessageId(name), user_id=user, state=state, at=5.0)


Open = Callable[..., SqliteMessageStore]


@pytest.fixture
def open_store(tmp_path: Path) -> Iterator[Open]:
    journals: list[Journal] = []

    def opener(clock: ManualClock | None = None, **limits: float) -> SqliteMessageStore:
        clock = clock or ManualClock()
        for journal in journals:
            journal.close_now()
        journals.append(Journal(tmp_path, clock))
        return SqliteMessageStore(journals[-1], clock, **{"days": 10**5} | limits)  # type: ignore[arg-type]

    yield opener
    for journal in journals:
        journal.close_now()


@pytest.fixture(params=["disk", "memory"])
def store(request: pytest.FixtureRequest, open_store: Open) -> MessageStore:
    return open_store() if request.param == "disk" else RecentMessages()


async def names(store: MessageStore, user: UserId, **fields: object) -> list[str]:
    query = msgspec.structs.replace(BurstQuery(reader=reader(user)), **fields)
    return [one.id for one in await store.find(query)]


async def test_newest_comes_first_and_pages_neither_overlap_nor_leave_out(
    store: MessageStore,
) -> None:
    kept = [await store.keep(message(f"{number}"), ()) for number in range(5)]
    assert len({one.at for one in kept}) == 5
    assert await names(store, BEN) == ["4", "3", "2", "1", "0"]
    assert await names(store, BEN, before=kept[3].at, limit=2) == ["2", "1"]
    assert await names(store, BEN, after=kept[3].at) == ["4"]


async def test_a_nonce_stands_for_one_message_of_one_person(store: MessageStore) -> None:
    first = await store.keep(message("a", nonce="n"), (BEN,))
    assert await store.keep(message("b", nonce="n", text="other"), (CLEO,)) == first
    assert (await store.keep(message("c", nonce="n", user_id=BEN), ())).id == "c"
    assert await names(store, CLEO) == ["c", "a"]
    assert [one.user_id for one in (await store.receipts([first.id]))[first.id]] == [BEN]


async def test_only_those_it_was_written_to_find_it(store: MessageStore) -> None:
    await store.keep(message("a", channel=TO_BEN), ())
    assert await names(store, BEN) == await names(store, ANNA) == ["a"]
    assert await names(store, CLEO) == await names(store, CLEO, words="a") == []
    assert await names(store, ANNA, partner=BEN) == await names(store, BEN, partner=ANNA) == ["a"]
    assert await names(store, CLEO, partner=BEN) == []


async def test_what_is_unread_is_counted_by_channel_and_writer(store: MessageStore) -> None:
    await store.keep(message("a", 1.0), ())
    await store.keep(message("b", 2.0, channel=TO_BEN), ())
    await store.keep(message("c", 3.0, user_id=CLEO), ())
    await store.keep(message("d", 4.0), ())
    await store.add_receipt(receipt("a", BEN, "read"))
    counted = {(one.channel, one.user_id): one for one in await store.unread(reader(BEN))}
    assert {key: (one.count, one.oldest_at) for key, one in counted.items()} == {
        (ALL, ANNA): (1, 4.0),
        (ALL, CLEO): (1, 3.0),
        (TO_BEN, ANNA): (1, 2.0),
    }
    assert await names(store, BEN, is_unread_only=True) == ["d", "c", "b"]
    assert [one.user_id for one in await store.unread(reader(ANNA))] == [CLEO]


async def test_what_waited_is_delivered_once(store: MessageStore) -> None:
    await store.keep(message("a", 1.0), (BEN,))
    await store.keep(message("b", 2.0), ())
    await store.keep(message("c", 3.0, user_id=BEN), ())
    delivered = await store.deliver(reader(BEN), 9.0)
    assert [(one.message.id, one.receipt.state) for one in delivered] == [("b", "delivered")]
    assert await store.deliver(reader(BEN), 10.0) == []


async def test_a_deleted_message_leaves_only_its_place(store: MessageStore) -> None:
    await store.keep(message("a", nonce="n", text="secret"), (BEN,))
    await store.delete(MessageId("a"))
    gone = await store.get(MessageId("a"))
    assert gone is not None
    assert (gone.is_gone, gone.text) == (True, "")
    assert await names(store, BEN) == await names(store, ANNA) == []
    assert await store.unread(reader(BEN)) in ([], ())
    assert not await store.add_receipt(receipt("a", BEN, "read"))
    assert (await store.keep(message("again", nonce="n"), ())).is_gone


async def test_a_receipt_says_something_once_and_only_of_what_there_is(
    store: MessageStore,
) -> None:
    await store.keep(message("a"), ())
    assert await store.add_receipt(receipt("a", BEN, "kept"))
    assert not await store.add_receipt(receipt("a", BEN, "kept"))
    assert not await store.add_receipt(receipt("none", BEN, "read"))
    kept = await store.get(MessageId("a"))
    assert kept is not None
    assert kept.is_kept
    assert await store.add_receipt(receipt("a", BEN, "deleted"))
    assert await names(store, BEN) == []
    assert await names(store, CLEO) == ["a"]


async def test_everything_is_there_after_opening_again(open_store: Open) -> None:
    store = open_store()
    await store.keep(message("a", text="Straße"), (BEN,))
    await store.add_receipt(receipt("a", BEN, "read"))
    again = open_store()
    assert await names(again, BEN, words="STRASSE") == ["a"]
    states = [one.state for one in (await again.receipts([MessageId("a")]))[MessageId("a")]]
    assert set(states) == {"delivered", "read"}
    assert (await again.keep(message("b", nonce="a"), ())).id == "a"


async def test_the_old_and_the_many_go_unless_somebody_kept_them(open_store: Open) -> None:
    clock = ManualClock()
    store = open_store(clock, days=1, per_channel=2)
    now = clock.utc_s()
    for number in range(4):
        await store.keep(message(f"{number}", now + number), ())
        if number == 0:
            await store.add_receipt(receipt("0", BEN, "kept"))
    store = open_store(clock, days=1, per_channel=2)
    assert await names(store, BEN) == ["3", "2", "0"]
    clock.advance(2 * 86_400)
    for number in range(50):
        await store.keep(message(f"new{number}", clock.utc_s()), ())
    assert await names(store, BEN) == ["new49", "new48", "0"]


async def test_a_damaged_journal_is_set_aside_and_said(open_store: Open, tmp_path: Path) -> None:
    await open_store().keep(message("a"), ())
    open_store()._journal.close_now()
    path = tmp_path / "journal.db"
    path.write_bytes(b"\xff" * path.stat().st_size)
    journal = Journal(tmp_path, ManualClock())
    assert journal.note is not None
    assert journal.note.kind == "journal_restarted"
    assert journal.note.kept_file is not None
    assert Path(journal.note.kept_file).exists()
    store = SqliteMessageStore(journal, ManualClock(), days=10**5)
    await store.keep(message("b"), ())
    assert await names(store, BEN) == ["b"]
    journal.close_now()
    with pytest.raises(StorageError):
        await store.find(BurstQuery(reader=reader(BEN)))


_CHANNELS = st.sampled_from(["all", "area:a", "area:b", "user:anna", "user:ben", "user:cleo"])
_RUNS = itertools.count()
_USERS = st.sampled_from([ANNA, BEN, CLEO])


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    written=st.lists(st.tuples(_USERS, _CHANNELS), max_size=12),
    who=_USERS,
    rooms=st.sets(st.sampled_from(["all", "area:a", "area:b"])),
    since=st.integers(0, 12),
)
async def test_both_stores_show_exactly_what_may_be_read(
    open_store: Open,
    written: list[tuple[UserId, str]],
    who: UserId,
    rooms: set[str],
    since: int,
) -> None:
    run = next(_RUNS)
    stores: list[MessageStore] = [open_store(), RecentMessages()]
    first = run * 100.0
    eyes = reader(who, *(rooms or {"none"}))
    eyes = msgspec.structs.replace(eyes, since=first + since)
    messages = [
        message(f"{run}-{number}", first + number, user_id=user, channel=TalkGroupId(channel))
        for number, (user, channel) in enumerate(written)
    ]
    allowed = {one.id for one in messages if may_read(eyes, one)}
    for store in stores:
        for one in messages:
            await store.keep(one, ())
        found = await store.find(BurstQuery(reader=eyes, limit=1000))
        assert {one.id for one in found} & {one.id for one in messages} == allowed
