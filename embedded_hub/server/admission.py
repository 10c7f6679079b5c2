"""How many sockets of one address may stand open before a token was shown. Pure."""


class Admission:
    """Counts unauthenticated sockets by address.

    A socket enters when it is accepted and leaves when it has shown a token or is gone.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._waiting: dict[str, int] = {}

    def enter(self, address: str) -> bool:
        """Count one more; False, uncounted, when the address has enough of them."""
        count = self._waiting.get(address, 0)
        if count >= self._limit:
            return False
        self._waiting[address] = count + 1
        return True

    def leave(self, address: str) -> None:
        """Count one less."""
        count = self._waiting.get(address, 0)
        if count > 1:
            self._waiting[address] = count - 1
        else:
            self._waiting.pop(address, None)

    def waiting(self, address: str) -> int:
        """Return how many of the address are counted now."""
        return self._waiting.get(address, 0)
