"""Our own family: persons, the connections of their devices, and who did what."""

from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, UnsetType

from embedded_hub.model.visits import VisitHours
from embedded_hub.protocol.base import Command, Name, Text

PersonRole = Literal["owner", "family", "guest", "tester"]
Areas = Annotated[tuple[Text, ...], msgspec.Meta(max_length=256)]
Hours = Annotated[tuple[VisitHours, ...], msgspec.Meta(max_length=14)]
EncodedPicture = Annotated[str, msgspec.Meta(max_length=70_000)]
"""Base64 of at most 48 KB."""


class ListPeople(Command, frozen=True, tag="home/people/list"):
    """List the persons: with their devices for the owner, by name for the family."""


class SubscribePeople(Command, frozen=True, tag="home/people/subscribe"):
    """Follow the whole list: now and at each change."""


class AddPerson(Command, frozen=True, tag="home/people/add"):
    """Add a person who has no device yet; for the owner."""

    name: Name
    role: PersonRole
    area_ids: Areas = ()
    hours: Hours = ()
    expires_at: float | None = None


class ChangePerson(Command, frozen=True, tag="home/people/change"):
    """Change a person, at once also where they are connected; what is not named stays.

    For the owner; everybody may change their own name.
    """

    person_id: Text
    name: Name | UnsetType = UNSET
    role: PersonRole | UnsetType = UNSET
    area_ids: Areas | UnsetType = UNSET
    hours: Hours | UnsetType = UNSET
    expires_at: float | UnsetType | None = UNSET
    is_active: bool | UnsetType = UNSET


class RemovePerson(Command, frozen=True, tag="home/people/remove"):
    """Remove a person with their devices; for the owner."""

    person_id: Text


class SetAvatar(Command, frozen=True, tag="home/people/avatar"):
    """Give a person a picture: PNG, JPEG or WebP, 48 KB and 512 pixels a side at most.

    For the owner; everybody for themselves.
    """

    person_id: Text
    image: EncodedPicture | None


class GetAvatar(Command, frozen=True, tag="home/people/avatar.get"):
    """Read a person's picture; ``avatar`` in the list names it, so that it can be kept."""

    person_id: Text


class ListSessions(Command, frozen=True, tag="home/sessions/list"):
    """List devices with their connections: all of them for the owner, else one's own."""


class RevokeSession(Command, frozen=True, tag="home/sessions/revoke"):
    """Make a device's token worthless and end its connections: the owner any, others their own."""

    token_id: Text


class RevokeOtherSessions(Command, frozen=True, tag="home/sessions/revoke_others"):
    """Do so with every device of this person but the one that asks."""

    everyone: bool = False
    """Of all persons; for the owner."""


class ListAudit(Command, frozen=True, tag="home/audit/list"):
    """Read who did what, newest first; all of it for the owner, else one's own."""

    person_id: Text | None = None
    kind: Text | None = None
    """Such as ``person/changed``; all kinds of a noun where it ends with ``/``."""
    before: Annotated[int, msgspec.Meta(ge=1)] | None = None
    """The number of an entry."""
    limit: Annotated[int, msgspec.Meta(ge=1, le=500)] = 100


COMMANDS = (
    ListPeople,
    SubscribePeople,
    AddPerson,
    ChangePerson,
    RemovePerson,
    SetAvatar,
    GetAvatar,
    ListSessions,
    RevokeSession,
    RevokeOtherSessions,
    ListAudit,
)
