"""How many sockets of one address may stand open before a token was shown. Pure.

=========  ==============================  ==============================================
count      a new socket is                 and may take until its token
=========  ==============================  ==============================================
low        free                            the auth limit
above 40   crowded                         a few seconds: a crowd coming back at once
                                           needs less, a squatter gains nothing
too high   refused                         nothing
=========  ==============================  ==============================================

Refusing everybody above forty would keep a block of flats out after a power cut; a stranger who
holds the forty places would keep out the owner behind the same router.
"""

from enum import Enum


class Place(Enum):
    """What a new socket is given."""

    FREE = "free"
    CROWDED = "crowded"
    REFUSED = "refused"


class Admission:
    """Counts unauthenticated sockets by address.

    A socket enters when it is accepted and leaves when it has shown a token or is gone.

    Args:
        limit: Sockets of one address that may take their time.
        crowd_limit: Sockets of one address altogether.
    """

    def __init__(self, limit: int, crowd_limit: int) -> None:
        self._limit = limit
        self._crowd_limit = crowd_limit
        self._waiting: dict[str, int] = {}

    def enter(self, address: str) -> Place:
        """Count one more, unless it is refused."""
        count = self._waiting.get(address, 0)
        if count >= self._crowd_limit:
            return Place.REFUSED
        self._waiting[address] = count + 1
        return Place.FREE if count < self._limit else Place.CROWDED

    def leave(self, address: str) -> None:
        """Count one less."""
        count = self._waiting.get(address, 0)
        if count > 1:
            self._waiting[address] = count - 1
        else:
            self._waiting.pop(address, None)
