"""What user interfaces keep with the hub for each person: small values by key."""

import asyncio
from collections.abc import Mapping

import msgspec

from embedded_hub.core.ports import Record, RecordStore
from embedded_hub.errors import QuotaExceeded
from embedded_hub.model.values import JsonValue

KIND = "user_data"
MAX_KEYS = 200
"""Keys of one person; a screen's layout is one."""
MAX_VALUE_BYTES = 64 * 1024
"""One value as JSON; the layout of a thousand tiles takes 30 KB."""


class UserData:
    """The saved values of everybody in one home, read from disk at first use."""

    def __init__(self, store: RecordStore) -> None:
        self._store = store
        self._values: dict[str, dict[str, JsonValue]] | None = None
        self._loading = asyncio.Lock()

    async def all(self, user_id: str) -> Mapping[str, JsonValue]:
        """Return everything one person saved.

        Raises:
            StorageError: the disk cannot be read.
        """
        return dict((await self._loaded()).get(user_id, {}))

    async def set(self, user_id: str, key: str, value: JsonValue) -> None:
        """Save one value; returns when it is on the disk. ``None`` forgets it.

        Raises:
            QuotaExceeded: the value is too large, or this person has too many keys.
            StorageError: it could not be written and is as before.
        """
        mine = (await self._loaded()).setdefault(user_id, {})
        if key not in mine and len(mine) >= MAX_KEYS:
            raise QuotaExceeded(f"no more than {MAX_KEYS} keys a person")
        body = None if value is None else msgspec.json.encode(value)
        if body is not None and len(body) > MAX_VALUE_BYTES:
            raise QuotaExceeded(f"no more than {MAX_VALUE_BYTES} bytes under one key")
        await self._store.save([Record(kind=KIND, id=f"{user_id}/{key}", body=body)])
        if value is None:
            mine.pop(key, None)
        else:
            mine[key] = value

    async def _loaded(self) -> dict[str, dict[str, JsonValue]]:
        async with self._loading:
            if self._values is None:
                values: dict[str, dict[str, JsonValue]] = {}
                for record in await asyncio.to_thread(self._store.load):
                    if record.kind == KIND and record.body is not None:
                        user_id, _, key = record.id.partition("/")
                        values.setdefault(user_id, {})[key] = msgspec.json.decode(record.body)
                self._values = values
            return self._values
