"""Who may drop in without being answered: nobody, until whoever is dropped in on has said so."""

from collections.abc import Iterable, Mapping

import msgspec

from embedded_hub.core.intercom.talk_groups import GroupKind, TalkGroup
from embedded_hub.core.ports import Record, RecordStore

DROP_IN_RECORD = "voice_drop_in"


class _Allowed(msgspec.Struct, frozen=True):
    users: tuple[str, ...]


class DropInRights:
    """What people allowed in advance.

    Args:
        records: Keeps it.
    """

    def __init__(self, records: RecordStore) -> None:
        self._records = records
        self._allowed: dict[str, frozenset[str]] = {}

    def load(self, records: Iterable[Record]) -> None:
        """Take it from what was on the disk."""
        for record in records:
            if record.kind == DROP_IN_RECORD and record.body is not None:
                allowed = msgspec.json.decode(record.body, type=_Allowed)
                self._allowed[record.id] = frozenset(allowed.users)

    def all(self) -> Mapping[str, frozenset[str]]:
        """Return the users allowed, by channel."""
        return self._allowed

    def is_allowed(self, user_id: str, group: TalkGroup) -> bool:
        """Say whether somebody need not be answered there; at a door nobody need be."""
        if group.kind is GroupKind.GATE:
            return True
        owner = f"user:{group.user_id}" if group.user_id is not None else group.id
        return user_id in self._allowed.get(owner, frozenset())

    async def allow(self, group: TalkGroup, users: Iterable[str]) -> None:
        """Choose who need not be answered.

        Raises:
            StorageError: it could not be kept; nothing changed.
        """
        chosen = frozenset(users)
        body = msgspec.json.encode(_Allowed(tuple(sorted(chosen)))) if chosen else None
        await self._records.save([Record(kind=DROP_IN_RECORD, id=group.id, body=body)])
        self._allowed[group.id] = chosen
