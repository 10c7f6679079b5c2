"""How often one talker may ask for the floor: a count over a sliding window."""

from collections import deque

from embedded_hub.model.voice import TalkerId


class RequestRate:
    """Counts requests per talker; what is older than the window is forgotten.

    Args:
        limit: Requests one talker has within the window.
        window_s: How long a request counts.
    """

    def __init__(self, limit: int, window_s: float) -> None:
        self._limit = limit
        self._window_s = window_s
        self._asked_s: dict[TalkerId, deque[float]] = {}

    def retry_s(self, talker: TalkerId, now_s: float) -> float | None:
        """Count a request, or say after how long the next one has a chance."""
        self._forget(now_s)
        asked = self._asked_s.setdefault(talker, deque())
        if len(asked) >= self._limit:
            return asked[0] + self._window_s - now_s
        asked.append(now_s)
        return None

    def _forget(self, now_s: float) -> None:
        for talker, asked in list(self._asked_s.items()):
            while asked and asked[0] <= now_s - self._window_s:
                asked.popleft()
            if not asked:
                del self._asked_s[talker]
