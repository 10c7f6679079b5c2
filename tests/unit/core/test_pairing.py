import asyncio
from collections.abc import Sequence

import pytest

from embedded_hub.core.pairing import (
    MAX_TRIES,
    VALID_FOR_S,
    Pairing,
    PairingFailed,
    PairingState,
    PairingStatus,
)
from embedded_hub.core.pairing_words import three_words
from embedded_hub.core.people import Invitation, Role
from embedded_hub.core.ports import Record
from embedded_hub.errors import NotFound, StorageError
from tests.fakes.clock import ManualClock
from tests.fakes.stores import MemoryRecords

FAMILY = Invitation(role=Role.FAMILY, name="Anna")


@pytest.fixture
def pairing(clock: ManualClock, records: MemoryRecords) -> Pairing:
    return Pairing(clock, records)


def never(words: tuple[str, ...]) -> None:
    raise AssertionError(words)


async def refused(pairing: Pairing, code: str) -> str:
    with pytest.raises(PairingFailed) as failed:
        await pairing.redeem(code, "Phone", never)
    return failed.value.details["left"]


async def test_a_scanned_code_is_worth_one_device(pairing: Pairing) -> None:
    codes = await pairing.open(FAMILY)
    assert await pairing.redeem(f" {codes.scanned} ", "Phone", never) == FAMILY
    assert pairing.status.state is PairingState.PAIRED
    assert pairing.status.device == "Phone"
    assert await refused(pairing, codes.scanned) == "0"


async def test_five_tries_burn_an_offer_and_the_fifth_may_be_right(pairing: Pairing) -> None:
    codes = await pairing.open(FAMILY)
    assert [await refused(pairing, "wrong") for _ in range(MAX_TRIES)] == ["4", "3", "2", "1", "0"]
    assert await refused(pairing, codes.scanned) == "0"
    assert pairing.status.state is PairingState.CLOSED
    codes = await pairing.open(FAMILY)
    for _ in range(MAX_TRIES - 1):
        await refused(pairing, "")
    assert await pairing.redeem(codes.scanned, "Phone", never) == FAMILY


async def test_parallel_tries_are_counted_before_the_disk_has_them(
    pairing: Pairing, records: MemoryRecords
) -> None:
    codes = await pairing.open(FAMILY)
    began = asyncio.Event()
    save = records.save

    async def slow_save(records: Sequence[Record]) -> None:
        await began.wait()
        await save(records)

    records.save = slow_save  # type: ignore[method-assign]
    tries = [asyncio.create_task(pairing.redeem(f"guess {n}", "x", never)) for n in range(20)]
    right = asyncio.create_task(pairing.redeem(codes.scanned, "Phone", never))
    await asyncio.sleep(0)
    began.set()
    ended = await asyncio.gather(*tries, right, return_exceptions=True)
    assert all(isinstance(one, PairingFailed) for one in ended)


async def test_a_restart_gives_no_more_tries_and_no_more_time(
    clock: ManualClock, records: MemoryRecords, pairing: Pairing
) -> None:
    codes = await pairing.open(FAMILY)
    await refused(pairing, "wrong")
    clock.advance(VALID_FOR_S / 2)
    again = Pairing(clock, records)
    again.load(records.load())
    assert again.status.tries_left == MAX_TRIES - 1
    assert codes.scanned.encode() not in b"".join(one.body or b"" for one in records.load())
    clock.advance(VALID_FOR_S / 2)
    assert await refused(again, codes.scanned) == "0"
    later = Pairing(clock, records)
    later.load(records.load())
    assert later.status.state is PairingState.CLOSED


async def test_an_offer_survives_a_restart(
    clock: ManualClock, records: MemoryRecords, pairing: Pairing
) -> None:
    codes = await pairing.open(FAMILY)
    again = Pairing(clock, records)
    again.load(records.load())
    assert await again.redeem(codes.scanned, "Phone", never) == FAMILY


async def test_a_clock_set_years_back_does_not_lengthen_an_offer(
    clock: ManualClock, records: MemoryRecords, pairing: Pairing
) -> None:
    await pairing.open(FAMILY)
    clock.set_utc(clock.utc_s() - 400 * 86400)
    again = Pairing(clock, records)
    again.load(records.load())
    clock.advance(VALID_FOR_S)
    assert again.status.state is PairingState.CLOSED


async def test_a_try_that_cannot_be_counted_is_not_judged(
    pairing: Pairing, records: MemoryRecords
) -> None:
    codes = await pairing.open(FAMILY)
    records.is_full = True
    with pytest.raises(StorageError):
        await pairing.redeem(codes.scanned, "Phone", never)
    records.is_full = False
    assert pairing.status.tries_left == MAX_TRIES - 1
    assert await pairing.redeem(codes.scanned, "Phone", never) == FAMILY


async def test_a_new_offer_closes_the_one_before(pairing: Pairing) -> None:
    first = await pairing.open(FAMILY)
    second = await pairing.open(Invitation(role=Role.OWNER))
    assert await refused(pairing, first.scanned) == "4"
    assert (await pairing.redeem(second.scanned, "Phone", never)).role is Role.OWNER


async def test_typed_digits_wait_for_the_owner_to_see_the_same_words(pairing: Pairing) -> None:
    seen: list[PairingStatus] = []
    pairing.listen(seen.append)
    codes = await pairing.open(FAMILY)
    shown: list[tuple[str, ...]] = []
    joining = asyncio.create_task(pairing.redeem(codes.typed, "Pixel 8", shown.append))
    while not shown:
        await asyncio.sleep(0)
    asked = seen[-1]
    assert (asked.state, asked.device, asked.words) == (PairingState.ASKING, "Pixel 8", shown[0])
    assert await refused(pairing, codes.scanned) == "0"
    assert asked.request_id is not None
    pairing.confirm(asked.request_id, is_accepted=True)
    assert await joining == FAMILY
    assert seen[-1].state is PairingState.PAIRED
    with pytest.raises(NotFound):
        pairing.confirm(asked.request_id, is_accepted=True)


@pytest.mark.parametrize("how", ["refused", "too late", "gone", "cancelled by the owner"])
async def test_typed_digits_are_one_question_only(
    pairing: Pairing, clock: ManualClock, how: str
) -> None:
    codes = await pairing.open(FAMILY)
    shown: list[tuple[str, ...]] = []
    if how == "too late":
        clock.advance(VALID_FOR_S - 0.01)
    joining = asyncio.create_task(pairing.redeem(codes.typed, "Pixel 8", shown.append))
    while not shown:
        await asyncio.sleep(0)
    if how == "refused":
        pairing.confirm(pairing.status.request_id or "", is_accepted=False)
    elif how == "gone":
        joining.cancel()
    elif how == "cancelled by the owner":
        await pairing.close()
    with pytest.raises((PairingFailed, asyncio.CancelledError)):
        await joining
    assert pairing.status.state is PairingState.CLOSED
    assert await refused(pairing, codes.typed) == "0"


async def test_a_listener_hears_of_nothing_after_it_left(pairing: Pairing) -> None:
    seen: list[PairingStatus] = []
    stop = pairing.listen(seen.append)
    await pairing.open(FAMILY)
    stop()
    await pairing.close()
    assert seen[-1].state is PairingState.OPEN


def test_words_are_three_different_ones_of_the_home_s_language() -> None:
    for language in ("de", "de-AT", "en", "fr"):
        words = three_words(language)
        assert len(set(words)) == 3
        assert all(word[0].isupper() for word in words) is language.startswith("de")
