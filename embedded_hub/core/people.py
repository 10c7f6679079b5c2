"""People, gateways and programs that may come in, and the tokens they show.

A token is ``hw1.<id>.<secret>``: the id finds its record, the secret is 256 random bits of which
only the SHA-256 is kept. A token belongs to a user; several tokens of one user are several
devices of one person.
"""

import asyncio
import hashlib
import hmac
import secrets
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, tzinfo
from enum import StrEnum
from weakref import WeakSet

import msgspec

from embedded_hub.core.bus import Bus
from embedded_hub.core.clock import Clock
from embedded_hub.core.events import PeopleChanged, RightsChanged, TokenRevoked
from embedded_hub.core.ports import Record, RecordStore
from embedded_hub.errors import InvalidInfo, NotFound
from embedded_hub.model.ids import AreaId, GatewayId, UserId
from embedded_hub.model.texts import one_line
from embedded_hub.model.visits import VisitHours, is_welcome

TOKEN_PREFIX = "hw1"  # noqa: S105 - the public first part of every token, not a secret
_ID_BYTES = 6  # 8 characters of base64url
_SECRET_BYTES = 32
_OF_TOKEN = ("token", "push", "location")
_OF_USER = ("user", "avatar", "voice_preferences", "location_watch")
"""What is kept under the id of a token, or of a user, and goes with it from the disk."""
_REREAD_SHARE = 10
"""After reading the disk again, it is left alone for ten times as long as that took: whatever
strangers send costs a tenth of a thread. Who asks meanwhile waits, and all share one reading."""


class Role(StrEnum):
    """What somebody is to the home; what each may do is :mod:`embedded_hub.core.permissions`."""

    OWNER = "owner"
    FAMILY = "family"
    GUEST = "guest"
    GATEWAY = "gateway"
    TESTER = "tester"


