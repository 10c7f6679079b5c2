"""The record of who did what on the disk."""

from pathlib import Path

import pytest

from embedded_hub.core.audit import AuditEntry, AuditQuery, AuditStore, RecentAudit
from embedded_hub.storage.audit import SqliteAuditStore
from embedded_hub.storage.journal import Journal
from tests.fakes.clock import ManualClock


def entry(subject: str, user: str = "anna", kind: str = "person/added") -> AuditEntry:
    return AuditEntry(
        at=1.0, user_id=user, user_name=user, device_name="", kind=kind, subject=subject
    )


@pytest.mark.parametrize("kind", ["disk", "memory"])
async def test_both_stores_find_the_same(kind: str, tmp_path: Path) -> None:
    journal = Journal(tmp_path, ManualClock())
    store: AuditStore = SqliteAuditStore(journal) if kind == "disk" else RecentAudit()
    await store.add([entry("a"), entry("b", "ben"), entry("c", kind="person/removed")])
    await store.add([entry("d", kind="personal/x")])

    async def subjects(**query: object) -> str:
        return "".join(one.subject for one in await store.find(AuditQuery(**query)))  # type: ignore[arg-type]

    assert await subjects() == "dcba"
    assert await subjects(limit=2) == "dc"
    assert await subjects(user_id="ben") == "b"
    assert await subjects(kind="person/") == "cba"
    assert await subjects(kind="person/added") == "ba"
    numbers = [one.number for one in await store.find(AuditQuery())]
    assert await subjects(before=numbers[1]) == "ba"
    journal.close_now()


async def test_only_the_newest_stay_and_their_numbers_go_on(tmp_path: Path) -> None:
    for _ in range(3):
        journal = Journal(tmp_path, ManualClock())
        store = SqliteAuditStore(journal, most=100)
        await store.add([entry(f"{number}") for number in range(200)])
        journal.close_now()
    journal = Journal(tmp_path, ManualClock())
    found = await SqliteAuditStore(journal).find(AuditQuery(limit=10_000))
    assert 100 <= len(found) <= 300
    assert found[0].number == 600
    journal.close_now()
