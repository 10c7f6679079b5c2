"""Pairing codes: how a device that has no token yet gets its first one.

One offer is open at a time, for five minutes and five tries, and is worth one token. Who is let in
as what is decided before it is shown. It can be taken in two ways::

    scanned (96 bits)  ──right──▶ a token
    typed (8 digits)   ──right──▶ asking ──the owner sees the same three words──▶ a token

Eight digits can be read over a shoulder, hence the question. Each try is counted, in memory at
once and on the disk before it is judged: neither parallel tries nor a restart give more of them.
"""

import asyncio
import hashlib
import hmac
import secrets
from collections.abc import Callable, Iterable
from enum import StrEnum

import msgspec

from embedded_hub.core.clock import Clock
from embedded_hub.core.pairing_words import three_words
from embedded_hub.core.people import Invitation
from embedded_hub.core.ports import Record, RecordStore
from embedded_hub.errors import NotFound, RequestError

VALID_FOR_S = 300.0
MAX_TRIES = 5
_DIGITS = 8
_CODE_BYTES = 12
_KIND, _ID = "pairing", "open"


class PairingFailed(RequestError, code="pair_failed"):
    """The code is wrong, used up, too old or was refused; ``details["left"]`` counts the tries."""


class Codes(msgspec.Struct, frozen=True, kw_only=True):
    """An open offer's codes, in clear; kept nowhere."""

    scanned: str
    typed: str
    """As a person types it: ``1234-5678``."""


class PairingState(StrEnum):
    """Where an offer stands."""

    CLOSED = "closed"
    OPEN = "open"
    ASKING = "asking"
    PAIRED = "paired"


class PairingStatus(msgspec.Struct, frozen=True, kw_only=True):
    """What the owner is shown while somebody is let in."""

    state: PairingState = PairingState.CLOSED
    invitation: Invitation | None = None
    ends_at: float | None = None
    """Seconds UTC."""
    tries_left: int = 0
    request_id: str | None = None
    """Who is asking, to be accepted or refused."""
    device: str | None = None
    """What the device that asks, or that came in, is called."""
    words: tuple[str, ...] = ()


class _Open(msgspec.Struct, kw_only=True):
    """The open offer as it is kept: without the codes themselves."""

    invitation: Invitation
    scanned_sha256: bytes
    typed_sha256: bytes
    ends_at: float
    tries_left: int


class _Request(msgspec.Struct, kw_only=True):
    id: str
    device: str
    words: tuple[str, ...]
    answer: "asyncio.Future[bool]"


OnAsk = Callable[[tuple[str, ...]], None]
"""Called with the words the device shows while its owner is asked."""


