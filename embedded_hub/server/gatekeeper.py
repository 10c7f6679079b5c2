"""Judges tokens and pairing codes, and how often one address may be wrong about them."""

import asyncio
from collections.abc import Awaitable, Callable

import msgspec

from embedded_hub.core.home import Home
from embedded_hub.core.notice import NoticeDraft
from embedded_hub.core.pairing import OnAsk, PairingFailed
from embedded_hub.core.pairing_words import device_news
from embedded_hub.core.people import Principal, Role, User
from embedded_hub.errors import InvalidInfo, NotFound
from embedded_hub.server.auth_limits import AuthLimits

_NAME_LENGTH = 64
_NEWS_FOR_S = 7 * 86400.0
Authenticate = Callable[[str], Awaitable[tuple[Home, Principal] | None]]


class Admitted(msgspec.Struct, frozen=True):
    """A valid token: whose home it opens, and to whom."""

    home: Home
    principal: Principal


class TurnedAway(msgspec.Struct, frozen=True):
    """No entry; ``retry_after_s`` is above 0 when the address has guessed too often."""

    retry_after_s: float
    tries_left: int = 0
    """Of a pairing code."""


class Paired(msgspec.Struct, frozen=True):
    """A redeemed code: the new device's token, which is shown this once."""

    token: str
    role: str
    device_id: str
    """The public part of the token, under which the owner finds the device."""


class Gatekeeper:
    """Decides who comes in.

    Args:
        authenticate: Finds whose token it is, in any home.
        first_home: The home pairing codes belong to; ``None`` when there is none.
    """

    def __init__(self, authenticate: Authenticate, first_home: Callable[[], Home | None]) -> None:
        self._authenticate = authenticate
        self._first_home = first_home
        self._limits = AuthLimits()
        self.refusals = 0
        """Wrong tokens and codes since the start."""

    async def judge(self, address: str, token: str) -> Admitted | TurnedAway:
        """Judge a token. A right one is accepted from anywhere, however often others guessed."""
        loop = asyncio.get_running_loop()
        self._limits.begin(address, loop.time())
        found = None
        try:
            found = await self._authenticate(token)
        finally:
            wait_s = self._close_attempt(address, is_right=found is not None)
        return Admitted(*found) if found is not None else TurnedAway(wait_s)

    def count(self, address: str, *, is_right: bool) -> float:
        """Count one who dialled a secret address; the right one is never refused.

        Returns:
            Seconds to wait after a wrong one; 0 is not at all.
        """
        self._limits.begin(address, asyncio.get_running_loop().time())
        return self._close_attempt(address, is_right=is_right)

    async def pair(self, address: str, code: str, name: str, on_ask: OnAsk) -> Paired | TurnedAway:
        """Redeem a pairing code for a token.

        Args:
            address: Under what the peer is counted.
            code: As it was scanned or typed.
            name: What the device calls itself.
            on_ask: Called when the owner has to agree first; this then waits for the answer.

        Raises:
            StorageError: the token could not be written; the code is used up.
        """
        wait_s = self._limits.begin(address, asyncio.get_running_loop().time())
        home = self._first_home()
        if home is None or wait_s > 0:
            self._close_attempt(address, is_right=False)
            return TurnedAway(wait_s)
        is_right = False
        device = _shown(name)
        try:
            who = await home.pairing.redeem(code, device, on_ask)
            is_right = True
            text, token, user = await home.people.welcome(who, device)
        except PairingFailed as failed:
            return TurnedAway(0.0, int(failed.details.get("left", "0")))
        except (NotFound, InvalidInfo):  # the person was removed while the code was shown
            return TurnedAway(0.0)
        finally:
            self._close_attempt(address, is_right=is_right)
        told = {"name": user.name, "role": user.role.value}
        home.audit.note(home.people.recognise(text), "device/paired", token.id, told)
        home.notice_sources.tell(_news(home, device, user, token.id))
        return Paired(text, user.role.value, token.id)

    def _close_attempt(self, address: str, *, is_right: bool) -> float:
        if is_right:
            self._limits.succeed(address)
            return 0.0
        self.refusals += 1
        return self._limits.fail(address, asyncio.get_running_loop().time())


def _news(home: Home, device: str, user: User, token_id: str) -> NoticeDraft:
    """Tell the owners, one of whom should know already."""
    title, text = device_news(home.settings.language, device, user.name)
    owners = tuple(one.id for one in home.people.users() if one.role is Role.OWNER)
    return NoticeDraft(
        id=f"device:{token_id}",
        title=title,
        message=text,
        source="system",
        expires_in_s=_NEWS_FOR_S,
        user_ids=owners,
    )


def _shown(name: str) -> str:
    """Return what a stranger calls itself as it may be shown: one line of a sensible length."""
    return "".join(char for char in name if char.isprintable()).strip()[:_NAME_LENGTH] or "A device"
