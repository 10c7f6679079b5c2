"""Pairing codes: how a device that has no token yet gets its first one.

One code is open at a time, for five minutes and five wrong tries, and is worth one token. The
role it leads to is chosen before it is shown. Codes live in memory only: a restart closes them.
"""

import hmac
import secrets

import msgspec

from embedded_hub.core.clock import Clock
from embedded_hub.core.people import Role
from embedded_hub.errors import RequestError
from embedded_hub.model.ids import AreaId

VALID_FOR_S = 300.0
MAX_TRIES = 5
_DIGITS = 8


class PairingFailed(RequestError, code="pair_failed"):
    """The code is wrong, used up or too old; ``details["left"]`` says how many tries remain."""


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """What an open code leads to."""

    role: Role
    area_ids: tuple[AreaId, ...] = ()


class Pairing:
    """The one pairing code a home may have open."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._code = ""
        self._offer: Offer | None = None
        self._ends_at = 0.0
        self._tries_left = 0

    def open(self, offer: Offer) -> str:
        """Open a code, closing the one before; return its digits as a person types them."""
        self._code = f"{secrets.randbelow(10**_DIGITS):0{_DIGITS}}"
        self._offer = offer
        self._ends_at = self._clock.monotonic_s() + VALID_FOR_S
        self._tries_left = MAX_TRIES
        return f"{self._code[:4]}-{self._code[4:]}"

    def close(self) -> None:
        """Make the open code worthless."""
        self._offer = None

    def redeem(self, code: str) -> Offer:
        """Return what the code leads to, once.

        The try is counted before the code is looked at, so that parallel guesses gain nothing.

        Raises:
            PairingFailed: it is not the open code.
        """
        offer = self._offer
        if offer is None or self._clock.monotonic_s() >= self._ends_at or self._tries_left == 0:
            self.close()
            raise PairingFailed("no pairing code is open", details={"left": "0"})
        self._tries_left -= 1
        digits = "".join(char for char in code if char.isascii() and char.isdigit())
        if not hmac.compare_digest(digits.encode(), self._code.encode()):
            raise PairingFailed("wrong pairing code", details={"left": str(self._tries_left)})
        self.close()
        return offer
