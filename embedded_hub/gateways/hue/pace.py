"""How fast commands may follow each other, so that the bridge does not throw any away."""

import asyncio


class Pace:
    """Turns that come no faster than the bridge takes commands.

    Args:
        gap_s: The least time between two.
    """

    def __init__(self, gap_s: float) -> None:
        self._gap_s = gap_s
        self._free_at_s = 0.0

    async def turn(self, most_s: float) -> bool:
        """Wait for the next turn; ``False``, at once, when it would come too late."""
        now_s = asyncio.get_running_loop().time()
        begins_s = max(now_s, self._free_at_s)
        if begins_s - now_s > most_s:
            return False
        self._free_at_s = begins_s + self._gap_s
        if begins_s > now_s:
            await asyncio.sleep(begins_s - now_s)
        return True