class User(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody, or something, that may come in."""

    id: UserId
    name: str
    role: Role
    area_ids: tuple[AreaId, ...] = ()
    """Where a guest may go; empty for a guest is nowhere, for others it does not matter."""
    gateway_id: GatewayId | None = None
    is_active: bool = True
    """Whether they may come in at all. Of a guest outside their hours, as :class:`Principal` shows
    them, it is false too."""
    hours: tuple[VisitHours, ...] = ()
    """When a guest may do anything; always where there are none."""
    expires_at: float | None = None
    """When a guest's visit ends for good, seconds UTC."""
    created_at: float = 0.0
    avatar: str | None = None
    """Which picture they chose; another one has another name."""

    @property
    def is_timed(self) -> bool:
        """Whether what they may do changes with time alone."""
        return bool(self.hours) or self.expires_at is not None


class Invitation(msgspec.Struct, frozen=True, kw_only=True):
    """What a new device leads to, chosen before it asks: a person there is, or a new one."""

    person_id: UserId | None = None
    """Whose further device it is; all the rest is then theirs already."""
    name: str = ""
    """Of a new person; their device's name when left out."""
    role: Role = Role.FAMILY
    area_ids: tuple[AreaId, ...] = ()
    hours: tuple[VisitHours, ...] = ()
    expires_at: float | None = None


class Token(msgspec.Struct, frozen=True, kw_only=True):
    """One issued token, without its secret. Times are seconds UTC."""

    id: str
    user_id: UserId
    name: str
    secret_sha256: bytes
    created_at: float
    expires_at: float | None = None


class Principal(msgspec.Struct, kw_only=True, eq=False, weakref=True):
    """Who is on the other end of a connection, with the rights they have now.

    :class:`People` keeps it up to date as long as anybody holds it; nobody else changes it.
    """

    user: User
    token_id: str

    @property
    def role(self) -> Role:
        """What they are to the home."""
        return self.user.role


class People:
    """Everybody who may come into one home."""

    def __init__(self, bus: Bus, store: RecordStore, clock: Clock) -> None:
        self._bus = bus
        self._store = store
        self._clock = clock
        self._users: dict[UserId, User] = {}
        self._tokens: dict[str, Token] = {}
        self._principals: WeakSet[Principal] = WeakSet()
        self.zone: tzinfo = UTC
        """The home's own time, by which guests' hours go."""
        self.on_visitor: Callable[[], None] | None = None
        """Called when somebody is here whose rights change with time."""
        self._read_s = self._reread_after_s = float("-inf")
        self._reading = asyncio.Lock()
        self._door = asyncio.Lock()
        """Held while disk and memory are brought together: what is read from the disk must not
        bring back a token that is being revoked meanwhile."""

    def load(self, records: Iterable[Record]) -> None:
        """Take users and tokens from what was on the disk, replacing what is in memory."""
        users: dict[UserId, User] = {}
        tokens: dict[str, Token] = {}
        for record in records:
            if record.body is None:
                continue
            if record.kind == "user":
                user = msgspec.json.decode(record.body, type=User)
                users[user.id] = user
            elif record.kind == "token":
                token = msgspec.json.decode(record.body, type=Token)
                tokens[token.id] = token
        self._users, self._tokens = users, tokens
        self.refresh()

    def users(self) -> Sequence[User]:
        """Return everybody, first come first."""
        return tuple(self._users.values())

    def tokens(self) -> Sequence[Token]:
        """Return every token that has not been revoked."""
        return tuple(self._tokens.values())

    def tokens_of_gateway(self, gateway_id: GatewayId) -> Sequence[Token]:
        """Return the tokens a gateway may show."""
        users = {user.id for user in self._users.values() if user.gateway_id == gateway_id}
        return tuple(token for token in self._tokens.values() if token.user_id in users)

    def name_of_gateway(self, gateway_id: GatewayId) -> str:
        """Return the name a gateway's token was issued under."""
        for user in self._users.values():
            if user.gateway_id == gateway_id:
                return user.name
        return gateway_id

    def expires_at(self, token_id: str) -> float | None:
        """Return when a token stops being worth anything, seconds UTC; ``None`` is never."""
        token = self._tokens.get(token_id)
        return token.expires_at if token else None

    def get(self, user_id: str | None) -> User | None:
        """Return a user by id."""
        return self._users.get(UserId(user_id)) if user_id else None

    async def issue(
        self,
        role: Role,
        name: str,
        *,
        area_ids: Sequence[AreaId] = (),
        gateway_id: GatewayId | None = None,
        expires_at: float | None = None,
        token_name: str | None = None,
    ) -> tuple[str, Token]:
        """Make a token for somebody, who is made too unless already known by name and role.

        Args:
            role: What they are to the home.
            name: What they are called.
            area_ids: Where a guest may go.
            gateway_id: Which gateway a gateway's token is for.
            expires_at: When the token stops being worth anything, seconds UTC.
            token_name: What the token is called; the person's own name when left out.

        Returns:
            The token's text, which nobody can read again, and its record.

        Raises:
            InvalidInfo: a gateway token without a gateway, or an area list for another role.
            StorageError: it could not be written; the token is worth nothing.
        """
        if (role is Role.GATEWAY) != (gateway_id is not None):
            raise InvalidInfo("a gateway token names its gateway, and no other token does")
        if area_ids and role is not Role.GUEST:
            raise InvalidInfo("only a guest is limited to areas")
        user = self._known(name, role, tuple(area_ids), gateway_id) or User(
            id=UserId(secrets.token_hex(16)),
            name=name,
            role=role,
            area_ids=tuple(area_ids),
            gateway_id=gateway_id,
            created_at=self._clock.utc_s(),
        )
        return await self._give(user, token_name or name, expires_at)

    async def welcome(
        self, invitation: Invitation, device_name: str, expires_at: float | None = None
    ) -> tuple[str, Token, User]:
        """Let a device in as invited, making the person first where they are new.

        Args:
            invitation: Whose device it is and what they may do.
            device_name: What the device is called.
            expires_at: When this device's token ends, where it does before its person's visit.

        Returns:
            The token's text, which nobody can read again, its record, and the person.

        Raises:
            NotFound: the person was removed meanwhile.
            InvalidInfo: the role and the rest do not go together.
            StorageError: it could not be written; the token is worth nothing.
        """
        if invitation.person_id is not None:
            user = self._users.get(invitation.person_id)
            if user is None or user.role is Role.GATEWAY:
                raise NotFound("there is no such person")
        else:
            user = self.person_of(invitation, device_name)
        text, token = await self._give(user, device_name, expires_at)
        return text, token, user

    def person_of(self, invitation: Invitation, device_name: str) -> User:
        """Return the new person of an invitation, who is not kept yet.

        Raises:
            InvalidInfo: the role and the rest do not go together.
        """
        user = User(
            id=UserId(secrets.token_hex(16)),
            name=one_line(invitation.name or device_name).strip(),
            role=invitation.role,
            area_ids=invitation.area_ids,
            hours=invitation.hours,
            expires_at=invitation.expires_at,
            created_at=self._clock.utc_s(),
        )
        check_person(user)
        return user

    async def _give(
        self, user: User, token_name: str, expires_at: float | None
    ) -> tuple[str, Token]:
        is_new = user.id not in self._users
        token_id = secrets.token_urlsafe(_ID_BYTES)
        secret = secrets.token_urlsafe(_SECRET_BYTES)
        token = Token(
            id=token_id,
            user_id=user.id,
            name=token_name,
            secret_sha256=_digest(secret),
            created_at=self._clock.utc_s(),
            expires_at=expires_at,
        )
        records = [Record(kind="token", id=token.id, body=msgspec.json.encode(token))]
        async with self._door:
            if is_new:
                records.insert(0, _user_record(user))
            elif user.id not in self._users:
                raise NotFound("there is no such person", details={"person_id": user.id})
            await self._store.save(records)
            # Whoever is known already may have been changed meanwhile.
            self._users.setdefault(user.id, user)
            self._tokens[token.id] = token
        self._bus.publish(PeopleChanged(user_id=user.id))
        return f"{TOKEN_PREFIX}.{token_id}.{secret}", token

    async def revoke(self, token_id: str) -> None:
        """Make a token worthless, now and after a restart, and end its sessions.

        Raises:
            NotFound: there is no such token.
        """
        if token_id not in self._tokens:
            raise NotFound("there is no such token", details={"token_id": token_id})
        async with self._door:
            await self._store.save(_forgotten(_OF_TOKEN, token_id))
            user_id = self._tokens.pop(token_id).user_id if token_id in self._tokens else None
        self._bus.publish(TokenRevoked(token_id=token_id))
        if user_id is not None:
            self._bus.publish(PeopleChanged(user_id=user_id))

    async def save(self, user: User) -> None:
        """Keep a person as they are from now on; who is connected has the new rights at once.

        Raises:
            StorageError: it could not be kept; nothing changed.
        """
        async with self._door:
            await self._store.save([_user_record(user)])
            self._users[user.id] = user
        self.refresh()
        self._bus.publish(PeopleChanged(user_id=user.id))

    async def remove(self, user_id: UserId) -> None:
        """Forget a person with all of their tokens, and end their sessions.

        Raises:
            NotFound: there is no such person.
            StorageError: it could not be written; they are still there.
        """
        if user_id not in self._users:
            raise NotFound("there is no such person", details={"person_id": user_id})
        async with self._door:
            gone = [token.id for token in self._tokens.values() if token.user_id == user_id]
            of_tokens = [one for token_id in gone for one in _forgotten(_OF_TOKEN, token_id)]
            await self._store.save([*_forgotten(_OF_USER, user_id), *of_tokens])
            self._users.pop(user_id, None)
            for token_id in gone:
                self._tokens.pop(token_id, None)
        self.refresh()
        for token_id in gone:
            self._bus.publish(TokenRevoked(token_id=token_id))
        self._bus.publish(PeopleChanged(user_id=user_id))

    def refresh(self) -> None:
        """Judge anew what everybody who is here may do, and say whose rights are others now."""
        changed: dict[UserId, RightsChanged] = {}
        for principal in tuple(self._principals):
            before = principal.user
            now = self._as_now(self._users.get(before.id) or _stranger(before))
            if now != before:
                principal.user = now
                changed[now.id] = RightsChanged(
                    user_id=now.id,
                    is_other_role=now.role is not before.role,
                    is_over=self.is_over(now),
                    area_ids=now.area_ids,
                )
        if self.has_visitors and self.on_visitor is not None:
            self.on_visitor()
        for event in changed.values():
            self._bus.publish(event)

    @property
    def has_visitors(self) -> bool:
        """Whether anybody is here whose rights change with time."""
        return any(principal.user.is_timed for principal in tuple(self._principals))

    def is_over(self, user: User) -> bool:
        """Say whether somebody's access has ended for good: blocked, or their visit is past."""
        known = self._users.get(user.id)
        if known is None or not known.is_active:
            return True
        return known.expires_at is not None and self._clock.utc_s() >= known.expires_at

    def holder(self, token_id: str) -> Principal | None:
        """Return whose token it is, for what the hub does of itself; ``None`` when worthless."""
        token = self._tokens.get(token_id)
        return self._admit(token) if token is not None else None

    async def authenticate(self, text: str) -> Principal | None:
        """Return who shows this token, or ``None`` when it is worth nothing.

        A token this process has not heard of may have been issued by the command line a moment
        ago, so the disk is asked again, though not as often as strangers like.
        """
        if (parts := _parts(text)) is None:
            return None
        if parts[0] not in self._tokens:
            await self._reread(parts[0])
        return self._judge(*parts)

    def recognise(self, text: str) -> Principal | None:
        """Return who shows this token, if this process has heard of it; asks no disk."""
        parts = _parts(text)
        return self._judge(*parts) if parts is not None else None

    def _judge(self, token_id: str, secret: str) -> Principal | None:
        token = self._tokens.get(token_id)
        if token is None or not hmac.compare_digest(token.secret_sha256, _digest(secret)):
            return None
        principal = self._admit(token)
        if principal is None:
            return None
        self._principals.add(principal)
        if principal.user.is_timed and self.on_visitor is not None:
            self.on_visitor()
        return principal

    def _admit(self, token: Token) -> Principal | None:
        if token.expires_at is not None and self._clock.utc_s() >= token.expires_at:
            return None
        user = self._users.get(token.user_id)
        if user is None or self.is_over(user):
            return None
        return Principal(user=self._as_now(user), token_id=token.id)

    def _as_now(self, user: User) -> User:
        """Return somebody with the rights they have at this moment."""
        if not user.is_timed or not user.is_active:
            return user if user.is_active else msgspec.structs.replace(user, area_ids=())
        if is_welcome(user.hours, user.expires_at, self._clock.utc_s(), self.zone):
            return user
        return msgspec.structs.replace(user, area_ids=(), is_active=False)

    async def _reread(self, token_id: str) -> None:
        asked_s = self._clock.monotonic_s()
        async with self._reading:
            if token_id in self._tokens or self._read_s > asked_s:
                return
            await asyncio.sleep(max(0.0, self._reread_after_s - self._clock.monotonic_s()))
            async with self._door:
                self._read_s = self._clock.monotonic_s()
                self.load(await asyncio.to_thread(self._store.load))
            ended_s = self._clock.monotonic_s()
            self._reread_after_s = ended_s + _REREAD_SHARE * (ended_s - self._read_s)

    def _known(
        self, name: str, role: Role, area_ids: tuple[AreaId, ...], gateway_id: GatewayId | None
    ) -> User | None:
        wanted = (name, role, area_ids, gateway_id)
        for user in self._users.values():
            if (user.name, user.role, user.area_ids, user.gateway_id) == wanted:
                return user
        return None


def check_person(user: User) -> None:
    """Pass when somebody's role and the rest go together.

    Raises:
        InvalidInfo: they do not.
    """
    if not user.name.strip():
        raise InvalidInfo("a person needs a name")
    if user.role is Role.GATEWAY:
        raise InvalidInfo("a gateway is no person")
    if user.role is not Role.GUEST and (user.area_ids or user.is_timed):
        raise InvalidInfo("only a guest is limited to areas and hours")


def _user_record(user: User) -> Record:
    return Record(kind="user", id=user.id, body=msgspec.json.encode(user))


def _forgotten(kinds: Iterable[str], key: str) -> list[Record]:
    return [Record(kind=kind, id=key, body=None) for kind in kinds]


def _stranger(user: User) -> User:
    """Return somebody who was removed, as whoever still holds them sees them: without rights."""
    return msgspec.structs.replace(user, role=Role.GUEST, area_ids=(), hours=(), is_active=False)


def _parts(text: str) -> tuple[str, str] | None:
    """Take a token apart into its public id and its secret."""
    prefix, _, rest = text.partition(".")
    token_id, _, secret = rest.partition(".")
    return (token_id, secret) if prefix == TOKEN_PREFIX and token_id and secret else None


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()
