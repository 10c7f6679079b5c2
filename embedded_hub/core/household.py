"""Who belongs to a home: persons are added, changed and removed here, under a few plain rules.

- There is always an owner who can come in: the last one is neither removed nor made less.
- Only a guest is limited to areas, hours and an end; made something else, they lose them.
- What changes holds at once, for those who are connected too.
"""

import asyncio
import hashlib
from collections.abc import Iterable, Sequence

import msgspec
from msgspec import UNSET, UnsetType

from embedded_hub.core.people import Invitation, People, Role, User, check_person
from embedded_hub.core.ports import Record, RecordStore
from embedded_hub.core.registry import Registry
from embedded_hub.errors import InvalidInfo, NotAllowed, NotFound
from embedded_hub.model.ids import AreaId, UserId
from embedded_hub.model.picture import Picture, read_picture
from embedded_hub.model.texts import one_line
from embedded_hub.model.visits import VisitHours

AVATAR_RECORD = "avatar"
MAX_PERSONS = 1000
MAX_AVATAR_BYTES = 48 * 1024
MAX_AVATAR_SIDE = 512


class PersonChanges(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be different about a person; what is not named stays."""

    name: str | UnsetType = UNSET
    role: Role | UnsetType = UNSET
    area_ids: tuple[AreaId, ...] | UnsetType = UNSET
    hours: tuple[VisitHours, ...] | UnsetType = UNSET
    expires_at: float | UnsetType | None = UNSET
    is_active: bool | UnsetType = UNSET


class Household:
    """The persons of one home.

    Args:
        people: Keeps them, and their tokens.
        registry: Knows the areas a guest may be given.
        store: Keeps their pictures.
    """

    def __init__(self, people: People, registry: Registry, store: RecordStore) -> None:
        self._people = people
        self._registry = registry
        self._store = store
        self._avatars: dict[UserId, Picture] = {}
        self._editing = asyncio.Lock()
        """Two owners who demote each other at the same moment must not both succeed."""

    def load(self, records: Iterable[Record]) -> None:
        """Take the pictures that were on the disk."""
        for record in records:
            if record.kind == AVATAR_RECORD and record.body is not None:
                picture = msgspec.json.decode(record.body, type=Picture)
                self._avatars[UserId(record.id)] = picture

    def persons(self) -> Sequence[User]:
        """Return everybody who is a person, first come first."""
        return [user for user in self._people.users() if user.role is not Role.GATEWAY]

    def person(self, person_id: str) -> User:
        """Return one person as they are kept.

        Raises:
            NotFound: there is no such person.
        """
        user = self._people.get(person_id)
        if user is None or user.role is Role.GATEWAY:
            raise NotFound("there is no such person", details={"person_id": person_id})
        return user

    def check(self, invitation: Invitation) -> None:
        """Pass when an invitation leads somewhere; checked before its code is shown.

        Raises:
            NotFound: the person it is for is not there.
            InvalidInfo: role, areas, hours and name do not go together, or an area is not there.
        """
        if invitation.person_id is not None:
            self.person(invitation.person_id)
        else:
            self._check_areas(self._people.person_of(invitation, "device"))

    async def add(self, invitation: Invitation) -> User:
        """Add a person who has no device yet.

        Raises:
            InvalidInfo: role, areas, hours and name do not go together, or there are too many.
            StorageError: it could not be kept.
        """
        async with self._editing:
            if len(self.persons()) >= MAX_PERSONS:
                raise InvalidInfo(f"no more than {MAX_PERSONS} persons")
            user = self._people.person_of(invitation, "")
            self._check_areas(user)
            await self._people.save(user)
        return user

    async def change(self, person_id: str, changes: PersonChanges) -> User:
        """Change a person, for those of their devices that are connected too.

        Raises:
            NotFound: there is no such person.
            NotAllowed: nobody would be left who owns the home.
            InvalidInfo: the changes do not go together, or an area is not there.
            StorageError: it could not be kept; nothing changed.
        """
        async with self._editing:
            before = self.person(person_id)
            named = msgspec.structs.asdict(changes)
            given = {key: value for key, value in named.items() if value is not UNSET}
            if given.get("role", Role.GUEST) is not Role.GUEST:
                given = {"area_ids": (), "hours": (), "expires_at": None, **given}
            user = msgspec.structs.replace(before, **given)
            user = msgspec.structs.replace(user, name=one_line(user.name).strip())
            check_person(user)
            self._check_areas(user)
            if user.role is not Role.OWNER or not user.is_active:
                self._require_other_owner(before)
            await self._people.save(user)
        return user

    async def remove(self, person_id: str) -> None:
        """Remove a person with their devices, and end their connections.

        Raises:
            NotFound: there is no such person.
            NotAllowed: nobody would be left who owns the home.
            StorageError: it could not be written; they are still there.
        """
        async with self._editing:
            user = self.person(person_id)
            self._require_other_owner(user)
            await self._people.remove(user.id)
            self._avatars.pop(user.id, None)

    async def revoke(self, token_ids: Iterable[str], *, keeps: str | None = None) -> list[str]:
        """Revoke devices and return which; a connection that asks for it may keep its own.

        Raises:
            NotAllowed: no owner could come in any more.
            StorageError: it could not be written.
        """
        async with self._editing:
            going = {one for one in token_ids if one != keeps}
            known = [token for token in self._people.tokens() if token.id in going]
            before = {token.user_id for token in self._people.tokens()}
            left = {token.user_id for token in self._people.tokens() if token.id not in going}
            if self._owners_among(before) and not self._owners_among(left):
                raise NotAllowed("the last device of the last owner stays")
            for token in known:
                await self._people.revoke(token.id)
        return [token.id for token in known]

    # --- pictures -----------------------------------------------------------------------------

    def avatar(self, person_id: str) -> Picture | None:
        """Return somebody's picture."""
        return self._avatars.get(UserId(person_id))

    async def set_avatar(self, person_id: str, content: bytes | None) -> User:
        """Give somebody a picture, or none.

        Raises:
            NotFound: there is no such person.
            InvalidInfo: it is no picture, or too large.
            StorageError: it could not be kept.
        """
        async with self._editing:
            user, picture, name = self.person(person_id), None, None
            if content is not None:
                picture = read_picture(
                    content, max_bytes=MAX_AVATAR_BYTES, max_side=MAX_AVATAR_SIDE
                )
                name = hashlib.sha256(content).hexdigest()[:16]
            body = None if picture is None else msgspec.json.encode(picture)
            await self._store.save([Record(kind=AVATAR_RECORD, id=user.id, body=body)])
            if picture is None:
                self._avatars.pop(user.id, None)
            else:
                self._avatars[user.id] = picture
            user = msgspec.structs.replace(user, avatar=name)
            await self._people.save(user)
        return user

    # --- rules --------------------------------------------------------------------------------

    def _check_areas(self, user: User) -> None:
        for area_id in user.area_ids:
            if area_id not in self._registry.areas:
                raise InvalidInfo(f"there is no area {area_id}", details={"area_id": area_id})

    def _require_other_owner(self, user: User) -> None:
        if user.role is not Role.OWNER or not user.is_active:
            return
        with_devices = {token.user_id for token in self._people.tokens()}
        if not self._owners_among(with_devices - {user.id}):
            raise NotAllowed("a home needs an owner", details={"person_id": user.id})

    def _owners_among(self, user_ids: Iterable[UserId]) -> set[UserId]:
        users = self._people.users()
        owners = {user.id for user in users if user.role is Role.OWNER and user.is_active}
        return owners & set(user_ids)
