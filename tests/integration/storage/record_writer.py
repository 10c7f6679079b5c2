"""A program to be killed: saves records one after the other and says each time when it is done.

Usage: ``python record_writer.py FOLDER``. Counts on from what is there, prints ``N`` once record N
is acknowledged; several saves are under way at any time, as in a hub.
"""

import asyncio
import sys
from pathlib import Path

from embedded_hub.core.clock import SystemClock
from embedded_hub.core.ports import Record
from embedded_hub.storage.record_store import SqliteRecordStore

SAVERS = 3


async def main(folder: Path) -> None:
    store = SqliteRecordStore(folder, SystemClock())
    numbers = iter(range(len(store.load()), 1_000_000))

    async def save_on() -> None:
        for number in numbers:
            body = str(number).encode() * 50
            await store.save([Record(kind="area", id=str(number), body=body)])
            sys.stdout.write(f"{number}\n")
            sys.stdout.flush()

    await asyncio.gather(*(save_on() for _ in range(SAVERS)))


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
