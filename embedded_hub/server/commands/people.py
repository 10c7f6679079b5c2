"""Answers the commands on persons, the connections of their devices, and who did what."""

import base64
import binascii
from collections.abc import Sequence

import msgspec
from msgspec import UNSET

from embedded_hub.core.audit import AuditEntry, AuditQuery
from embedded_hub.core.events import PeopleChanged
from embedded_hub.core.household import PersonChanges
from embedded_hub.core.people import Invitation, Role, Token, User
from embedded_hub.errors import InvalidInfo, NotFound, Unauthorized
from embedded_hub.model.ids import AreaId
from embedded_hub.model.values import JsonObject
from embedded_hub.protocol.commands.people import (
    AddPerson,
    ChangePerson,
    GetAvatar,
    ListAudit,
    ListPeople,
    ListSessions,
    RemovePerson,
    RevokeOtherSessions,
    RevokeSession,
    SetAvatar,
    SubscribePeople,
)
from embedded_hub.server.caller import Caller, Stop, Subscribed
from embedded_hub.server.commands.table import CommandTable

_FIELDS = PersonChanges.__struct_fields__


def register(table: CommandTable) -> None:
    """Add this family to the table."""
    table.quick(ListPeople, list_people)
    table.quick(SubscribePeople, subscribe_people)
    table.slow(AddPerson, add_person)
    table.slow(ChangePerson, change_person)
    table.slow(RemovePerson, remove_person)
    table.slow(SetAvatar, set_avatar)
    table.quick(GetAvatar, get_avatar)
    table.quick(ListSessions, list_sessions)
    table.slow(RevokeSession, revoke_session)
    table.slow(RevokeOtherSessions, revoke_others)
    table.slow(ListAudit, list_audit)


# --- persons ------------------------------------------------------------------------------------


def list_people(caller: Caller, _: ListPeople) -> list[JsonObject]:
    """List those persons the caller may know of."""
    return _listed(caller)


def subscribe_people(caller: Caller, command: SubscribePeople) -> Subscribed:
    """Send the list now and at each change."""

    def send(_: PeopleChanged | None = None) -> None:
        caller.send_event(command.id, {"people": _listed(caller)})

    def start() -> Stop:
        send()
        return caller.home.bus.subscribe(PeopleChanged, send)

    return Subscribed(start)


async def add_person(caller: Caller, command: AddPerson) -> JsonObject:
    """Add a person who has no device yet."""
    caller.require_admin()
    invitation = Invitation(
        name=command.name.strip(),
        role=Role(command.role),
        area_ids=_areas(command.area_ids),
        hours=command.hours,
        expires_at=command.expires_at,
    )
    user = await caller.home.household.add(invitation)
    caller.home.audit.note(
        caller.principal, "person/added", user.id, {"name": user.name, "role": user.role.value}
    )
    return _person(caller, user)


async def change_person(caller: Caller, command: ChangePerson) -> JsonObject:
    """Change a person; what they may do changes at once."""
    given = {name: value for name in _FIELDS if (value := getattr(command, name)) is not UNSET}
    is_own_name = command.person_id == caller.principal.user.id and given.keys() <= {"name"}
    if not (is_own_name and caller.principal.user.is_active):
        caller.require_admin()
    if (role := given.get("role")) is not None:
        given["role"] = Role(role)
    if (area_ids := given.get("area_ids")) is not None:
        given["area_ids"] = _areas(area_ids)
    user = await caller.home.household.change(command.person_id, PersonChanges(**given))
    details = {"name": user.name, "role": user.role.value, "changed": sorted(given)}
    caller.home.audit.note(caller.principal, "person/changed", user.id, details)
    return _person(caller, user)


async def remove_person(caller: Caller, command: RemovePerson) -> None:
    """Remove a person with their devices."""
    caller.require_admin()
    name = caller.home.household.person(command.person_id).name
    await caller.home.household.remove(command.person_id)
    caller.home.audit.note(caller.principal, "person/removed", command.person_id, {"name": name})


async def set_avatar(caller: Caller, command: SetAvatar) -> JsonObject:
    """Give a person a picture, or take it away."""
    if command.person_id != caller.principal.user.id or not caller.principal.user.is_active:
        caller.require_admin()
    user = await caller.home.household.set_avatar(command.person_id, _decoded(command.image))
    caller.home.audit.note(caller.principal, "person/pictured", user.id, {"name": user.name})
    return _person(caller, user)


def get_avatar(caller: Caller, command: GetAvatar) -> JsonObject:
    """Read a person's picture."""
    picture = caller.home.household.avatar(command.person_id)
    if picture is None or command.person_id not in {one.id for one in _known(caller)}:
        raise NotFound("there is no such picture", details={"person_id": command.person_id})
    return {"mime": picture.mime, "image": base64.b64encode(picture.content).decode()}


# --- sessions -----------------------------------------------------------------------------------


