"""How fast one person may write: what was saved up, and what comes back with time."""

SAVED = 20.0
"""As many a hasty person sends at once."""
A_SECOND = 2.0


class Pace:
    """Counts what each person writes."""

    def __init__(self) -> None:
        self._left: dict[str, tuple[float, float]] = {}

    def allows(self, who: str, now_s: float) -> bool:
        """Say whether this person may write once more, and count it.

        Args:
            who: Whose.
            now_s: The time, on a clock that never jumps.
        """
        left, at_s = self._left.get(who, (SAVED, now_s))
        left = min(SAVED, left + (now_s - at_s) * A_SECOND)
        is_allowed = left >= 1.0
        self._left[who] = (left - 1.0 if is_allowed else left, now_s)
        return is_allowed
