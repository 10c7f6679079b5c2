"""The people of a home and how a new device gets in, as a user interface sees them."""

from collections.abc import Callable, Coroutine, Sequence
from typing import Literal, Protocol

import msgspec

from desktop.backend.listeners import Unsubscribe
from embedded_hub.model.values import JsonObject

PersonRole = Literal["owner", "family", "guest", "tester"]


class Visit(msgspec.Struct, frozen=True, kw_only=True, rename={"starts": "from", "ends": "to"}):
    """When a guest may come in; minutes of the day, in the home's time."""

    days: tuple[int, ...] = ()
    """0 is Monday."""
    starts: int = 0
    ends: int = 0


class VisitPlan(msgspec.Struct, frozen=True, kw_only=True):
    """When a guest may come in, and until when."""

    hours: tuple[Visit, ...] = ()
    """Empty for always."""
    expires_at: float | None = None
    """Seconds UTC; ``None`` for no end."""


class PersonDevice(msgspec.Struct, frozen=True, kw_only=True):
    """One device of a person."""

    token_id: str
    name: str = ""
    last_seen_at: float | None = None
    is_online: bool = False
    is_current: bool = False


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """One person; what only the owner and they themselves see may be missing."""

    person_id: str
    name: str
    role: PersonRole
    avatar: str | None = None
    """Names their picture; another one has another name."""
    is_me: bool = False
    is_here: bool = False
    area_ids: tuple[str, ...] = ()
    hours: tuple[Visit, ...] = ()
    expires_at: float | None = None
    is_active: bool = True
    devices: tuple[PersonDevice, ...] = ()


class Portrait(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody's picture, as it was given."""

    mime: str
    content: bytes = msgspec.field(name="image")


class Deed(msgspec.Struct, frozen=True, kw_only=True):
    """One thing somebody did; ``number`` grows from one to the next."""

    number: int
    at: float
    """Seconds UTC."""
    kind: str
    """``noun/verb``, such as ``person/changed``."""
    user_id: str | None = None
    user_name: str = ""
    device_name: str = ""
    subject: str = ""
    """The id or name of what it was done to."""
    details: JsonObject = {}


class PairingOffer(msgspec.Struct, frozen=True, kw_only=True):
    """How a new device comes in, shown this once."""

    url: str
    qr: tuple[str, ...]
    code: str
    expires_in_s: float
    landing_url: str | None = None
    authority: str | None = None
    fingerprint: str | None = None


class PairingState(msgspec.Struct, frozen=True, kw_only=True):
    """Where the open offer stands."""

    state: Literal["closed", "open", "asking", "paired"] = "closed"
    role: str | None = None
    name: str | None = None
    expires_in_s: float | None = None
    tries_left: int | None = None
    request_id: str | None = None
    device: str | None = None
    words: tuple[str, ...] = ()


class PeopleDesk(Protocol):
    """Reads and changes who may do what. All calls from one event loop.

    Every coroutine raises :class:`~embedded_hub.errors.HomewireError` when the hub refuses or
    does not answer.
    """

    async def follow(self, listener: Callable[[Sequence[Person]], None]) -> Unsubscribe:
        """Tell the listener the whole list now and at each change, over reconnections too."""

    async def follow_pairing(self, listener: Callable[[PairingState], None]) -> Unsubscribe:
        """Tell the listener where the offer stands now and at each change."""

    def change(
        self,
        person_id: str,
        *,
        name: str | None = None,
        role: PersonRole | None = None,
        area_ids: Sequence[str] | None = None,
        plan: VisitPlan | None = None,
    ) -> Coroutine[None, None, None]:
        """Change what is given."""

    def remove(self, person_id: str) -> Coroutine[None, None, None]:
        """Forget a person with their devices."""

    def sign_out(self, token_id: str) -> Coroutine[None, None, None]:
        """End a device's access, at once."""

    def sign_out_others(self) -> Coroutine[None, None, None]:
        """End the access of all of one's own devices but this one."""

    async def picture(self, person_id: str) -> Portrait:
        """Return somebody's picture."""

    async def deeds(
        self, *, person_id: str = "", kind: str = "", before: int | None = None, limit: int = 100
    ) -> Sequence[Deed]:
        """Return who did what, newest first; one's own alone for all but owners.

        Args:
            person_id: Of one person; empty for everybody.
            kind: Of one kind; of all kinds of a noun where it ends with ``/``; empty for all.
            before: The number of a deed; those older than it.
            limit: How many at most.
        """

    async def open_pairing(
        self,
        role: PersonRole,
        person_id: str | None,
        name: str | None,
        area_ids: Sequence[str],
        plan: VisitPlan,
    ) -> PairingOffer:
        """Open an offer for five minutes; it closes the one before."""

    def cancel_pairing(self) -> Coroutine[None, None, None]:
        """Make the open offer worthless."""

    def confirm_pairing(self, request_id: str, *, is_accepted: bool) -> Coroutine[None, None, None]:
        """Say whether the device that asks may come in."""
