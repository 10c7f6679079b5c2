"""The numbers in front of binary frames: one byte, so they are lent and come back.

A live stream has the same number for all of its listeners, so that a frame is encoded once; what
is played to one client alone takes from the other half. A number comes back to the end of the
row, so that a late frame of the stream before meets nobody.
"""

from collections import deque

from embedded_hub.errors import QuotaExceeded

LIVE = range(1, 128)
PRIVATE = range(128, 256)


class Handlers:
    """One row of numbers."""

    def __init__(self, numbers: range) -> None:
        self._free = deque(numbers)
        self._taken: set[int] = set()

    @property
    def is_empty(self) -> bool:
        """Whether all of them are lent."""
        return not self._free

    def take(self) -> int:
        """Lend the number that has rested longest.

        Raises:
            QuotaExceeded: all of them are lent.
        """
        if not self._free:
            raise QuotaExceeded("too many streams at once")
        number = self._free.popleft()
        self._taken.add(number)
        return number

    def give_back(self, number: int) -> None:
        """Take a number back."""
        if number in self._taken:
            self._taken.remove(number)
            self._free.append(number)
