"""Actions confirmed by what the device reports afterwards, where a protocol has no answer.

Matched on value and not on order: an echo may come before the call returns, come twice, or be
somebody else's doing at the wall. All of these mean the same: the device is as asked.
"""

import asyncio
from collections.abc import Awaitable, Callable

from embedded_hub.model.action import DONE, Outcome, OutcomeKind
from embedded_hub.model.ids import EntityKey
from embedded_hub.model.state import StateReport

Holds = Callable[[StateReport], bool]


class Echoes:
    """What is waited for at one gateway."""

    def __init__(self) -> None:
        self._waiting: dict[EntityKey, list[tuple[Holds, asyncio.Future[None]]]] = {}

    def seen(self, report: StateReport) -> None:
        """Note what a device says; call it with every report, before or after the sink."""
        for holds, done in self._waiting.get(report.key, ()):
            if not done.done() and holds(report):
                done.set_result(None)

    async def confirmed(
        self, key: EntityKey, holds: Holds, send: Callable[[], Awaitable[None]], timeout_s: float
    ) -> Outcome:
        """Send something and wait until the device is as asked.

        Args:
            key: Whose report is waited for.
            holds: Whether a report confirms it.
            send: What is done once the wait is set up; its errors go through.
            timeout_s: When it counts as sent and not confirmed.
        """
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        entry = (holds, done)
        self._waiting.setdefault(key, []).append(entry)
        try:
            await send()
            async with asyncio.timeout(timeout_s):
                await done
        except TimeoutError:
            return Outcome(kind=OutcomeKind.UNKNOWN, message="the device did not confirm it")
        finally:
            waiting = self._waiting[key]
            waiting.remove(entry)
            if not waiting:
                del self._waiting[key]
        return DONE