def list_sessions(caller: Caller, _: ListSessions) -> list[JsonObject]:
    """List devices with their connections."""
    return [_session(caller, token) for token in _tokens(caller)]


async def revoke_session(caller: Caller, command: RevokeSession) -> None:
    """End what a device may do."""
    token = next((one for one in _tokens(caller) if one.id == command.token_id), None)
    if token is None:
        raise NotFound("there is no such token", details={"token_id": command.token_id})
    await _revoke(caller, [token])


async def revoke_others(caller: Caller, command: RevokeOtherSessions) -> JsonObject:
    """End what every other device of these persons may do, and say how many there were."""
    if command.everyone:
        caller.require_admin()
    people, me = caller.home.people, caller.principal
    persons = {user.id for user in caller.home.household.persons()}
    tokens = [
        token
        for token in people.tokens()
        if token.id != me.token_id
        and (token.user_id in persons if command.everyone else token.user_id == me.user.id)
    ]
    return {"revoked": await _revoke(caller, tokens)}


async def _revoke(caller: Caller, tokens: Sequence[Token]) -> int:
    names = {token.id: token.name for token in tokens}
    revoked = await caller.home.household.revoke(names)
    for token_id in revoked:
        details = {"name": names[token_id]}
        caller.home.audit.note(caller.principal, "device/revoked", token_id, details)
    return len(revoked)


# --- who did what -------------------------------------------------------------------------------


async def list_audit(caller: Caller, command: ListAudit) -> Sequence[AuditEntry]:
    """List what was done, newest first."""
    person_id = command.person_id
    if caller.principal.role is not Role.OWNER:
        if person_id not in (None, caller.principal.user.id):
            raise Unauthorized("only the owner may read what others did")
        person_id = caller.principal.user.id
    query = AuditQuery(
        user_id=person_id, kind=command.kind, before=command.before, limit=command.limit
    )
    async with caller.heavy:
        return await caller.home.audit.find(query)


# --- parts --------------------------------------------------------------------------------------


def _known(caller: Caller) -> list[User]:
    """Return the persons a caller may know of: a guest knows only themselves."""
    if caller.principal.role is not Role.GUEST:
        return list(caller.home.household.persons())
    return [one for one in caller.home.household.persons() if one.id == caller.principal.user.id]


def _listed(caller: Caller) -> list[JsonObject]:
    tokens: dict[str, list[Token]] = {}
    for token in caller.home.people.tokens():
        tokens.setdefault(token.user_id, []).append(token)
    return [_shown(caller, user, tokens.get(user.id, ())) for user in _known(caller)]


def _person(caller: Caller, user: User) -> JsonObject:
    tokens = [token for token in caller.home.people.tokens() if token.user_id == user.id]
    return _shown(caller, user, tokens)


def _shown(caller: Caller, user: User, tokens: Sequence[Token]) -> JsonObject:
    is_me = user.id == caller.principal.user.id
    listed: JsonObject = {
        "person_id": user.id,
        "name": user.name,
        "role": user.role.value,
        "avatar": user.avatar,
        "is_me": is_me,
        "is_here": caller.home.sessions.is_here(user.id),
    }
    if not is_me and caller.principal.role is not Role.OWNER:
        return listed
    return {
        **listed,
        "area_ids": list(user.area_ids),
        "hours": [msgspec.to_builtins(span) for span in user.hours],
        "expires_at": user.expires_at,
        "is_active": user.is_active,
        "created_at": user.created_at or None,
        "devices": [_device(caller, token) for token in tokens],
    }


def _tokens(caller: Caller) -> list[Token]:
    tokens = caller.home.people.tokens()
    if caller.principal.role is Role.OWNER:
        return list(tokens)
    return [token for token in tokens if token.user_id == caller.principal.user.id]


def _session(caller: Caller, token: Token) -> JsonObject:
    user = caller.home.people.get(token.user_id)
    return {
        **_device(caller, token),
        "user_id": token.user_id,
        "user_name": user.name if user else None,
        "role": user.role.value if user else None,
        "connections": [
            {"address": one.address, "since": one.since_at}
            for one in caller.home.sessions.of(token.id)
        ],
    }


def _device(caller: Caller, token: Token) -> JsonObject:
    sessions = caller.home.sessions
    return {
        "token_id": token.id,
        "name": token.name,
        "created_at": token.created_at,
        "expires_at": token.expires_at,
        "last_seen_at": sessions.seen_at(token.id),
        "is_online": bool(sessions.of(token.id)),
        "is_current": token.id == caller.principal.token_id,
    }


def _areas(area_ids: Sequence[str]) -> tuple[AreaId, ...]:
    return tuple(AreaId(one) for one in dict.fromkeys(area_ids))


def _decoded(image: str | None) -> bytes | None:
    if image is None:
        return None
    try:
        return base64.b64decode(image, validate=True)
    except binascii.Error as error:
        raise InvalidInfo("a picture is sent as base64") from error