class Pairing:
    """The one offer a home may have open."""

    def __init__(self, clock: Clock, store: RecordStore) -> None:
        self._clock = clock
        self._store = store
        self._open: _Open | None = None
        self._ends_at_s = 0.0
        self._request: _Request | None = None
        self._listeners: list[Callable[[PairingStatus], None]] = []
        self._last = PairingStatus()
        self.language = "en"
        """Whose words the two screens show."""

    def load(self, records: Iterable[Record]) -> None:
        """Take up an offer that was open when the hub stopped."""
        for record in records:
            if record.kind == _KIND and record.id == _ID and record.body is not None:
                kept = msgspec.json.decode(record.body, type=_Open)
                left_s = min(kept.ends_at - self._clock.utc_s(), VALID_FOR_S)
                if left_s > 0 and kept.tries_left > 0:
                    self._open = kept
                    self._ends_at_s = self._clock.monotonic_s() + left_s

    # --- the owner's side ---------------------------------------------------------------------

    @property
    def status(self) -> PairingStatus:
        """Where the offer stands now."""
        opened = self._current()
        if opened is None:
            return self._last
        request = self._request
        return PairingStatus(
            state=PairingState.OPEN if request is None else PairingState.ASKING,
            invitation=opened.invitation,
            ends_at=opened.ends_at,
            tries_left=opened.tries_left,
            request_id=request.id if request else None,
            device=request.device if request else None,
            words=request.words if request else (),
        )

    def listen(self, listener: Callable[[PairingStatus], None]) -> Callable[[], None]:
        """Have a function called at each change; returns what ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    async def open(self, invitation: Invitation) -> Codes:
        """Open an offer, closing the one before.

        Raises:
            StorageError: it could not be kept; none is open.
        """
        self._end(PairingStatus())
        scanned = secrets.token_urlsafe(_CODE_BYTES)
        typed = f"{secrets.randbelow(10**_DIGITS):0{_DIGITS}}"
        opened = _Open(
            invitation=invitation,
            scanned_sha256=_digest(scanned),
            typed_sha256=_digest(typed),
            ends_at=self._clock.utc_s() + VALID_FOR_S,
            tries_left=MAX_TRIES,
        )
        await self._keep(opened)
        self._open = opened
        self._ends_at_s = self._clock.monotonic_s() + VALID_FOR_S
        self._tell()
        return Codes(scanned=scanned, typed=f"{typed[:4]}-{typed[4:]}")

    async def close(self) -> None:
        """Make the open offer worthless.

        Raises:
            StorageError: that could not be kept; it is worthless until a restart.
        """
        self._end(PairingStatus())
        await self._keep(None)

    def confirm(self, request_id: str, *, is_accepted: bool) -> None:
        """Answer a device that asks.

        Raises:
            NotFound: nobody asks under this id any more.
        """
        request = self._request
        if request is None or request.id != request_id or request.answer.done():
            raise NotFound("nobody asks to come in any more", details={"request_id": request_id})
        request.answer.set_result(is_accepted)

    # --- the device's side --------------------------------------------------------------------

    async def redeem(self, code: str, device: str, on_ask: OnAsk) -> Invitation:
        """Return what the code leads to, once.

        Args:
            code: As it was scanned or typed.
            device: What the device calls itself.
            on_ask: Called when the owner has to agree first; this then waits for the answer.

        Raises:
            PairingFailed: it is not the open code, or the owner refused.
            StorageError: the try could not be counted; it was not judged.
        """
        opened = self._current()
        if opened is None or opened.tries_left == 0 or self._request is not None:
            raise _failed("no pairing code is open", 0)
        opened.tries_left -= 1
        await self._keep(opened)
        if self._open is not opened or self._request is not None:
            raise _failed("the pairing code was closed", 0)
        if _is_same(code.strip(), opened.scanned_sha256):
            return await self._give(opened, device)
        digits = "".join(char for char in code if char.isascii() and char.isdigit())
        if _is_same(digits, opened.typed_sha256):
            await self._ask(opened, device, on_ask)
            return await self._give(opened, device)
        if opened.tries_left == 0:
            self._end(PairingStatus())
        else:
            self._tell()
        raise _failed("wrong pairing code", opened.tries_left)

    async def _give(self, opened: _Open, device: str) -> Invitation:
        if self._open is not opened:
            raise _failed("the pairing code was closed", 0)
        status = PairingStatus(
            state=PairingState.PAIRED, invitation=opened.invitation, device=device
        )
        self._end(status)
        await self._keep(None)
        return opened.invitation

    async def _ask(self, opened: _Open, device: str, on_ask: OnAsk) -> None:
        words = three_words(self.language)
        answer: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._request = request = _Request(
            id=secrets.token_hex(8), device=device, words=words, answer=answer
        )
        on_ask(words)
        self._tell()
        is_accepted = False
        try:
            left_s = max(0.0, self._ends_at_s - self._clock.monotonic_s())
            is_accepted = await asyncio.wait_for(answer, left_s)
        except TimeoutError:
            pass
        finally:
            # Refused, too late or gone: whoever reads the digits off a screen has one question.
            if self._request is request:
                self._request = None
                if not is_accepted and self._open is opened:
                    self._end(PairingStatus())
        if not is_accepted:
            raise _failed("the owner did not agree", 0)

    # --- both ---------------------------------------------------------------------------------

    def _current(self) -> _Open | None:
        if self._open is not None and self._clock.monotonic_s() >= self._ends_at_s:
            self._end(PairingStatus())
        return self._open

    def _end(self, status: PairingStatus) -> None:
        self._open = None
        if self._request is not None and not self._request.answer.done():
            self._request.answer.set_result(False)
        self._last = status
        self._tell()

    def _tell(self) -> None:
        status = self.status if self._open is not None else self._last
        for listener in tuple(self._listeners):
            listener(status)

    async def _keep(self, opened: _Open | None) -> None:
        body = None if opened is None else msgspec.json.encode(opened)
        await self._store.save([Record(kind=_KIND, id=_ID, body=body)])


def _failed(why: str, left: int) -> PairingFailed:
    return PairingFailed(why, details={"left": str(left)})


def _is_same(code: str, digest: bytes) -> bool:
    return bool(code) and hmac.compare_digest(_digest(code), digest)


def _digest(code: str) -> bytes:
    return hashlib.sha256(code.encode("utf-8", "surrogatepass")).digest()
