"""Who did what: noted at once, kept in order, and bounded."""

from embedded_hub.core.actions import Call
from embedded_hub.core.audit import ACTION_CALLED, MAX_WAITING, AuditQuery, RecentAudit
from embedded_hub.core.home import Home
from embedded_hub.core.people import Role
from embedded_hub.core.targets import Target
from embedded_hub.errors import ActionError, StorageError
from tests.fakes.clock import ManualClock
from tests.unit.core.conftest import somebody


async def test_what_was_noted_is_found_newest_first(flat: Home) -> None:
    owner = await somebody(flat, Role.OWNER)
    flat.audit.note(owner, "person/added", "p1", {"name": "Ben"})
    flat.audit.note(None, "device/paired", "d1", device_name="Pixel")
    found = await flat.audit.find(AuditQuery())
    assert [(one.kind, one.user_name, one.device_name) for one in found] == [
        ("device/paired", "", "Pixel"),
        ("person/added", "owner", "owner"),
    ]
    assert found[0].number > found[1].number
    by_noun = await flat.audit.find(AuditQuery(kind="person/"))
    assert [one.subject for one in by_noun] == ["p1"]
    assert await flat.audit.find(AuditQuery(user_id="nobody")) == []


async def test_a_persons_action_is_noted_once_in_a_while(flat: Home, clock: ManualClock) -> None:
    owner = await somebody(flat, Role.OWNER)
    call = Call(
        domain="lock", name="unlock", arguments={}, target=Target(entity_id=("lock.front_door",))
    )
    for seconds in (0, 1, 20):
        clock.advance(seconds)
        try:
            await flat.actions.call(owner, call)
        except ActionError as error:
            assert error.code == "not_connected"  # noqa: PT017 - nobody drives this lock
    found = await flat.audit.find(AuditQuery(kind=ACTION_CALLED))
    assert [one.subject for one in found] == ["lock.unlock"] * 2
    assert found[0].details == {"entity_id": ["lock.front_door"], "count": 1}


class FailingAudit(RecentAudit):
    """A store whose disk is full until it is told otherwise."""

    is_full = True

    async def add(self, entries: object) -> None:
        if self.is_full:
            raise StorageError("no space left on the disk")
        await super().add(entries)  # type: ignore[arg-type]


async def test_what_cannot_be_written_now_is_written_later_and_never_too_much(
    flat: Home,
) -> None:
    store = FailingAudit(most=10 * MAX_WAITING)
    flat.audit._store = store
    for number in range(MAX_WAITING + 5):
        flat.audit.note(None, "test/noted", f"{number}")
    await flat.audit.settle()
    store.is_full = False
    flat.audit.note(None, "test/noted", "last")
    found = await flat.audit.find(AuditQuery(limit=2 * MAX_WAITING))
    assert len(found) == MAX_WAITING
    assert (found[0].subject, found[-1].subject) == ("last", "6")
